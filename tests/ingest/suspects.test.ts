import { expect } from 'chai';
import { suspects } from '../../ingest/entities/suspects.ts';
import { createRawTables } from '../../ingest/landing/landing.ts';
import { openWorld } from '../../ingest/world.ts';
import { openRawWarehouse, project, type RawWarehouse } from './raw-warehouse.ts';

const date = '2019-05-31';
const batted = { stats: { batting: { hits: 1 }, pitching: {} } };
const pitched = { stats: { batting: {}, pitching: { hits: 1 } } };
const satOut = { stats: { batting: {}, pitching: {} } };

describe('players who should have a line', () => {
  let warehouse: RawWarehouse;

  const insert = async (table: string, facts: object, payload: object): Promise<void> => {
    const columns: Record<string, unknown> = {
      ...facts,
      source: 'replay',
      origin: 'stats_api',
      url: 'u',
      http_status: 200,
      known_at: '2019-06-01T00:00:00Z',
      batch_id: 'b',
      content_sha256: 's',
      loaded_at: '2019-06-01T00:00:00Z',
    };
    const values = Object.values(columns).map((value) => JSON.stringify(value));
    await warehouse.client.query(
      `INSERT INTO mlb_raw.${table} (${Object.keys(columns).join(', ')}, payload)
       VALUES (${values.join(', ')}, PARSE_JSON(${JSON.stringify(JSON.stringify(payload))}))`,
    );
  };
  const boxscore = (gamePk: number, lists: object, gameType = 'R'): Promise<unknown> =>
    Promise.all([
      insert('raw_schedule', { schedule_date: date, game_pk: gamePk }, { gameType }),
      insert(
        'raw_boxscores',
        { game_pk: gamePk, official_date: date },
        { teams: { home: { team: { id: 147 }, ...lists }, away: { team: { id: 111 } } } },
      ),
    ]);
  const player = (gamePk: number, id: number, payload: object): Promise<void> =>
    insert(
      'raw_boxscore_players',
      { game_pk: gamePk, official_date: date, side: 'home', player_id: id },
      payload,
    );
  const total = (id: number, group: string, gamesPlayed: number): Promise<void> =>
    insert(
      'raw_player_stats',
      {
        stats_date: date,
        season: 2019,
        stat_group: group,
        player_id: id,
        team_id: 147,
        position_code: '',
      },
      { stat: { gamesPlayed } },
    );
  const found = async (): Promise<string[]> => {
    const world = openWorld(
      { client: warehouse.client, project, location: 'US' },
      { from: '2019-05-01', to: date },
      new Date('2019-06-01T15:00:00Z'),
    );
    const all = await suspects(world);
    return all.map(({ gamePk, playerId, strategy }) => `${gamePk} ${playerId} ${strategy}`);
  };

  beforeEach(async () => {
    warehouse = await openRawWarehouse();
    await createRawTables({ client: warehouse.client, project, location: 'US' });
  });

  afterEach(async () => {
    await warehouse.close();
  });

  it('are those a box score names as batter, in the order or as pitcher, but not on the bench', async () => {
    await boxscore(1, {
      batters: [1, 2, 4, 9],
      battingOrder: [1, 2],
      pitchers: [4, 5],
      bench: [8],
    });
    await player(1, 1, batted);
    await player(1, 2, satOut);
    await player(1, 4, pitched);
    await player(1, 5, satOut);
    expect(await found()).to.deep.equal(['1 2 boxscore', '1 5 boxscore', '1 9 boxscore']);
  });

  it('are those on the active roster of the day of whom the box score knows nothing', async () => {
    await boxscore(1, { batters: [1], battingOrder: [1], pitchers: [] });
    await player(1, 1, batted);
    for (const [id, type] of [
      [1, 'active'],
      [2, 'active'],
      [3, '40Man'],
    ] as const) {
      const facts = { roster_type: type, roster_date: date, team_id: 147, player_id: id };
      await insert('raw_rosters', facts, { person: { id } });
    }
    expect(await found()).to.deep.equal(['1 2 roster']);
  });

  it('are those whose statistics count more games than there are lines, unless they are many', async () => {
    await boxscore(1, { batters: [], battingOrder: [], pitchers: [] });
    await boxscore(2, { batters: [], battingOrder: [], pitchers: [] });
    await boxscore(3, { batters: [], battingOrder: [], pitchers: [] }, 'S');
    await player(1, 1, batted);
    await player(3, 1, batted);
    await player(2, 2, pitched);
    await total(1, 'hitting', 2);
    await total(2, 'pitching', 1);
    expect(await found()).to.deep.equal([]);
    for (let id = 100; id < 120; id += 1) await total(id, 'hitting', 0);
    expect(await found()).to.deep.equal(['2 1 totals']);
  });
});
