import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { parseHTML } from 'linkedom';
import { makeReport, type Report } from '../../pipeline/reports/make.ts';
import { dailyInputs } from '../../pipeline/runs/inputs.ts';
import { run } from '../../pipeline/runs/run.ts';
import type { RunState } from '../../pipeline/runs/run-store.ts';
import { tankError } from '../../warehouse/errors.ts';
import { openBrowser } from '../page/browser.ts';
import { countedSteps, openSmallPipeline, quiet, type SmallPipeline } from './small-pipeline.ts';

const date = '2026-04-15';
const source = 'http://127.0.0.1:9';

/** What Dataform makes of a night: every value another one, so that none can stand in another's place. */
const reporting = [
  'CREATE SCHEMA IF NOT EXISTS mlb_reporting',
  `CREATE TABLE mlb_reporting.data_quality_daily AS
   SELECT DATE_SUB(DATE '${date}', INTERVAL n DAY) AS game_date, 10 + n AS games_final, 20 + n AS games_grade_a, 30 + n AS games_grade_b,
     40 + n AS games_grade_c, 50 + n AS games_grade_f, 60 + n AS games_held_back
   FROM UNNEST([1, 2, 9]) AS n`,
  `CREATE TABLE mlb_reporting.daily_forecasts AS
   SELECT DATE '${date}' AS game_date, n AS game_pk, FORMAT('AWY at HM%d', n) AS matchup, IF(n = 2, NULL, 'Ann Away') AS away_starter_name,
     'Hal O\\'Home & <b>Sons</b>' AS home_starter_name, 0.5 + n / 64 AS home_win_probability, 3.25 + n AS predicted_away_runs,
     4.26 + n AS predicted_home_runs, 'v1.2.3' AS model_version, TIMESTAMP_ADD(TIMESTAMP '${date} 23:00:00', INTERVAL n MINUTE) AS first_pitch_at
   FROM UNNEST([1, 2]) AS n
   UNION ALL
   SELECT DATE '2026-04-16', 3, 'not at ALL', NULL, NULL, 0.9, 1, 1, 'v1.2.3', TIMESTAMP '2026-04-16 23:00:00'`,
  `CREATE TABLE mlb_reporting.forecast_results AS
   SELECT DATE '2026-04-14' AS game_date, n AS game_pk, FORMAT('OLD at HM%d', n) AS matchup, n AS away_score, 10 - n AS home_score,
     0.4 + n / 50 AS home_win_probability, n = 1 AS favourite_won, 0.6 + n / 8 AS log_loss
   FROM UNNEST([1, 2, 3]) AS n`,
  `CREATE TABLE mlb_reporting.model_performance_daily AS
   SELECT DATE '2026-04-14' AS game_date, period, period_order, 90 * period_order AS games, 0.5 + period_order / 40 AS accuracy,
     0.68 + period_order / 300 AS log_loss, 0.69 + period_order / 700 AS baseline_log_loss
   FROM UNNEST([STRUCT('7 days' AS period, 1 AS period_order), ('season', 2)])
   UNION ALL
   SELECT DATE '2026-04-15', 'today', 1, 1, 1, 1, 1`,
  `CREATE TABLE mlb_ops.job_costs AS SELECT CURRENT_DATE('UTC') AS job_date, 123456789012 AS bytes_billed, 1.2345 AS cost_usd`,
  `CREATE TABLE mlb_ops.dead_letters AS SELECT 'pitches' AS entity FROM UNNEST([1, 2, 3])`,
  `CREATE TABLE mlb_ops.schema_drift AS
   SELECT 'stats' AS endpoint, 'splits[].new' AS path, TIMESTAMP '${date} 06:10:00' AS first_seen_at
   UNION ALL SELECT 'stats', 'splits[].old', TIMESTAMP '2026-04-13 06:10:00'`,
];

type Table = readonly (readonly string[])[];

/** What is used of a document, whose own types bring those of browsers into every file. */
interface Element {
  textContent: string | null;
  querySelector: (selector: string) => Element | null;
  querySelectorAll: (selector: string) => Iterable<Element>;
}

/** Sentences and rows of each section of the page. */
function sectionsOf(html: string): Map<string, { lines: string[]; rows: Table }> {
  const { document } = parseHTML(html) as unknown as { document: Element };
  const text = (node: Element | null): string => (node?.textContent ?? '').trim();
  return new Map(
    [...document.querySelectorAll('section')].map((section) => [
      text(section.querySelector('h2')),
      {
        lines: [...section.querySelectorAll('p')].map(text),
        rows: [...section.querySelectorAll('tr')]
          .slice(1)
          .map((row) => [...row.querySelectorAll('td')].map(text)),
      },
    ]),
  );
}

describe('the report', function () {
  this.timeout(60_000);
  let small: SmallPipeline;
  let directory: string;
  let night: RunState;

  const report = (options: { date: string; run?: RunState }): Promise<Report> =>
    makeReport(small.session, {
      notifiers: {},
      now: new Date(`${options.date}T07:00:00Z`),
      directory,
      ...options,
    });

  before(async () => {
    small = await openSmallPipeline();
    directory = await mkdtemp(path.join(tmpdir(), 'tank-reports-'));
    for (const statement of reporting) await small.query(statement);
    const steps = countedSteps([], {
      collect: {
        work: () =>
          Promise.resolve({
            says: '2026-04-08 to 2026-04-15: 44 items read',
            facts: {
              changed_rows: 12345,
              entities: {
                boxscores: { expected: 15, present: 4, fetched: 9, failed: 2, skipped: 1 },
                player_stats: { expected: 3, present: 0, fetched: 3, failed: 0, skipped: 0 },
              },
            },
            emits: {
              topic: 'data.collected',
              payload: { round: 1, outcome: 'partial', changed_rows: 12345 },
            },
          }),
      },
      train: {
        work: () =>
          Promise.resolve({
            says: 'game_outcome: trained',
            facts: {
              types: [
                {
                  type: 'game_outcome',
                  version: 'v1.2.3',
                  previous: 'v1.2.2',
                  says: 'seven days of new games',
                  made: [{ version: 'v1.2.3', promoted: true, why: 'log loss -0.0021' }],
                },
              ],
            },
            emits: {
              topic: 'model.deployed',
              payload: { model_version: 'v1.2.3', previous_version: 'v1.2.2' },
            },
          }),
      },
    });
    night = (
      await run({ ...small, progress: quiet, steps, pause: () => 0 }, dailyInputs({ date, source }))
    ).run;
  });

  after(async () => {
    await small.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('says what the tables hold, in HTML and in text the same', async () => {
    const { html, text, files } = await report({ date, run: night });
    expect(await readFile(files.html, 'utf8')).to.equal(html);
    expect(await readFile(files.text, 'utf8')).to.equal(text);
    const sections = sectionsOf(html);
    const rows = (title: string): Table => sections.get(title)?.rows ?? [];
    const cells = async (sql: string): Promise<Table> =>
      (await small.query<Record<string, string>>(sql)).map((row) => Object.values(row));

    expect(rows(`Games of ${date}`)).to.deep.equal(
      await cells(`SELECT matchup, CONCAT(IFNULL(away_starter_name, 'unannounced'), ' / ', home_starter_name),
        FORMAT('%.1f %%', 100 * home_win_probability), FORMAT('%.1f-%.1f', predicted_away_runs, predicted_home_runs)
        FROM mlb_reporting.daily_forecasts WHERE game_date = '${date}' ORDER BY game_pk`),
    );
    expect(rows('Results of the day before')).to.deep.equal(
      await cells(`SELECT matchup, FORMAT('%d-%d', away_score, home_score), FORMAT('%.1f %%', 100 * home_win_probability),
        IF(favourite_won, 'won', 'lost'), FORMAT('%.3f', log_loss) FROM mlb_reporting.forecast_results ORDER BY game_pk`),
    );
    expect(sections.get('Results of the day before')?.lines).to.deep.equal([
      'The favourite won 1 of 3; log loss 0.8500.',
    ]);
    expect(rows('Scores')).to.deep.equal([
      ['7 days', '90', '0.525', '0.6833', '0.6914'],
      ['season', '180', '0.550', '0.6867', '0.6929'],
    ]);
    expect(rows('Grades of the last week')).to.deep.equal([
      ['2026-04-14', '11', '21', '31', '41', '51', '61'],
      ['2026-04-13', '12', '22', '32', '42', '52', '62'],
    ]);
    expect(rows('Collected')).to.deep.equal([
      ['boxscores', '15', '4', '9', '3'],
      ['player stats', '3', '0', '3', '0'],
    ]);
    expect(sections.get('Collected')?.lines).to.deep.equal([
      '2026-04-08 to 2026-04-15: 44 items read',
      '12,345 raw rows are new, changed or gone; 3 items could not be read.',
      'New fields upstream: stats splits[].new',
    ]);
    expect(sections.get('Models')?.lines).to.deep.equal([
      'game outcome: v1.2.3 forecasts, before it v1.2.2. seven days of new games.',
      'v1.2.3 promoted: log loss -0.0021',
    ]);
    expect(sections.get('Cost')?.lines).to.deep.equal([
      `${new Date().toISOString().slice(0, 10)}: 123.46 GB billed, $1.23`,
    ]);
    expect(sections.get('What went wrong, and what was done')?.lines).to.deep.equal([
      '3 reads and 0 events wait for somebody: tank dlq list.',
    ]);
    const lines = text.split('\n').map((line) => line.trim().split(/ {2,}/));
    for (const [title, { lines: said, rows: table }] of sections) {
      expect(text).to.contain(`${title}\n${'-'.repeat(title.length)}\n`);
      for (const line of said) expect(text).to.contain(line);
      for (const row of table) expect(lines).to.deep.include(row);
    }
  });

  it('tells of a day without games as of one', async () => {
    const steps = countedSteps([], {
      collect: {
        work: () =>
          Promise.resolve({ status: 'skipped', says: 'No season is on: nothing to do', facts: {} }),
      },
    });
    const empty = (
      await run(
        { ...small, progress: quiet, steps, pause: () => 0 },
        dailyInputs({ date: '2026-12-20', source }),
      )
    ).run;
    const { html, text, night: told } = await report({ date: '2026-12-20', run: empty });
    expect(told.run?.status).to.equal('skipped');
    const sections = sectionsOf(html);
    expect(sections.get('Games of 2026-12-20')).to.deep.equal({
      lines: ['No games, or no forecasts of them.'],
      rows: [],
    });
    expect(sections.get('Results of the day before')?.lines).to.deep.equal([
      'No forecast game was decided.',
    ]);
    expect(sections.get('Grades of the last week')?.lines).to.deep.equal(['No final games.']);
    expect(sections.get('Collected')?.lines[0]).to.equal('No season is on: nothing to do');
    expect(text.split('\n')[0]).to.equal(
      "Hank's Tank, night of 2026-12-20: skipped: No season is on: nothing to do; 0 games forecast",
    );
    expect(`${html}${text}`).not.to.match(/NaN|undefined|null|Infinity/);
  });

  it('tells of a day that no run came to', async () => {
    const { html, text, files } = await report({ date: '2026-12-21' });
    expect(text.split('\n')[0]).to.contain('night of 2026-12-21: no run');
    expect(path.basename(files.html)).to.equal('2026-12-21.html');
    expect(`${html}${text}`).not.to.match(/NaN|undefined|null|Infinity/);
  });

  it('tells of a bad day what failed, what was used instead, what was mended and what still fires', async () => {
    const bad = '2026-04-20';
    const steps = countedSteps([], {
      collect: {
        retries: 2,
        work: () =>
          Promise.reject(
            tankError('E_SOURCE_DOWN', 'GET <https://statsapi.mlb.com/x>: 503\nand more'),
          ),
        fallBack: () => ({
          status: 'degraded',
          says: 'nothing could be collected',
          fallback: 'what was collected before',
          facts: {},
          emits: {
            topic: 'data.collected',
            payload: { round: 1, outcome: 'failed', changed_rows: 0 },
          },
        }),
      },
      predict: {
        work: () =>
          Promise.reject(tankError('E_DATAFORM', 'game_predictions: & <script>alert(1)</script>')),
      },
    });
    const { run: failed } = await run(
      { ...small, progress: quiet, steps, pause: () => 0 },
      dailyInputs({ date: bad, source }),
    );
    expect(failed.status).to.equal('failed');
    const at = (time: string): string => `TIMESTAMP '${bad} ${time}'`;
    await small.query(`INSERT INTO mlb_ops.alert_log (alert_id, rule, subject, alert_severity, alert_status, says, first_seen_at, last_seen_at, resolved_at, runbook)
      VALUES ('a', 'grade_f', 'games', 'high', 'firing', 'still bad', ${at('07:00:00')}, ${at('07:00:00')}, NULL, 'docs/runbook.md#grade_f'),
        ('b', 'run_failed', 'daily', 'critical', 'firing', 'it failed', ${at('07:00:00')}, ${at('07:00:00')}, NULL, 'docs/runbook.md#run_failed'),
        ('c', 'stale_data', 'x', 'high', 'resolved', 'mended', ${at('07:00:00')}, ${at('07:00:00')}, ${at('07:30:00')}, 'docs/runbook.md#stale_data'),
        ('d', 'night_missed', 'daily', 'high', 'resolved', 'later', ${at('07:00:00')}, ${at('07:00:00')}, TIMESTAMP '2026-04-23', 'docs/runbook.md#night_missed')`);
    await small.query(`INSERT INTO mlb_ops.heal_actions (heal_id, heal_action, subject, heal_reason, is_dry_run, heal_status, says, heal_started_at)
      VALUES ('h', 'backfill', '2026-04-18..2026-04-20', 'the newest final game is of 2026-04-18', FALSE, 'failed', 'no answer', ${at('07:05:00')}),
        ('i', 'retrain', 'game_outcome', 'old', TRUE, 'planned', 'would', ${at('07:06:00')}),
        ('j', 'features', 'the night before', 'missing', FALSE, 'done', 'made', TIMESTAMP '2026-04-19 07:00:00')`);
    const { html, text } = await report({ date: bad, run: failed });
    const said = sectionsOf(html).get('What went wrong, and what was done')?.lines;
    expect(said).to.deep.equal([
      'collect (degraded, 3 tries): E_SOURCE_DOWN GET <https://statsapi.mlb.com/x>: 503 Used instead: what was collected before.',
      'predict (failed, 1 tries): E_DATAFORM game_predictions: & <script>alert(1)</script>',
      'Healing, backfill of 2026-04-18..2026-04-20: failed; the newest final game is of 2026-04-18. no answer',
      'Alert, critical: run_failed (daily): it failed. See docs/runbook.md#run_failed.',
      'Alert, high: grade_f (games): still bad. See docs/runbook.md#grade_f.',
      'Alert, high: night_missed (daily): later. See docs/runbook.md#night_missed.',
      '3 reads and 1 events wait for somebody: tank dlq list.',
    ]);
    for (const line of said ?? []) expect(text).to.contain(line);
    expect(html).to.contain('&lt;script&gt;').and.not.to.contain('<script');
    expect(text.split('\n')[0]).to.contain('failed: predict failed').and.to.contain('; 3 alerts');
  });

  it('fits a phone and a desk', async function () {
    const browser = await openBrowser();
    if (browser === undefined) return this.skip();
    try {
      const { html } = await report({ date, run: night });
      for (const width of [360, 1000]) {
        const page = await browser.newPage({ viewport: { width, height: 800 } });
        await page.setContent(html);
        const wide = await page.evaluate(
          `[...document.querySelectorAll('body, div')]
            .filter((node) => node.scrollWidth > node.clientWidth)
            .map((node) => node.textContent.trim().slice(0, 20) + ': ' + node.scrollWidth + ' in ' + node.clientWidth)`,
        );
        expect(wide, `${width} px`).to.deep.equal([]);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });
});
