import { sumLines, type BattingLine, type FieldingLine, type PitchingLine } from '../lines.ts';
import { emptyBatting, emptyFielding, emptyPitching } from '../lines.ts';
import type { TeamTally } from '../tally.ts';
import { inningsPitched, perNine, ratio, share, type Json } from './shapes.ts';
import type { Standing } from './world.ts';

/** A batter's line in the form of `stats.batting` of a box score. */
export function battingEntry(line: BattingLine, isPinchHitter: boolean): Json {
  const entry: Json = isPinchHitter ? { note: 'ph-' } : {};
  entry.summary = battingSummary(line);
  return Object.assign(entry, line, {
    stolenBasePercentage: share(line.stolenBases, line.stolenBases + line.caughtStealing),
    atBatsPerHomeRun: ratio(line.atBats, line.homeRuns),
  });
}

/** A pitcher's line in the form of `stats.pitching` of a box score. */
export function pitchingEntry(line: PitchingLine): Json {
  const note = pitchingNote(line);
  const entry: Json = note ? { note } : {};
  entry.summary = pitchingSummary(line);
  return Object.assign(entry, line, {
    pitchesThrown: line.numberOfPitches,
    inningsPitched: inningsPitched(line.outs),
    stolenBasePercentage: share(line.stolenBases, line.stolenBases + line.caughtStealing),
    strikePercentage: strikeShare(line),
    runsScoredPer9: perNine(line.runs, line.outs),
    homeRunsPer9: perNine(line.homeRuns, line.outs),
  });
}

/** A fielder's line in the form of `stats.fielding` of a box score. */
export function fieldingEntry(line: FieldingLine): Json {
  const chances = line.putOuts + line.assists + line.errors;
  const entry: Json = line.gamesStarted > 0 ? { gamesStarted: line.gamesStarted } : {};
  return Object.assign(entry, fieldingFigures(line), {
    chances,
    fielding: chances === 0 ? '.000' : share(line.putOuts + line.assists, chances),
  });
}

/** `teamStats` of a box score: sums of the players' lines, averages of the season so far. */
export function teamStatsEntry(team: TeamTally, standing: Standing | undefined): Json {
  const players = [...team.players.values()];
  const batting = sumLines(
    emptyBatting(),
    players.flatMap((entry) => entry.batting ?? []),
  );
  const pitching = sumLines(
    emptyPitching(),
    players.flatMap((entry) => entry.pitching ?? []),
  );
  const fielding = sumLines(
    emptyFielding(),
    players.map((entry) => entry.fielding),
  );
  return {
    batting: teamBatting(batting, standing),
    pitching: teamPitching(pitching, standing),
    fielding: {
      ...fieldingFigures(fielding),
      chances: fielding.putOuts + fielding.assists + fielding.errors,
    },
  };
}

function teamBatting(line: BattingLine, standing: Standing | undefined): Json {
  const figures: Partial<BattingLine> = { ...line };
  delete figures.gamesPlayed;
  const sums = standing?.totals;
  const onBase = sums && sums.chances > 0 ? sums.reached / sums.chances : 0;
  const slugging = sums && sums.atBats > 0 ? sums.totalBases / sums.atBats : 0;
  return {
    ...figures,
    avg: share(sums?.hits ?? 0, sums?.atBats ?? 0),
    obp: share(onBase, 1),
    slg: share(slugging, 1),
    ops: share(onBase + slugging, 1),
    stolenBasePercentage: share(line.stolenBases, line.stolenBases + line.caughtStealing),
    atBatsPerHomeRun: ratio(line.atBats, line.homeRuns),
  };
}

function teamPitching(line: PitchingLine, standing: Standing | undefined): Json {
  const sums = standing?.totals;
  const attempts = line.stolenBases + line.caughtStealing;
  return {
    flyOuts: line.flyOuts,
    groundOuts: line.groundOuts,
    airOuts: line.airOuts,
    runs: line.runs,
    doubles: line.doubles,
    triples: line.triples,
    homeRuns: line.homeRuns,
    strikeOuts: line.strikeOuts,
    baseOnBalls: line.baseOnBalls,
    intentionalWalks: line.intentionalWalks,
    hits: line.hits,
    hitByPitch: line.hitByPitch,
    atBats: line.atBats,
    obp: share(
      line.hits + line.baseOnBalls + line.hitByPitch,
      line.atBats + line.baseOnBalls + line.hitByPitch + line.sacFlies,
    ),
    caughtStealing: line.caughtStealing,
    stolenBases: line.stolenBases,
    stolenBasePercentage: share(line.stolenBases, attempts),
    caughtStealingPercentage: share(line.caughtStealing, attempts),
    numberOfPitches: line.numberOfPitches,
    era: perNine(sums?.earnedRunsAllowed ?? 0, sums?.outsPitched ?? 0),
    inningsPitched: inningsPitched(line.outs),
    saveOpportunities: line.saveOpportunities,
    earnedRuns: line.earnedRuns,
    whip: ratio((sums?.hitsAndWalksAllowed ?? 0) * 3, sums?.outsPitched ?? 0),
    battersFaced: line.battersFaced,
    outs: line.outs,
    completeGames: line.completeGames,
    shutouts: line.shutouts,
    pitchesThrown: line.numberOfPitches,
    balls: line.balls,
    strikes: line.strikes,
    strikePercentage: strikeShare(line),
    hitBatsmen: line.hitBatsmen,
    balks: line.balks,
    wildPitches: line.wildPitches,
    pickoffs: line.pickoffs,
    groundOutsToAirouts: ratio(line.groundOuts, line.airOuts),
    rbi: line.rbi,
    pitchesPerInning: ratio(line.numberOfPitches * 3, line.outs),
    runsScoredPer9: perNine(line.runs, line.outs),
    homeRunsPer9: perNine(line.homeRuns, line.outs),
    inheritedRunners: line.inheritedRunners,
    inheritedRunnersScored: line.inheritedRunnersScored,
    catchersInterference: line.catchersInterference,
    sacBunts: line.sacBunts,
    sacFlies: line.sacFlies,
    passedBall: line.passedBall,
    popOuts: line.popOuts,
    lineOuts: line.lineOuts,
  };
}

function fieldingFigures(line: FieldingLine): Json {
  const attempts = line.stolenBases + line.caughtStealing;
  return {
    caughtStealing: line.caughtStealing,
    stolenBases: line.stolenBases,
    stolenBasePercentage: share(line.stolenBases, attempts),
    caughtStealingPercentage: share(line.caughtStealing, attempts),
    assists: line.assists,
    putOuts: line.putOuts,
    errors: line.errors,
    passedBall: line.passedBall,
    pickoffs: line.pickoffs,
  };
}

/** The API rounds the strike percentage to whole percents: `.570`. */
function strikeShare(line: PitchingLine): string {
  if (line.numberOfPitches === 0) return '.000';
  return share(Math.round((100 * line.strikes) / line.numberOfPitches), 100);
}

function battingSummary(line: BattingLine): string {
  const parts = counted([
    [line.doubles, '2B'],
    [line.triples, '3B'],
    [line.homeRuns, 'HR'],
    [line.baseOnBalls, 'BB'],
    [line.strikeOuts, 'K'],
    [line.stolenBases, 'SB'],
    [line.rbi, 'RBI'],
    [line.runs, 'R'],
  ]);
  const score = `${line.hits}-${line.atBats}`;
  return parts.length > 0 ? `${score} | ${parts.join(', ')}` : score;
}

function pitchingSummary(line: PitchingLine): string {
  return [
    `${inningsPitched(line.outs)} IP`,
    fewOrMany(line.earnedRuns, 'ER'),
    fewOrMany(line.strikeOuts, 'K'),
    fewOrMany(line.baseOnBalls, 'BB'),
  ].join(', ');
}

function fewOrMany(count: number, label: string): string {
  return count === 1 ? label : `${count} ${label}`;
}

function counted(entries: readonly (readonly [number, string])[]): string[] {
  return entries
    .filter(([count]) => count > 0)
    .map(([count, label]) => (count === 1 ? label : `${count} ${label}`));
}

function pitchingNote(line: PitchingLine): string | null {
  if (line.wins > 0) return '(W)';
  if (line.losses > 0) return '(L)';
  if (line.saves > 0) return '(S)';
  if (line.blownSaves > 0) return '(BS)';
  return line.holds > 0 ? '(H)' : null;
}
