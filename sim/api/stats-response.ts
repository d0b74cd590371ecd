import type { Club } from '../clubs.ts';
import { toDate } from '../calendar.ts';
import { listedPosition } from '../lineups.ts';
import { isPitcher, type Player } from '../players.ts';
import { at } from '../random.ts';
import { clubGames, playerGames, type LinesQuery, type PlayerGame } from './game-lines.ts';
import { personRef, positionEntry, teamRef, type Json } from './shapes.ts';
import { battingSum, pitchingSum, statEntry, type StatGroup } from './stat-entries.ts';
import type { World } from './world.ts';

/** What statistics are asked for. */
export interface StatsQuery {
  types: readonly ('season' | 'byDateRange' | 'gameLog')[];
  groups: readonly StatGroup[];
  lines: LinesQuery;
}

/** One page of a list of players; the API has 50 unless asked, and only those who played enough. */
export interface PlayersQuery extends StatsQuery {
  isQualifiedOnly: boolean;
  teamIds: readonly number[];
  limit: number;
  offset: number;
}

const sport = { id: 1, link: '/api/v1/sports/1', abbreviation: 'SIM' };

const leagueRef = ({ league: { id, name } }: Club): Json => ({
  id,
  name,
  link: `/api/v1/league/${id}`,
});

const perType = ({ types, groups }: StatsQuery, stats: (group: StatGroup) => Json): Json => ({
  stats: types.flatMap((type) =>
    groups.map((group) => ({
      type: { displayName: type },
      group: { displayName: group },
      ...stats(group),
    })),
  ),
});

/** The body of `/api/v1/teams/stats` and `/api/v1/teams/{id}/stats`: clubs with a finished game, best first. */
export function teamStatsBody(world: World, clubs: readonly Club[], query: StatsQuery): Json {
  const games = clubGames(world, query.lines);
  return perType(query, (group) => {
    const splits = clubs
      .flatMap((club) => {
        const list = games.get(club.index);
        if (!list) return [];
        const entries = list.flatMap(({ team }) => [...team.players.values()]);
        const stat = statEntry(group, { entries, clubGames: list.length });
        return [{ season: String(query.lines.season), stat, team: teamRef(club) }];
      })
      .sort((left, right) => order(group, left.stat) - order(group, right.stat))
      .map((split, index) => ({ ...split, rank: index + 1 }));
    return { totalSplits: splits.length, exemptions: [], splits };
  });
}

/** What a list is sorted by: OPS, earned run average, fielding percentage. */
function order(group: StatGroup, stat: Json): number {
  const field = { hitting: 'ops', pitching: 'era', fielding: 'fielding' }[group];
  const value = Number.parseFloat(String(stat[field]));
  if (Number.isNaN(value)) return Infinity;
  return group === 'pitching' ? value : -value;
}

/** The body of `/api/v1/stats`: a page of the players, best first, and how many there are. */
export function playerStatsBody(world: World, query: PlayersQuery): Json {
  const { lines, teamIds, limit, offset, isQualifiedOnly } = query;
  const clubs = clubGames(world, lines);
  const players = [...playerGames(world, lines)].filter(([, games]) => {
    const club = at(world.clubs, at(games, games.length - 1).club);
    return teamIds.length === 0 || teamIds.includes(club.id);
  });
  return perType(query, (group) => {
    const all = players
      .map(([player, games]) => [player, gamesOf(group, games)] as const)
      .filter(([, games]) => {
        const last = games.at(-1);
        if (!last) return false;
        return !isQualifiedOnly || qualifies(group, games, clubs.get(last.club)?.length ?? 0);
      })
      .map(([player, games]) => playerSplit(world, lines.season, group, player, games))
      .sort(
        (left, right) =>
          order(group, left.stat) - order(group, right.stat) || left.player.id - right.player.id,
      );
    return {
      totalSplits: all.length,
      exemptions: [],
      splits: all
        .slice(offset, limit === 0 ? undefined : offset + limit)
        .map((split, index) => ({ ...split, rank: offset + index + 1 })),
      splitsTiedWithOffset: [],
      splitsTiedWithLimit: [],
      playerPool: isQualifiedOnly ? 'QUALIFIED' : 'ALL',
    };
  });
}

/** Games in which the player did what the group is about. */
const gamesOf = (group: StatGroup, games: readonly PlayerGame[]): PlayerGame[] =>
  games.filter(
    ({ entry: { batting, pitching } }) =>
      group === 'fielding' || (group === 'hitting' ? batting !== null : pitching !== null),
  );

/** 3.1 plate appearances, an inning or two thirds of a game for each game of the club. */
function qualifies(
  group: StatGroup,
  games: readonly PlayerGame[],
  clubGamesPlayed: number,
): boolean {
  const entries = games.map(({ entry }) => entry);
  if (group === 'hitting') return battingSum(entries).plateAppearances >= 3.1 * clubGamesPlayed;
  if (group === 'pitching') return pitchingSum(entries).outs >= 3 * clubGamesPlayed;
  return games.length >= (clubGamesPlayed * 2) / 3;
}

function playerSplit(
  world: World,
  season: number,
  group: StatGroup,
  player: Player,
  games: readonly PlayerGame[],
): Json & { stat: Json; player: Json & { id: number } } {
  const club = at(world.clubs, at(games, games.length - 1).club);
  return {
    season: String(season),
    stat: statEntry(group, { entries: games.map(({ entry }) => entry) }),
    team: teamRef(club),
    player: {
      ...personRef(player),
      id: player.id,
      firstName: player.given,
      lastName: player.surname,
    },
    league: leagueRef(club),
    sport,
    numTeams: new Set(games.map((game) => game.club)).size,
    position: positionEntry(listedPosition(player.role)),
  };
}

/** The group of a player's statistics when none is named. */
export const ownGroup = ({ role }: Player): StatGroup => (isPitcher(role) ? 'pitching' : 'hitting');

/** The body of `/api/v1/people/{id}/stats`: a split a game of a log, or the sum of his games. */
export function personStatsBody(world: World, player: Player, query: StatsQuery): Json {
  const { season } = query.lines;
  const games = playerGames(world, query.lines).get(player) ?? [];
  return {
    stats: query.types.flatMap((type) =>
      query.groups.map((group) => {
        const counted = gamesOf(group, games);
        const whole =
          counted.length === 0 ? [] : [playerSplit(world, season, group, player, counted)];
        const splits =
          type === 'gameLog'
            ? counted.map((game) => gameSplit(world, season, group, player, game))
            : whole;
        return {
          type: { displayName: type },
          group: { displayName: group },
          exemptions: [],
          splits,
        };
      }),
    ),
  };
}

function gameSplit(
  world: World,
  season: number,
  group: StatGroup,
  player: Player,
  game: PlayerGame,
): Json {
  const { fixture, homeRuns, awayRuns } = game.game;
  const isHome = game.side === 'home';
  return {
    ...playerSplit(world, season, group, player, [game]),
    opponent: teamRef(at(world.clubs, isHome ? fixture.away : fixture.home)),
    date: toDate(fixture.day),
    gameType: fixture.gameType,
    isHome,
    isWin: isHome ? homeRuns > awayRuns : awayRuns > homeRuns,
    positionsPlayed: game.entry.positions.map(positionEntry),
    game: {
      gamePk: fixture.gamePk,
      link: `/api/v1.1/game/${fixture.gamePk}/feed/live`,
      content: { link: `/api/v1/game/${fixture.gamePk}/content` },
      gameNumber: fixture.gameNumber,
      dayNight: fixture.isNight ? 'night' : 'day',
    },
  };
}
