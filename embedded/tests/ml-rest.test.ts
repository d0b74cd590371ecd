import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { PassThroughClient } from 'google-auth-library';
import { openWarehouse, type Warehouse } from '../index.ts';

const project = 'ml-tests';

function clientOf({ url }: Warehouse): BigQuery {
  return new BigQuery({
    projectId: project,
    location: 'US',
    apiEndpoint: url,
    authClient: new PassThroughClient(),
  });
}

/** 2,000 rows: `won` follows `form` and the park, a tenth of `form` is NULL. */
const games = `CREATE TABLE league.games AS
  SELECT
    id,
    DATE_ADD(DATE '2019-03-20', INTERVAL DIV(id, 10) DAY) AS day,
    IF(MOD(id, 10) = 3, NULL, MOD(id * 7919, 101) / 101.0) AS form,
    IF(MOD(id, 3) = 0, 'dome', 'open') AS park,
    MOD(id * 7919, 101) + IF(MOD(id, 3) = 0, 30, 0) + MOD(id * 31, 60) > 90 AS won,
    MOD(id * 7919, 101) / 10.0 + MOD(id * 31, 60) / 60.0 AS runs
  FROM UNNEST(GENERATE_ARRAY(1, 2000)) AS id`;

const classifier = (type: string, more = '') =>
  `CREATE OR REPLACE MODEL league.outcome
   OPTIONS (MODEL_TYPE = '${type}', INPUT_LABEL_COLS = ['won']${more}) AS
   SELECT form, park, won FROM league.games`;

describe('BigQuery ML over the REST API', () => {
  let directory: string;
  let warehouse: Warehouse;
  let client: BigQuery;

  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-ml-'));
    warehouse = await openWarehouse({ file: path.join(directory, 'w.duckdb'), project });
    client = clientOf(warehouse);
    await client.createDataset('league');
    await client.query(games);
    await client.query(classifier('LOGISTIC_REG'));
  });

  after(async () => {
    await warehouse.close();
    rmSync(directory, { recursive: true });
  });

  async function rows<T>(query: string): Promise<T[]> {
    const [found] = (await client.query(query)) as unknown as [T[]];
    return found;
  }

  async function refusal(query: string): Promise<string> {
    const error = await client.query(query).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(error).to.be.instanceOf(Error);
    return (error as Error).message;
  }

  for (const type of ['LOGISTIC_REG', 'BOOSTED_TREE_CLASSIFIER']) {
    describe(type, () => {
      before(async () => {
        await client.query(classifier(type));
      });

      it('predicts from a common table expression, other columns passing through', async () => {
        const found = await rows<{
          predicted_won: boolean;
          predicted_won_probs: { label: boolean; prob: number }[];
          id: number;
          day: { value: string };
        }>(
          `WITH week AS (SELECT * EXCEPT (won) FROM league.games WHERE id <= 50),
             wanted AS (SELECT * FROM week WHERE MOD(id, 2) = 0)
           SELECT * FROM ML.PREDICT(MODEL league.outcome, (SELECT * FROM wanted)) ORDER BY id`,
        );
        expect(found.map(({ id }) => id)).to.deep.equal(
          Array.from({ length: 25 }, (_, i) => 2 * i + 2),
        );
        for (const { predicted_won, predicted_won_probs, id, day } of found) {
          const [positive, negative] = predicted_won_probs;
          expect([positive!.label, negative!.label]).to.deep.equal([true, false]);
          expect(positive!.prob + negative!.prob).to.be.closeTo(1, 1e-9);
          expect(predicted_won).to.equal(positive!.prob > 0.5);
          expect(day.value).to.equal(
            new Date(Date.UTC(2019, 2, 20 + Math.floor(id / 10))).toISOString().slice(0, 10),
          );
        }
      });

      it('gives each row its own prediction, whatever the order of the rows', async () => {
        const [found] = await rows<{ rows: number; different: number }>(
          `WITH forward AS (SELECT id, predicted_won_probs[OFFSET(0)].prob AS p
               FROM ML.PREDICT(MODEL league.outcome, (SELECT * FROM league.games))),
             backward AS (SELECT id, predicted_won_probs[OFFSET(0)].prob AS p
               FROM ML.PREDICT(MODEL league.outcome, (SELECT * FROM league.games ORDER BY form DESC, id)))
           SELECT COUNT(*) AS \`rows\`, COUNTIF(ABS(forward.p - backward.p) > 1e-12) AS different
           FROM forward JOIN backward USING (id)`,
        );
        expect(found).to.deep.equal({ rows: 2000, different: 0 });
      });

      it('gives each of many rows the prediction it has among few', async () => {
        const [found] = await rows<{ many: number; unlike: number }>(
          `SELECT COUNT(*) AS many, COUNTIF(together.prob != few.prob) AS unlike
           FROM (
             SELECT id, predicted_won_probs[OFFSET(0)].prob AS prob
             FROM ML.PREDICT(MODEL league.outcome,
               (SELECT games.* FROM league.games, UNNEST([1, 2, 3]) AS copy))
           ) AS together
           JOIN (
             SELECT id, predicted_won_probs[OFFSET(0)].prob AS prob
             FROM ML.PREDICT(MODEL league.outcome, (SELECT * FROM league.games WHERE id <= 100))
           ) AS few USING (id)`,
        );
        expect(found).to.deep.equal({ many: 300, unlike: 0 });
      });

      it('separates the classes on the rows held out and on rows given', async () => {
        const [held] = await rows<Record<string, number>>(
          `SELECT * FROM ML.EVALUATE(MODEL league.outcome)`,
        );
        expect(Object.keys(held!)).to.deep.equal([
          'precision',
          'recall',
          'accuracy',
          'f1_score',
          'log_loss',
          'roc_auc',
        ]);
        expect(held!.roc_auc).to.be.within(0.8, 0.999);
        const [given] = await rows<{ roc_auc: number; brier: number }>(
          `SELECT roc_auc, brier
           FROM ML.EVALUATE(MODEL league.outcome, TABLE league.games)
           CROSS JOIN (
             SELECT AVG(POW(IF(won, 1, 0) - probs.prob, 2)) AS brier
             FROM ML.PREDICT(MODEL league.outcome, TABLE league.games), UNNEST(predicted_won_probs) AS probs
             WHERE probs.label)`,
        );
        expect(given!.roc_auc).to.be.within(0.8, 0.999);
        expect(given!.brier).to.be.below(0.16);
      });

      it('explains predictions additively in SQL', async () => {
        const [found] = await rows<{ worst: number; explained: number }>(
          `SELECT COUNT(*) AS explained, MAX(ABS(prediction_value - baseline_prediction_value - (
             SELECT SUM(part.attribution) FROM UNNEST(top_feature_attributions) AS part))) AS worst
           FROM ML.EXPLAIN_PREDICT(MODEL league.outcome, (SELECT form, park FROM league.games LIMIT 100))`,
        );
        expect(found!.explained).to.equal(100);
        expect(found!.worst).to.be.below(1e-4);
      });
    });
  }

  it('trains regressions, and shows weights, importance, training and features', async () => {
    for (const type of ['LINEAR_REG', 'BOOSTED_TREE_REGRESSOR']) {
      await client.query(
        `CREATE OR REPLACE MODEL league.runs OPTIONS (MODEL_TYPE = '${type}', INPUT_LABEL_COLS = ['runs']) AS
         SELECT form, park, runs FROM league.games`,
      );
      const [fit] = await rows<{ r2_score: number }>(
        `SELECT r2_score FROM ML.EVALUATE(MODEL league.runs)`,
      );
      expect(fit!.r2_score).to.be.within(0.8, 1);
      const features = await rows<{ input: string }>(
        `SELECT input FROM ML.FEATURE_INFO(MODEL league.runs)`,
      );
      expect(features.map(({ input }) => input)).to.deep.equal(['form', 'park']);
      const steps = await rows<{ iteration: number }>(
        `SELECT iteration FROM ML.TRAINING_INFO(MODEL league.runs) ORDER BY iteration`,
      );
      expect(steps[0]!.iteration).to.equal(0);
      const [top] = await rows<{ name: string }>(
        type === 'LINEAR_REG'
          ? `SELECT processed_input AS name FROM ML.WEIGHTS(MODEL league.runs, STRUCT(TRUE AS standardize))
             WHERE processed_input != '__INTERCEPT__' ORDER BY ABS(weight) DESC NULLS LAST LIMIT 1`
          : `SELECT feature AS name FROM ML.FEATURE_IMPORTANCE(MODEL league.runs) ORDER BY importance_gain DESC LIMIT 1`,
      );
      expect(top!.name).to.equal('form');
    }
  });

  it('holds out the last days when told to', async () => {
    await client.query(
      `CREATE OR REPLACE MODEL league.later
       OPTIONS (MODEL_TYPE = 'LOGISTIC_REG', INPUT_LABEL_COLS = ['won'], DATA_SPLIT_METHOD = 'SEQ',
         DATA_SPLIT_COL = 'day', DATA_SPLIT_EVAL_FRACTION = 0.25) AS
       SELECT day, form, park, won FROM league.games`,
    );
    const [same] = await rows<{ difference: number }>(
      `SELECT ABS(held.log_loss - late.log_loss) AS difference
       FROM ML.EVALUATE(MODEL league.later) AS held
       CROSS JOIN ML.EVALUATE(MODEL league.later, (SELECT * FROM league.games ORDER BY day DESC, id DESC LIMIT 500)) AS late`,
    );
    expect(same!.difference).to.be.below(1e-9);
  });

  it('answers queries while it trains', async () => {
    const training = client.query(
      classifier('BOOSTED_TREE_CLASSIFIER', ', MAX_ITERATIONS = 3000, EARLY_STOP = FALSE').replace(
        'outcome',
        'slow',
      ),
    );
    const asked: Promise<unknown>[] = [];
    let answered = 0;
    const asking = setInterval(() => {
      asked.push(rows('SELECT 1 AS one').then(() => answered++));
    }, 20);
    await training;
    clearInterval(asking);
    expect(answered).to.be.above(3);
    await Promise.all(asked);
  });

  it('refuses what it does not honour, in BigQuery shape', async () => {
    expect(await refusal(classifier('BOOSTED_TREE_CLASSIFIER', ', DROPOUT = 0.3'))).to.include(
      'DROPOUT',
    );
    expect(await refusal(classifier('KMEANS'))).to.include('KMEANS');
    expect(
      await refusal(`SELECT * FROM ML.PREDICT(MODEL league.nobody, TABLE league.games)`),
    ).to.match(/Not found: Model/);
    expect(
      await refusal(
        `SELECT * FROM ML.PREDICT(MODEL league.outcome, (SELECT form FROM league.games))`,
      ),
    ).to.include('park');
    expect(await refusal(`SELECT * FROM ML.FORECAST(MODEL league.outcome)`)).to.include(
      'ML.FORECAST',
    );
    expect(await refusal(classifier('LOGISTIC_REG').replace('OR REPLACE ', ''))).to.match(
      /Already Exists/,
    );
  });

  it('keeps models in the file', async () => {
    const prediction = `SELECT predicted_won_probs FROM ML.PREDICT(MODEL league.outcome, (SELECT 0.7 AS form, 'dome' AS park))`;
    const before = await rows(prediction);
    await warehouse.close();
    warehouse = await openWarehouse({ file: path.join(directory, 'w.duckdb'), project });
    client = clientOf(warehouse);
    expect(await rows(prediction)).to.deep.equal(before);
    const [models] = await client.dataset('league').getModels();
    expect(models.map(({ id }) => id)).to.include('outcome');
    await client.query('DROP MODEL league.outcome');
    expect(await refusal(prediction)).to.match(/Not found: Model/);
  });
});
