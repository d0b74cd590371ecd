import { toDate, toTimestamp } from '../calendar.ts';
import type { Decisions } from '../decisions.ts';
import { listedPosition } from '../lineups.ts';
import type { Side } from '../plays.ts';
import { at } from '../random.ts';
import { conditionsBefore, conditionsOf } from './conditions.ts';
import { linescoreBody } from './linescore-response.ts';
import {
  guid,
  personRef,
  positionEntry,
  share,
  teamEntry,
  teamRef,
  venueRef,
  type Json,
} from './shapes.ts';
import {
  isListed,
  lineupsBefore,
  probablePitcher,
  startSeen,
  stateOf,
  statusEntry,
  viewGame,
} from './view.ts';
import type { Listing, World } from './world.ts';

/** What the schedule is asked for; days are inclusive. */
export interface ScheduleQuery {
  fromDay: number;
  toDay: number;
  season: number | null;
  gameTypes: readonly string[];
  teamIds: readonly number[];
  gamePks: readonly number[];
  hydrate: ReadonlySet<string>;
}

/** The body of `/api/v1/schedule` without its copyright. Dates without a game are left out. */
export function scheduleBody(world: World, query: ScheduleQuery): Json {
  const dates: Json[] = [];
  let total = 0;
  let live = 0;
  for (const [day, listings] of listingsByDay(world, query)) {
    const shown = listings.filter(
      (listing) => isAsked(world, listing, query) && isListed(world, listing),
    );
    if (shown.length === 0) continue;
    const inProgress = shown.filter(({ game }) => stateOf(world, game) === 'live').length;
    total += shown.length;
    live += inProgress;
    dates.push({
      date: toDate(day),
      ...totals(shown.length, inProgress),
      games: shown.map((listing) => gameEntry(world, listing, query.hydrate)),
      events: [],
    });
  }
  return { ...totals(total, live), dates };
}

function totals(games: number, inProgress: number): Json {
  return {
    totalItems: games,
    totalEvents: 0,
    totalGames: games,
    totalGamesInProgress: inProgress,
  };
}

function* listingsByDay(
  world: World,
  query: ScheduleQuery,
): Generator<[number, readonly Listing[]]> {
  for (const year of world.seasons) {
    if (query.season !== null && query.season !== year) continue;
    if (toDate(query.toDay) < `${year}-01-01` || toDate(query.fromDay) > `${year}-12-31`) continue;
    const { listings } = world.season(year);
    const days = [...listings.keys()].filter((day) => day >= query.fromDay && day <= query.toDay);
    for (const day of days.sort((left, right) => left - right)) {
      yield [day, listings.get(day) ?? []];
    }
  }
}

function isAsked(world: World, { game }: Listing, query: ScheduleQuery): boolean {
  const { fixture } = game;
  const { gameTypes, teamIds, gamePks } = query;
  const clubIds = [at(world.clubs, fixture.home).id, at(world.clubs, fixture.away).id];
  return (
    (gameTypes.length === 0 || gameTypes.includes(fixture.gameType)) &&
    (teamIds.length === 0 || clubIds.some((id) => teamIds.includes(id))) &&
    (gamePks.length === 0 || gamePks.includes(fixture.gamePk))
  );
}

function gameEntry(world: World, listing: Listing, hydrate: ReadonlySet<string>): Json {
  const { game, kind } = listing;
  const { fixture } = game;
  const seen = seenFixture(world, listing);
  const state = seen.isPlayedHere ? stateOf(world, game) : 'scheduled';
  const isOver = state === 'final';
  const venue = venueRef(at(world.clubs, fixture.home));
  const wantsView = hydrate.has('linescore') || (isOver && hydrate.has('decisions'));
  const view = wantsView ? viewGame(world, game) : null;
  return {
    gamePk: fixture.gamePk,
    gameGuid: guid(world.seed, fixture.gamePk),
    link: `/api/v1.1/game/${fixture.gamePk}/feed/live`,
    gameType: fixture.gameType,
    season: String(fixture.season),
    gameDate: toTimestamp(seen.start),
    officialDate: toDate(seen.day),
    ...datesElsewhere(world, listing),
    status: statusEntry(world, listing),
    teams: {
      away: teamPart(world, listing, 'away', state, hydrate),
      home: teamPart(world, listing, 'home', state, hydrate),
    },
    venue: hydrate.has('venue')
      ? { ...venue, active: true, season: String(fixture.season) }
      : venue,
    content: { link: `/api/v1/game/${fixture.gamePk}/content` },
    ...(isOver ? { isTie: game.homeRuns === game.awayRuns } : {}),
    gameNumber: seen.gameNumber,
    publicFacing: true,
    doubleHeader: seen.doubleHeader,
    gamedayType: 'P',
    tiebreaker: 'N',
    calendarEventID: `14-${fixture.gamePk}-${toDate(seen.day)}`,
    seasonDisplay: String(fixture.season),
    dayNight: seen.isNight ? 'night' : 'day',
    ...(fixture.description === null ? {} : { description: fixture.description }),
    scheduledInnings: 9,
    reverseHomeAwayStatus: false,
    inningBreakLength: 120,
    gamesInSeries: fixture.gamesInSeries,
    seriesGameNumber: fixture.seriesGame,
    seriesDescription: fixture.seriesDescription,
    recordSource: 'S',
    ifNecessary: 'N',
    ifNecessaryDescription: 'Normal Game',
    ...(hydrate.has('linescore') && view && kind !== 'postponed'
      ? { linescore: linescoreBody(world, game, view) }
      : {}),
    ...atTheParkPart(world, listing, hydrate),
    ...(hydrate.has('decisions') && view?.decisions ? decisionsPart(view.decisions) : {}),
  };
}

interface SeenFixture {
  day: number;
  start: number;
  isNight: boolean;
  doubleHeader: string;
  gameNumber: number;
  isPlayedHere: boolean;
}

/** The game's date and hour as this listing gives them, without changes that have not been announced. */
function seenFixture(world: World, { game, kind }: Listing): SeenFixture {
  const { fixture } = game;
  const { postponed, moved } = fixture;
  if (kind === 'postponed' && postponed) {
    return { ...postponed, doubleHeader: 'N', gameNumber: 1, isPlayedHere: false };
  }
  const isUnmoved = moved !== null && world.now() < moved.until;
  return {
    day: fixture.day,
    start: startSeen(world, game),
    isNight: isUnmoved ? moved.isNight : fixture.isNight,
    doubleHeader: isUnmoved ? 'N' : fixture.doubleHeader,
    gameNumber: fixture.gameNumber,
    isPlayedHere: true,
  };
}

function datesElsewhere(world: World, { game, kind }: Listing): Json {
  const { postponed, suspended, start, day } = game.fixture;
  const now = world.now();
  if (postponed && now >= postponed.announced) {
    return kind === 'postponed'
      ? { rescheduleDate: toTimestamp(start), rescheduleGameDate: toDate(day) }
      : {
          rescheduledFrom: toTimestamp(postponed.start),
          rescheduledFromDate: toDate(postponed.day),
        };
  }
  const isStopped = suspended && (stateOf(world, game) === 'suspended' || now >= suspended.start);
  if (!isStopped) return {};
  return kind === 'resumed'
    ? { resumedFrom: toTimestamp(start), resumedFromDate: toDate(day) }
    : { resumeDate: toTimestamp(suspended.start), resumeGameDate: toDate(suspended.day) };
}

function teamPart(
  world: World,
  listing: Listing,
  side: Side,
  state: string,
  hydrate: ReadonlySet<string>,
): Json {
  const { game } = listing;
  const { fixture } = game;
  const club = at(world.clubs, fixture[side]);
  const standing = world
    .season(fixture.season)
    .standing(
      club.index,
      fixture.gameType,
      state === 'final' ? game.end : Math.min(world.now(), game.end - 1),
    );
  const wins = standing?.wins ?? 0;
  const losses = standing?.losses ?? 0;
  const runs = side === 'home' ? game.homeRuns : game.awayRuns;
  const isPostponed =
    listing.kind === 'postponed' && world.now() >= (fixture.postponed?.announced ?? Infinity);
  const probable =
    hydrate.has('probablePitcher') && !isPostponed ? probablePitcher(world, listing, side) : null;
  return {
    leagueRecord: { wins, losses, pct: wins + losses === 0 ? '.000' : share(wins, wins + losses) },
    ...(state === 'final' ? { score: runs } : {}),
    ...(state === 'live' || state === 'suspended'
      ? { score: viewGame(world, game).tally[side].score }
      : {}),
    team: hydrate.has('team') ? teamEntry(club, fixture.season) : teamRef(club),
    ...(state === 'final'
      ? {
          isWinner: side === 'home' ? game.homeRuns > game.awayRuns : game.awayRuns > game.homeRuns,
        }
      : {}),
    ...(probable ? { probablePitcher: personRef(probable) } : {}),
    splitSquad: false,
    seriesNumber: fixture.seriesNumber,
  };
}

/** Who bats, who umpires and the weather, as far as they are known yet; nothing of a game that is not played here. */
function atTheParkPart(world: World, { game, kind }: Listing, hydrate: ReadonlySet<string>): Json {
  const { start } = game.fixture;
  const isHere = kind !== 'postponed';
  const hasLineups = isHere && world.now() >= start - lineupsBefore;
  const isNear = isHere && world.now() >= start - conditionsBefore;
  const { officials, condition, temperature, wind } = conditionsOf(world, game);
  const players = (side: Side): Json[] =>
    game.plan[side].lineup.map(({ player }) => ({
      ...personRef(player),
      primaryPosition: positionEntry(listedPosition(player.role)),
    }));
  const lineups = hasLineups ? { homePlayers: players('home'), awayPlayers: players('away') } : {};
  const weather = isNear ? { condition, temp: String(temperature), wind } : {};
  return {
    ...(hydrate.has('lineups') ? { lineups } : {}),
    ...(hydrate.has('officials') ? { officials: isNear ? officials : [] } : {}),
    ...(hydrate.has('weather') ? { weather } : {}),
  };
}

function decisionsPart(decisions: Decisions): Json {
  return {
    decisions: {
      winner: personRef(decisions.winner),
      loser: personRef(decisions.loser),
      ...(decisions.save ? { save: personRef(decisions.save) } : {}),
    },
  };
}
