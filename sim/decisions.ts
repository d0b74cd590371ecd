import type { Move, Play, Side } from './plays.ts';
import { battingSideOf } from './plays.ts';
import type { Player } from './players.ts';
import type { GameTally, TeamTally } from './tally.ts';

/** Who won, lost and saved the game. */
export interface Decisions {
  winner: Player;
  loser: Player;
  save: Player | null;
}

interface Stint {
  side: Side;
  pitcher: Player;
  leadAtEntry: number;
  runnersAtEntry: number;
  leadAtExit: number;
  lostLead: boolean;
}

/**
 * Applies rules 9.17 and 9.19 of the Official Baseball Rules to a finished game and writes decisions, holds, save
 * opportunities, complete games and shutouts into the pitching lines. Null for a tie.
 */
export function decide(plays: readonly Play[], tally: GameTally): Decisions | null {
  const stints = pitchingStints(plays, tally);
  markFinishers(tally);
  if (tally.home.score === tally.away.score) return null;
  const winningSide: Side = tally.home.score > tally.away.score ? 'home' : 'away';
  const { ofRecord, loser } = pitchersOfRecord(plays, tally, winningSide);
  const winner = winningPitcher(tally[winningSide], ofRecord);
  const finisher = tally[winningSide].pitchers.at(-1);
  let save: Player | null = null;
  for (const stint of stints) {
    const line = tally[stint.side].players.get(stint.pitcher)?.pitching;
    if (!line || !isSaveSituation(stint, line.outs)) continue;
    const isFinisher = stint.pitcher === finisher && stint.side === winningSide;
    if (stint.lostLead) {
      line.blownSaves = 1;
      line.saveOpportunities = 1;
    } else if (isFinisher && stint.pitcher !== winner) {
      line.saves = 1;
      line.saveOpportunities = 1;
      save = stint.pitcher;
    } else if (!isFinisher && line.outs > 0 && stint.leadAtExit > 0 && stint.pitcher !== winner) {
      line.holds = 1;
    }
  }
  mark(tally[winningSide], winner, 'wins');
  mark(tally[winningSide === 'home' ? 'away' : 'home'], loser, 'losses');
  return { winner, loser, save };
}

function mark(team: TeamTally, player: Player, field: 'wins' | 'losses'): void {
  const line = team.players.get(player)?.pitching;
  if (line) line[field] = 1;
}

function markFinishers(tally: GameTally): void {
  for (const side of ['home', 'away'] as const) {
    const { pitchers, players } = tally[side];
    const last = pitchers.at(-1);
    const line = last && players.get(last)?.pitching;
    if (!line) continue;
    if (pitchers.length > 1) {
      line.gamesFinished = 1;
      continue;
    }
    line.completeGames = 1;
    if (tally[side === 'home' ? 'away' : 'home'].score === 0) line.shutouts = 1;
  }
}

/** Who was pitching for the winners when they took the lead for good, and who put the go-ahead run on base. */
function pitchersOfRecord(
  plays: readonly Play[],
  tally: GameTally,
  winningSide: Side,
): { ofRecord: Player; loser: Player } {
  const onMound: Record<Side, Player | undefined> = {
    home: tally.home.pitchers[0],
    away: tally.away.pitchers[0],
  };
  const score: Record<Side, number> = { home: 0, away: 0 };
  let found: { ofRecord: Player; loser: Player } | null = null;
  for (const play of plays) {
    const batting = battingSideOf(play);
    const fielding = batting === 'home' ? 'away' : 'home';
    onMound[fielding] = play.pitcher;
    for (const move of scoringMoves(play)) {
      score[batting] += 1;
      const lead = score[winningSide] - score[winningSide === 'home' ? 'away' : 'home'];
      if (lead <= 0) found = null;
      else if (!found && onMound[winningSide]) {
        found = { ofRecord: onMound[winningSide], loser: move.runner.pitcher };
      }
    }
  }
  if (!found) throw new Error('the winner never led');
  return found;
}

function scoringMoves(play: Play): Move[] {
  return play.moves.filter((move) => move.to === 4).sort((left, right) => right.from - left.from);
}

/** A starter needs five innings to win; otherwise the reliever who did most, fewest runs first among equals. */
function winningPitcher(team: TeamTally, ofRecord: Player): Player {
  const outs = (player: Player): number => team.players.get(player)?.pitching?.outs ?? 0;
  const runs = (player: Player): number => team.players.get(player)?.pitching?.runs ?? 0;
  const [starter, ...relievers] = team.pitchers;
  if (ofRecord !== starter || outs(ofRecord) >= 15) return ofRecord;
  const best = relievers.sort(
    (left, right) => outs(right) - outs(left) || runs(left) - runs(right),
  )[0];
  return best ?? ofRecord;
}

/** Came in with a lead of three or less (and, to earn a save, pitched an inning) or with the tying run on deck. */
function isSaveSituation(stint: Stint, outs: number): boolean {
  const { leadAtEntry, runnersAtEntry } = stint;
  if (leadAtEntry <= 0) return false;
  return leadAtEntry <= runnersAtEntry + 2 || (leadAtEntry === 3 && outs >= 3) || outs >= 9;
}

function pitchingStints(plays: readonly Play[], tally: GameTally): Stint[] {
  const stints: Stint[] = [];
  const current: Partial<Record<Side, Stint>> = {};
  let before = { home: 0, away: 0 };
  for (const play of plays) {
    for (const { side, kind, player } of play.substitutions) {
      if (kind !== 'pitcher') continue;
      const lead = side === 'home' ? before.home - before.away : before.away - before.home;
      const previous = current[side];
      if (previous) previous.leadAtExit = lead;
      const stint: Stint = {
        side,
        pitcher: player,
        leadAtEntry: lead,
        runnersAtEntry: tally[side].players.get(player)?.pitching?.inheritedRunners ?? 0,
        leadAtExit: lead,
        lostLead: false,
      };
      current[side] = stint;
      stints.push(stint);
    }
    const fielding: Side = play.isTop ? 'home' : 'away';
    const after = { home: play.homeScore, away: play.awayScore };
    const lead = fielding === 'home' ? after.home - after.away : after.away - after.home;
    const stint = current[fielding];
    if (stint && stint.leadAtEntry > 0 && lead <= 0) stint.lostLead = true;
    before = after;
  }
  for (const side of ['home', 'away'] as const) {
    const stint = current[side];
    if (stint)
      stint.leadAtExit = side === 'home' ? before.home - before.away : before.away - before.home;
  }
  return stints;
}
