import { expect } from 'chai';
import { createOperationalTables } from '../../ingest/index.ts';
import { examine, type Diagnosis } from '../../pipeline/doctor/examine.ts';
import { warehouseOf } from '../../pipeline/tables.ts';
import type { CompiledProject, CompiledTable } from '../../warehouse/compiled-project.ts';
import { tankError } from '../../warehouse/errors.ts';
import { openSmallPipeline, type SmallPipeline } from './small-pipeline.ts';

const target = (schema: string, name: string) => ({ database: 'hankstank', schema, name });

const table = (
  schema: string,
  name: string,
  query: string,
  more: Partial<CompiledTable> = {},
): CompiledTable => ({
  target: target(schema, name),
  fileName: `definitions/${name}.sqlx`,
  tags: [schema.replace('mlb_', '')],
  enumType: 'TABLE',
  query,
  ...more,
});

/** A raw table, a table of it, one of that, and one that needs a function. */
const project: CompiledProject = {
  declarations: [
    { target: target('mlb_raw', 'raw_games'), fileName: 'definitions/raw_games.sqlx' },
  ],
  tables: [
    table(
      'mlb_staging',
      'stg_games',
      'SELECT game_pk, DATE(2019, 4, 1) AS game_date FROM mlb_raw.raw_games',
      {
        dependencyTargets: [target('mlb_raw', 'raw_games')],
      },
    ),
    table(
      'mlb_features',
      'form',
      'SELECT game_pk, [STRUCT(game_date AS day, 0.5 AS share)] AS days FROM mlb_staging.stg_games',
      { dependencyTargets: [target('mlb_staging', 'stg_games')] },
    ),
    table(
      'mlb_features',
      'ratings',
      'SELECT game_pk, RATING(1) AS rating FROM mlb_staging.stg_games',
      {
        preOps: ['CREATE TEMP FUNCTION RATING(a INT64) AS (a);'],
        actionDescriptor: {
          columns: ['game_pk', 'rating'].map((name) => ({ path: [name], description: '' })),
        },
      },
    ),
  ],
};

project.operations = [
  {
    target: target('mlb_features', 'jobs'),
    fileName: 'definitions/jobs.sqlx',
    tags: ['features'],
    hasOutput: true,
    queries: ['CREATE TABLE IF NOT EXISTS mlb_features.jobs (job_id STRING)'],
    actionDescriptor: { columns: [{ path: ['job_id'], description: '' }] },
  },
  {
    target: target('mlb_features', 'a_function'),
    fileName: '',
    hasOutput: true,
    queries: ['CREATE OR REPLACE TABLE FUNCTION mlb_features.a(game INT64) AS SELECT game'],
  },
];

const makes = [
  'CREATE OR REPLACE TABLE mlb_features.jobs (job_id STRING)',
  'CREATE OR REPLACE TABLE mlb_raw.raw_games (game_pk INT64)',
  'CREATE OR REPLACE TABLE mlb_staging.stg_games (game_pk INT64, game_date DATE)',
  'CREATE OR REPLACE TABLE mlb_features.form (game_pk INT64, days ARRAY<STRUCT<day DATE, share FLOAT64>>)',
  'CREATE OR REPLACE TABLE mlb_features.ratings (game_pk INT64, rating INT64)',
  'CREATE TABLE IF NOT EXISTS mlb_historical_data.t (a INT64)',
];

/** What is broken, and what the doctor says of which table. */
const cases: readonly [
  what: string,
  breaks: string,
  table: string,
  says: string,
  remedy: RegExp,
][] = [
  [
    'a table that is missing',
    'DROP TABLE mlb_features.form',
    'mlb_features.form',
    'is missing',
    /run --tags features`/,
  ],
  [
    'a source that is missing',
    'DROP TABLE mlb_raw.raw_games',
    'mlb_raw.raw_games',
    'is missing, though definitions read it',
    /daily/,
  ],
  [
    'a column that is missing',
    'ALTER TABLE mlb_features.form DROP COLUMN days',
    'mlb_features.form',
    'without days ARRAY<STRUCT<day DATE, share FLOAT64>>',
    /--tags features --full-refresh/,
  ],
  [
    'a column of another type',
    'CREATE OR REPLACE TABLE mlb_features.form (game_pk STRING, days ARRAY<STRUCT<day DATE, share INT64>>)',
    'mlb_features.form',
    'game_pk is STRING, defined as INT64; days is ARRAY<STRUCT<day DATE, share INT64>>, defined as ARRAY<STRUCT<day DATE, share FLOAT64>>',
    /full-refresh/,
  ],
  [
    'a column that no definition makes',
    'ALTER TABLE mlb_features.form ADD COLUMN old INT64',
    'mlb_features.form',
    'no definition makes old',
    /full-refresh/,
  ],
  [
    'a column of a table whose functions keep it from being planned',
    'ALTER TABLE mlb_features.ratings DROP COLUMN rating',
    'mlb_features.ratings',
    'without rating',
    /full-refresh/,
  ],
  [
    'a column of a table that statements make',
    'CREATE OR REPLACE TABLE mlb_features.jobs (job STRING)',
    'mlb_features.jobs',
    'without job_id; no definition makes job',
    /full-refresh/,
  ],
  [
    'a definition that reads what is not there',
    'CREATE OR REPLACE TABLE mlb_staging.stg_games AS SELECT 1 AS game_pk, DATE(2019, 4, 1) AS game_date, 1 AS x; ALTER TABLE mlb_raw.raw_games RENAME COLUMN game_pk TO pk',
    'mlb_staging.stg_games',
    'its definition cannot be run: ',
    /Mend definitions\/stg_games\.sqlx/,
  ],
  [
    'a table of runs that an older version made',
    'ALTER TABLE mlb_ops.alert_log DROP COLUMN notified_at',
    'mlb_ops.alert_log',
    'without notified_at TIMESTAMP',
    /ALTER TABLE mlb_ops\.alert_log ADD COLUMN notified_at TIMESTAMP\./,
  ],
];

describe('the doctor', function () {
  this.timeout(60_000);
  let small: SmallPipeline;
  const env = { TANK_SLACK_WEBHOOK: 'http://127.0.0.1:9' };

  const ill = async (
    given: Readonly<Record<string, string>> = env,
    compile = () => Promise.resolve(project),
  ): Promise<Diagnosis[]> =>
    (await examine(small.session, given, compile)).filter(({ isWell }) => !isWell);

  before(async () => {
    small = await openSmallPipeline({ TANK_API_SERVER: 'http://127.0.0.1:9' });
  });

  after(() => small.close());

  it('says what is well, what is not, and how to mend it', async () => {
    const found = await examine(small.session, {}, () => Promise.resolve(project));
    const what = found.filter(({ isWell }) => !isWell).map((one) => one.what);
    expect(what).to.include.members([
      'datasets',
      'who is told',
      'API',
      'schema',
      'mlb_raw.raw_games',
    ]);
    expect(found.map((one) => one.what)).to.include.members(['warehouse and clock', 'disk']);
    for (const { remedy } of found) expect(remedy).to.match(/\.$/);
    for (const name of ['raw', 'staging', 'historical_data', 'features'])
      await small.query(`CREATE SCHEMA IF NOT EXISTS mlb_${name}`);
    for (const statement of makes) await small.query(statement);
    await createOperationalTables(warehouseOf(small.session));
    expect((await ill()).map((one) => one.what)).to.deep.equal(['API']);
  });

  for (const [what, breaks, name, says, remedy] of cases) {
    it(`finds ${what}`, async () => {
      for (const statement of breaks.split('; ')) await small.query(statement);
      const found = (await ill()).filter((one) => one.what.startsWith('mlb_'));
      expect(found.map((one) => one.what)).to.deep.equal([name]);
      expect(found[0]?.says.slice(0, says.length)).to.equal(says);
      expect(found[0]?.remedy).to.match(remedy);
      for (const statement of makes) await small.query(statement);
      if (name.startsWith('mlb_ops')) {
        for (const mended of found[0]?.remedy.replace(/\.$/, '').split('; ') ?? [])
          await small.query(mended);
      }
      expect((await ill()).map((one) => one.what)).to.deep.equal(['API']);
    });
  }

  it('finds clocks that differ', async () => {
    const { now } = Date;
    Date.now = () => now() + 120_000;
    try {
      const [clock] = (await ill()).filter(({ what }) => what === 'warehouse and clock');
      // The embedded warehouse is this process: its clock is the database's, which nobody moved.
      expect(clock?.says).to.match(/^the clocks differ by 1(19|2\d) s$/);
    } finally {
      Date.now = now;
    }
  });

  it('finds definitions that do not compile, and then nothing about tables', async () => {
    const found = await ill(env, () =>
      Promise.reject(tankError('E_DATAFORM', 'form.sqlx: Unexpected token')),
    );
    expect(found.map(({ what, says }) => [what, says])).to.deep.include([
      'definitions',
      'form.sqlx: Unexpected token',
    ]);
    expect(found.map(({ what }) => what)).to.deep.equal(['API', 'definitions']);
  });
});
