import { decide, type Decisions } from '../decisions.ts';
import type { Play, Side } from '../plays.ts';
import { createRandom, at } from '../random.ts';
import { replay, timeOf, type SimulatedGame } from '../season.ts';
import { tallyGame, type GameTally } from '../tally.ts';
import type { Listing, World } from './world.ts';
import type { Player } from '../players.ts';
import type { Json } from './shapes.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** How long before the first pitch lineups are out, in milliseconds. */
export const lineupsBefore = 3 * hour;
const lateAnnouncements = 0.04;

export type GameState = 'hidden' | 'scheduled' | 'pregame' | 'live' | 'suspended' | 'final';

/** What may be seen of a game at the world's present. */
export interface GameView {
  state: GameState;
  /** The lineups are out: from three hours before the first pitch. */
  hasLineups: boolean;
  plays: readonly Play[];
  tally: GameTally;
  decisions: Decisions | null;
}

/** The game's state; a postponed game counts as scheduled until it is played. */
export function stateOf(world: World, game: SimulatedGame): GameState {
  const now = world.now();
  const { fixture } = game;
  if (now < fixture.knownFrom) return 'hidden';
  if (now >= game.end) return 'final';
  const isAnnounced = fixture.postponed === null || now >= fixture.postponed.announced;
  if (!isAnnounced || now < startSeen(world, game) - 45 * minute) return 'scheduled';
  if (now < fixture.start) return 'pregame';
  if (!fixture.suspended || now >= fixture.suspended.start) return 'live';
  const plays = replay(world.seed, game);
  const stop = plays.findLast((play) => play.inning <= (fixture.suspended?.afterInning ?? 0));
  return stop && now >= fixture.start + stop.endOffset ? 'suspended' : 'live';
}

/** The game's first pitch as announced at present: later changes of hour do not show before they are made. */
export function startSeen(world: World, game: SimulatedGame): number {
  const { moved, start } = game.fixture;
  return moved && world.now() < moved.until ? moved.start : start;
}

/** Everything visible of a game: its plays so far, counted. */
export function viewGame(world: World, game: SimulatedGame): GameView {
  const state = stateOf(world, game);
  const { fixture, plan } = game;
  const now = world.now();
  const all = ['live', 'suspended', 'final'].includes(state) ? replay(world.seed, game) : [];
  const plays =
    state === 'final'
      ? all
      : all.filter((play) => timeOf(fixture, all, play.endOffset, play.inning) <= now);
  const tally = tallyGame(plays, plan.home, plan.away);
  return {
    state,
    hasLineups: state !== 'hidden' && now >= fixture.start - lineupsBefore,
    plays,
    tally,
    decisions: state === 'final' ? decide(plays, tally) : null,
  };
}

/** The starter announced for a side, or null: shown from five days before, a few only three hours before. */
export function probablePitcher(world: World, listing: Listing, side: Side): Player | null {
  const { game, kind } = listing;
  const { fixture } = game;
  const club = fixture[side];
  const now = world.now();
  const isDelayed = kind === 'postponed';
  const seen = isDelayed ? (fixture.postponed?.start ?? fixture.start) : fixture.start;
  const isLate = createRandom(world.seed, 'announcement', fixture.gamePk, side).chance(
    lateAnnouncements,
  );
  if (now < seen - (isLate ? 3 * hour : 5 * day)) return null;
  const played = isDelayed
    ? world
        .season(fixture.season)
        .gamesOfClub(club)
        .find((other) => other.fixture.start > seen)
    : game;
  if (!played) return null;
  return played.fixture.home === club ? played.plan.home.starter : played.plan.away.starter;
}

/** Whether a listing is to be seen, given what has been announced. */
export function isListed(world: World, { game, kind }: Listing): boolean {
  const { fixture } = game;
  const now = world.now();
  if (now < fixture.knownFrom) return false;
  if (kind === 'main') return fixture.postponed === null || now >= fixture.postponed.announced;
  if (kind === 'postponed') return true;
  const state = stateOf(world, game);
  return state === 'suspended' || now >= (fixture.suspended?.start ?? Infinity);
}

/** The `status` object of a listing. */
export function statusEntry(world: World, { game, kind }: Listing): Json {
  const { fixture } = game;
  const isCalledOff =
    kind === 'postponed' && world.now() >= (fixture.postponed?.announced ?? Infinity);
  if (isCalledOff) return status('Final', 'D', 'Postponed', 'DR', 'F', 'Rain');
  switch (stateOf(world, game)) {
    case 'final':
      return game.homeRuns === game.awayRuns
        ? status('Final', 'F', 'Final: Tied', 'FT', 'F')
        : status('Final', 'F', 'Final', 'F', 'F');
    case 'live':
      return status('Live', 'I', 'In Progress', 'I', 'L');
    case 'suspended':
      return status('Live', 'U', 'Suspended: Rain', 'UR', 'L', 'Rain');
    case 'pregame':
      return status('Preview', 'P', 'Pre-Game', 'P', 'P');
    case 'scheduled':
    case 'hidden':
      return status('Preview', 'S', 'Scheduled', 'S', 'P');
  }
}

function status(
  abstract: string,
  coded: string,
  detailed: string,
  code: string,
  abstractCode: string,
  reason?: string,
): Json {
  return {
    abstractGameState: abstract,
    codedGameState: coded,
    detailedState: detailed,
    statusCode: code,
    startTimeTBD: false,
    ...(reason === undefined ? {} : { reason }),
    abstractGameCode: abstractCode,
  };
}

/** Epoch milliseconds at which a play of the game began and ended. */
export function playTimes(
  game: SimulatedGame,
  plays: readonly Play[],
  index: number,
): { start: number; end: number } {
  const play = at(plays, index);
  return {
    start: timeOf(game.fixture, plays, play.startOffset, play.inning),
    end: timeOf(game.fixture, plays, play.endOffset, play.inning),
  };
}
