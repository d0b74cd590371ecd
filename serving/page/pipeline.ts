import * as Plot from '@observablehq/plot';
import { groupBy } from '../group-by.ts';
import type { ModelVersion, QualityDay } from '../schemas.ts';
import { figure } from './figure.ts';
import { page } from './frame.ts';
import { gradeCalendars } from './grade-calendar.ts';
import { empty, html, type Html } from './html.ts';
import type { Alert, CostDay, DeadLetter, Pipeline, RunStep } from './pipeline-data.ts';
import { figureTable, plotFigure } from './plot.ts';
import { age, count, decimal, duration, moment, percent, plural, shortDate } from './words.ts';

export interface PipelinePage extends Pipeline {
  /** By date. */
  quality: readonly QualityDay[];
  /** Of every type of models, the newest first. */
  versions: readonly ModelVersion[];
  now: Date;
}

/** The page of the pipeline: whether the data is whole and new, and the work done. */
export function pipelinePage(pipeline: PipelinePage, notice: Html | undefined): string {
  return page(
    {
      title: 'Pipeline',
      description:
        'Whether the data is whole and new, what ran and how it ended, and what it cost.',
      current: 'pipeline',
      simulated: pipeline.simulated,
      notice,
    },
    html`<div class="title">
        <p class="over">Pipeline</p>
        <h1>What the forecasts rest on</h1>
      </div>
      ${figures(pipeline)} ${alertsSection(pipeline.alerts)}
      ${section(
        'Grades',
        'Every finished game is checked as it comes in: against its schema, for completeness, its players, and the ranges of its values.',
        pipeline.quality.length === 0
          ? notBuilt('No game has been graded yet.', 'run')
          : gradeCalendars(pipeline.quality),
      )}
      ${section(
        'Freshness',
        'What each table should have by now, given the phase of the season.',
        pipeline.freshness === undefined
          ? notBuilt('Freshness is not watched yet.', 'run --tags monitoring')
          : freshnessTable(pipeline),
      )}
      ${section('Runs', 'The last runs, step by step.', runs(pipeline))}
      ${section(
        'Dead letters',
        'What could not be read and has not succeeded since. It is tried again by hand or by the next run.',
        deadLetters(pipeline.deadLetters),
      )}
      ${section(
        'Drift',
        'Whether the games of the last 30 days look like those the model learned from: the population stability index, which counts as drift above 0.25.',
        drift(pipeline),
      )}
      ${section(
        'Cost',
        'What BigQuery would bill on demand for the jobs of each day.',
        pipeline.cost === undefined
          ? notBuilt('Costs are not watched yet.', 'run --tags monitoring')
          : cost(pipeline.cost),
      )}
      ${section(
        'Versions deployed',
        'Models that forecast now, or once did.',
        versionsTable(pipeline.versions),
      )}`,
  );
}

function section(title: string, says: string, body: Html): Html {
  return html`<section class="beside">
    <div>
      <h2>${title}</h2>
      <p>${says}</p>
    </div>
    <div>${body}</div>
  </section>`;
}

function notBuilt(says: string, command: string): Html {
  return html`<p class="muted">
    ${says} <code>npm run -s tank -- ${command}</code> makes what is shown here.
  </p>`;
}

/** The state of things in five figures. */
function figures(pipeline: PipelinePage): Html {
  const { freshness, steps, collections, deadLetters: letters, features, now } = pipeline;
  const newest = collections?.[0];
  const stale = freshness?.filter((table) => table.freshness === 'stale').length;
  const drifted = features?.filter((feature) => feature.drift === 'significant').length;
  const last = steps?.[0];
  const open = letters?.[0]?.letters ?? 0;
  return html`<dl class="figures">
    ${
      newest &&
      figure('Last collected', `${age(newest.started_at, now)} ago`, status(newest.outcome))
    }
    ${last && figure('Last run', `${age(last.run_started_at, now)} ago`, status(last.run_status))}
    ${
      stale !== undefined &&
      figure(
        'Stale tables',
        count(stale),
        stale === 0 ? good('all as new as expected') : bad('see below'),
      )
    }
    ${letters && figure('Dead letters', count(open), open === 0 ? good('nothing is missing') : bad('see below'))}
    ${
      drifted !== undefined &&
      figure(
        'Drifted inputs',
        count(drifted),
        drifted === 0 ? good('as in training') : bad('see below'),
      )
    }
  </dl>`;
}

const good = (text: string): Html => html`<span class="good">${text}</span>`;
const bad = (text: string): Html => html`<span class="bad">${text}</span>`;

const well = new Set(['complete', 'done', 'fresh', 'stable', 'resolved', 'off_season', 'champion']);
const soso = new Set(['partial', 'degraded', 'stopped', 'running', 'moderate', 'too few games']);
const dull = new Set(['skipped', 'nothing expected', 'empty', 'retired', 'refused']);

/** A state in its colour; the word itself says it too. */
function status(state: string | null): Html {
  if (state === null) return html`<span class="muted">–</span>`;
  const words = state.replaceAll('_', ' ');
  if (well.has(state)) return html`<span class="state good">${words}</span>`;
  if (soso.has(state)) return html`<span class="state warn">${words}</span>`;
  if (dull.has(state)) return html`<span class="state muted">${words}</span>`;
  return html`<span class="state bad">${words}</span>`;
}

function alertsSection(alerts: readonly Alert[] | undefined): Html {
  const firing = alerts?.filter((alert) => alert.alert_status === 'firing') ?? [];
  if (alerts === undefined || alerts.length === 0) return empty;
  return html`<section>
    <h2>
      Alerts <small>${firing.length === 0 ? 'none is firing' : `${firing.length} firing`}</small>
    </h2>
    ${figureTable(
      'Alerts, the firing ones first',
      [['What'], ['State'], ['Severity'], ['Since'], ['Last seen'], ['What to do']],
      alerts.map((alert) => [
        html`${alert.says}`,
        status(alert.alert_status),
        alert.alert_severity,
        moment(alert.first_seen_at),
        moment(alert.last_seen_at),
        alert.runbook ?? '–',
      ]),
    )}
  </section>`;
}

function freshnessTable({ freshness = [] }: PipelinePage): Html {
  return figureTable(
    `In the ${freshness[0]?.season_phase ?? 'season'}; what is stale comes first`,
    [['Table'], ['Layer'], ['State'], ['Newest'], ['Expected'], ['Last change']],
    freshness.map((table) => [
      html`<code>${table.table_name}</code>`,
      table.layer,
      html`${status(table.freshness)}${table.days_behind > 0 && `, ${plural(table.days_behind, 'day')}`}`,
      table.newest_event_date === null ? '–' : shortDate(table.newest_event_date),
      table.expected_event_date === null ? '–' : shortDate(table.expected_event_date),
      table.newest_change_at === null ? '–' : moment(table.newest_change_at),
    ]),
  );
}

function runs({ steps, collections }: PipelinePage): Html {
  return html`${steps && steps.length > 0 && [...groupBy(steps, ({ run_id }) => run_id).values()].map(runDetails)}
  ${
    collections === undefined || collections.length === 0
      ? notBuilt('Nothing was collected yet.', 'daily')
      : html`<h3>Collections</h3>
          ${figureTable(
            'The last collections, the newest first',
            [
              ['Dates'],
              ['State'],
              ['Begun'],
              ['Took', 'number'],
              ['Read', 'number'],
              ['Failed', 'number'],
              ['Rows changed', 'number'],
            ],
            collections.map((run) => [
              `${run.from_date} to ${run.to_date}`,
              html`${status(run.outcome)}
              ${run.error_code !== null && html`<br /><small>${run.error_code}: ${run.error_message ?? ''}</small>`}`,
              moment(run.started_at),
              duration(run.seconds),
              count(run.fetched_items),
              count(run.failed_items),
              count(run.changed_rows),
            ]),
          )}`
  }`;
}

function runDetails(steps: readonly RunStep[]): Html {
  const [run] = steps;
  if (run === undefined) return empty;
  const done = steps.filter((step) => step.step !== null);
  return html`<details class="run" ${run.run_status === 'failed' && html` open`}>
    <summary>
      ${run.workflow} of ${shortDate(run.logical_date)}: ${status(run.run_status)},
      ${moment(run.run_started_at)}
    </summary>
    ${run.run_says !== null && html`<p>${run.run_says}</p>`}
    ${figureTable(
      `Steps of ${run.run_id}`,
      [['Step'], ['State'], ['Took', 'number'], ['Attempts', 'number'], ['What it says']],
      done.map((step) => [
        step.step ?? '',
        status(step.step_status),
        step.seconds === null ? '–' : duration(step.seconds),
        step.attempts === null ? '–' : count(step.attempts),
        html`${step.says ?? ''}
        ${step.fallback !== null && html`<br /><span class="warn">Instead: ${step.fallback}</span>`}
        ${
          step.error_code !== null &&
          html`<br /><span class="bad">${step.error_code}: ${step.error_message ?? ''}</span>`
        }`,
      ]),
    )}
  </details>`;
}

function deadLetters(letters: readonly DeadLetter[] | undefined): Html {
  if (letters === undefined) return notBuilt('Nothing was collected yet.', 'daily');
  const [first] = letters;
  if (first === undefined)
    return html`<p>${good('None.')} Everything that was asked for was read.</p>`;
  return html`<p>
      ${plural(first.letters, 'letter')}. <code>npm run -s tank -- dlq list</code> shows them all,
      <code>dlq retry</code> tries them again.
    </p>
    ${figureTable(
      'Dead letters, the last failure first',
      [['What'], ['Why'], ['Failures', 'number'], ['First'], ['Last']],
      letters.map((letter) => [
        `${letter.entity} ${letter.read_key}`,
        html`${letter.error_code ?? ''} ${letter.error_message ?? ''}`,
        count(letter.failure_count),
        moment(letter.first_failed_at),
        moment(letter.last_failed_at),
      ]),
    )}`;
}

function drift({ features, forecasts }: PipelinePage): Html {
  if (features === undefined || forecasts === undefined) {
    return notBuilt('Drift is not watched yet.', 'run --tags monitoring');
  }
  const newest = forecasts.at(-1);
  return html`${
    newest &&
    html`<p>
      The forecasts themselves: ${status(newest.drift)}, index
      ${newest.psi === null ? '–' : decimal(newest.psi, 3)} over
      ${plural(newest.forecasts_recent, 'forecast')} to ${shortDate(newest.game_date)}; home teams
      ${percent(newest.mean_forecast_recent ?? 0, 1)} on average,
      ${
        newest.mean_forecast_before === null
          ? 'nothing before'
          : `${percent(newest.mean_forecast_before, 1)} in the year before`
      }.
    </p>`
  }
  ${figureTable(
    'Inputs of the model of winners, the most drifted first',
    [['Input'], ['State'], ['Index', 'number'], ['Missing', 'number']],
    features.map((feature) => [
      html`${feature.feature_name}<br /><small class="muted">${feature.feature_meaning}</small>`,
      status(feature.drift),
      feature.psi === null ? '–' : decimal(feature.psi, 3),
      feature.null_rate_30_dates === null ? '–' : percent(feature.null_rate_30_dates, 1),
    ]),
  )}`;
}

function cost(days: readonly CostDay[]): Html {
  if (days.length === 0) return html`<p class="muted">No job is on record yet.</p>`;
  const total = days.reduce((all, { cost_usd }) => all + cost_usd, 0);
  const bars = days.map((day) => ({
    at: new Date(`${day.job_date}T00:00:00Z`),
    usd: day.cost_usd,
  }));
  return plotFigure({
    title: 'US dollars by day',
    says: `Cost by day: ${decimal(total, 2)} US dollars over ${plural(days.length, 'day')}.`,
    caption: html`${decimal(total, 2)} US dollars over ${plural(days.length, 'day')} at BigQuery’s
    on-demand price. The embedded warehouse bills nothing; it counts as BigQuery would.`,
    draw: (width) => ({
      height: width < 500 ? 180 : 220,
      marginLeft: 48,
      x: { type: 'utc', label: null, ticks: Math.min(days.length, width < 500 ? 4 : 9), inset: 20 },
      y: { label: null, grid: true, tickFormat: '$.2f', ticks: 4 },
      marks: [
        Plot.ruleX(bars, {
          x: 'at',
          y: 'usd',
          stroke: 'var(--home)',
          strokeWidth: Math.max(2, Math.min(16, (0.7 * width) / days.length)),
        }),
        Plot.ruleY([0]),
      ],
    }),
    table: figureTable(
      'Jobs and cost by day (UTC), the newest first',
      [['Day'], ['Jobs', 'number'], ['GB billed', 'number'], ['US dollars', 'number']],
      days
        .toReversed()
        .map((day) => [
          shortDate(day.job_date),
          count(day.jobs),
          decimal(day.gigabytes_billed, 2),
          decimal(day.cost_usd, 4),
        ]),
    ),
  });
}

function versionsTable(versions: readonly ModelVersion[]): Html {
  const deployed = versions.filter(({ promoted_at }) => promoted_at !== null);
  if (deployed.length === 0) return notBuilt('No model was deployed yet.', 'train');
  return figureTable(
    'Versions that forecast, the newest first',
    [['Version'], ['Of'], ['State'], ['Deployed'], ['Learned from', 'number'], ['Through']],
    deployed.map((version) => [
      version.model_version,
      version.model_type.replaceAll('_', ' '),
      status(version.status),
      version.promoted_at === null ? '–' : moment(version.promoted_at),
      `${count(version.training_rows)} rows`,
      shortDate(version.training_through),
    ]),
  );
}
