import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { transactions } from '../../ingest/entities/transactions.ts';
import { venues } from '../../ingest/entities/venues.ts';
import type { EntityName } from '../../ingest/index.ts';
import { gameEntry } from '../../ingest/games.ts';
import { venuesEndpoint } from '../../ingest/sources/stats-api-league.ts';
import { TankError } from '../../warehouse/errors.ts';
import { readWith, worldOf } from './answers.ts';
import { damageInTurn } from './damage.ts';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';
import { faultsOf } from './shared.ts';
import { readingWhole } from '../whole-tables.ts';

const move = (id: number, date: string, more: object = {}) => ({
  id,
  person: { id: 100 + id },
  toTeam: { id: 147 },
  date,
  typeCode: 'SC',
  description: 'New York Yankees activated a player.',
  ...more,
});

describe('transactions', () => {
  const range = { from: '2019-05-01', to: '2019-05-04' };
  const [first, second, third] = [
    move(1, '2019-05-01'),
    move(2, '2019-05-01'),
    move(3, '2019-05-03'),
  ];
  const read = async (...answers: object[][]) => {
    let asked = 0;
    const items = await readWith(transactions, range, () => ({
      transactions: answers[Math.min(asked++, answers.length - 1)],
    }));
    const keys = items.flatMap(({ rows }) => rows.map(({ key }) => key));
    return { items, keys, asked };
  };

  it('are one item for each date, with or without any', async () => {
    const { items, keys, asked } = await read([first, second, third]);
    expect(asked).to.equal(2);
    expect(keys).to.deep.equal(['2019-05-01 1 1', '2019-05-01 2 1', '2019-05-03 3 1']);
    expect(items.map(({ item, rows }) => [item.key, rows.length])).to.deep.equal([
      ['2019-05-01', 2],
      ['2019-05-02', 0],
      ['2019-05-03', 1],
      ['2019-05-04', 0],
    ]);
    expect(items[2]!.rows[0]!.columns).to.include({
      player_id: 103,
      event_at: '2019-05-03T04:00:00Z',
    });
  });

  it('are believed once two answers are equal, in whatever order', async () => {
    const all = [first, second, third];
    const { keys, asked } = await read([first], all, [third, second, first, first]);
    expect(asked).to.equal(3);
    expect(keys).to.have.length(3);
  });

  it('are not believed while no two answers are equal', async () => {
    const lists = Array.from({ length: 12 }, (_, index) => [move(index, '2019-05-02')]);
    const error: unknown = await read(...lists).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_SOURCE_SHAPE');
  });

  it('are told apart when they share a key, and may be of nobody', async () => {
    const cash = { id: 1, date: '2019-05-01', typeCode: 'TR', description: 'for cash' };
    const { items, keys } = await read([first, cash]);
    expect(keys).to.deep.equal(['2019-05-01 1 1', '2019-05-01 1 2']);
    const players = items[0]!.rows.map(({ columns }) => columns.player_id);
    expect(players).to.have.members([101, null]);
  });

  it('are not lost when their date is outside, or is only known by its effect', async () => {
    const effective = { ...first, date: undefined, effectiveDate: '2019-05-02' };
    const { keys } = await read([move(4, '2019-05-09'), move(5, '2019-04-30'), effective]);
    expect(keys).to.have.members(['2019-05-04 4 1', '2019-05-01 5 1', '2019-05-02 1 1']);
  });

  it('are read by the month, and again for a week', async () => {
    const now = '2019-05-20T15:00:00Z';
    const wide = { from: '2019-02-01', to: '2019-05-31' };
    const plan = await transactions.plan(worldOf({ range: wide, now }));
    expect(plan.reads.map(({ key }) => key)).to.deep.equal([
      '2019-02-21..2019-02-28',
      '2019-03-01..2019-03-31',
      '2019-04-01..2019-04-30',
      '2019-05-01..2019-05-20',
    ]);
    const dates = Array.from(
      { length: 20 },
      (_, day) => `2019-05-${String(day + 1).padStart(2, '0')}`,
    );
    const knownAt = new Date('2019-05-20T05:00:00Z');
    const collected = Object.fromEntries(dates.map((date) => [date, { date, knownAt }]));
    const may = { from: '2019-05-01', to: '2019-05-20' };
    const again = await transactions.plan(worldOf({ range: may, now, collected }));
    expect(again.reads.map(({ key, reason }) => `${key} ${reason}`)).to.deep.equal([
      '2019-05-13..2019-05-20 recheck',
    ]);
  });
});

describe('venues', () => {
  const game = (season: number, venueId: number | null) =>
    gameEntry({
      scheduleDate: `${season}-06-01`,
      gamePk: venueId ?? 0,
      season: String(season),
      gameType: 'R',
      gameDate: `${season}-06-01T20:00:00Z`,
      resumedFrom: null,
      officialDate: `${season}-06-01`,
      abstractGameState: 'Preview',
      detailedState: 'Scheduled',
      homeId: 1,
      awayId: 2,
      homeScore: null,
      awayScore: null,
      venueId,
    });
  const planOf = (games: ReturnType<typeof game>[], collected = {}) => {
    const range = { from: '2019-03-01', to: '2020-11-30' };
    return venues.plan(worldOf({ range, now: '2021-01-15T15:00:00Z', games, collected }));
  };

  it('are asked for together, those on the schedule of a season that are not there', async () => {
    const games = [game(2019, 5), game(2019, 3), game(2019, 5), game(2020, 5), game(2020, null)];
    const plan = await planOf(games, { '2019 3': {} });
    expect(plan).to.include({ expected: 3, present: 1 });
    expect(plan.reads.map(({ request }) => request)).to.deep.equal([
      { season: 2019, venueIds: [5] },
      { season: 2020, venueIds: [5] },
    ]);
  });

  it('are asked for in parts when they are many', async () => {
    const games = Array.from({ length: 100 }, (_, id) => game(2019, id + 1));
    const { reads } = await planOf(games);
    expect(reads.map(({ items }) => items)).to.deep.equal([45, 45, 10]);
  });

  it('that the league does not know are doubted, and then items without rows', async () => {
    const body = { venues: [{ id: 5, name: 'Park' }] };
    expect(venuesEndpoint([5, 7]).doubts!(body)).to.deep.equal(['no venue 7']);
    const items = await readWith(venues, { season: 2019, venueIds: [5, 7] }, () => body);
    expect(items.map(({ item, rows }) => [item.key, rows.length])).to.deep.equal([
      ['2019 5', 1],
      ['2019 7', 0],
    ]);
  });
});

describe('clubs and league of replayed seasons', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;
  const entities: readonly EntityName[] = [
    'schedule',
    'teams',
    'venues',
    'rosters',
    'transactions',
    'standings',
    'team_stats',
  ];

  before(async function () {
    needReplay(this);
    replay = await startReplay('2022-01-15T10:00:00Z');
  });

  after(async () => {
    if (replayMissing === undefined) await replay.close();
  });

  beforeEach(async () => {
    replay.reset();
    warehouse = await openRawWarehouse();
  });

  afterEach(() => warehouse.close());

  const collect = (from: string, to: string, names: readonly EntityName[] = entities) =>
    warehouse.ingest({
      baseUrl: replay.url,
      from,
      to,
      entities: names,
      now: () => new Date('2022-01-15T10:00:00Z'),
    });

  const values = async (sql: string): Promise<unknown[]> => {
    const [rows] = await warehouse.client.query(readingWhole(sql));
    return rows.map((row: object) => Object.values(row).join(' '));
  };

  it('are whole: two rosters of thirty clubs, a place, three groups of statistics, the parks', async () => {
    const summary = await collect('2019-05-18', '2019-05-18');
    expect(summary.outcome).to.equal('complete');
    const { raw_rosters, raw_standings, raw_team_stats, raw_teams, raw_venues } = summary.tables;
    expect(raw_teams.inserted).to.equal(30);
    expect(raw_standings.inserted).to.equal(30);
    expect(raw_team_stats.inserted).to.equal(90);
    expect(raw_venues.inserted).to.equal(15);
    expect(summary.entities.rosters).to.include({ expected: 30, fetched: 30 });
    const active = `SELECT COUNT(*) AS n FROM mlb_raw.raw_rosters WHERE roster_type = 'active'`;
    expect(await warehouse.count(active)).to.equal(30 * 25);
    expect(raw_rosters.inserted).to.be.above(30 * 55);
    const without = `SELECT COUNT(*) AS n FROM mlb_raw.raw_venues
      WHERE JSON_VALUE(payload, '$.location.defaultCoordinates.latitude') IS NULL
        OR JSON_VALUE(payload, '$.timeZone.id') IS NULL OR JSON_QUERY(payload, '$.fieldInfo') IS NULL`;
    expect(await warehouse.count(without)).to.equal(0);
    expect((await collect('2019-05-18', '2019-05-18')).requests).to.equal(0);
  });

  it('are the same after every damage on the way', async () => {
    const range = ['2019-09-10', '2019-09-10'] as const;
    await collect(...range);
    const clean = await warehouse.rows();
    const paths = Object.keys(replay.requests().counts);
    await warehouse.close();
    warehouse = await openRawWarehouse();
    const damages = ['missing_players', 'null_scores', 'extra_fields', 'duplicate_rows', 'row_cap'];
    const passing = ['truncate', 'malformed', 'empty', 'reset'];
    const kinds = [...damages, ...passing].map((kind) => ({ kind }));
    replay.setFaults(
      damageInTurn(paths, [...kinds, { kind: 'rename_column', from: 'person', to: 'human' }]),
    );
    const summary = await collect(...range);
    expect(summary.outcome).to.equal('complete');
    const damaged = await warehouse.rows();
    for (const [table, rows] of Object.entries(clean)) {
      expect(damaged[table], table).to.deep.equal(rows);
    }
    expect(faultsOf(replay)).to.have.members([...damages, ...passing, 'rename_column']);
    expect(await readdir(warehouse.staging)).to.deep.equal([]);
  });

  const park = `SELECT DISTINCT JSON_VALUE(v.payload, '$.name') AS name
    FROM mlb_raw.raw_venues AS v
    JOIN mlb_raw.raw_schedule AS s
      ON v.venue_id = CAST(JSON_VALUE(s.payload, '$.venue.id') AS INT64)
      AND CAST(v.season AS STRING) = JSON_VALUE(s.payload, '$.season')`;
  const homeOf = (teamId: number): string =>
    `${park} WHERE JSON_VALUE(s.payload, '$.teams.home.team.id') = '${teamId}' ORDER BY 1`;
  const places: readonly EntityName[] = ['schedule', 'teams', 'venues'];

  it('follow a club that plays elsewhere: Toronto in Buffalo and Dunedin', async () => {
    await collect('2020-08-11', '2020-08-12', places);
    await collect('2021-04-08', '2021-04-09', places);
    await collect('2021-06-01', '2021-06-01', places);
    await collect('2021-07-30', '2021-07-30', places);
    expect(await values(homeOf(141))).to.deep.equal([
      'Rogers Centre',
      'Sahlen Field',
      'TD Ballpark',
    ]);
  });

  it('find neutral parks, in the postseason and overseas, and games of every type', async () => {
    await collect('2020-10-07', '2020-10-07', [...places, 'rosters', 'standings', 'team_stats']);
    expect(await values(`${park} ORDER BY 1`)).to.deep.equal([
      'Dodger Stadium',
      'Globe Life Field',
      'Minute Maid Park',
      'Petco Park',
    ]);
    const clubs = 'SELECT COUNT(DISTINCT team_id) AS n FROM mlb_raw.raw_rosters';
    expect(await warehouse.count(clubs)).to.equal(8);
    await collect('2019-03-20', '2019-03-21', [...places, 'team_stats']);
    expect(await values(homeOf(133))).to.include('Tokyo Dome');
    const played = `SELECT COUNT(DISTINCT team_id) AS n FROM mlb_raw.raw_team_stats
      WHERE stats_date = DATE '2019-03-21'`;
    expect(await warehouse.count(played)).to.equal(2);
    const summary = await collect('2019-07-09', '2019-07-09');
    expect(summary.outcome).to.equal('complete');
    expect(summary.entities.schedule.fetched).to.equal(1);
    expect(summary.entities.rosters.expected).to.equal(0);
  });
});
