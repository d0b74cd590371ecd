/** A metric of a chart: how the rows of a group are made one, and of which field. */
export interface Metric {
  field: string;
  aggregate: 'SUM' | 'AVG' | 'MAX' | 'COUNT';
}

export interface Chart {
  title: string;
  /** As Looker Studio calls it. */
  kind: 'Scorecard' | 'Time series' | 'Table' | 'Bar' | 'Line' | 'Scatter';
  /** A view of mlb_reporting: its data source. */
  view: string;
  dimensions: readonly string[];
  metrics: readonly Metric[];
  /** A condition in SQL, which is a filter of the chart. */
  filter?: string;
  /** A dimension or metric, descending. */
  sort?: string;
  rows?: number;
}

export interface Page {
  title: string;
  charts: readonly Chart[];
}

const sum = (field: string): Metric => ({ field, aggregate: 'SUM' });
const mean = (field: string): Metric => ({ field, aggregate: 'AVG' });
const largest = (field: string): Metric => ({ field, aggregate: 'MAX' });

const periods = "period_kind = 'month'";

/** The report in Looker Studio: pages of charts over the reporting views, none of which needs a join. */
export const lookerReport: readonly Page[] = [
  {
    title: 'Games',
    charts: [
      {
        title: 'The newest forecasts',
        kind: 'Table',
        view: 'daily_forecasts',
        dimensions: [
          'game_date',
          'matchup',
          'home_starter_name',
          'away_starter_name',
          'main_reason_words',
        ],
        metrics: [
          mean('home_win_probability'),
          mean('predicted_home_runs'),
          mean('predicted_away_runs'),
        ],
        sort: 'game_date',
        rows: 50,
      },
      {
        title: 'Why, by kind of reason',
        kind: 'Bar',
        view: 'forecast_reason_groups',
        dimensions: ['matchup', 'reason_label'],
        metrics: [mean('contribution_points')],
        rows: 200,
      },
      {
        title: 'Team form',
        kind: 'Time series',
        view: 'team_dashboard',
        dimensions: ['game_date', 'team_abbreviation'],
        metrics: [mean('season_win_rate')],
        sort: 'game_date',
        rows: 1000,
      },
    ],
  },
  {
    title: 'Track record',
    charts: [
      {
        title: 'Log loss beside Elo and the home rate, by month',
        kind: 'Line',
        view: 'track_record',
        dimensions: ['period_from', 'source'],
        metrics: [mean('log_loss'), mean('elo_log_loss'), mean('home_rate_log_loss')],
        filter: periods,
        sort: 'period_from',
      },
      {
        title: 'Scores by month',
        kind: 'Table',
        view: 'track_record',
        dimensions: ['period_from', 'source'],
        metrics: [
          sum('games'),
          mean('log_loss'),
          mean('log_loss_standard_error'),
          mean('brier_score'),
          mean('accuracy'),
          mean('gain_on_elo'),
        ],
        filter: periods,
        sort: 'period_from',
      },
      {
        title: 'Calibration',
        kind: 'Scatter',
        view: 'forecast_calibration',
        dimensions: ['season', 'bucket_label'],
        metrics: [mean('mean_forecast'), mean('home_win_rate'), sum('games')],
      },
      {
        title: 'Accuracy over 7 days',
        kind: 'Time series',
        view: 'model_performance_daily',
        dimensions: ['game_date'],
        metrics: [mean('accuracy'), sum('games')],
        filter: "period = '7 days'",
        sort: 'game_date',
        rows: 400,
      },
    ],
  },
  {
    title: 'Pipeline',
    charts: [
      {
        title: 'Games by grade',
        kind: 'Time series',
        view: 'data_quality_daily',
        dimensions: ['game_date'],
        metrics: [
          sum('games_grade_a'),
          sum('games_grade_b'),
          sum('games_grade_c'),
          sum('games_grade_f'),
        ],
        sort: 'game_date',
        rows: 400,
      },
      {
        title: 'Games held back',
        kind: 'Scorecard',
        view: 'data_quality_daily',
        dimensions: [],
        metrics: [sum('games_held_back'), sum('games_final')],
      },
      {
        title: 'Last steps of the pipeline',
        kind: 'Table',
        view: 'pipeline_runs',
        dimensions: ['run_started_at', 'run_id', 'step', 'step_status', 'says'],
        metrics: [largest('seconds')],
        sort: 'run_started_at',
        rows: 50,
      },
      {
        title: 'Alerts that fire',
        kind: 'Table',
        view: 'alerts',
        dimensions: ['last_seen_at', 'rule', 'subject', 'alert_severity', 'says'],
        metrics: [{ field: 'alert_id', aggregate: 'COUNT' }],
        filter: "alert_status = 'firing'",
        sort: 'last_seen_at',
      },
      {
        title: 'Collections and dead letters',
        kind: 'Time series',
        view: 'pipeline_health',
        dimensions: ['run_date'],
        metrics: [sum('items_fetched'), sum('items_failed'), sum('open_dead_letters')],
        sort: 'run_date',
        rows: 90,
      },
      {
        title: 'Drift of the model’s inputs',
        kind: 'Bar',
        view: 'feature_health',
        dimensions: ['feature_name', 'drift'],
        metrics: [mean('psi')],
        filter: 'is_model_input',
        sort: 'psi',
        rows: 30,
      },
      {
        title: 'Cost by day',
        kind: 'Bar',
        view: 'cost_daily',
        dimensions: ['job_date', 'statement_type'],
        metrics: [sum('cost_usd'), sum('gigabytes_billed')],
        sort: 'job_date',
        rows: 400,
      },
    ],
  },
];

/** The views that the report reads: its data sources. */
export const lookerViews: readonly string[] = [
  ...new Set(lookerReport.flatMap(({ charts }) => charts.map(({ view }) => view))),
];

/** What a chart asks the warehouse: its dimensions are grouped by, its metrics aggregated. */
export function chartQuery(chart: Chart): string {
  const { view, dimensions, metrics, filter, sort, rows } = chart;
  const columns = [
    ...dimensions,
    ...metrics.map(({ aggregate, field }) => `${aggregate}(${field}) AS ${field}`),
  ];
  return [
    'SELECT',
    `  ${columns.join(',\n  ')}`,
    `FROM mlb_reporting.${view}`,
    ...(filter === undefined ? [] : [`WHERE ${filter}`]),
    ...(dimensions.length === 0
      ? []
      : [`GROUP BY ${dimensions.map((_, place) => place + 1).join(', ')}`]),
    ...(sort === undefined ? [] : [`ORDER BY ${sort} DESC`]),
    ...(rows === undefined ? [] : [`LIMIT ${rows}`]),
  ].join('\n');
}
