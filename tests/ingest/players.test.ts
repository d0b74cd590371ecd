import { expect } from 'chai';
import { people, planPeople } from '../../ingest/entities/people.ts';
import { planLines, playerLines } from '../../ingest/entities/player-lines.ts';
import { playerStats } from '../../ingest/entities/player-stats.ts';
import { gameEntry, type GameEntry } from '../../ingest/games.ts';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import { peopleEndpoint } from '../../ingest/sources/people.ts';
import { gameLogEndpoint, statsEndpoint } from '../../ingest/sources/player-stats.ts';
import { TankError } from '../../warehouse/errors.ts';
import { readWith, worldOf } from './answers.ts';

const gameOn = (gamePk: number, date: string, gameType = 'R'): GameEntry =>
  gameEntry({
    scheduleDate: date,
    gamePk,
    season: date.slice(0, 4),
    gameType,
    gameDate: `${date}T23:05:00Z`,
    resumedFrom: null,
    officialDate: date,
    abstractGameState: 'Final',
    detailedState: 'Final',
    homeId: 1,
    awayId: 2,
    homeScore: 3,
    awayScore: 2,
    venueId: null,
  });

const doubtsOf = <Value>(endpoint: Endpoint<Value>, body: unknown): readonly string[] =>
  endpoint.doubts?.(endpoint.check({ url: 'u', body })) ?? [];

const splitOf = (id: number, stat: object = { gamesPlayed: 1, hits: 2, runs: 1 }) => ({
  stat,
  player: { id },
  team: { id: 147 },
  rank: id,
});

describe('statistics of players', () => {
  const planOn = async (range: { from: string; to: string }, now: string, games: GameEntry[]) => {
    const plan = await playerStats.plan(worldOf({ range, now, games }));
    return plan.reads.map(({ key }) => key).filter((key) => key.endsWith('hitting'));
  };

  it('are of the last day of each month with games, and of the last past day', async () => {
    const games = [
      gameOn(1, '2019-03-20'),
      gameOn(2, '2019-05-02'),
      gameOn(3, '2019-06-03'),
      gameOn(4, '2019-06-20'),
    ];
    const range = { from: '2019-03-01', to: '2019-06-30' };
    expect(await planOn(range, '2019-06-11T15:00:00Z', games)).to.deep.equal([
      '2019-03-31 hitting',
      '2019-05-31 hitting',
      '2019-06-10 hitting',
    ]);
    const yesterday = { from: '2019-06-03', to: '2019-06-03' };
    expect(await planOn(yesterday, '2019-06-04T15:00:00Z', games)).to.deep.equal([
      '2019-06-03 hitting',
    ]);
  });

  it('are of the regular season, and not of days that are not past', async () => {
    const range = { from: '2019-03-01', to: '2019-03-31' };
    const games = [gameOn(1, '2019-03-02', 'S'), gameOn(2, '2019-03-31')];
    expect(await planOn(range, '2019-03-31T23:59:00Z', games)).to.deep.equal([]);
    const today = { from: '2019-03-31', to: '2019-03-31' };
    expect(await planOn(today, '2019-03-31T15:00:00Z', games)).to.deep.equal([]);
  });

  const request = { date: '2019-05-31', season: 2019, group: 'hitting' };
  const answerWith =
    (all: readonly object[], total = all.length) =>
    (path: string) => {
      const query = new URL(path, 'http://api').searchParams;
      const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
      expect(query.get('playerPool')).to.equal('ALL');
      expect(query.get('endDate')).to.equal('2019-05-31');
      return { stats: [{ totalSplits: total, splits: all.slice(offset, offset + limit) }] };
    };
  const crowd = (size: number): object[] => Array.from({ length: size }, (_, id) => splitOf(id));

  it('are read page by page', async () => {
    const [item] = await readWith(playerStats, request, answerWith(crowd(2345)));
    expect(item!.rows).to.have.length(2345);
    expect(item!.item).to.deep.equal({ key: '2019-05-31 hitting', date: '2019-05-31' });
    expect(item!.rows[7]!.columns).to.include({
      stats_date: '2019-05-31',
      stat_group: 'hitting',
      player_id: 7,
      team_id: 147,
      position_code: '',
      event_at: '2019-05-31T04:00:00Z',
    });
    expect(JSON.parse(item!.rows[7]!.payload)).not.to.have.property('rank');
  });

  it('fail when rows moved from one page to another each time', async () => {
    const moved = [...crowd(1000), splitOf(1), ...crowd(1500).slice(1001)];
    const error: unknown = await readWith(playerStats, request, answerWith(moved)).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_SOURCE_SHAPE');
    expect((error as TankError).message).to.contain('1499 of 1500 rows');
  });

  it('are none before the season', async () => {
    const [item] = await readWith(playerStats, request, () => ({ stats: [] }));
    expect(item!.rows).to.deep.equal([]);
  });

  it('have a row for each position of a fielder', async () => {
    const at = { ...request, group: 'fielding' };
    const fielder = (code: string) => ({ ...splitOf(1, { assists: 1 }), position: { code } });
    const [item] = await readWith(playerStats, at, answerWith([fielder('4'), fielder('6')]));
    expect(item!.rows.map(({ columns }) => columns.position_code)).to.deep.equal(['4', '6']);
  });

  it('are doubted when a page lacks rows or runs, but not for a row that comes twice', () => {
    const page = (total: number, ...splits: object[]) => ({
      stats: [{ totalSplits: total, splits }],
    });
    const endpoint = statsEndpoint('hitting', 0, 1000);
    expect(doubtsOf(endpoint, page(3, splitOf(1), splitOf(2)))).to.deep.equal([
      '2 of 3 rows from 0 of 3',
    ]);
    expect(doubtsOf(endpoint, page(1, splitOf(1, { hits: 1, runs: null })))).to.deep.equal([
      '1 lines without runs',
    ]);
    expect(doubtsOf(endpoint, page(1, splitOf(1), splitOf(1)))).to.deep.equal([]);
    expect(doubtsOf(statsEndpoint('hitting', 2, 2), page(3, splitOf(3)))).to.deep.equal([]);
  });
});

describe('lines of players who lack one', () => {
  const world = { now: new Date('2020-01-15T15:00:00Z'), today: '2020-01-15', isAgain: false };
  const games = [gameOn(1, '2019-05-01'), gameOn(2, '2019-05-02'), gameOn(3, '2019-10-05', 'D')];
  const found = [
    { gamePk: 1, playerId: 7, strategy: 'boxscore' as const },
    { gamePk: 2, playerId: 7, strategy: 'roster' as const },
    { gamePk: 3, playerId: 7, strategy: 'boxscore' as const },
    { gamePk: 2, playerId: 8, strategy: 'roster' as const },
    { gamePk: 99, playerId: 8, strategy: 'roster' as const },
  ];
  const whole = {
    date: '2019-05-02',
    state: null,
    knownAt: new Date('2019-12-01T15:00:00Z'),
    isWhole: true,
    origin: 'stats_api' as const,
    doubts: [],
  };

  it('are asked for in one request for each player, season and game type', () => {
    const plan = planLines(games, found, new Map(), world);
    expect(plan).to.include({ expected: 4, present: 0 });
    expect(plan.reads.map(({ key, items, reason }) => [key, items, reason])).to.deep.equal([
      ['2019 R player 7', 2, 'missing'],
      ['2019 D player 7', 1, 'missing'],
      ['2019 R player 8', 1, 'missing'],
    ]);
  });

  it('are not asked for again, whether there were some or not', () => {
    const plan = planLines(games, found, new Map([['2 8', whole]]), world);
    expect(plan).to.include({ expected: 4, present: 1 });
    expect(plan.reads.map(({ key }) => key)).not.to.include('2019 R player 8');
  });

  it('are taken from the game log by game, group and position, with the reason', async () => {
    const { request } = planLines(games, found, new Map(), world).reads[0]!;
    const of = (gamePk: number, more: object = {}) => ({
      date: '2019-05-01',
      stat: { hits: 1, runs: 0 },
      game: { gamePk },
      ...more,
    });
    const items = await readWith(playerLines, request, (path) => {
      expect(path)
        .to.contain('/people/7/stats?stats=gameLog')
        .and.contain('season=2019&gameType=R');
      return {
        stats: [
          { group: { displayName: 'hitting' }, splits: [of(1), of(5)] },
          {
            group: { displayName: 'fielding' },
            splits: [of(1, { position: { code: '4' } }), of(1, { position: { code: '6' } })],
          },
        ],
      };
    });
    expect(items.map(({ item, rows }) => [item.key, rows.length])).to.deep.equal([
      ['1 7', 3],
      ['2 7', 0],
    ]);
    expect(items[0]!.rows.map(({ columns }) => columns)[2]).to.include({
      game_pk: 1,
      official_date: '2019-05-01',
      player_id: 7,
      stat_group: 'fielding',
      position_code: '6',
      strategy: 'boxscore',
      event_at: '2019-05-01T23:05:00Z',
    });
  });

  it('are doubted when the game log is cut or lacks runs', () => {
    const log = (totalSplits: number, runs: number | null) => ({
      stats: [
        {
          group: { displayName: 'hitting' },
          totalSplits,
          splits: [{ date: '2019-05-01', game: { gamePk: 1 }, stat: { hits: 1, runs } }],
        },
      ],
    });
    expect(doubtsOf(gameLogEndpoint, log(1, 0))).to.deep.equal([]);
    expect(doubtsOf(gameLogEndpoint, log(2, 0))).to.deep.equal(['1 game logs cut short']);
    expect(doubtsOf(gameLogEndpoint, log(1, null))).to.deep.equal(['1 lines without runs']);
  });
});

describe('people', () => {
  const seen = Array.from({ length: 120 }, (_, id) => ({ id, season: 2019 }));
  const known = (state: string, isWhole = true) => ({
    date: null,
    state,
    knownAt: new Date('2019-12-01T15:00:00Z'),
    isWhole,
    origin: 'stats_api' as const,
    doubts: [],
  });

  it('are asked for in few requests', () => {
    const plan = planPeople(seen, new Map());
    expect(plan).to.include({ expected: 120, present: 0 });
    expect(plan.reads.map(({ items, reason }) => [items, reason])).to.deep.equal([
      [50, 'missing'],
      [50, 'missing'],
      [20, 'missing'],
    ]);
  });

  it('are read once for each later season, and again when lost', () => {
    const collected = new Map([
      ['1', known('2018')],
      ['2', known('2019')],
      ['3', known('2020')],
      ['4', known('2019', false)],
    ]);
    const plan = planPeople(seen.slice(1, 5), collected);
    expect(plan.present).to.equal(2);
    expect(plan.reads.map(({ request }) => request.people.map(({ id }) => id))).to.deep.equal([
      [1, 4],
    ]);
  });

  it('have a row each, without their age; an unknown id has none', async () => {
    const request = { people: seen.slice(1, 3) };
    const items = await readWith(people, request, () => ({
      people: [{ id: 1, fullName: 'One', currentAge: 31, birthDate: '1994-07-05' }],
    }));
    expect(items.map(({ item, rows }) => [item, rows.map(({ key }) => key)])).to.deep.equal([
      [{ key: '1', date: null, state: '2019' }, ['1']],
      [{ key: '2', date: null, state: '2019' }, []],
    ]);
    expect(JSON.parse(items[0]!.rows[0]!.payload)).to.deep.equal({
      id: 1,
      fullName: 'One',
      birthDate: '1994-07-05',
    });
  });

  it('are doubted when some of them are missing', () => {
    const body = { people: [{ id: 1, fullName: 'One' }] };
    expect(doubtsOf(peopleEndpoint([1]), body)).to.deep.equal([]);
    expect(doubtsOf(peopleEndpoint([1, 2]), body)).to.deep.equal(['nobody with the id 2']);
  });
});
