import { listedPosition } from '../lineups.ts';
import { countAfter } from '../pitches.ts';
import type { Move, Play, Runner } from '../plays.ts';
import { at } from '../random.ts';
import { battingSide } from '../rates.ts';
import type { SimulatedGame } from '../season.ts';
import { tallyGame, type TeamTally } from '../tally.ts';
import { pitchData, hitData } from './pitch-data.ts';
import { describe, eventName } from './play-text.ts';
import { guid } from './schedule-response.ts';
import { personLink, personRef, positionEntry, type Json } from './shapes.ts';
import { playTimes, viewGame, type GameView } from './view.ts';
import type { World } from './world.ts';

const calls: Record<string, readonly [code: string, description: string]> = {
  B: ['B', 'Ball'],
  '*': ['*B', 'Ball In Dirt'],
  C: ['C', 'Called Strike'],
  S: ['S', 'Swinging Strike'],
  F: ['F', 'Foul'],
  H: ['H', 'Hit By Pitch'],
  X: ['X', 'In play, out(s)'],
  D: ['D', 'In play, no out'],
  E: ['E', 'In play, run(s)'],
};
const hands = { L: 'Left', R: 'Right' };
const baseNames: Record<number, string | null> = { 0: null, 1: '1B', 2: '2B', 3: '3B', 4: 'score' };

/** The body of `/api/v1/game/{pk}/playByPlay` without its copyright, pitches included. */
export function playsBody(world: World, game: SimulatedGame, view = viewGame(world, game)): Json {
  const { plays } = view;
  const allPlays = plays.map((_, index) => playEntry(world, game, view, index));
  return {
    allPlays,
    scoringPlays: plays.flatMap((play, index) => (runsOf(play) > 0 ? [index] : [])),
    playsByInning: inningEntries(plays),
  };
}

function runsOf(play: Play): number {
  return play.moves.filter((move) => move.to === 4).length;
}

function playEntry(world: World, game: SimulatedGame, view: GameView, index: number): Json {
  const play = at(view.plays, index);
  const upToNow = tallyGame(view.plays.slice(0, index + 1), game.plan.home, game.plan.away);
  const fielding = upToNow[play.isTop ? 'home' : 'away'];
  const times = playTimes(game, view.plays, index);
  const [startTime, endTime] = [iso(times.start), iso(times.end)];
  const { events, pitchIndex, actionIndex } = playEvents(world, game, view, index);
  const lastPitch = Math.max(events.length - 1, 0);
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
    runners: runnerEntries(play, fielding, lastPitch),
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

function runnerEvent(play: Play, move: Move): { event: string; eventType: string } {
  switch (move.reason) {
    case 'steal':
      return { event: 'Stolen Base 2B', eventType: 'stolen_base_2b' };
    case 'caught':
      return { event: 'Caught Stealing 2B', eventType: 'caught_stealing_2b' };
    case 'wild_pitch':
      return { event: 'Wild Pitch', eventType: 'wild_pitch' };
    case 'play':
      return { event: eventName(play), eventType: play.event };
  }
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

interface PlayEvents {
  events: Json[];
  pitchIndex: number[];
  actionIndex: number[];
}

function playEvents(world: World, game: SimulatedGame, view: GameView, index: number): PlayEvents {
  const play = at(view.plays, index);
  const { start, end } = playTimes(game, view.plays, index);
  const previous = view.plays[index - 1];
  const score = { awayScore: previous?.awayScore ?? 0, homeScore: previous?.homeScore ?? 0 };
  const result: PlayEvents = { events: [], pitchIndex: [], actionIndex: [] };
  const steps = play.substitutions.length + play.pitches.length + 2;
  const timed = (): Json => {
    const step = (end - start) / steps;
    const from = start + step * result.events.length;
    return { startTime: iso(from), endTime: iso(from + step) };
  };
  const action = (
    event: string,
    eventType: string,
    description: string,
    id: number,
    pitches: string,
    position: Json | null,
  ): void => {
    result.actionIndex.push(result.events.length);
    result.events.push({
      details: {
        description,
        event,
        eventType,
        ...score,
        isScoringPlay: false,
        isOut: eventType.startsWith('caught'),
        hasReview: false,
      },
      count: { ...countAfter(pitches), outs: play.outsBefore },
      index: result.events.length,
      ...timed(),
      isPitch: false,
      type: 'action',
      player: { id, link: personLink(id) },
      ...(position ? { position } : {}),
    });
  };
  for (const { kind, player, replaced } of play.substitutions) {
    const isPitcher = kind === 'pitcher';
    action(
      isPitcher ? 'Pitching Substitution' : 'Offensive Substitution',
      isPitcher ? 'pitching_substitution' : 'offensive_substitution',
      isPitcher
        ? `Pitching Change: ${player.fullName} replaces ${replaced.fullName}.`
        : `Offensive Substitution: Pinch-hitter ${player.fullName} replaces ${replaced.fullName}.`,
      player.id,
      '',
      positionEntry(isPitcher ? 1 : 11),
    );
  }
  for (let i = 0; i <= play.pitches.length; i += 1) {
    if (play.baseEvent?.afterPitches === i) baseAction(play, play.pitches.slice(0, i), action);
    const pitch = play.pitches[i];
    if (pitch === undefined) continue;
    result.pitchIndex.push(result.events.length);
    const isInPlay = 'XDE'.includes(pitch);
    const { type, data } = pitchData(world.seed, game.fixture.gamePk, play, index, i);
    const [code, description] = calls[pitch] ?? ['B', 'Ball'];
    result.events.push({
      details: {
        call: { code, description },
        description,
        code,
        isInPlay,
        isStrike: 'CSF'.includes(pitch),
        isBall: 'B*H'.includes(pitch),
        type,
        isOut: i === play.pitches.length - 1 && play.moves.some((move) => move.isOut),
        hasReview: false,
      },
      count: { ...countAfter(play.pitches.slice(0, i + 1)), outs: play.outsBefore },
      pitchData: data,
      ...(isInPlay ? { hitData: hitData(world.seed, game.fixture.gamePk, play, index) } : {}),
      index: result.events.length,
      playId: guid(world.seed, game.fixture.gamePk, index, i),
      pitchNumber: i + 1,
      ...timed(),
      isPitch: true,
      type: 'pitch',
    });
  }
  return result;
}

function baseAction(
  play: Play,
  pitches: string,
  action: (
    event: string,
    eventType: string,
    description: string,
    id: number,
    pitches: string,
    position: Json | null,
  ) => void,
): void {
  const move = play.moves.find(({ reason }) => reason !== 'play');
  if (!move) return;
  const { event, eventType } = runnerEvent(play, move);
  const { player } = move.runner;
  action(
    event,
    eventType,
    move.reason === 'wild_pitch'
      ? `Wild pitch by pitcher ${play.pitcher.fullName}.`
      : `${player.fullName} ${move.isOut ? 'caught stealing' : 'steals'} 2nd base.`,
    player.id,
    pitches,
    positionEntry(listedPosition(player.role)),
  );
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

function iso(milliseconds: number): string {
  return new Date(Math.round(milliseconds)).toISOString();
}
