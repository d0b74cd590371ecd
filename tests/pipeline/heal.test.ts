import { expect } from 'chai';
import { findIll } from '../../pipeline/healing/findings.ts';
import { heal, type Healed } from '../../pipeline/healing/heal.ts';
import type { RunInputs } from '../../pipeline/runs/inputs.ts';
import { dailyInputs } from '../../pipeline/runs/inputs.ts';
import { takeLease } from '../../pipeline/runs/lease.ts';
import { run } from '../../pipeline/runs/run.ts';
import { readRuns } from '../../pipeline/runs/run-store.ts';
import type { Step } from '../../pipeline/steps/step.ts';
import { warehouseOf } from '../../pipeline/tables.ts';
import { TankError } from '../../warehouse/errors.ts';
import {
  allSteps,
  countedSteps,
  openSmallPipeline,
  quiet,
  type SmallPipeline,
} from './small-pipeline.ts';

const today = '2026-05-20';

/** What a well night leaves: one game of the day before, with its features, graded, and a model that learnt from it. */
const well = [
  'CREATE SCHEMA IF NOT EXISTS mlb_quality',
  'CREATE SCHEMA IF NOT EXISTS mlb_historical_data',
  'CREATE SCHEMA IF NOT EXISTS mlb_features',
  'CREATE SCHEMA IF NOT EXISTS mlb_models',
  `CREATE OR REPLACE TABLE mlb_historical_data.games_historical AS
   SELECT 1 AS game_pk, 2026 AS season, DATE '2026-05-19' AS game_date, DATE '2026-05-19' AS completed_date,
     'R' AS game_type, 'F' AS status_code, TRUE AS is_final
   UNION ALL
   SELECT 2, 2026, DATE '2026-05-20', NULL, 'R', 'S', FALSE
   UNION ALL
   SELECT 3, 2026, DATE '2026-05-20', NULL, 'R', 'D', FALSE`,
  `CREATE OR REPLACE TABLE mlb_features.game_features_daily AS
   SELECT game_pk, game_date FROM mlb_historical_data.games_historical WHERE game_pk < 3`,
  `CREATE OR REPLACE VIEW mlb_ops.table_freshness AS
   SELECT 'games_historical' AS table_name, MAX(IF(is_final, game_date, NULL)) AS newest_event_date,
     DATE '2026-05-15' AS expected_event_date, 0 AS days_behind,
     IF(MAX(IF(is_final, game_date, NULL)) < DATE '2026-05-15', 'stale', 'fresh') AS freshness
   FROM mlb_historical_data.games_historical`,
  `CREATE OR REPLACE TABLE mlb_quality.game_quality_grades AS
   SELECT 1 AS game_pk, DATE '2026-05-19' AS game_date, 'A' AS grade, FALSE AS should_retry`,
  `CREATE OR REPLACE TABLE mlb_quality.date_quality_grades AS
   SELECT 'rosters' AS entity, DATE '2026-05-19' AS check_date, 'A' AS grade, FALSE AS should_retry`,
  `CREATE OR REPLACE TABLE mlb_models.model_versions AS
   SELECT 'game_outcome' AS model_type, 'v1.0.0' AS model_version, DATE '2026-05-19' AS training_through, TRUE AS is_champion`,
];

/** Moves the game that was played, and its features. */
const moved = (date: string): string =>
  ['mlb_historical_data.games_historical', 'mlb_features.game_features_daily']
    .map((table) => `UPDATE ${table} SET game_date = DATE '${date}' WHERE game_pk = 1`)
    .join('; ');

/** By action: what breaks, what mends it when the run does its work, and what the run is given. */
const cases: Readonly<
  Record<
    string,
    {
      breaks: string;
      mends: string;
      step: string;
      subject: string;
      inputs: Partial<RunInputs>;
    }
  >
> = {
  backfill: {
    breaks: moved('2026-05-10'),
    mends: moved('2026-05-19'),
    step: 'collect',
    subject: '2026-05-10..2026-05-20',
    inputs: { build: 'increments', train: 'as due' },
  },
  recollect: {
    breaks:
      "UPDATE mlb_quality.game_quality_grades SET grade = 'F', should_retry = TRUE WHERE TRUE",
    mends:
      "UPDATE mlb_quality.game_quality_grades SET grade = 'A', should_retry = FALSE WHERE TRUE",
    step: 'collect',
    subject: '2026-05-19',
    inputs: { build: 'increments', train: 'as due', if_changed: true },
  },
  features: {
    breaks: 'DELETE FROM mlb_features.game_features_daily WHERE game_pk = 2',
    mends: "INSERT INTO mlb_features.game_features_daily VALUES (2, DATE '2026-05-20')",
    step: 'build',
    subject: '2026-05-20..2026-05-20',
    inputs: { collect: null, build: 'features anew', train: 'as due' },
  },
  retrain: {
    breaks: "UPDATE mlb_models.model_versions SET training_through = DATE '2026-05-05' WHERE TRUE",
    mends: "UPDATE mlb_models.model_versions SET training_through = DATE '2026-05-19' WHERE TRUE",
    step: 'train',
    subject: 'game_outcome',
    inputs: { collect: null, build: 'nothing', train: 'full' },
  },
};

describe('healing', function () {
  this.timeout(60_000);
  let small: SmallPipeline;
  let done: string[];

  const healing = (
    changes: Parameters<typeof countedSteps>[1] = {},
    isDry = false,
  ): Promise<Healed[]> =>
    heal({
      ...small,
      progress: quiet,
      steps: countedSteps(done, changes),
      pause: () => 0,
      today,
      choice: 'http://127.0.0.1:9',
      isDry,
    });

  beforeEach(() => {
    done = [];
  });
  before(async () => {
    small = await openSmallPipeline();
    expect(await healing()).to.deep.equal([]);
    for (const statement of well) await small.query(statement);
  });
  after(() => small.close());

  it('does nothing when nothing is wrong', async () => {
    expect(await healing()).to.deep.equal([]);
    expect(done).to.deep.equal([]);
  });

  for (const [action, { breaks, mends, step, subject, inputs }] of Object.entries(cases)) {
    it(`${action}: tells in a dry run, then mends, then finds nothing more`, async () => {
      await small.query(breaks);
      const planned = await healing({}, true);
      expect(planned.map((one) => [one.action, one.subject, one.status])).to.deep.equal([
        [action, subject, 'planned'],
      ]);
      expect(done).to.deep.equal([]);
      let given: RunInputs | undefined;
      const mending: Step['work'] = async (_, context) => {
        given = context.inputs;
        await small.query(mends);
        return { says: 'mended', facts: {} };
      };
      const healed = await healing({ [step]: { work: mending } });
      expect(healed.map((one) => [one.action, one.status])).to.deep.equal([[action, 'done']]);
      expect(healed[0]?.says).to.contain('mended');
      expect(given).to.deep.include({ ...inputs, workflow: 'heal', forecasts: false });
      expect(await healing()).to.deep.equal([]);
      const rows = await small.query<{
        heal_status: string;
        is_dry_run: boolean;
        heal_reason: string;
      }>(
        `SELECT heal_status, is_dry_run, heal_reason FROM mlb_ops.heal_actions
         WHERE heal_action = '${action}' ORDER BY heal_started_at`,
      );
      expect(rows.map((row) => [row.heal_status, row.is_dry_run])).to.deep.equal([
        ['planned', true],
        ['done', false],
      ]);
      expect(rows[1]?.heal_reason).to.match(/\d/);
    });
  }

  it('collects a date again three times in three days, whatever dates it is among', async () => {
    const grades = (...dates: string[]): Promise<unknown> =>
      small.query(`CREATE OR REPLACE TABLE mlb_quality.game_quality_grades AS
        SELECT ROW_NUMBER() OVER () AS game_pk, game_date, 'F' AS grade, TRUE AS should_retry
        FROM UNNEST([${dates.map((date) => `DATE '${date}'`).join(', ')}]) AS game_date`);
    const told = async (): Promise<string[]> =>
      (await healing()).map(({ subject, status }) => `${status} ${subject}`);
    await grades('2026-05-11', '2026-05-13');
    expect(await told()).to.deep.equal(['done 2026-05-11..2026-05-13']);
    await grades('2026-05-11', '2026-05-13', '2026-05-14', '2026-05-15');
    expect(await told()).to.deep.equal(['done 2026-05-11..2026-05-15']);
    await grades('2026-05-11', '2026-05-13', '2026-05-15');
    expect(await told()).to.deep.equal(['done 2026-05-11..2026-05-15']);
    // The 11th and the 13th have been collected again three times; the 12th too, in vain, which does not count against the 15th.
    await grades('2026-05-11', '2026-05-13', '2026-05-15', '2026-05-16');
    expect(await told()).to.deep.equal([
      'refused 2026-05-11..2026-05-13',
      'done 2026-05-15..2026-05-16',
    ]);
    await grades('2026-05-11', '2026-05-14', '2026-05-16', '2026-05-17');
    expect(await told()).to.deep.equal([
      'refused 2026-05-11',
      'done 2026-05-14..2026-05-16',
      'done 2026-05-17',
    ]);
    for (const statement of well) await small.query(statement);
  });

  it('trains no model anew in the postseason, nor for its games afterwards, and one in the off-season if games of the season came after it', async () => {
    const retrains = async (date: string): Promise<string[]> =>
      (await findIll(small.session, date))
        .filter(({ action }) => action === 'retrain')
        .map(({ subject }) => subject);
    const change = (set: string): Promise<unknown> =>
      small.query(`UPDATE mlb_historical_data.games_historical SET ${set} WHERE game_pk = 1`);
    await change(
      "game_date = DATE '2026-10-18', completed_date = DATE '2026-10-18', game_type = 'L'",
    );
    expect(await retrains('2026-10-19')).to.deep.equal([]);
    expect(await retrains('2026-12-01')).to.deep.equal([]);
    expect(await retrains('2027-01-10')).to.deep.equal([]);
    await change("game_type = 'R'");
    expect(await retrains('2027-01-10')).to.deep.equal(['game_outcome']);
    await small.query(
      "UPDATE mlb_models.model_versions SET training_through = DATE '2026-10-18' WHERE TRUE",
    );
    expect(await retrains('2027-02-10')).to.deep.equal([]);
    for (const statement of well) await small.query(statement);
    expect(await findIll(small.session, today)).to.deep.equal([]);
  });

  it('leases: ends a run that was killed, which then can go on', async () => {
    const inputs = dailyInputs({ date: '2026-05-21', source: 'http://127.0.0.1:9' });
    const options = { ...small, progress: quiet, steps: countedSteps(done), pause: () => 0 };
    const killed = await run(
      {
        ...options,
        worker: 'killed 1',
        leaseSeconds: 0.2,
        onPoint: (step, point) => {
          if (step === 'grade' && point === 'worked') throw new Error('killed');
        },
      },
      inputs,
    ).catch((error: unknown) => error);
    expect(String(killed)).to.contain('killed');
    await new Promise((resolve) => setTimeout(resolve, 250));
    const healed = await healing();
    expect(healed.map((one) => [one.action, one.subject, one.status])).to.deep.equal([
      ['leases', 'daily-2026-05-21', 'done'],
    ]);
    const [state] = await readRuns(warehouseOf(small.session), { runId: 'daily-2026-05-21' });
    expect(state?.status).to.equal('failed');
    done.length = 0;
    expect((await run(options, inputs)).run).to.include({ status: 'done', attempts: 2 });
    expect(done).to.deep.equal(allSteps.slice(2));
  });

  it('does not touch what a run is at work on', async () => {
    await small.query(
      "UPDATE mlb_models.model_versions SET training_through = DATE '2026-05-01' WHERE TRUE",
    );
    const warehouse = warehouseOf(small.session);
    await takeLease(warehouse, { runId: 'daily-2026-05-20', worker: 'elsewhere' }, 60);
    const refused = await healing().catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TankError).with.property('code', 'E_RUN_LEASED');
    await small.query('DELETE FROM mlb_ops.leases WHERE TRUE');
  });

  it('gives up after three times in three days, and says so', async () => {
    const statuses: string[] = [];
    for (let time = 1; time <= 4; time += 1) {
      const broken: Step['work'] = () =>
        Promise.reject(new TankError('E_DATAFORM', 'out of order'));
      const healed = await healing(time === 1 ? { train: { work: broken } } : {});
      statuses.push(...healed.map((one) => one.status));
      if (time === 1) expect(healed[0]?.says).to.contain('out of order');
    }
    // One that succeeded counts too: this one has been mended before, above.
    expect(statuses).to.deep.equal(['failed', 'done', 'refused', 'refused']);
    expect(await findIll(small.session, today)).to.have.length(1);
  });
});
