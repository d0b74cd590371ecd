import type { Play, Side } from '../plays.ts';
import { at } from '../random.ts';
import type { SimulatedGame } from '../season.ts';
import type { TeamTally } from '../tally.ts';
import { ordinal, personRef, teamRef, type Json } from './shapes.ts';
import type { GameView } from './view.ts';
import type { World } from './world.ts';

const fieldNames: readonly (readonly [name: string, position: number])[] = [
  ['catcher', 2],
  ['first', 3],
  ['second', 4],
  ['third', 5],
  ['shortstop', 6],
  ['left', 7],
  ['center', 8],
  ['right', 9],
];

/** The body of `/api/v1/game/{pk}/linescore` without its copyright, up to the last visible play. */
export function linescoreBody(world: World, game: SimulatedGame, view: GameView): Json {
  const { fixture } = game;
  const last = view.plays.at(-1);
  if (!last) {
    return {
      scheduledInnings: 9,
      innings: [],
      teams: { home: {}, away: {} },
      defense: { team: teamRef(at(world.clubs, fixture.home)) },
      offense: { team: teamRef(at(world.clubs, fixture.away)) },
    };
  }
  const isFinal = view.state === 'final';
  const half = last.isTop ? 'Top' : 'Bottom';
  const fieldingSide: Side = last.isTop ? 'home' : 'away';
  const battingSide: Side = last.isTop ? 'away' : 'home';
  return {
    ...(isFinal && last.outsAfter < 3 ? { note: walkOffNote(last.outsBefore) } : {}),
    currentInning: last.inning,
    currentInningOrdinal: ordinal(last.inning),
    inningState: half,
    inningHalf: half,
    isTopInning: last.isTop,
    scheduledInnings: 9,
    innings: inningEntries(view),
    teams: {
      home: teamTotals(view, 'home', isFinal),
      away: teamTotals(view, 'away', isFinal),
    },
    defense: {
      pitcher: personRef(last.pitcher),
      ...Object.fromEntries(
        fieldNames.map(([name, position]) => [
          name,
          personRef(playerAt(view.tally[fieldingSide], position)),
        ]),
      ),
      ...nextBatters(view, fieldingSide),
      team: teamRef(at(world.clubs, fixture[fieldingSide])),
    },
    offense: {
      ...nextBatters(view, battingSide),
      ...runnersPart(last),
      pitcher: personRef(
        at(view.tally[battingSide].pitchers, view.tally[battingSide].pitchers.length - 1),
      ),
      team: teamRef(at(world.clubs, fixture[battingSide])),
    },
    balls: 0,
    strikes: 0,
    outs: last.outsAfter,
  };
}

function walkOffNote(outs: number): string {
  const words = ['Nobody', 'One', 'Two'];
  return `${at(words, outs)} out when winning run scored.`;
}

function inningEntries(view: GameView): Json[] {
  const { home, away } = view.tally;
  return away.innings.map((line, i) => ({
    num: i + 1,
    ordinalNum: ordinal(i + 1),
    home: home.innings[i] ?? {},
    away: line ?? {},
  }));
}

function teamTotals(view: GameView, side: Side, isFinal: boolean): Json {
  const team = view.tally[side];
  const other = view.tally[side === 'home' ? 'away' : 'home'];
  const sum = (innings: TeamTally['innings'], field: 'hits' | 'errors' | 'leftOnBase'): number =>
    innings.reduce((total, line) => total + (line?.[field] ?? 0), 0);
  return {
    runs: team.score,
    hits: sum(team.innings, 'hits'),
    errors: sum(other.innings, 'errors'),
    leftOnBase: sum(team.innings, 'leftOnBase'),
    ...(isFinal ? { isWinner: team.score > other.score } : {}),
  };
}

function playerAt(team: TeamTally, position: number): TeamTally['current'][number]['player'] {
  const spot = team.current.find((entry) => entry.position === position);
  if (!spot) throw new Error(`nobody plays position ${position}`);
  return spot.player;
}

function nextBatters(view: GameView, side: Side): Json {
  const lastUp = view.plays.findLast((play) => (play.isTop ? 'away' : 'home') === side);
  const slot = lastUp ? (lastUp.slot + (lastUp.isPlateAppearance ? 1 : 0)) % 9 : 0;
  const { current } = view.tally[side];
  return {
    batter: personRef(at(current, slot).player),
    onDeck: personRef(at(current, (slot + 1) % 9).player),
    inHole: personRef(at(current, (slot + 2) % 9).player),
    battingOrder: slot + 1,
  };
}

function runnersPart(play: Play): Json {
  const [first, second, third] = play.basesAfter;
  if (play.outsAfter === 3) return {};
  return {
    ...(first ? { first: personRef(first.player) } : {}),
    ...(second ? { second: personRef(second.player) } : {}),
    ...(third ? { third: personRef(third.player) } : {}),
  };
}
