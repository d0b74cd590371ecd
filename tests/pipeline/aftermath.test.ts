import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { Mail } from '../../pipeline/alerts/send.ts';
import { heal, type HealOptions } from '../../pipeline/healing/heal.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { afterRun, type Aftermath } from '../../pipeline/runs/aftermath.ts';
import { dailyInputs } from '../../pipeline/runs/inputs.ts';
import { takeLease } from '../../pipeline/runs/lease.ts';
import { run } from '../../pipeline/runs/run.ts';
import type { RunState } from '../../pipeline/runs/run-store.ts';
import { warehouseOf } from '../../pipeline/tables.ts';
import { tankError } from '../../warehouse/errors.ts';
import { countedSteps, openSmallPipeline, quiet, type SmallPipeline } from './small-pipeline.ts';

const today = '2026-04-15';
const source = 'http://127.0.0.1:9';
const now = () => new Date('2026-04-15T07:00:00Z');
const stale =
  "UPDATE mlb_ops.table_freshness SET newest_event_date = DATE '2026-04-10', days_behind = 4, freshness = 'stale' WHERE TRUE";
const fresh =
  "UPDATE mlb_ops.table_freshness SET newest_event_date = DATE '2026-04-14', days_behind = 0, freshness = 'fresh' WHERE TRUE";

describe('after a run', function () {
  this.timeout(60_000);
  let small: SmallPipeline;
  let night: RunState;
  let isMailUp = true;
  const mails: Mail[] = [];
  const email = (mail: Mail): Promise<void> => {
    if (!isMailUp) return Promise.reject(tankError('E_NOTIFY', 'the mail server is down'));
    mails.push(mail);
    return Promise.resolve();
  };

  const follow = (options: Partial<HealOptions> = {}): Promise<Aftermath> => {
    const steps = countedSteps([], {
      collect: {
        work: async () => {
          await small.query(fresh);
          return { says: 'collected', facts: {} };
        },
      },
    });
    return afterRun(small.session, night, {
      notifiers: { email },
      now,
      log: silentLog,
      mend: () =>
        heal({
          ...small,
          progress: quiet,
          pause: () => 0,
          now,
          today,
          choice: source,
          isDry: false,
          steps,
          ...options,
        }),
    });
  };

  before(async () => {
    small = await openSmallPipeline();
    await small.query(
      `CREATE TABLE mlb_ops.table_freshness AS
       SELECT 'games_historical' AS table_name, DATE '2026-04-10' AS newest_event_date,
         DATE '2026-04-14' AS expected_event_date, 4 AS days_behind, 'stale' AS freshness`,
    );
    const options = { ...small, progress: quiet, steps: countedSteps([]), pause: () => 0 };
    night = (await run(options, dailyInputs({ date: today, source }))).run;
    expect(night.status).to.equal('done');
  });

  after(() => small.close());

  it('what is wrong is mended, and nobody is told of what is no more', async () => {
    const { alerts, healed, report } = await follow();
    expect(healed.map(({ action, status }) => [action, status])).to.deep.equal([
      ['backfill', 'done'],
    ]);
    expect(alerts.firing).to.deep.equal([]);
    expect(alerts.resolved.map(({ rule }) => rule)).to.deep.equal(['stale_data']);
    expect(mails.map(({ subject }) => subject)).to.deep.equal([
      "[Hank's Tank hankstank] night of 2026-04-15: done; 0 games forecast",
    ]);
    expect(report.mail).to.equal('sent');
    // The report is the night's, though the run that mended is newer.
    expect(report.night.run?.runId).to.equal('daily-2026-04-15');
    expect(path.basename(report.files.html)).to.equal('2026-04-15.html');
    const text = await readFile(report.files.text, 'utf8');
    expect(text).to.contain('Healing, backfill of 2026-04-10..2026-04-15: done');
  });

  it('done again nothing is told again', async () => {
    const { healed, report } = await follow();
    expect(healed).to.deep.equal([]);
    expect(report.mail).to.equal('sent before');
    expect(mails).to.have.length(1);
  });

  it('what cannot be mended is told, with what was tried', async () => {
    await small.query(stale);
    const broken = countedSteps([], {
      collect: { work: () => Promise.reject(tankError('E_SOURCE_DOWN', 'no answer')) },
    });
    const { alerts, healed } = await follow({ steps: broken });
    expect(healed.map(({ action, status }) => [action, status])).to.deep.equal([
      ['backfill', 'failed'],
    ]);
    expect(alerts.firing.map(({ rule }) => rule)).to.have.members(['stale_data', 'run_failed']);
    expect(mails).to.have.length(2);
    expect(mails[1]?.text)
      .to.contain('stale_data (games_historical)')
      .and.contain('run_failed (heal)');
  });

  it('a mail server that is down changes nothing but what is written down of it', async () => {
    isMailUp = false;
    await small.query(
      "UPDATE mlb_ops.notifications SET told_at = NULL WHERE message_kind IN ('report', 'firing')",
    );
    const { report, alerts } = await follow();
    expect(report.mail).to.have.nested.property('error.code', 'E_NOTIFY');
    expect(alerts.notified.failed.map(({ error }) => error.code)).to.deep.equal(['E_NOTIFY']);
    const rows = await small.query(
      `SELECT DISTINCT message_kind, notification_status, error_message
       FROM mlb_ops.notifications WHERE error_code = 'E_NOTIFY' ORDER BY message_kind`,
    );
    expect(rows).to.deep.include({
      message_kind: 'report',
      notification_status: 'failed',
      error_message: 'the mail server is down',
    });
    isMailUp = true;
    mails.length = 0;
    const later = await follow();
    expect(later.report.mail).to.equal('sent');
    expect(mails.map(({ subject }) => subject)).to.have.length(2);
  });

  it('healing that another has begun, or a run that is at work, is left to them', async () => {
    await small.query('DELETE FROM mlb_ops.heal_actions WHERE TRUE');
    await small.query(stale);
    const warehouse = warehouseOf(small.session);
    for (const lease of ['healing', 'pipeline']) {
      await takeLease(warehouse, { runId: lease, worker: 'elsewhere' }, 60, lease);
      const { unhealed, healed, report } = await follow();
      expect(unhealed?.code).to.equal('E_RUN_LEASED');
      expect(unhealed?.message).to.contain(`${lease} is at work (elsewhere)`);
      expect(healed).to.deep.equal([]);
      expect(report.mail).to.equal('sent before');
      await small.query('DELETE FROM mlb_ops.leases WHERE TRUE');
    }
  });

  it('of two healings at once one mends', async () => {
    await small.query(stale);
    let mended = 0;
    const steps = countedSteps([], {
      collect: {
        work: async () => {
          mended += 1;
          await small.query(fresh);
          return { says: 'collected', facts: {} };
        },
      },
    });
    const both = await Promise.all(
      [1, 2].map((number) => follow({ steps, worker: `worker ${number}` })),
    );
    expect(mended).to.equal(1);
    expect(both.filter(({ unhealed }) => unhealed?.code === 'E_RUN_LEASED')).to.have.length(1);
  });
});
