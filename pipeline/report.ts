import type { EntityCounts, IngestSummary } from '../ingest/index.ts';
import type { Backtest, Baseline, Forecast, Metrics, PlayerBacktest } from '../ml/index.ts';
import type { Timings } from './timings.ts';

/** Lines of text in columns, first column left, the others by the width of their widest cell. */
export function columns(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, i) =>
        right.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** What a run did, entity by entity, and what failed. */
export function collectionLines(summary: IngestSummary): string[] {
  if (summary.outcome === 'off_season') return [`${offSeasonText(summary)}: nothing to collect`];
  const world = summary.source === 'sim' ? 'SIMULATED data' : summary.source;
  const asked = Object.entries(summary.entities).filter(([, counts]) => counts.expected > 0);
  const lines = [
    `Collected ${summary.from} to ${summary.to} from ${world}: ${summary.outcome}, ` +
      `${summary.requests} requests, ${summary.seconds.toFixed(1)} s`,
    ...columns([entityHeader, ...asked.map(entityCells)], [1, 2, 3, 4, 5, 6, 7, 9]),
  ];
  for (const { origin, state, reason } of summary.breakers) {
    lines.push(`  ${origin} ${state}: ${reason}`);
  }
  for (const { endpoint, path } of summary.drift) {
    lines.push(`  new field: ${endpoint} ${path}`);
  }
  if (summary.offSeason.length > 0) lines.push(`  left out: ${offSeasonText(summary)}`);
  const shown = summary.failures.slice(0, 8);
  for (const failure of shown)
    lines.push(`  failed: ${failure.key}: ${failure.code} ${failure.message}`);
  if (summary.failures.length > shown.length) {
    lines.push(`  and ${summary.failures.length - shown.length} more: tank dlq list`);
  }
  return lines;
}

const entityHeader = [
  'entity',
  'expected',
  'there',
  'fetched',
  'failed',
  'new rows',
  'changed',
  'unchanged',
  'from',
  's',
];

const entityCells = ([name, counts]: [string, EntityCounts]): string[] => [
  name,
  String(counts.expected),
  String(counts.present),
  String(counts.fetched),
  String(counts.failed + counts.skipped),
  String(counts.rows.inserted),
  String(counts.rows.changed + counts.rows.removed),
  String(counts.rows.unchanged),
  Object.keys(counts.origins).join(', '),
  counts.seconds.toFixed(1),
];

/** Which dates are in no season, and when the next one begins. */
export function offSeasonText({
  offSeason,
  nextSeason,
}: Pick<IngestSummary, 'offSeason' | 'nextSeason'>): string {
  const ranges = offSeason.map(({ from, to }) => (from === to ? from : `${from} to ${to}`));
  const next =
    nextSeason === null
      ? 'the next season is not known yet'
      : `the ${nextSeason.season} season begins on ${nextSeason.from}`;
  return `${ranges.join(', ')} off-season, ${next}`;
}

function percent(probability: number): string {
  return `${(100 * probability).toFixed(1)} %`;
}

export function forecastLines(date: string, forecasts: readonly Forecast[]): string[] {
  if (forecasts.length === 0) return [`No games on ${date}.`];
  const simulated = forecasts.some((forecast) => forecast.source === 'sim');
  const table = forecasts.map((forecast) => [
    `${forecast.away} at ${forecast.home}${forecast.game_number > 1 ? ` (${forecast.game_number})` : ''}`,
    `${forecast.away_starter ?? 'unannounced'} / ${forecast.home_starter ?? 'unannounced'}`,
    percent(forecast.home_win_probability),
    `${forecast.predicted_away_runs.toFixed(1)}-${forecast.predicted_home_runs.toFixed(1)}`,
  ]);
  return [
    `${simulated ? 'SIMULATED games: forecasts' : 'Forecasts'} for ${date}, model ${forecasts[0]?.model_version ?? ''}`,
    ...columns([['Game', 'Starters (away / home)', 'Home wins', 'Runs'], ...table], [2, 3]).map(
      (line) => `  ${line}`,
    ),
  ];
}

function number(value: number | null, digits: number): string {
  return value?.toFixed(digits) ?? '-';
}

function metricCells(name: string, m: Metrics, versus?: Baseline): string[] {
  return [
    name,
    String(m.games),
    m.accuracy.toFixed(3),
    m.brier.toFixed(4),
    m.log_loss.toFixed(4),
    number(m.calibration_slope, 2),
    number(m.calibration_intercept, 2),
    versus ? `${versus.difference.toFixed(4)} ± ${versus.standard_error.toFixed(4)}` : '',
  ];
}

const sliceNames = { season: '', month: 'month ', favourite: 'favourite ' };

const scoreColumns = [1, 2, 3, 4, 5, 6, 7];

/** Scores of a backtest, pooled. */
export function pooledLines(result: Backtest): string[] {
  const { model, baselines, seasons, source } = result;
  const known = result.as_of === 'morning' ? 'as of the morning' : 'with the announced lineups';
  const table = [
    ['', 'Games', 'Accuracy', 'Brier', 'Log loss', 'Slope', 'Intercept', 'Model less this'],
    metricCells('Model', model),
    metricCells('Elo', baselines.elo, baselines.elo),
    metricCells('Home rate', baselines.home_rate, baselines.home_rate),
  ];
  return [
    `${source === 'sim' ? 'SIMULATED season' : 'Season'} ${seasons.join(', ')} ${known}: ${model.games} games forecast, ` +
      `${result.refits.length} refits, each on earlier games only`,
    ...columns(table, scoreColumns).map((line) => `  ${line}`),
  ];
}

/** Scores of a backtest, pooled and in slices, and how its runs and intervals did. */
export function backtestLines(result: Backtest): string[] {
  const { runs } = result;
  const slices = [
    ['Model in', 'Games', 'Accuracy', 'Brier', 'Log loss', 'Slope', 'Intercept', 'Less Elo'],
    ...result.slices.map((slice) => [
      ...metricCells(sliceNames[slice.by] + slice.value, slice.model, slice.baselines.elo),
    ]),
  ];
  const calibration = [
    ['Forecast', 'Games', 'Mean', 'Won', 'Error'],
    ...result.calibration.map((bin) => [
      `${bin.from.toFixed(2)}-${bin.to.toFixed(2)}`,
      String(bin.games),
      bin.forecast.toFixed(3),
      bin.observed.toFixed(3),
      bin.standard_error.toFixed(3),
    ]),
  ];
  return [
    ...pooledLines(result),
    ...columns(slices, scoreColumns).map((line) => `  ${line}`),
    ...columns(calibration, scoreColumns).map((line) => `  ${line}`),
    `  Runs of a side: RMSE ${runs.side_rmse.toFixed(3)} (mean of the past ${runs.mean_side_rmse.toFixed(3)}), ` +
      `of both ${runs.total_rmse.toFixed(3)} (${runs.mean_total_rmse.toFixed(3)}); 80 % intervals hold ` +
      `${percent(runs.side_coverage)} of sides, ${percent(runs.total_coverage)} of totals`,
    `  Over 8.5: forecast ${percent(runs.over_forecast)}, came ${percent(runs.over_share)}, log loss ${runs.over_log_loss.toFixed(4)}; ` +
      `home by two: forecast ${percent(runs.home_by_two_forecast)}, came ${percent(runs.home_by_two_share)}, ` +
      `log loss ${runs.home_by_two_log_loss.toFixed(4)}`,
  ];
}

/** Scores of a backtest of players, a line for each number that is forecast. */
export function playerBacktestLines({
  seasons,
  roles,
  refits,
}: Omit<PlayerBacktest, 'forecasts'>): string[] {
  const table = [
    ['', 'Players', 'RMSE', 'Simple', 'Held', 'Line', 'Log loss', 'Less simple', 'Error'],
    ...roles.map((one) => [
      one.role.replace('_', ' ').replaceAll('_', ' '),
      String(one.players),
      one.rmse.toFixed(3),
      one.baseline_rmse.toFixed(3),
      percent(one.coverage),
      one.line.toFixed(1),
      one.log_loss.toFixed(4),
      one.difference.toFixed(4),
      one.standard_error.toFixed(4),
    ]),
  ];
  return [
    `Players of ${seasons.join(', ')}: ${refits.length} refits, each on earlier games only`,
    ...columns(table, [1, 2, 3, 4, 5, 6, 7, 8]).map((line) => `  ${line}`),
    '  Simple: decayed rates times the usual opportunities, or the mean. Held: by intervals meant for 80 %.',
  ];
}

export function timingLine(seconds: Timings): string {
  const parts = Object.entries(seconds).map(([stage, value]) => `${stage} ${value.toFixed(1)} s`);
  const total = Object.values(seconds).reduce((sum, value) => sum + value, 0);
  return `Time: ${parts.join(', ')}; together ${total.toFixed(1)} s`;
}
