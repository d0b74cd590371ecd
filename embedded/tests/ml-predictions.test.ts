import { expect } from 'chai';
import { failureOf, openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';

/** Rows over several of DuckDB's row groups and many of its vectors. */
const many = 150_000;

const points = `CREATE TABLE d.points AS
  SELECT id, MOD(id * 7919, 10007) / 100 AS x, MOD(id * 31, 97) AS n, CONCAT('p', id) AS name, [id, -id] AS ids
  FROM UNNEST(GENERATE_ARRAY(1, ${many})) AS id`;

/** A model whose prediction tells the row it is made of: y = 3 * x + 1000 * n + 2. */
const line = `CREATE MODEL d.line OPTIONS (MODEL_TYPE = 'LINEAR_REG', INPUT_LABEL_COLS = ['y'], DATA_SPLIT_METHOD = 'NO_SPLIT') AS
  SELECT x, n, 3 * x + 1000 * n + 2 AS y FROM d.points WHERE id <= 2000`;

const isOwn = 'ABS(predicted_y - (3 * x + 1000 * n + 2)) < 1e-6';

describe('the rows of ML.PREDICT', () => {
  let test: TestWarehouse;
  const rows = (sql: string) => rowsOf(test.client, sql) as Promise<Record<string, unknown>[]>;
  const one = async (sql: string) => (await rows(sql))[0];

  before(async () => {
    test = await openTestWarehouse();
    for (const sql of [
      'CREATE SCHEMA d',
      points,
      line,
      'CREATE VIEW d.seen AS SELECT id, x, n, name FROM d.points WHERE MOD(id, 3) != 0',
    ]) {
      await test.client.query(sql);
    }
  });

  after(() => test.warehouse.close());

  for (const [title, input, least] of [
    ['a table', 'SELECT * FROM d.points', many],
    ['a view', 'SELECT * FROM d.seen', many / 2],
    ['a filtered table', 'SELECT * FROM d.points WHERE MOD(id, 1000) = 7', 100],
    ['RAND()', 'SELECT id, RAND() AS x, CAST(10 * RAND() AS INT64) AS n FROM d.points', many],
    [
      'a join',
      'SELECT a.id, a.x, b.n FROM d.points AS a JOIN d.points AS b ON b.id = MOD(a.id * 7, 1000)',
      many / 2,
    ],
    ['an aggregation', 'SELECT n, AVG(x) AS x FROM d.points GROUP BY n', 97],
    ['ORDER BY and LIMIT', 'SELECT * FROM d.points ORDER BY name DESC LIMIT 5000', 5000],
    ['a sample', 'SELECT * FROM d.points ORDER BY RAND() LIMIT 5000', 5000],
    [
      'a window function',
      'SELECT id, x, ROW_NUMBER() OVER (PARTITION BY MOD(id, 1000) ORDER BY x) AS n FROM d.points',
      many,
    ],
    [
      'set operations',
      'SELECT x, n FROM d.points WHERE n < 30 UNION ALL SELECT n, CAST(x AS INT64) FROM d.points',
      many,
    ],
    ['no rows', 'SELECT * FROM d.points WHERE id < 0', 0],
    ['one row of constants', 'SELECT 1.5 AS x, 7 AS n', 1],
    ['constants', 'SELECT 1.5 AS x, 7 AS n, id FROM d.points', many],
  ] as const) {
    it(`have their own predictions: ${title}`, async () => {
      const found = await one(
        `SELECT COUNT(*) AS n, COUNTIF(${isOwn}) AS own, (SELECT COUNT(*) FROM (${input})) AS given
         FROM ML.PREDICT(MODEL d.line, (${input}))`,
      );
      expect(found!.own).to.equal(found!.given);
      expect(found!.n).to.equal(found!.given);
      expect(found!.n).to.be.at.least(least);
    });
  }

  it('keep all their columns, in the order of the input', async () => {
    const found = await rows(
      `SELECT * FROM ML.PREDICT(MODEL d.line, (SELECT * FROM d.points WHERE id <= 5000 ORDER BY id DESC))`,
    );
    expect(Object.keys(found[0]!)).to.deep.equal(['predicted_y', 'id', 'x', 'n', 'name', 'ids']);
    expect(found).to.have.length(5000);
    for (const [index, { predicted_y, id, x, n, name, ids }] of found.entries()) {
      expect(predicted_y).to.be.closeTo(3 * (x as number) + 1000 * (n as number) + 2, 1e-6);
      expect([id, name, ids]).to.deep.equal([
        5000 - index,
        `p${5000 - index}`,
        [5000 - index, index - 5000],
      ]);
    }
  });

  it('are filtered, joined and gathered by their predictions', async () => {
    const found = await one(`
      WITH scored AS (SELECT id, x, n, predicted_y FROM ML.PREDICT(MODEL d.line, TABLE d.points)),
        high AS (SELECT * FROM scored WHERE predicted_y > 50000)
      SELECT COUNT(*) AS n, COUNTIF(high.predicted_y = scored.predicted_y AND 3 * high.x + 1000 * high.n + 2 > 50000 - 1e-6) AS same,
        (SELECT COUNTIF(3 * x + 1000 * n + 2 > 50000 + 1e-6) FROM d.points) AS wanted
      FROM high JOIN scored USING (id)`);
    expect(found!.same).to.equal(found!.n);
    expect(found!.n).to.equal(found!.wanted);
  });

  it('have one value of RAND() wherever the statement reads it', async () => {
    const found = await one(`
      SELECT COUNTIF(predicted_y != again OR NOT ${isOwn}) AS unlike, COUNT(DISTINCT x) > 1000 AS random
      FROM (
        SELECT *, predicted_y AS again
        FROM ML.PREDICT(MODEL d.line, (SELECT id, RAND() AS x, 5 AS n FROM d.points WHERE id <= 10000))
        WHERE predicted_y > 5003 AND x > 0.2)
      WHERE x < 0.9`);
    expect(found).to.deep.equal({ unlike: 0, random: true });
  });

  it('are predicted from predictions', async () => {
    const found = await one(`
      SELECT COUNT(*) AS n, COUNTIF(ABS(predicted_y - (3 * x + 1000 * n + 2)) < 1e-3 AND ABS(x - (3 * first_x + 1000 * n + 2)) < 1e-6) AS own
      FROM ML.PREDICT(MODEL d.line, (
        SELECT predicted_y AS x, x AS first_x, n FROM ML.PREDICT(MODEL d.line, TABLE d.seen)))`);
    expect(found!.own).to.equal(found!.n);
  });

  it('are written by CREATE TABLE, INSERT, UPDATE and MERGE, into the table they come from as well', async () => {
    const own = async (table: string) =>
      one(`SELECT COUNT(*) AS n, COUNTIF(${isOwn}) AS own FROM d.${table}`);
    await test.client.query(
      'CREATE TABLE d.scored AS SELECT * FROM ML.PREDICT(MODEL d.line, TABLE d.points)',
    );
    expect(await own('scored')).to.deep.equal({ n: many, own: many });
    await test.client.query(
      `INSERT INTO d.scored (id, x, n, predicted_y) SELECT id + ${many}, x, n, predicted_y
       FROM ML.PREDICT(MODEL d.line, (SELECT id, x + 1 AS x, n FROM d.scored))`,
    );
    expect(await own('scored')).to.deep.equal({ n: 2 * many, own: 2 * many });
    await test.client.query(
      `UPDATE d.scored SET predicted_y = p.predicted_y, x = p.x
       FROM ML.PREDICT(MODEL d.line, (SELECT id, RAND() AS x, n FROM d.scored WHERE id <= 20000)) AS p WHERE scored.id = p.id`,
    );
    expect(await own('scored')).to.deep.equal({ n: 2 * many, own: 2 * many });
    await test.client.query(
      `MERGE d.scored AS t
       USING (SELECT id + 100 AS id, x, n, predicted_y FROM ML.PREDICT(MODEL d.line, (SELECT id, RAND() AS x, n FROM d.scored WHERE MOD(id, 2) = 0))) AS s
       ON t.id = s.id
       WHEN MATCHED THEN UPDATE SET predicted_y = s.predicted_y, x = s.x, n = s.n
       WHEN NOT MATCHED THEN INSERT (id, x, n, predicted_y) VALUES (id, x, n, predicted_y)
       WHEN NOT MATCHED BY SOURCE AND t.id > ${many} THEN DELETE`,
    );
    expect(await own('scored')).to.deep.equal({
      n: many + many / 2 + 50,
      own: many + many / 2 + 50,
    });
    await test.client.query(
      'CREATE OR REPLACE TABLE d.scored AS SELECT * FROM ML.PREDICT(MODEL d.line, (SELECT * EXCEPT (predicted_y) FROM d.scored))',
    );
    expect(await own('scored')).to.deep.equal({
      n: many + many / 2 + 50,
      own: many + many / 2 + 50,
    });
  });

  it('are those of an open transaction, and of temporary tables and functions', async () => {
    const found = await one(`
      CREATE TEMP FUNCTION moved(x FLOAT64) AS (x + 0.5);
      CREATE TEMP TABLE few AS SELECT id, x, n FROM d.points WHERE id <= 3000;
      BEGIN TRANSACTION;
      INSERT INTO d.points (id, x, n) VALUES (-1, 0.25, 3);
      SELECT (SELECT AS STRUCT COUNT(*) AS n, COUNTIF(${isOwn}) AS own FROM ML.PREDICT(MODEL d.line, (SELECT moved(x) AS x, n FROM few))) AS temporary,
        (SELECT predicted_y FROM ML.PREDICT(MODEL d.line, (SELECT * FROM d.points WHERE id = -1))) AS inserted;
      ROLLBACK TRANSACTION;`);
    expect(found!.temporary).to.deep.equal({ n: 3000, own: 3000 });
    expect(found!.inserted).to.be.closeTo(3002.75, 1e-6);
  });

  it('leave the server free for others', async () => {
    await test.client.query(`CREATE MODEL d.slow
      OPTIONS (MODEL_TYPE = 'BOOSTED_TREE_REGRESSOR', INPUT_LABEL_COLS = ['y'], MAX_ITERATIONS = 300, MAX_TREE_DEPTH = 8, EARLY_STOP = FALSE) AS
      SELECT x, n, x * n AS y FROM d.points WHERE id <= 2000`);
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const started = performance.now();
    try {
      await Promise.all(
        [1, 2].map(() =>
          one(`SELECT SUM(predicted_y) FROM ML.PREDICT(MODEL d.slow, TABLE d.points)`),
        ),
      );
    } finally {
      clearInterval(watch);
    }
    expect(longest).to.be.below((performance.now() - started) / 2);
  });

  it('are not read by a dry run', async () => {
    const [job] = await test.client.createQueryJob({
      query: `SELECT p.*, e.prediction_value FROM ML.PREDICT(MODEL d.line, (SELECT CAST(ERROR(name) AS FLOAT64) AS x, n FROM d.points)) AS p,
        ML.EXPLAIN_PREDICT(MODEL d.line, (SELECT CAST(ERROR(name) AS FLOAT64) AS x, n FROM d.points)) AS e`,
      dryRun: true,
    });
    expect(job.metadata).to.have.nested.property('statistics.query.schema');
    for (const name of ['PREDICT', 'EXPLAIN_PREDICT']) {
      const run = test.client.query(
        `SELECT * FROM ML.${name}(MODEL d.line, (SELECT CAST(ERROR(name) AS FLOAT64) AS x, n FROM d.points))`,
      );
      expect((await failureOf(run)).message).to.match(/^p[0-9]+$/);
    }
  });
});
