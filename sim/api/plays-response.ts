import { countAfter } from '../pitches.ts';
import type { Move, Play, Runner } from '../plays.ts';
import { at } from '../random.ts';
import { battingSide } from '../rates.ts';
import type { SimulatedGame } from '../season.ts';
import { countPlay, startTally, type TeamTally } from '../tally.ts';
import { playEvents, runnerEvent, toInstant } from './play-events.ts';
import { describe, eventName } from './play-text.ts';
import { personLink, personRef, positionEntry, type Json } from './shapes.ts';
import { playTimes, viewGame, type GameView } from './view.ts';
import type { World } from './world.ts';

const hands = { L: 'Left', R: 'Right' };
const baseNames: Record<number, string | null> = { 0: null, 1: '1B', 2: '2B', 3: '3B', 4: 'score' };

/** The body of `/api/v1/game/{pk}/playByPlay` without its copyright, pitches included. */
export function playsBody(world: World, game: SimulatedGame, view = viewGame(world, game)): Json {
  const { plays } = view;
  const running = startTally(game.plan.home, game.plan.away);
  const allPlays = plays.map((play, index) => {
    countPlay(running, play);
    return playEntry(world, game, view, index, running[play.isTop ? 'home' : 'away']);
  });
  return {
    allPlays,
    ...(allPlays.length > 0 ? { currentPlay: allPlays.at(-1) } : {}),
    scoringPlays: plays.flatMap((play, index) => (runsOf(play) > 0 ? [index] : [])),
    playsByInning: inningEntries(plays),
  };
}

function runsOf(play: Play): number {
  return play.moves.filter((move) => move.to === 4).length;
}

/** `fielding` is the club in the field as it stands in the play. */
function playEntry(
  world: World,
  game: SimulatedGame,
  view: GameView,
  index: number,
  fielding: TeamTally,
): Json {
  const play = at(view.plays, index);
  const times = playTimes(game, view.plays, index);
  const [startTime, endTime] = [toInstant(times.start), toInstant(times.end)];
  const { events, pitchIndex, actionIndex } = playEvents(world.seed, game, view.plays, index);
  return {
    result: {
      type: 'atBat',
      event: eventName(play),
      eventType: play.event,
      description: describe(play, fielding),
      rbi: play.moves.filter((move) => move.isRbi).length,
      awayScore: play.awayScore,
      homeScore: play.homeScore,
      isOut: play.moves.some((move) => move.isOut && move.from === 0),
    },
    about: {
      atBatIndex: index,
      halfInning: play.isTop ? 'top' : 'bottom',
      isTopInning: play.isTop,
      inning: play.inning,
      startTime,
      endTime,
      isComplete: true,
      isScoringPlay: runsOf(play) > 0,
      hasReview: false,
      hasOut: play.outsAfter > play.outsBefore,
      captivatingIndex: 0,
    },
    count: { ...countAfter(play.pitches), outs: play.outsAfter },
    matchup: matchupEntry(play),
    pitchIndex,
    actionIndex,
    runnerIndex: play.moves.map((_, i) => i),
    runners: runnerEntries(play, fielding, Math.max(events.length - 1, 0)),
    playEvents: events,
    playEndTime: endTime,
    atBatIndex: index,
  };
}

function matchupEntry(play: Play): Json {
  const side = battingSide(play.batter, play.pitcher);
  const [first, second, third] = play.basesAfter;
  const onBase = (name: string, runner: Runner | null): Json =>
    runner ? { [name]: personRef(runner.player) } : {};
  const menOnBase = (second ?? third) ? 'RISP' : first ? 'Men_On' : 'Empty';
  return {
    batter: personRef(play.batter),
    batSide: { code: side, description: hands[side] },
    pitcher: personRef(play.pitcher),
    pitchHand: { code: play.pitcher.throws, description: hands[play.pitcher.throws] },
    ...onBase('postOnFirst', first),
    ...onBase('postOnSecond', second),
    ...onBase('postOnThird', third),
    batterHotColdZones: [],
    pitcherHotColdZones: [],
    splits: {
      batter: `vs_${play.pitcher.throws}HP`,
      pitcher: `vs_${side}HB`,
      menOnBase,
    },
  };
}

function runnerEntries(play: Play, fielding: TeamTally, lastEvent: number): Json[] {
  let outs = play.outsBefore;
  return play.moves.map((move) => {
    if (move.isOut) outs += 1;
    const { event, eventType } = runnerEvent(play, move);
    const origin = baseNames[move.from] ?? null;
    return {
      movement: {
        originBase: origin,
        start: origin,
        end: move.isOut ? null : (baseNames[move.to] ?? null),
        outBase: move.isOut
          ? move.outBase === 4
            ? '4B'
            : (baseNames[move.outBase] ?? null)
          : null,
        isOut: move.isOut,
        outNumber: move.isOut ? outs : null,
      },
      details: {
        event,
        eventType,
        movementReason: movementReason(move),
        runner: personRef(move.runner.player),
        responsiblePitcher:
          move.to === 4
            ? { id: move.runner.pitcher.id, link: personLink(move.runner.pitcher.id) }
            : null,
        isScoringEvent: move.to === 4,
        rbi: move.isRbi,
        earned: move.isEarned,
        teamUnearned: false,
        playIndex: lastEvent,
      },
      credits: creditEntries(play, move, fielding),
    };
  });
}

function movementReason(move: Move): string | null {
  if (move.reason === 'steal') return 'r_stolen_base_2b';
  if (move.reason === 'caught') return 'r_caught_stealing_2b';
  if (move.from === 0) return null;
  return move.isOut ? 'r_force_out' : 'r_adv_play';
}

/** The fielders' part in the out of this move: a double play's credits go to its two outs in turn. */
function creditEntries(play: Play, move: Move, fielding: TeamTally): Json[] {
  const isError = play.event === 'field_error' && move.from === 0;
  if (!move.isOut && !isError) return [];
  const outs = play.moves.filter((other) => other.isOut);
  const putouts = play.credits.flatMap(({ kind }, i) => (kind === 'putout' ? [i] : []));
  const nth = outs.indexOf(move);
  const from = nth > 0 ? (putouts[nth - 1] ?? -1) + 1 : 0;
  const to = isError ? play.credits.length : (putouts[nth] ?? play.credits.length - 1) + 1;
  return play.credits.slice(from, to).map(({ position, kind }) => {
    const spot = fielding.current.find((entry) => entry.position === position);
    const player = position === 1 ? play.pitcher : spot?.player;
    return {
      player: player ? { id: player.id, link: personLink(player.id) } : {},
      position: positionEntry(position),
      credit: kind === 'error' ? 'f_fielding_error' : `f_${kind}`,
    };
  });
}

function inningEntries(plays: readonly Play[]): Json[] {
  const innings = new Map<number, number[]>();
  plays.forEach((play, index) => {
    innings.set(play.inning, [...(innings.get(play.inning) ?? []), index]);
  });
  return [...innings.values()].map((indexes) => ({
    startIndex: at(indexes, 0),
    endIndex: at(indexes, indexes.length - 1),
    top: indexes.filter((index) => at(plays, index).isTop),
    bottom: indexes.filter((index) => !at(plays, index).isTop),
    hits: { away: [], home: [] },
  }));
}
