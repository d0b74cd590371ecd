import {
  emptyBatting,
  emptyFielding,
  emptyPitching,
  sumLines,
  type BattingLine,
  type FieldingLine,
  type PitchingLine,
} from '../lines.ts';
import type { PlayerTally } from '../tally.ts';
import { inningsPitched, perNine, ratio, share, type Json } from './shapes.ts';

export const statGroups = ['hitting', 'pitching', 'fielding'] as const;
export type StatGroup = (typeof statGroups)[number];

/** Lines of players and in how many games they are to be counted. */
export interface Lines {
  entries: readonly PlayerTally[];
  /** Games of the club; undefined for one player's own lines, which count by themselves. */
  clubGames?: number;
}

/** `stat` of a group of statistics: sums of the lines, and the rates that follow from them. */
export function statEntry(group: StatGroup, { entries, clubGames }: Lines): Json {
  if (group === 'hitting') return hitting(battingSum(entries), clubGames, entries);
  if (group === 'pitching') return pitching(pitchingSum(entries), clubGames);
  return fielding(fieldingSum(entries), clubGames ?? entries.length, clubGames);
}

export const battingSum = (entries: readonly PlayerTally[]): BattingLine =>
  sumLines(
    emptyBatting(),
    entries.flatMap(({ batting }) => batting ?? []),
  );

export const pitchingSum = (entries: readonly PlayerTally[]): PitchingLine =>
  sumLines(
    emptyPitching(),
    entries.flatMap(({ pitching: line }) => line ?? []),
  );

const fieldingSum = (entries: readonly PlayerTally[]): FieldingLine =>
  sumLines(
    emptyFielding(),
    entries.map(({ fielding: line }) => line),
  );

function hitting(
  line: BattingLine,
  clubGames: number | undefined,
  entries: readonly PlayerTally[],
): Json {
  const { atBats, hits, baseOnBalls, hitByPitch, sacFlies, homeRuns, strikeOuts } = line;
  const attempts = line.stolenBases + line.caughtStealing;
  const chances = atBats + baseOnBalls + hitByPitch + sacFlies;
  const onBase = chances === 0 ? 0 : (hits + baseOnBalls + hitByPitch) / chances;
  const slugging = atBats === 0 ? 0 : line.totalBases / atBats;
  return {
    gamesPlayed: clubGames ?? entries.length,
    groundOuts: line.groundOuts,
    airOuts: line.airOuts,
    runs: line.runs,
    doubles: line.doubles,
    triples: line.triples,
    homeRuns,
    strikeOuts,
    baseOnBalls,
    intentionalWalks: line.intentionalWalks,
    hits,
    hitByPitch,
    avg: share(hits, atBats),
    atBats,
    obp: chances === 0 ? '.---' : share(onBase, 1),
    slg: atBats === 0 ? '.---' : share(slugging, 1),
    ops: chances === 0 ? '.---' : share(onBase + slugging, 1),
    caughtStealing: line.caughtStealing,
    stolenBases: line.stolenBases,
    stolenBasePercentage: share(line.stolenBases, attempts),
    caughtStealingPercentage: share(line.caughtStealing, attempts),
    groundIntoDoublePlay: line.groundIntoDoublePlay,
    plateAppearances: line.plateAppearances,
    totalBases: line.totalBases,
    rbi: line.rbi,
    leftOnBase: line.leftOnBase,
    sacBunts: line.sacBunts,
    sacFlies,
    babip: share(hits - homeRuns, atBats - strikeOuts - homeRuns + sacFlies),
    groundOutsToAirouts: ratio(line.groundOuts, line.airOuts),
    catchersInterference: line.catchersInterference,
    atBatsPerHomeRun: ratio(atBats, homeRuns),
  };
}

function pitching(line: PitchingLine, clubGames: number | undefined): Json {
  const { outs, hits, baseOnBalls, strikeOuts, wins, losses } = line;
  const chances = line.atBats + baseOnBalls + line.hitByPitch + line.sacFlies;
  const attempts = line.stolenBases + line.caughtStealing;
  return {
    ...line,
    ...(clubGames === undefined
      ? {}
      : { gamesPlayed: clubGames, gamesPitched: clubGames, gamesStarted: clubGames }),
    obp: share(hits + baseOnBalls + line.hitByPitch, chances),
    avg: share(hits, line.atBats),
    stolenBasePercentage: share(line.stolenBases, attempts),
    caughtStealingPercentage: share(line.caughtStealing, attempts),
    era: perNine(line.earnedRuns, outs),
    inningsPitched: inningsPitched(outs),
    whip: ratio((hits + baseOnBalls) * 3, outs),
    pitchesThrown: line.numberOfPitches,
    strikePercentage: share(line.strikes, line.numberOfPitches),
    groundOutsToAirouts: ratio(line.groundOuts, line.airOuts),
    winPercentage: share(wins, wins + losses),
    pitchesPerInning: ratio(line.numberOfPitches * 3, outs),
    strikeoutWalkRatio: ratio(strikeOuts, baseOnBalls),
    strikeoutsPer9Inn: perNine(strikeOuts, outs),
    walksPer9Inn: perNine(baseOnBalls, outs),
    hitsPer9Inn: perNine(hits, outs),
    runsScoredPer9: perNine(line.runs, outs),
    homeRunsPer9: perNine(line.homeRuns, outs),
  };
}

function fielding(line: FieldingLine, gamesPlayed: number, clubGames: number | undefined): Json {
  const attempts = line.stolenBases + line.caughtStealing;
  const chances = line.putOuts + line.assists + line.errors;
  return {
    gamesPlayed,
    gamesStarted: clubGames ?? line.gamesStarted,
    caughtStealing: line.caughtStealing,
    stolenBases: line.stolenBases,
    stolenBasePercentage: share(line.stolenBases, attempts),
    caughtStealingPercentage: share(line.caughtStealing, attempts),
    assists: line.assists,
    putOuts: line.putOuts,
    errors: line.errors,
    chances,
    fielding: chances === 0 ? '.000' : share(line.putOuts + line.assists, chances),
    passedBall: line.passedBall,
    pickoffs: line.pickoffs,
  };
}
