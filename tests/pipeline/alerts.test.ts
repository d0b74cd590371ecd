import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { operationalTables } from '../../ingest/index.ts';
import { checkAlerts, type Checked } from '../../pipeline/alerts/check.ts';
import { readAlertRules } from '../../pipeline/alerts/rules.ts';
import { openNotifiers, type Notifiers } from '../../pipeline/alerts/send.ts';
import { alertLines } from '../../pipeline/commands/alerts.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { TankError } from '../../warehouse/errors.ts';
import { compileProject } from '../definitions/compile.ts';
import { openSmallPipeline, type SmallPipeline } from './small-pipeline.ts';

const today = '2026-04-15';
const now = new Date('2026-04-15T07:00:00Z');
const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000);

/** Tables that Dataform makes: columns that the rules read. */
const tables: Readonly<Record<string, string>> = {
  'mlb_ops.forecast_monitors':
    'source STRING, game_date DATE, games_7_days INT64, accuracy_7_days FLOAT64',
  'mlb_ops.job_costs': 'job_date DATE, cost_usd FLOAT64',
  'mlb_ops.table_freshness':
    'table_name STRING, newest_event_date DATE, expected_event_date DATE, days_behind INT64, freshness STRING',
  'mlb_quality.game_quality_grades':
    'game_pk INT64, game_date DATE, phase STRING, grade STRING, failed_checks ARRAY<STRING>',
  'mlb_quality.date_quality_grades': 'entity STRING, check_date DATE, grade STRING',
  'mlb_quality.grading_actions': 'phase STRING, grade STRING, alert_on_any_issue BOOL',
  'mlb_ops.feature_drift':
    'feature_name STRING, game_date DATE, psi FLOAT64, drift STRING, mean_recent FLOAT64, mean_training FLOAT64',
  'mlb_ops.forecast_drift':
    'game_date DATE, psi FLOAT64, drift STRING, mean_forecast_recent FLOAT64, mean_forecast_before FLOAT64',
  'mlb_ops.collection_runs':
    'run_id STRING, started_at TIMESTAMP, ended_at TIMESTAMP, outcome STRING, error_code STRING, failed_items INT64',
  'mlb_ops.dead_letters': 'entity STRING, read_key STRING',
};

const run = (id: string, status: string, date: string): string =>
  `INSERT INTO mlb_ops.runs (run_id, workflow, logical_date, source, run_status, run_started_at, attempts, worker, inputs, says)
   VALUES ('${id}', 'daily', DATE '${date}', 'live', '${status}', TIMESTAMP '${date} 06:00:00', 1, 'w', JSON '{}', 'how it was')`;
const step = (id: string, status: string): string =>
  `INSERT INTO mlb_ops.steps (run_id, event_id, position, step, topic, step_status, attempts, step_started_at, inputs, says, fallback)
   VALUES ('${id}', '${id} 1', 1, 'collect', 'run.requested', '${status}', 4, TIMESTAMP '2026-04-15', JSON '{}', 'closed', 'what there was')`;

/** By rule: what makes it fire, with which subject, and what mends that. Before it there is a night that went well. */
const cases: Readonly<Record<string, { breaks: string[]; mends: string[]; subject: string }>> = {
  collection_failed: {
    subject: 'collection',
    breaks: [
      `INSERT INTO mlb_ops.collection_runs VALUES
         ('a', TIMESTAMP '2026-04-15 06:10:00', TIMESTAMP '2026-04-15 06:10:30', 'failed', 'E_SOURCE_DOWN', 2),
         ('b', TIMESTAMP '2026-04-15 06:20:00', TIMESTAMP '2026-04-15 06:20:30', 'failed', 'E_SOURCE_DOWN', 0),
         ('c', TIMESTAMP '2026-04-14 06:20:00', TIMESTAMP '2026-04-14 06:20:30', 'failed', 'E_SOURCE_DOWN', 90)`,
    ],
    mends: [],
  },
  run_failed: {
    subject: 'daily',
    breaks: [run('daily-2026-04-15', 'failed', today)],
    mends: ["UPDATE mlb_ops.runs SET run_status = 'done' WHERE run_status = 'failed'"],
  },
  step_degraded: {
    subject: 'daily collect',
    breaks: [run('daily-2026-04-15', 'degraded', today), step('daily-2026-04-15', 'degraded')],
    mends: ["UPDATE mlb_ops.steps SET step_status = 'done' WHERE TRUE"],
  },
  accuracy_low: {
    subject: 'live',
    breaks: [
      `INSERT INTO mlb_ops.forecast_monitors VALUES
         ('live', DATE '2026-04-11', 90, 0.52), ('live', DATE '2026-04-12', 90, 0.49),
         ('live', DATE '2026-04-13', 90, 0.48), ('live', DATE '2026-04-14', 90, 0.47),
         ('sim', DATE '2026-04-12', 90, 0.52), ('sim', DATE '2026-04-13', 90, 0.1), ('sim', DATE '2026-04-14', 90, 0.1)`,
    ],
    mends: [
      "UPDATE mlb_ops.forecast_monitors SET accuracy_7_days = 0.5 WHERE game_date = DATE '2026-04-14'",
    ],
  },
  cost_high: {
    subject: new Date().toISOString().slice(0, 10),
    breaks: [
      "INSERT INTO mlb_ops.job_costs VALUES (CURRENT_DATE('UTC'), 3), (CURRENT_DATE('UTC'), 2.5), (DATE '2026-01-01', 900)",
    ],
    mends: ['DELETE FROM mlb_ops.job_costs WHERE cost_usd = 3'],
  },
  api_down: {
    subject: 'tank.test',
    breaks: [0, 1, 2].map(
      (value) =>
        `INSERT INTO mlb_ops.metrics (run_id, metric, label, value, logical_date, measured_at)
         VALUES ('p${value}', 'api_up', 'tank.test', ${value > 0 ? 1 : 0}, DATE '${today}', TIMESTAMP '2026-04-15 06:5${value}:00')`,
    ),
    mends: ["UPDATE mlb_ops.metrics SET value = 1 WHERE metric = 'api_up'"],
  },
  not_told: {
    subject: 'slack',
    breaks: [
      `INSERT INTO mlb_ops.notifications (told_of, message_kind, channel, notification_status, tries, tried_at, told_at, error_code)
       VALUES
         ('a', 'firing', 'slack', 'failed', 2, TIMESTAMP '2026-04-15 06:30:00', NULL, 'E_NOTIFY'),
         ('a', 'firing', 'email', 'sent', 1, TIMESTAMP '2026-04-15 06:30:00', TIMESTAMP '2026-04-15 06:30:00', NULL),
         ('b', 'firing', 'email', 'failed', 1, TIMESTAMP '2026-04-15 06:10:00', NULL, 'E_NOTIFY')`,
    ],
    mends: [
      "UPDATE mlb_ops.notifications SET notification_status = 'sent' WHERE told_of = 'a' AND channel = 'slack'",
    ],
  },
  dead_letters: {
    subject: 'dead letters',
    breaks: [
      "INSERT INTO mlb_ops.dead_letters SELECT 'pitches', CAST(n AS STRING) FROM UNNEST(GENERATE_ARRAY(1, 100)) AS n",
      `INSERT INTO mlb_ops.dead_events (event_id, topic, envelope, attempts, error_code, error_message, failed_at)
       VALUES ('e', 'data.loaded', '{}', 1, 'E_INTERNAL', 'no', TIMESTAMP '2026-04-15')`,
    ],
    mends: ["UPDATE mlb_ops.dead_events SET settled_at = TIMESTAMP '2026-04-15' WHERE TRUE"],
  },
  stale_data: {
    subject: 'games_historical',
    breaks: [
      `INSERT INTO mlb_ops.table_freshness VALUES
         ('games_historical', DATE '2026-04-08', DATE '2026-04-10', 2, 'stale'),
         ('statcast_pitches', DATE '2026-04-14', DATE '2026-04-14', 0, 'fresh')`,
    ],
    mends: ["UPDATE mlb_ops.table_freshness SET days_behind = 0, freshness = 'fresh' WHERE TRUE"],
  },
  night_missed: {
    subject: 'daily',
    breaks: ["UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-13' WHERE TRUE"],
    mends: ["UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-14' WHERE TRUE"],
  },
  grade_f: {
    subject: 'games 2026-04-14',
    breaks: [
      `INSERT INTO mlb_quality.game_quality_grades VALUES
         (1, DATE '2026-04-14', 'regular_season', 'F', ['box score']), (2, DATE '2026-04-14', 'regular_season', 'C', []),
         (3, DATE '2026-04-01', 'regular_season', 'F', [])`,
    ],
    mends: ["UPDATE mlb_quality.game_quality_grades SET grade = 'A' WHERE game_pk = 1"],
  },
  postseason_issue: {
    subject: 'game 7',
    breaks: [
      "INSERT INTO mlb_quality.grading_actions VALUES ('postseason', 'A', TRUE), ('postseason', 'B', TRUE), ('regular_season', 'B', FALSE)",
      `INSERT INTO mlb_quality.game_quality_grades VALUES
         (7, DATE '2026-04-14', 'postseason', 'A', ['tracking']), (8, DATE '2026-04-14', 'postseason', 'A', []),
         (9, DATE '2026-04-14', 'regular_season', 'B', ['tracking'])`,
    ],
    mends: ['UPDATE mlb_quality.game_quality_grades SET failed_checks = [] WHERE game_pk = 7'],
  },
  feature_drift: {
    subject: 'elo_diff',
    breaks: [
      `INSERT INTO mlb_ops.feature_drift VALUES
         ('elo_diff', DATE '2026-04-13', 0.3, 'stable', 1, 2), ('elo_diff', DATE '2026-04-14', 0.5, 'significant', 1, 2),
         ('park', DATE '2026-04-13', 0.9, 'significant', 1, 2), ('park', DATE '2026-04-14', 0.2, 'moderate', 1, 2)`,
    ],
    mends: ["UPDATE mlb_ops.feature_drift SET drift = 'moderate' WHERE feature_name = 'elo_diff'"],
  },
  forecast_drift: {
    subject: 'forecasts',
    breaks: [
      "INSERT INTO mlb_ops.forecast_drift VALUES (DATE '2026-04-14', 0.4, 'significant', 0.6, 0.5)",
    ],
    mends: ['UPDATE mlb_ops.forecast_drift SET psi = 0.2 WHERE TRUE'],
  },
};

describe('alerts', function () {
  this.timeout(60_000);
  let small: SmallPipeline;

  const check = (at: Date, notifiers: Notifiers = {}, date = today): Promise<Checked> =>
    checkAlerts(small.session, { today: date, now: at }, notifiers, silentLog);

  before(async () => {
    small = await openSmallPipeline();
    await small.query('CREATE SCHEMA IF NOT EXISTS mlb_quality');
  });

  after(() => small.close());

  it('wait for their tables', async () => {
    const { firing, waiting } = await check(now);
    expect(firing).to.deep.equal([]);
    expect(waiting.map(({ rule }) => rule)).to.include.members([
      'cost_high',
      'grade_f',
      'stale_data',
    ]);
    for (const [name, columns] of Object.entries(tables))
      await small.query(`CREATE TABLE ${name} (${columns})`);
    expect((await check(now)).waiting).to.deep.equal([]);
    await small.query(run('daily-2026-04-14', 'done', '2026-04-14'));
  });

  it('have a case for every rule', () => {
    expect(Object.keys(cases)).to.have.members(readAlertRules().rules.map(({ name }) => name));
  });

  for (const [rule, { breaks, mends, subject }] of Object.entries(cases)) {
    it(`${rule} fires, stays the same alert, and resolves`, async () => {
      expect((await check(now)).firing).to.deep.equal([]);
      for (const statement of breaks) await small.query(statement);
      const first = await check(now);
      expect(first.firing.map((alert) => [alert.rule, alert.subject])).to.deep.equal([
        [rule, subject],
      ]);
      // Those about the last hour end by themselves.
      const again = await check(new Date(now.getTime() + 60_000));
      expect(again.firing.map(({ alertId }) => alertId)).to.deep.equal(
        first.firing.map(({ alertId }) => alertId),
      );
      expect(again.firing[0]).to.include({ firstSeenAt: now.toISOString() });
      for (const statement of mends) await small.query(statement);
      const last = await check(hours(1.5), {});
      expect(last.firing).to.deep.equal([]);
      expect(last.resolved.map((alert) => alert.rule)).to.deep.equal([rule]);
      expect((await check(hours(2), {})).resolved).to.deep.equal([]);
      await small.query('DELETE FROM mlb_ops.collection_runs WHERE TRUE');
    });
  }

  it('have tables in this test as they are defined', async () => {
    const { tables: made, operations } = await compileProject();
    const described = new Map([
      ...[...made, ...operations].map(
        ({ target, actionDescriptor }): [string, (string | undefined)[]] => [
          `${target.schema}.${target.name}`,
          (actionDescriptor?.columns ?? []).map(({ path }) => path[0]),
        ],
      ),
      ...operationalTables.map(({ name, columns }): [string, string[]] => [
        `mlb_ops.${name}`,
        columns.map((column) => column.name),
      ]),
    ]);
    for (const [name, columns] of Object.entries(tables))
      for (const column of columns.split(', '))
        expect(described.get(name), name).to.include(column.split(' ')[0]);
  });

  it('api_down follows what the API really answers', async () => {
    const api = createServer((request, response) => {
      const isMetrics = request.url === '/metrics';
      response.end(
        isMetrics
          ? [
              '# TYPE served_data_age_seconds gauge',
              'served_data_age_seconds 12.5',
              'http_request_duration_seconds_count{method="GET",route="/predictions",status="200"} 30',
              'http_request_duration_seconds_count{method="GET",route="/predictions",status="503"} 10',
            ].join('\n')
          : '{}',
      );
    });
    const listen = (port: number): Promise<void> =>
      new Promise((resolve) => api.listen(port, '127.0.0.1', resolve));
    const close = (): Promise<unknown> =>
      new Promise((resolve) => {
        api.close(resolve);
        api.closeAllConnections();
      });
    await listen(0);
    const { port } = api.address() as AddressInfo;
    const probed = async (minutes: number): Promise<string[]> => {
      const at = new Date(now.getTime() + (100 * 60 + minutes) * 60_000);
      const checked = await checkAlerts(small.session, { today, now: at }, {}, silentLog, {
        api: `http://127.0.0.1:${port}`,
      });
      return checked.firing
        .filter(({ rule }) => rule === 'api_down')
        .map(({ subject, says }) => `${subject} ${says}`);
    };
    expect(await probed(0)).to.deep.equal([]);
    const values = await small.query(
      `SELECT metric, value FROM mlb_ops.metrics
       WHERE label = '127.0.0.1:${port}' AND metric != 'api_seconds' ORDER BY metric`,
    );
    expect(values).to.deep.equal([
      { metric: 'api_cache_age_seconds', value: 12.5 },
      { metric: 'api_success_rate', value: 0.75 },
      { metric: 'api_up', value: 1 },
    ]);
    await close();
    expect(await probed(20)).to.deep.equal([
      `127.0.0.1:${port} answered 50.0 % of 2 probes of the last hour`,
    ]);
    await listen(port);
    expect(await probed(90)).to.deep.equal([]);
    await close();
  });

  describe('are sent', () => {
    const mails: ParsedMail[] = [];
    const posts: { text: string }[] = [];
    let smtp: SMTPServer;
    let slack: Server;
    let notifiers: Notifiers;
    let isSlackUp = true;

    before(async () => {
      smtp = new SMTPServer({
        disabledCommands: ['STARTTLS'],
        onAuth: ({ username, password }, _, done) => {
          if (username === 'tank' && password === 'secret') done(null, { user: username });
          else done(new Error('refused'));
        },
        onData: (stream, _, done) => {
          void simpleParser(stream).then((mail) => {
            mails.push(mail);
            done();
          });
        },
      });
      slack = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          if (isSlackUp)
            posts.push(JSON.parse(Buffer.concat(parts).toString()) as { text: string });
          response.writeHead(isSlackUp ? 200 : 500).end(isSlackUp ? 'ok' : 'no_service');
        });
      });
      await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
      await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
      const port = (smtp.server.address() as AddressInfo).port;
      notifiers = await openNotifiers({
        TANK_SMTP_URL: `smtp://tank:secret@127.0.0.1:${port}`,
        TANK_MAIL_FROM: 'tank@example.com',
        TANK_MAIL_TO: 'night@example.com, day@example.com',
        TANK_SLACK_WEBHOOK: `http://127.0.0.1:${(slack.address() as AddressInfo).port}/hook`,
      });
    });

    after(async () => {
      await new Promise<void>((resolve) => {
        smtp.close(resolve);
      });
      slack.close();
    });

    it('once by mail and Slack, reminded after a day, and told when it is over', async () => {
      await small.query("UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-12' WHERE TRUE");
      const first = await check(now, notifiers);
      expect(first.notified).to.deep.equal({
        sent: [
          { channel: 'email', alerts: 1 },
          { channel: 'slack', alerts: 1 },
        ],
        unconfigured: [],
        failed: [],
      });
      expect(mails[0]?.subject).to.equal("[Hank's Tank hankstank] alerts: 1 firing");
      expect(mails[0]?.text).to.contain('HIGH night_missed (daily): the last night');
      expect(mails[0]?.text).to.contain('docs/runbook.md#night_missed');
      expect(mails[0]?.to).to.have.property('text', 'night@example.com, day@example.com');
      expect(posts[0]?.text).to.contain('night_missed');
      expect((await check(hours(1), notifiers)).notified.sent).to.deep.equal([]);
      expect((await check(hours(25), notifiers)).notified.sent).to.have.length(2);
      await small.query("UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-14' WHERE TRUE");
      const over = await check(hours(26), notifiers);
      expect(over.notified.sent).to.have.length(2);
      expect(mails.at(-1)?.text).to.contain('RESOLVED night_missed');
      expect((await check(hours(27), notifiers)).notified.sent).to.deep.equal([]);
      expect(alertLines(over)).to.include('resolved: night_missed (daily)');
    });

    it('again to the channel that did not take them, and to that alone', async () => {
      isSlackUp = false;
      await small.query("UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-12' WHERE TRUE");
      const failed = await check(hours(30), notifiers);
      expect(
        failed.notified.failed.map(({ channel, error }) => [channel, error.code]),
      ).to.deep.equal([['slack', 'E_NOTIFY']]);
      const mailed = mails.length;
      // That it could not be told is told by the way that works, and no more than that.
      const still = await check(hours(31), notifiers);
      expect(still.firing.map(({ rule }) => rule)).to.have.members(['night_missed', 'not_told']);
      expect(mails.slice(mailed).map(({ text }) => text)).to.have.length(1);
      expect(mails.at(-1)?.text).to.contain('not_told (slack)').and.not.to.contain('night_missed');
      expect((await check(hours(32), notifiers)).notified.sent).to.deep.equal([]);
      isSlackUp = true;
      const again = await check(hours(33), notifiers);
      expect(again.notified.sent).to.deep.equal([{ channel: 'slack', alerts: 2 }]);
      const rows = await small.query<{ tries: number; notification_status: string }>(
        `SELECT tries, notification_status FROM mlb_ops.notifications
         WHERE channel = 'slack' AND told_of LIKE 'night_missed%' ORDER BY tried_at DESC LIMIT 1`,
      );
      expect(rows).to.deep.equal([{ tries: 4, notification_status: 'sent' }]);
    });

    it('once, though the process ended before it could write that down', async () => {
      const before = await small.query('SELECT * FROM mlb_ops.notifications');
      await small.query("UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-14' WHERE TRUE");
      await check(hours(34), notifiers);
      await small.query("UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-12' WHERE TRUE");
      await check(hours(35), notifiers);
      const first = mails.at(-1);
      expect((await check(hours(35), notifiers)).notified.sent).to.deep.equal([]);
      expect(before).not.to.deep.equal([]);
      await small.query(
        "DELETE FROM mlb_ops.notifications WHERE tried_at = TIMESTAMP '2026-04-16 18:00:00'",
      );
      await check(hours(35), notifiers);
      expect(mails.at(-1)).not.to.equal(first);
      expect(mails.at(-1)?.messageId).to.equal(first?.messageId);
      expect(new Set(mails.map(({ messageId }) => messageId)).size).to.equal(mails.length - 1);
    });

    it('when they are critical alone, if that is asked for', async () => {
      await small.query("UPDATE mlb_ops.runs SET logical_date = DATE '2026-04-12' WHERE TRUE");
      await small.query('UPDATE mlb_ops.notifications SET told_at = NULL WHERE TRUE');
      const held = await checkAlerts(
        small.session,
        { today, now: hours(36) },
        notifiers,
        silentLog,
        {
          tells: 'critical',
        },
      );
      expect(held.firing.map(({ severity }) => severity)).to.deep.equal(['high']);
      expect(held.notified.sent).to.deep.equal([]);
      await check(hours(36), notifiers);
    });

    it('no more of a rule that is no more', async () => {
      await small.query(
        "UPDATE mlb_ops.alert_log SET rule = 'renamed' WHERE alert_status = 'firing' AND rule = 'night_missed'",
      );
      const { resolved, firing } = await check(hours(37));
      expect(resolved.map(({ rule }) => rule)).to.deep.equal(['renamed']);
      expect(firing.map(({ rule }) => rule)).to.deep.equal(['night_missed']);
    });

    it('not, and that is said, without an address; wrong settings are refused without showing secrets', async () => {
      expect(await openNotifiers({})).to.deep.equal({});
      const error = await openNotifiers({ TANK_SMTP_URL: 'smtp://u:geheim@h' }).catch(
        (e: unknown) => e,
      );
      expect(error).to.be.instanceOf(TankError).with.property('code', 'E_CONFIG');
      const unreachable = await openNotifiers({
        TANK_SMTP_URL: 'smtp://u:geheim@127.0.0.1:1',
        TANK_MAIL_FROM: 'a@example.com',
        TANK_MAIL_TO: 'b@example.com',
      });
      const refused = await unreachable
        .email?.({ subject: 's', text: 't' })
        .catch((e: unknown) => e);
      expect(refused).to.be.instanceOf(TankError).with.property('code', 'E_NOTIFY');
      expect(String(refused)).not.to.contain('geheim');
    });
  });
});
