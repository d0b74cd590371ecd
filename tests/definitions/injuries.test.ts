import { expect } from 'chai';
import { rawTables } from '../../ingest/index.ts';
import { createRawTables } from '../../ingest/landing/landing.ts';
import { readTableSchemas } from '../../warehouse/table-schemas.ts';
import { openRawWarehouse, project, type RawWarehouse } from '../ingest/raw-warehouse.ts';
import { analyze } from '../zetasql/analyze.ts';
import { bigQueryLanguage, type Tables } from '../zetasql/catalog.ts';
import { startZetaSql } from '../zetasql/server.ts';
import { compileProject, type CompiledGraph } from './compile.ts';
import { everyRow } from '../whole-tables.ts';

const models = [
  'stg_teams',
  'stg_transactions',
  'stg_rosters_40_man',
  'stg_games',
  'stg_player_games',
  'stg_injuries',
] as const;
const [yankees, dodgers, affiliate, allStars] = [147, 119, 531, 159];

interface Move {
  date: string;
  player: number;
  text: string;
  team?: number;
  type?: string;
  effective?: string;
}

const literal = (value: unknown): string =>
  `JSON '${JSON.stringify(value).replaceAll("'", "\\'")}'`;
const lineage = `'replay' AS source, 'stats_api' AS origin, 'u' AS url, 200 AS http_status,
  CAST(NULL AS TIMESTAMP) AS event_at, TIMESTAMP '2024-12-01 00:00:00+00' AS known_at, 'b' AS batch_id, 'h' AS content_sha256,
  TIMESTAMP '2024-12-01 00:00:00+00' AS loaded_at`;

describe('injuries', function () {
  let warehouse: RawWarehouse;
  let graph: CompiledGraph;
  let nextId: number;

  before(async () => {
    graph = await compileProject();
    warehouse = await openRawWarehouse();
    const { client } = warehouse;
    await createRawTables({ client, project, location: 'US' });
  });

  beforeEach(async () => {
    nextId = 1;
    const { client } = warehouse;
    await client.query('DROP SCHEMA IF EXISTS mlb_staging CASCADE');
    await client.createDataset('mlb_staging');
    for (const table of Object.keys(rawTables))
      await client.query(`DELETE FROM mlb_raw.${table} WHERE ${everyRow(table)}`);
    await client.query(`INSERT INTO mlb_raw.raw_teams (season, team_id, payload, source, origin, url, http_status, event_at,
      known_at, batch_id, content_sha256, loaded_at)
      SELECT season, team_id, JSON '{"abbreviation": "X"}', ${lineage}
      FROM UNNEST([2023, 2024]) AS season, UNNEST([${yankees}, ${dodgers}]) AS team_id`);
  });

  after(() => warehouse.close());

  const addMoves = async (...moves: Move[]): Promise<void> => {
    const rows = moves.map(({ date, player, text, team = yankees, type = 'SC', effective }) => {
      const id = nextId++;
      const payload = {
        id,
        person: { id: player, fullName: `Player ${player}` },
        toTeam: { id: team },
        date,
        effectiveDate: effective ?? date,
        typeCode: type,
        description: text,
      };
      return `SELECT DATE '${date}' AS transaction_date, ${id} AS transaction_id, 1 AS entry, ${player} AS player_id,
        ${literal(payload)} AS payload, ${lineage}`;
    });
    await warehouse.client
      .query(`INSERT INTO mlb_raw.raw_transactions (transaction_date, transaction_id, entry, player_id,
      payload, source, origin, url, http_status, event_at, known_at, batch_id, content_sha256, loaded_at)
      ${rows.join(' UNION ALL ')}`);
  };

  /** A player's status on consecutive days from a date on. */
  const addStatuses = async (player: number, from: string, ...codes: string[]): Promise<void> => {
    const rows = codes.map(
      (
        code,
        index,
      ) => `SELECT '40Man' AS roster_type, DATE_ADD(DATE '${from}', INTERVAL ${index} DAY) AS roster_date,
        ${yankees} AS team_id, ${player} AS player_id, ${literal({ status: { code } })} AS payload, ${lineage}`,
    );
    await warehouse.client
      .query(`INSERT INTO mlb_raw.raw_rosters (roster_type, roster_date, team_id, player_id, payload,
      source, origin, url, http_status, event_at, known_at, batch_id, content_sha256, loaded_at)
      ${rows.join(' UNION ALL ')}`);
  };

  /** A finished game in which a player bats. */
  const addGame = async (
    gamePk: number,
    date: string,
    type: string,
    player: number,
  ): Promise<void> => {
    const game = {
      season: date.slice(0, 4),
      gameType: type,
      officialDate: date,
      gameDate: `${date}T23:05:00Z`,
      status: { abstractGameState: 'Final', codedGameState: 'F' },
    };
    const line = { person: { fullName: 'x' }, stats: { batting: { plateAppearances: 1 } } };
    await warehouse.client
      .query(`INSERT INTO mlb_raw.raw_schedule (schedule_date, game_pk, payload, source, origin, url,
      http_status, event_at, known_at, batch_id, content_sha256, loaded_at)
      SELECT DATE '${date}', ${gamePk}, ${literal(game)}, ${lineage};
      INSERT INTO mlb_raw.raw_boxscore_players (game_pk, official_date, side, player_id, payload, source, origin, url,
      http_status, event_at, known_at, batch_id, content_sha256, loaded_at)
      SELECT ${gamePk}, DATE '${date}', 'home', ${player}, ${literal(line)}, ${lineage}`);
  };

  const build = async (): Promise<void> => {
    for (const model of models) {
      const table = graph.tables.find(({ target }) => target.name === model);
      await warehouse.client.query(
        `CREATE OR REPLACE TABLE mlb_staging.${model} AS ${table!.query}`,
      );
    }
  };

  /** Stints as text, in order: player, placed, announced, left, list, longer list from when, how known. */
  const stints = async (asOf?: string): Promise<string[]> => {
    await build();
    const known = (column: string): string =>
      asOf === undefined ? column : `IF(${column} < DATE '${asOf}', ${column}, NULL)`;
    const [rows] = await warehouse.client
      .query(`SELECT CONCAT(player_id, ' ', placed_date, ' ', announced_date, ' ',
        COALESCE(CAST(${known('activated_date')} AS STRING), '-'), ' ', COALESCE(CAST(il_days AS STRING), '-'), ' ',
        COALESCE(CAST(IF(${known('transferred_date')} IS NULL, NULL, transferred_il_days) AS STRING), '-'), ' ', known_by) AS stint
      FROM mlb_staging.stg_injuries
      ${asOf === undefined ? '' : `WHERE announced_date < DATE '${asOf}'`}
      ORDER BY player_id, announced_date`);
    return (rows as { stint: string }[]).map(({ stint }) => stint);
  };

  it('are stints from placement to activation, retroactive ones from when he was hurt', async () => {
    await addMoves(
      {
        date: '2024-06-07',
        effective: '2024-06-04',
        player: 1,
        text: 'New York Yankees placed RF One on the 10-day injured list retroactive to June 4, 2024. Right great toe sprain.',
      },
      {
        date: '2024-07-28',
        player: 1,
        text: 'New York Yankees activated RF One from the 10-day injured list.',
      },
      {
        date: '2024-08-01',
        player: 1,
        text: 'New York Yankees placed RF One on the 10-day injured list.',
      },
      {
        date: '2024-06-01',
        player: 2,
        text: 'New York Yankees placed RHP Two on the paternity list.',
      },
      {
        date: '2024-06-03',
        player: 2,
        text: 'New York Yankees activated RHP Two from the paternity list.',
      },
      { date: '2024-06-04', player: 2, text: 'New York Yankees optioned RHP Two.', type: 'OPT' },
    );
    expect(await stints()).to.deep.equal([
      '1 2024-06-04 2024-06-07 2024-07-28 10 - transaction',
      '1 2024-08-01 2024-08-01 - 10 - transaction',
    ]);
    const [rows] = await warehouse.client.query(
      'SELECT injury FROM mlb_staging.stg_injuries ORDER BY announced_date',
    );
    expect(rows).to.deep.equal([{ injury: 'Right great toe sprain' }, { injury: null }]);
  });

  it('are read in the words of their time', async () => {
    await addMoves(
      {
        date: '2023-04-01',
        effective: '2023-03-29',
        player: 1,
        text: 'Team placed P One on the 10 day disabled list.',
      },
      {
        date: '2023-05-28',
        player: 1,
        text: 'Team activated LHP One from the 10-day injured list.',
      },
      {
        date: '2023-04-01',
        player: 2,
        text: 'Team placed CF Two on the 7-day disabled list. Concussion symptoms',
      },
      {
        date: '2023-04-09',
        player: 2,
        text: 'Team reinstated CF Two from the 7-day disabled list.',
      },
      {
        date: '2023-04-01',
        player: 3,
        text: 'Team placed C Three on the COVID-19 related injured list.',
      },
      { date: '2023-04-20', player: 3, text: 'Team released C Three.', type: 'REL' },
    );
    expect(await stints()).to.deep.equal([
      '1 2023-03-29 2023-04-01 2023-05-28 10 - transaction',
      '2 2023-04-01 2023-04-01 2023-04-09 7 - transaction',
      '3 2023-04-01 2023-04-01 2023-04-20 - - transaction',
    ]);
  });

  it('go on through transfers, repeated placements, affiliates and All-Star clubs', async () => {
    await addMoves(
      {
        date: '2024-05-01',
        player: 1,
        text: 'Team placed SS One on the 15-day injured list. Elbow.',
      },
      {
        date: '2024-05-03',
        effective: '2024-04-30',
        player: 1,
        text: 'Team placed SS One on the 15-day injured list.',
      },
      {
        date: '2024-05-20',
        player: 1,
        text: 'Team transferred SS One from the 15-day injured list to the 60-day injured list.',
      },
      {
        date: '2024-06-20',
        player: 1,
        team: affiliate,
        text: 'Tides activated SS One from the 7-day injured list.',
      },
      {
        date: '2024-07-15',
        player: 1,
        team: allStars,
        text: 'American League All-Stars activated SS One from the 60-day injured list.',
      },
      { date: '2024-08-12', player: 1, text: 'Team activated SS One from the reserve list.' },
      {
        date: '2024-05-01',
        player: 2,
        team: affiliate,
        text: 'Tides placed C Two on the 7-day injured list.',
      },
    );
    expect(await stints()).to.deep.equal(['1 2024-05-01 2024-05-01 2024-08-12 15 60 transaction']);
  });

  it('end with another club after a trade', async () => {
    await addMoves(
      { date: '2023-07-01', player: 1, text: 'Yankees placed 1B One on the 10-day injured list.' },
      {
        date: '2023-08-01',
        player: 1,
        team: dodgers,
        text: 'Dodgers activated 1B One from the 10-day injured list.',
      },
    );
    expect(await stints()).to.deep.equal(['1 2023-07-01 2023-07-01 2023-08-01 10 - transaction']);
  });

  it('reach into the next season, until they are ended there, placed anew, seen healthy or playing', async () => {
    const placed = (player: number): Move => ({
      date: '2023-09-01',
      player,
      text: `Yankees placed P ${player} on the 60-day injured list.`,
    });
    await addMoves(
      ...[1, 2, 3, 4, 5].map(placed),
      {
        date: '2024-02-20',
        player: 1,
        text: 'Yankees activated P 1 from the 60-day injured list.',
      },
      { date: '2024-03-28', player: 2, text: 'Yankees placed P 2 on the 15-day injured list.' },
      {
        date: '2024-05-01',
        player: 2,
        text: 'Yankees activated P 2 from the 15-day injured list.',
      },
    );
    await addStatuses(3, '2023-09-30', 'D60');
    await addStatuses(3, '2024-03-20', 'D60', 'A', 'D10');
    await addGame(901, '2024-03-02', 'S', 4);
    await addGame(902, '2024-04-02', 'R', 4);
    await addGame(903, '2023-09-01', 'R', 5);
    expect(await stints()).to.deep.equal([
      '1 2023-09-01 2023-09-01 2024-02-20 60 - transaction',
      '2 2023-09-01 2023-09-01 2024-03-28 60 - transaction',
      '2 2024-03-28 2024-03-28 2024-05-01 15 - transaction',
      '3 2023-09-01 2023-09-01 2024-03-21 60 - transaction',
      '3 2024-03-22 2024-03-22 - 10 - roster',
      '4 2023-09-01 2023-09-01 2024-04-02 60 - transaction',
      '5 2023-09-01 2023-09-01 - 60 - transaction',
    ]);
    const [rows] = await warehouse.client.query(
      'SELECT DISTINCT CAST(lapse_date AS STRING) AS lapse_date FROM mlb_staging.stg_injuries WHERE season = 2023',
    );
    expect(rows).to.deep.equal([{ lapse_date: '2024-11-15' }]);
  });

  it('are known by rosters where transactions are silent', async () => {
    await addStatuses(1, '2024-05-01', 'A', 'D10', 'D10', 'A', 'A', 'D60');
    await addStatuses(2, '2024-05-01', 'RM', 'A', 'BRV');
    await addStatuses(3, '2024-05-01', 'ILF');
    expect(await stints()).to.deep.equal([
      '1 2024-05-02 2024-05-02 2024-05-04 10 - roster',
      '1 2024-05-06 2024-05-06 - 60 - roster',
      '3 2024-05-01 2024-05-01 - - - roster',
    ]);
  });

  it('are one when both tell of it, and an untold end is seen on the rosters', async () => {
    await addMoves({
      date: '2024-05-03',
      effective: '2024-05-01',
      player: 1,
      text: 'Team placed SS One on the 10-day injured list.',
    });
    await addStatuses(1, '2024-05-01', 'A', 'A', 'D10', 'D10', 'A', 'A');
    await addMoves({
      date: '2024-05-01',
      player: 2,
      text: 'Team placed SS Two on the 10-day injured list.',
    });
    await addStatuses(2, '2024-05-02', 'A', 'A', 'A');
    expect(await stints()).to.deep.equal([
      '1 2024-05-01 2024-05-03 2024-05-05 10 - transaction',
      '2 2024-05-01 2024-05-01 - 10 - transaction',
    ]);
  });

  it('are, as of a date, what was known before it', async () => {
    await addMoves(
      { date: '2024-05-01', player: 1, text: 'Team placed SS One on the 15-day injured list.' },
      {
        date: '2024-05-20',
        player: 1,
        text: 'Team transferred SS One to the 60-day injured list.',
      },
      {
        date: '2024-07-05',
        player: 1,
        text: 'Team activated SS One from the 60-day injured list.',
      },
      {
        date: '2024-05-12',
        effective: '2024-05-09',
        player: 2,
        text: 'Team placed C Two on the 10-day injured list.',
      },
    );
    expect(await stints('2024-05-01')).to.deep.equal([]);
    expect(await stints('2024-05-11')).to.deep.equal([
      '1 2024-05-01 2024-05-01 - 15 - transaction',
    ]);
    expect(await stints('2024-05-21')).to.deep.equal([
      '1 2024-05-01 2024-05-01 - 15 60 transaction',
      '2 2024-05-09 2024-05-12 - 10 - transaction',
    ]);
    expect((await stints('2024-07-06'))[0]).to.equal(
      '1 2024-05-01 2024-05-01 2024-07-05 15 60 transaction',
    );
  });

  it('are the same as of a date whether later moves are there or not', async () => {
    const early: Move[] = [
      { date: '2024-05-01', player: 1, text: 'Team placed SS One on the 15-day injured list.' },
      { date: '2024-05-12', player: 2, text: 'Team placed C Two on the 10-day injured list.' },
    ];
    await addMoves(...early);
    await addStatuses(3, '2024-05-11', 'A', 'D10', 'D10');
    const before = await stints('2024-05-13');
    expect(before).to.have.length(3);
    await addMoves(
      {
        date: '2024-05-14',
        effective: '2024-05-10',
        player: 2,
        text: 'Team placed C Two on the 10-day injured list.',
      },
      {
        date: '2024-05-20',
        player: 1,
        text: 'Team transferred SS One to the 60-day injured list.',
      },
      { date: '2024-05-21', player: 2, text: 'Team activated C Two from the 10-day injured list.' },
    );
    await addStatuses(3, '2024-05-14', 'A');
    expect(await stints('2024-05-13')).to.deep.equal(before);
  });

  it('are GoogleSQL as its analyzer has it, and pass their own assertions', async () => {
    await addMoves({
      date: '2024-05-01',
      player: 1,
      text: 'Team placed SS One on the 15-day injured list.',
    });
    await build();
    const schemas = await readTableSchemas(warehouse.client, 'mlb_');
    const tables: Tables = Object.fromEntries(
      schemas.map(({ dataset, table, columns }) => [`${project}.${dataset}.${table}`, columns]),
    );
    const zetaSql = await startZetaSql();
    try {
      const language = await bigQueryLanguage(zetaSql);
      for (const model of models) {
        const { query } = graph.tables.find(({ target }) => target.name === model)!;
        expect(await analyze(zetaSql, language, query, tables), model).to.equal(undefined);
      }
    } finally {
      zetaSql.stop();
    }
    const own = graph.assertions.filter(({ target }) =>
      ['mlb_staging_stg_transactions_rows', 'mlb_staging_stg_injuries_rows'].includes(target.name),
    );
    expect(own).to.have.length(2);
    for (const { query } of own) {
      const [failing] = await warehouse.client.query(query);
      expect(failing).to.deep.equal([]);
    }
  });
});
