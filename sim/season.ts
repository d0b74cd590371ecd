import type { Club } from './clubs.ts';
import type { Fixture } from './fixtures.ts';
import type { GamePlan } from './game-state.ts';
import { playGame } from './game.ts';
import {
  chooseBullpen,
  chooseLineup,
  chooseStarter,
  emptyPitcherLog,
  recordAppearance,
  type PitcherLog,
  type TeamSheet,
} from './lineups.ts';
import { battingSideOf, totalBasesOf, type Play, type Side } from './plays.ts';
import { isPitcher, type Player } from './players.ts';
import { createPostseason } from './postseason.ts';
import { at, createRandom } from './random.ts';
import type { League } from './rosters.ts';
import { drawSchedule } from './schedule.ts';

/** A game that has been simulated: what it takes to play it again, and how it ended. */
export interface SimulatedGame {
  fixture: Fixture;
  plan: GamePlan;
  homeRuns: number;
  awayRuns: number;
  innings: number;
  /** Epoch milliseconds of the last play. */
  end: number;
  totals: Record<Side, ClubTotals>;
}

/** The sums behind a club's batting and pitching averages. */
export interface ClubTotals {
  atBats: number;
  hits: number;
  /** Hits, walks and hit batsmen, and the appearances that count for the on-base average. */
  reached: number;
  chances: number;
  totalBases: number;
  earnedRunsAllowed: number;
  outsPitched: number;
  hitsAndWalksAllowed: number;
}

/** One simulated season, games in order of their first pitch. */
export interface Season {
  season: number;
  games: readonly SimulatedGame[];
  byPk: ReadonlyMap<number, SimulatedGame>;
}

const resumeGap = 120_000;

/** Simulates a whole season in one pass in date order. */
export function simulateSeason(
  seed: string,
  clubs: readonly Club[],
  league: League,
  season: number,
): Season {
  const logs = clubs.map(() => emptyPitcherLog());
  const games: SimulatedGame[] = [];

  function play(fixture: Fixture): SimulatedGame {
    const plan: GamePlan = {
      season,
      runFactor: at(clubs, fixture.home).park.runFactor,
      home: fillSheet(fixture, fixture.home),
      away: fillSheet(fixture, fixture.away),
      hasPlacedRunner: fixture.gameType === 'R',
      mayEndTied: fixture.gameType === 'S',
    };
    const plays = playGame(plan, gameRandom(seed, fixture));
    const last = at(plays, plays.length - 1);
    const game: SimulatedGame = {
      fixture,
      plan,
      homeRuns: last.homeScore,
      awayRuns: last.awayScore,
      innings: last.inning,
      end: timeOf(fixture, plays, last.endOffset, last.inning),
      totals: totalsOf(plays),
    };
    remember(fixture, plays, plan);
    games.push(game);
    return game;
  }

  function fillSheet(fixture: Fixture, index: number): TeamSheet {
    const { active } = league.rosterOn(at(clubs, index), fixture.day);
    const random = createRandom(seed, 'lineup', fixture.gamePk, index);
    const log = at(logs, index);
    const pitchers = active.filter((player) => isPitcher(player.role));
    const starter = chooseStarter(pitchers, log, fixture.day, season);
    const bullpen = chooseBullpen(pitchers, log, fixture.day, season).filter(
      (player) => player !== starter,
    );
    return {
      ...chooseLineup(
        active.filter((player) => !isPitcher(player.role)),
        season,
        random,
      ),
      starter,
      bullpen,
      resting: pitchers.filter((player) => player !== starter && !bullpen.includes(player)),
    };
  }

  function remember(fixture: Fixture, plays: readonly Play[], plan: GamePlan): void {
    const pitches = new Map<Player, number>();
    for (const { pitcher, pitches: thrown } of plays) {
      pitches.set(pitcher, (pitches.get(pitcher) ?? 0) + thrown.length);
    }
    const clubOf = (pitcher: Player): PitcherLog => {
      const { starter, bullpen } = plan.home;
      return at(
        logs,
        starter === pitcher || bullpen.includes(pitcher) ? fixture.home : fixture.away,
      );
    };
    for (const [pitcher, thrown] of pitches) {
      recordAppearance(clubOf(pitcher), pitcher, fixture.day, thrown);
    }
    at(logs, fixture.home).lastStart.set(plan.home.starter, fixture.day);
    at(logs, fixture.away).lastStart.set(plan.away.starter, fixture.day);
  }

  for (const fixture of drawSchedule(seed, clubs, season)) {
    if (fixture.gameType === 'R' && games.at(-1)?.fixture.gameType === 'S') {
      logs.forEach((log) => {
        log.lastStart.clear();
        log.appearances.clear();
      });
    }
    play(fixture);
  }
  createPostseason(seed, clubs, season, games, play);
  return { season, games, byPk: new Map(games.map((game) => [game.fixture.gamePk, game])) };
}

function totalsOf(plays: readonly Play[]): Record<Side, ClubTotals> {
  const totals = { home: noTotals(), away: noTotals() };
  for (const play of plays) {
    const side = battingSideOf(play);
    const batting = totals[side];
    const pitching = totals[side === 'home' ? 'away' : 'home'];
    pitching.outsPitched += play.outsAfter - play.outsBefore;
    pitching.earnedRunsAllowed += play.moves.filter((move) => move.isEarned).length;
    if (!play.isPlateAppearance) continue;
    const bases = totalBasesOf(play.event);
    const isWalk = play.event === 'walk' || play.event === 'intent_walk';
    const isFree = isWalk || play.event === 'hit_by_pitch';
    const isSacrifice = play.event === 'sac_fly' || play.event === 'sac_bunt';
    if (!isFree && !isSacrifice) batting.atBats += 1;
    if (play.event !== 'sac_bunt') batting.chances += 1;
    if (bases > 0) batting.hits += 1;
    if (bases > 0 || isFree) batting.reached += 1;
    if (bases > 0 || isWalk) pitching.hitsAndWalksAllowed += 1;
    batting.totalBases += bases;
  }
  return totals;
}

function noTotals(): ClubTotals {
  return {
    atBats: 0,
    hits: 0,
    reached: 0,
    chances: 0,
    totalBases: 0,
    earnedRunsAllowed: 0,
    outsPitched: 0,
    hitsAndWalksAllowed: 0,
  };
}

/** The stream that a game is played with, here and whenever it is played again. */
export function gameRandom(seed: string, fixture: Fixture): ReturnType<typeof createRandom> {
  return createRandom(seed, 'game', fixture.gamePk);
}

/** Plays a simulated game once more: the same plays as the first time. */
export function replay(seed: string, game: SimulatedGame): Play[] {
  return playGame(game.plan, gameRandom(seed, game.fixture));
}

/** Epoch milliseconds of an offset into a game; innings after a suspension start when the game was resumed. */
export function timeOf(
  fixture: Fixture,
  plays: readonly Play[],
  offset: number,
  inning: number,
): number {
  const { suspended } = fixture;
  if (!suspended || inning <= suspended.afterInning) return fixture.start + offset;
  const stop = plays.findLast((play) => play.inning <= suspended.afterInning)?.endOffset ?? 0;
  return suspended.start + offset - stop - resumeGap;
}
