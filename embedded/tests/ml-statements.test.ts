import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

const games = `CREATE TABLE d.games AS
  SELECT
    id,
    DATE_ADD(DATE '2019-03-20', INTERVAL DIV(id, 10) DAY) AS day,
    IF(MOD(id, 10) = 3, NULL, MOD(id * 7919, 101) / 101.0) AS form,
    IF(MOD(id, 3) = 0, 'dome', 'open') AS park,
    IF(MOD(id, 2) = 0, 'north', 'south') AS side,
    MOD(id * 7919, 101) + IF(MOD(id, 3) = 0, 30, 0) + MOD(id * 31, 60) > 90 AS won,
    CASE WHEN MOD(id * 7919, 101) < 30 THEN 'loss' WHEN MOD(id * 7919, 101) < 60 THEN 'draw' ELSE 'win' END AS result
  FROM UNNEST(GENERATE_ARRAY(1, 1000)) AS id`;

const outcome = `CREATE OR REPLACE MODEL d.outcome
  OPTIONS (MODEL_TYPE = 'BOOSTED_TREE_CLASSIFIER', INPUT_LABEL_COLS = ['won'], ENABLE_GLOBAL_EXPLAIN = TRUE) AS
  SELECT form, park, won FROM d.games`;

describe('BigQuery ML statements', () => {
  let test: TestWarehouse;
  let directory: string;
  const rows = (sql: string) => rowsOf(test.client, sql) as Promise<Record<string, unknown>[]>;
  const refusal = async (sql: string) => (await failureOf(test.client.query(sql))).message;

  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-models-'));
    test = await openTestWarehouse({ storageDirectory: directory });
    await test.client.query('CREATE SCHEMA d');
    await test.client.query('CREATE FUNCTION d.twice(x FLOAT64) AS (2 * x)');
    await test.client.query(games);
    await test.client.query(outcome);
  });

  after(async () => {
    await test.warehouse.close();
    rmSync(directory, { recursive: true });
  });

  describe('columns of ML functions', () => {
    it('have their types without an alias, in joins and stars', async () => {
      const [found] = await rows(`
        SELECT * EXCEPT (predicted_won_probs), id / 2 AS half, COUNTIF(predicted_won) OVER () > 0 AS some
        FROM ML.PREDICT(MODEL d.outcome, (SELECT id, form, park FROM d.games))
        JOIN (SELECT id, day FROM d.games) USING (id)
        WHERE predicted_won_probs[OFFSET(0)].prob BETWEEN 0 AND 1
        ORDER BY id LIMIT 1`);
      expect(Object.keys(found!)).to.deep.equal([
        'id',
        'predicted_won',
        'form',
        'park',
        'day',
        'half',
        'some',
      ]);
      expect(found!.half).to.equal(0.5);
    });

    it('are known before the call runs', async () => {
      for (const [sql, types] of [
        [
          'SELECT * FROM ML.EVALUATE(MODEL d.outcome)',
          ['FLOAT', 'FLOAT', 'FLOAT', 'FLOAT', 'FLOAT', 'FLOAT'],
        ],
        ['SELECT * FROM ML.CONFUSION_MATRIX(MODEL d.outcome)', ['BOOLEAN', 'INTEGER', 'INTEGER']],
        ['SELECT * FROM ML.GLOBAL_EXPLAIN(MODEL d.outcome)', ['STRING', 'FLOAT']],
      ] as const) {
        const [job] = await test.client.createQueryJob({ query: sql, dryRun: true });
        const { schema } = (
          job.metadata as { statistics: { query: { schema: { fields: { type: string }[] } } } }
        ).statistics.query;
        expect(schema.fields.map(({ type }) => type)).to.deep.equal(types);
      }
      expect(
        await refusal('SELECT missing FROM ML.PREDICT(MODEL d.outcome, TABLE d.games)'),
      ).to.include('Unrecognized name: missing');
      expect(
        await refusal('SELECT predicted_won + 1 FROM ML.PREDICT(MODEL d.outcome, TABLE d.games)'),
      ).to.match(/No matching signature/);
    });

    it('must not repeat a column of the input', async () => {
      expect(
        await refusal(
          'SELECT * FROM ML.PREDICT(MODEL d.outcome, (SELECT *, 1 AS predicted_won FROM d.games))',
        ),
      ).to.include('predicted_won');
    });
  });

  it('ML.ROC_CURVE takes thresholds, computed or listed', async () => {
    const curve = await rows(
      'SELECT threshold, recall FROM ML.ROC_CURVE(MODEL d.outcome, TABLE d.games, GENERATE_ARRAY(0, 1, 0.5)) ORDER BY threshold',
    );
    expect(curve.map(({ threshold }) => threshold)).to.deep.equal([0, 0.5, 1]);
    expect([curve[0]!.recall, curve[2]!.recall]).to.deep.equal([1, 0]);
    const [one] = await rows('SELECT * FROM ML.ROC_CURVE(MODEL d.outcome, TABLE d.games, [0.5])');
    expect(one!.recall).to.equal(curve[1]!.recall);
  });

  it('arguments may be computed', async () => {
    const [literal, computed] = await Promise.all(
      ['0.7', '0.5 + 0.2'].map((threshold) =>
        rows(
          `SELECT * FROM ML.EVALUATE(MODEL d.outcome, TABLE d.games, STRUCT(${threshold} AS threshold))`,
        ),
      ),
    );
    expect(computed).to.deep.equal(literal);
  });

  describe('TRANSFORM', () => {
    before(() =>
      test.client.query(`CREATE OR REPLACE MODEL d.prepared
        TRANSFORM (
          ML.STANDARD_SCALER(IFNULL(form, 0.5)) OVER () AS scaled,
          ML.QUANTILE_BUCKETIZE(form, 4) OVER () AS quarter,
          ML.FEATURE_CROSS(STRUCT(park, side)) AS place,
          EXTRACT(MONTH FROM day) AS month,
          won)
        OPTIONS (MODEL_TYPE = 'LOGISTIC_REG', INPUT_LABEL_COLS = ['won'], L2_REG = 1) AS
        SELECT form, park, side, day, won FROM d.games`),
    );

    it('trains on its columns, a struct as a column for each field', async () => {
      const features = await rows('SELECT input FROM ML.FEATURE_INFO(MODEL d.prepared)');
      expect(features.map(({ input }) => input)).to.deep.equal([
        'scaled',
        'quarter',
        'place_park_side',
        'month',
      ]);
    });

    it('applies what it learned from the training rows, whatever rows it is given', async () => {
      const [one] = await rows(`SELECT id, predicted_won_probs AS p
        FROM ML.PREDICT(MODEL d.prepared, (SELECT id, form, park, side, day FROM d.games WHERE id = 77))`);
      const [among] = await rows(`SELECT id, predicted_won_probs AS p
        FROM ML.PREDICT(MODEL d.prepared, TABLE d.games) WHERE id = 77`);
      expect(one).to.deep.equal(among);
      const [same] = await rows(`WITH learned AS (
          SELECT AVG(IFNULL(form, 0.5)) AS mean, STDDEV(IFNULL(form, 0.5)) AS deviation FROM d.games)
        SELECT weight * (IFNULL(form, 0.5) - mean) / deviation AS by_hand, attribution
        FROM ML.EXPLAIN_PREDICT(MODEL d.prepared, (SELECT * FROM d.games WHERE id = 77), STRUCT(9 AS top_k_features))
        CROSS JOIN UNNEST(top_feature_attributions) CROSS JOIN learned
        CROSS JOIN (SELECT weight FROM ML.WEIGHTS(MODEL d.prepared) WHERE processed_input = 'scaled')
        WHERE feature = 'scaled'`);
      const [mean] = await rows(
        "SELECT mean, (SELECT weight FROM ML.WEIGHTS(MODEL d.prepared) WHERE processed_input = 'scaled') AS weight FROM ML.FEATURE_INFO(MODEL d.prepared) WHERE input = 'scaled'",
      );
      const centred = (same!.by_hand as number) - (mean!.mean as number) * (mean!.weight as number);
      const sign = Math.sign(centred) === Math.sign(same!.attribution as number) ? 1 : -1;
      expect(same!.attribution).to.be.closeTo(sign * centred, 1e-9);
    });

    it('evaluates rows with labels, and needs no other columns than it names', async () => {
      const [metrics] = await rows(
        'SELECT roc_auc FROM ML.EVALUATE(MODEL d.prepared, (SELECT form, park, side, day, won FROM d.games))',
      );
      expect(metrics!.roc_auc).to.be.within(0.85, 1);
      expect(
        await refusal(
          'SELECT * FROM ML.PREDICT(MODEL d.prepared, (SELECT park, side, day FROM d.games))',
        ),
      ).to.include('form');
    });

    it('takes stars, and keeps what it learned in the file', async () => {
      await test.client.query(`CREATE OR REPLACE MODEL d.starred
        TRANSFORM (* EXCEPT (day, result, id), ML.LABEL_ENCODER(result, 10, 0) OVER () AS code, ML.MIN_MAX_SCALER(id) OVER () AS id)
        OPTIONS (MODEL_TYPE = 'BOOSTED_TREE_CLASSIFIER', INPUT_LABEL_COLS = ['won']) AS SELECT * FROM d.games`);
      const features = await rows('SELECT input FROM ML.FEATURE_INFO(MODEL d.starred)');
      expect(features.map(({ input }) => input)).to.deep.equal([
        'form',
        'park',
        'side',
        'code',
        'id',
      ]);
      const [found] = await rows(
        'SELECT COUNT(*) AS n FROM ML.PREDICT(MODEL d.starred, (SELECT * EXCEPT (won) FROM d.games))',
      );
      expect(found).to.deep.equal({ n: 1000 });
    });

    for (const [item, complaint] of [
      ['AVG(form) OVER () AS x', 'window functions in TRANSFORM'],
      ["ML.STANDARD_SCALER(ML.IMPUTER(form, 'mean') OVER ()) OVER () AS x", 'another analytic'],
      ['form + 1', 'needs an alias'],
      ['* EXCEPT (nothing)', 'nothing'],
      ['[form] AS x', 'ARRAY'],
      ['d.twice(form) AS x', 'user-defined functions in TRANSFORM'],
      ['(SELECT form) AS x', 'subqueries in TRANSFORM'],
      ['form * factor AS x', 'Unrecognized name: factor'],
    ] as const) {
      it(`refuses ${item}`, async () => {
        expect(
          await refusal(
            `DECLARE factor FLOAT64 DEFAULT 2; CREATE MODEL d.never TRANSFORM (${item}, won) OPTIONS (MODEL_TYPE = 'LOGISTIC_REG', INPUT_LABEL_COLS = ['won']) AS SELECT form, won FROM d.games`,
          ),
        ).to.include(complaint);
      });
    }
  });

  it('a warm start goes on from the model it replaces', async () => {
    const train = (options: string) =>
      test.client.query(
        `CREATE OR REPLACE MODEL d.warm OPTIONS (${options}) AS SELECT form, park, won FROM d.games`,
      );
    expect(
      (
        await failureOf(
          train("MODEL_TYPE = 'LOGISTIC_REG', INPUT_LABEL_COLS = ['won'], WARM_START = TRUE"),
        )
      ).message,
    ).to.include('WARM_START');
    await train("MODEL_TYPE = 'LOGISTIC_REG', INPUT_LABEL_COLS = ['won'], MAX_ITERATIONS = 2");
    await train("MODEL_TYPE = 'LOGISTIC_REG', INPUT_LABEL_COLS = ['won'], WARM_START = TRUE");
    const runs = await rows(
      'SELECT training_run, iteration FROM ML.TRAINING_INFO(MODEL d.warm) ORDER BY 1, 2',
    );
    expect(runs.slice(0, 4)).to.deep.equal([
      { training_run: 0, iteration: 0 },
      { training_run: 0, iteration: 1 },
      { training_run: 1, iteration: 0 },
      { training_run: 1, iteration: 1 },
    ]);
  });

  it('of two statements that create one model, one finds it there', async () => {
    const create = outcome
      .replace('CREATE OR REPLACE', 'CREATE')
      .replace('d.outcome', 'd.twice_made');
    const made = await Promise.allSettled([1, 2].map(() => test.client.query(create)));
    expect(made.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const refused = made.find((result) => result.status === 'rejected');
    expect(String(refused?.reason)).to.include('Already Exists');
  });

  it('ALTER MODEL sets and takes away descriptions, labels and expirations', async () => {
    await test.client.query(outcome.replace('d.outcome', 'd.altered'));
    const alter = (options: string, exists = '') =>
      test.client.query(`ALTER MODEL ${exists} d.altered SET OPTIONS (${options})`);
    const model = test.client.dataset('d').model('altered');
    await alter(
      "description = 'who wins', labels = [('team', 'data')], expiration_timestamp = TIMESTAMP '2031-01-01 00:00:00 UTC'",
    );
    expect(await metadataOf(model)).to.include({
      description: 'who wins',
      expirationTime: String(Date.UTC(2031, 0, 1)),
    });
    await alter('description = NULL');
    const metadata = await metadataOf(model);
    expect(metadata).to.not.have.property('description');
    expect(metadata).to.have.deep.property('labels', { team: 'data' });
    expect((await failureOf(alter("color = 'red'"))).message).to.include('color');
    await test.client.query('DROP MODEL d.altered');
    expect((await failureOf(alter("description = 'x'"))).message).to.match(/Not found: Model/);
    await alter("description = 'x'", 'IF EXISTS');
  });

  it('EXPORT MODEL writes a booster to Cloud Storage, and refuses linear models', async () => {
    await test.client.query("EXPORT MODEL d.outcome OPTIONS (URI = 'gs://bucket/exports/outcome')");
    const booster = JSON.parse(
      readFileSync(path.join(directory, 'bucket/exports/outcome/model.bst'), 'utf8'),
    ) as { learner: { objective: { name: string } } };
    expect(booster.learner.objective.name).to.equal('binary:logistic');
    await test.client.query(
      "CREATE MODEL d.linear OPTIONS (MODEL_TYPE = 'LINEAR_REG', INPUT_LABEL_COLS = ['form']) AS SELECT park, form FROM d.games",
    );
    expect(
      await refusal("EXPORT MODEL d.linear OPTIONS (URI = 'gs://bucket/exports/linear')"),
    ).to.include('ML.WEIGHTS');
    expect(await refusal('EXPORT MODEL d.outcome')).to.include('URI');
    expect(await refusal("EXPORT MODEL d.nobody OPTIONS (URI = 'gs://bucket/x')")).to.match(
      /Not found: Model/,
    );
  });
});
