import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';
import { readingWhole } from '../whole-tables.ts';

interface Game {
  gamePk: number;
  date: string;
  state: 'Preview' | 'Final';
  players: Record<string, number[]>;
}

/** A source of a few games whose answers a test changes. */
interface SmallLeague {
  games: Game[];
  roster: number[];
  /** Corrected hits by player, which the schedule does not show. */
  hits?: Record<number, number>;
}

const side = (ids: readonly number[], hits: SmallLeague['hits'] = {}) => ({
  team: { id: 1 },
  teamStats: {},
  batters: ids,
  pitchers: [],
  players: Object.fromEntries(
    ids.map((id) => [`ID${id}`, { person: { id }, stats: { batting: { hits: hits[id] ?? id } } }]),
  ),
});

function answer(league: SmallLeague, url: URL): unknown {
  if (url.pathname.endsWith('/schedule')) {
    const [from = '', to = ''] = ['startDate', 'endDate'].map((key) => url.searchParams.get(key));
    const listed = league.games.filter(({ date }) => date >= (from ?? '') && date <= (to ?? ''));
    const dates = [...new Set(listed.map(({ date }) => date))];
    return {
      dates: dates.map((date) => ({
        date,
        games: listed.filter((game) => game.date === date).map(scheduleEntry),
      })),
    };
  }
  const gamePk = /game\/(\d+)\/boxscore/.exec(url.pathname)?.[1];
  if (gamePk !== undefined) {
    const game = league.games.find((candidate) => candidate.gamePk === Number(gamePk));
    return { teams: { home: side(game?.players.home ?? [], league.hits), away: side([90]) } };
  }
  if (url.pathname.endsWith('/roster')) {
    return { roster: league.roster.map((id) => ({ person: { id } })) };
  }
  return {
    teams: [
      { id: 1, name: 'One' },
      { id: 2, name: 'Two' },
    ],
  };
}

const scheduleEntry = ({ gamePk, date, state, players }: Game) => ({
  gamePk,
  gameType: 'R',
  season: date.slice(0, 4),
  gameDate: `${date}T23:05:00Z`,
  officialDate: date,
  status: { abstractGameState: state, detailedState: state === 'Final' ? 'Final' : 'Scheduled' },
  teams: {
    home: { team: { id: 1 }, score: players.home?.length ?? null },
    away: { team: { id: 2 }, score: 0 },
  },
});

describe('ingest of changes', () => {
  let league: SmallLeague;
  let server: http.Server;
  let baseUrl: string;
  let warehouse: RawWarehouse;

  beforeEach(async () => {
    league = {
      games: [
        { gamePk: 1, date: '2024-10-01', state: 'Final', players: { home: [11, 12, 13] } },
        { gamePk: 2, date: '2024-10-01', state: 'Final', players: { home: [21, 22] } },
        { gamePk: 3, date: '2024-10-02', state: 'Preview', players: {} },
        { gamePk: 4, date: '2024-10-03', state: 'Preview', players: {} },
      ],
      roster: [11, 12],
    };
    server = http.createServer((request, response) => {
      response.end(JSON.stringify(answer(league, new URL(request.url ?? '/', 'http://league'))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    warehouse = await openRawWarehouse();
  });

  afterEach(async () => {
    await warehouse.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const collect = (from: string, to: string, today = '2024-10-02', isAgain = false) =>
    warehouse.ingest({
      isAgain,
      baseUrl,
      from,
      to,
      entities: ['schedule', 'teams', 'rosters', 'boxscores'],
      now: () => new Date(`${today}T15:00:00Z`),
    });

  const keys = async (sql: string): Promise<unknown[]> => {
    const [rows] = await warehouse.client.query(readingWhole(sql));
    return rows.map((row: object) => Object.values(row).join(' '));
  };
  const scheduled = (): Promise<unknown[]> =>
    keys('SELECT game_pk FROM mlb_raw.raw_schedule ORDER BY game_pk');

  it('lets go unfinished games that are no longer on the schedule, of the dates asked for only', async () => {
    await collect('2024-10-01', '2024-10-03');
    expect(await scheduled()).to.deep.equal(['1', '2', '3', '4']);
    league.games = [];
    const summary = await collect('2024-10-01', '2024-10-02');
    expect(summary.tables.raw_schedule).to.include({ staged: 0, removed: 1 });
    expect(await scheduled()).to.deep.equal(['1', '2', '4']);
  });

  it('moves an unfinished game that has another date', async () => {
    await collect('2024-10-01', '2024-10-03');
    league.games[2]!.date = '2024-10-03';
    const summary = await collect('2024-10-01', '2024-10-03');
    expect(summary.tables.raw_schedule).to.include({ inserted: 1, removed: 1, unchanged: 3 });
    expect(await keys('SELECT schedule_date FROM mlb_raw.raw_schedule WHERE game_pk = 3'))
      .to //
      .have.length(1);
  });

  it('lets go players a corrected box score no longer has, of that game only', async () => {
    await collect('2024-10-01', '2024-10-01');
    league.games[0]!.players.home = [11, 14];
    const summary = await collect('2024-10-01', '2024-10-01');
    expect(summary.entities.boxscores).to.include({ fetched: 1, present: 1 });
    expect(summary.tables.raw_boxscore_players).to.include({ inserted: 1, changed: 0, removed: 2 });
    expect(
      await keys(
        `SELECT game_pk, player_id FROM mlb_raw.raw_boxscore_players
         WHERE side = 'home' ORDER BY game_pk, player_id`,
      ),
    ).to.deep.equal(['1 11', '1 14', '2 21', '2 22']);
  });

  it('finds a correction of the last week that the schedule does not show, and rewrites only it', async () => {
    await collect('2024-10-01', '2024-10-01');
    league.hits = { 12: 4 };
    const soon = await collect('2024-10-01', '2024-10-01');
    expect(soon.tables.raw_boxscores.staged).to.equal(0);
    const nextDay = await collect('2024-10-01', '2024-10-01', '2024-10-03');
    expect(nextDay.entities.boxscores).to.include({ fetched: 2, present: 0 });
    expect(nextDay.tables.raw_boxscores).to.include({ inserted: 0, changed: 0, unchanged: 2 });
    // The other game, of which nothing is new, is not landed at all.
    expect(nextDay.tables.raw_boxscores.staged).to.equal(1);
    expect(nextDay.tables.raw_boxscore_players).to.include({
      inserted: 0,
      changed: 1,
      unchanged: 6,
      removed: 0,
    });
    const later = await collect('2024-10-01', '2024-10-01', '2024-10-15');
    expect(later.tables.raw_boxscores.staged).to.equal(0);
  });

  it('reads again what it has just read, or read long ago, when that is asked for', async () => {
    await collect('2024-10-01', '2024-10-01');
    league.hits = { 12: 4 };
    const again = await collect('2024-10-01', '2024-10-01', '2024-10-02', true);
    expect(again.entities.boxscores).to.include({ fetched: 2, present: 0 });
    expect(again.tables.raw_boxscore_players).to.include({ changed: 1, unchanged: 6, removed: 0 });
    const late = await collect('2024-10-01', '2024-10-01', '2024-11-20', true);
    expect(late.entities.boxscores).to.include({ fetched: 2, present: 0 });
    expect(late.tables.raw_boxscore_players).to.include({ changed: 0, inserted: 0, removed: 0 });
    expect(late.tables.raw_boxscores.staged).to.equal(0);
  });

  it('looks again at a game that was not over more than a day ago', async () => {
    await collect('2024-10-02', '2024-10-02', '2024-10-02');
    league.games[2]!.state = 'Final';
    await collect('2024-10-02', '2024-10-02', '2024-11-20');
    expect(await keys(`SELECT game_pk FROM mlb_raw.raw_boxscores`)).to.include('3');
  });

  it('reads the roster of a day that is not past again, and lets go who left', async () => {
    await collect('2024-10-01', '2024-10-02');
    league.roster = [12, 15];
    const summary = await collect('2024-10-01', '2024-10-02');
    expect(summary.entities.rosters).to.include({ expected: 4, present: 2, fetched: 2 });
    expect(summary.tables.raw_rosters).to.include({ inserted: 4, unchanged: 4, removed: 4 });
    expect(
      await keys(
        `SELECT roster_date, player_id FROM mlb_raw.raw_rosters
         WHERE team_id = 1 AND roster_date = DATE '2024-10-01' AND roster_type = 'active'
         ORDER BY player_id`,
      ),
    ).to.have.length(2);
    const left = `SELECT COUNT(*) AS n FROM mlb_raw.raw_rosters
      WHERE roster_date = DATE '2024-10-02' AND player_id = 11`;
    expect(await warehouse.count(left)).to.equal(0);
  });

  it('moves a box score whose game got another official date', async () => {
    await collect('2024-10-01', '2024-10-01');
    league.games[0]!.date = '2024-10-02';
    await collect('2024-10-01', '2024-10-02', '2024-10-03');
    const dates = (table: string): Promise<number> =>
      warehouse.count(
        `SELECT COUNT(*) AS n FROM mlb_raw.${table} WHERE game_pk = 1 AND official_date = DATE '2024-10-02'`,
      );
    expect(await dates('raw_boxscores')).to.equal(1);
    expect(await dates('raw_boxscore_players')).to.equal(4);
    const all = 'SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscore_players WHERE game_pk = 1';
    expect(await warehouse.count(all)).to.equal(4);
  });
});
