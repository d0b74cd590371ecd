import { rowsOf } from '../rows.ts';
import type { RunState } from '../runs/run-store.ts';
import type { Session } from '../session.ts';
import { addDays, gameZone } from '../dates.ts';
import { tablesThere } from '../tables-there.ts';

export interface Night {
  project: string;
  date: string;
  isSimulated: boolean;
  /** The newest run of the date; undefined when there was none. */
  run: RunState | undefined;
  /** What was collected of what was to be there, by entity. */
  entities: {
    entity: string;
    expected: number;
    present: number;
    fetched: number;
    missed: number;
  }[];
  grades: {
    date: string;
    final: number;
    a: number;
    b: number;
    c: number;
    f: number;
    heldBack: number;
  }[];
  newFields: { endpoint: string; path: string }[];
  /** Raw rows that the night inserted, changed or removed. */
  changedRows: number;
  models: {
    type: string;
    version: string | null;
    previous: string | null;
    says: string;
    why: string;
  }[];
  forecasts: { matchup: string; starters: string; homeWins: number; runs: string; model: string }[];
  results: {
    matchup: string;
    score: string;
    homeWins: number;
    favouriteWon: boolean;
    logLoss: number;
  }[];
  scores: { period: string; games: number; accuracy: number; logLoss: number; baseline: number }[];
  costs: { date: string; gigabytes: number; usd: number }[];
  alerts: { severity: string; rule: string; subject: string; says: string; runbook: string }[];
  healing: { action: string; subject: string; status: string; reason: string; says: string }[];
  deadLetters: number;
  deadEvents: number;
}

/** Midnights of the date and after it, US/Eastern, each with a parameter: the date. */
const begin = `TIMESTAMP(CAST(? AS DATE), '${gameZone}')`;
const end = `TIMESTAMP(DATE_ADD(CAST(? AS DATE), INTERVAL 1 DAY), '${gameZone}')`;
/** Healing since six in the morning of the day before, when its own night is over, belongs to this night. */
const hoursBefore = 18;

interface Facts {
  entities?: Record<
    string,
    { expected: number; present: number; fetched: number; failed: number; skipped: number }
  >;
  changed_rows?: number;
  types?: {
    type: string;
    version: string | null;
    previous: string | null;
    says: string;
    made: { version: string; promoted: boolean; why: string }[];
  }[];
}

const factsOf = (run: RunState | undefined, step: string): Facts =>
  run?.steps.findLast((one) => one.step === step)?.outputs?.facts ?? {};

/**
 * All that there is to say about a night: what was collected, graded, trained, forecast, scored, what it cost, what went wrong
 * and what was done about it. What there are no tables for yet is empty.
 * @throws TankError E_WAREHOUSE
 */
export async function readNight(
  session: Session,
  date: string,
  run: RunState | undefined,
): Promise<Night> {
  const datasets = ['mlb_ops', 'mlb_quality', 'mlb_reporting'];
  const there = await tablesThere(session, datasets);
  const ask = async <Row>(
    tables: readonly string[],
    query: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> =>
    tables.every((table) => there.has(table)) ? rowsOf<Row>(session, query, parameters) : [];
  const yesterday = addDays(date, -1);
  const collected = factsOf(run, 'collect');
  const [grades, newFields, forecasts, results, scores, costs, alerts, healing, letters, events] =
    await Promise.all([
      ask<Night['grades'][number]>(
        ['mlb_reporting.data_quality_daily'],
        `SELECT game_date AS date, games_final AS final, games_grade_a AS a, games_grade_b AS b,
  games_grade_c AS c, games_grade_f AS f, games_held_back AS heldBack
FROM mlb_reporting.data_quality_daily
WHERE game_date BETWEEN DATE_SUB(CAST(? AS DATE), INTERVAL 7 DAY) AND CAST(? AS DATE)
ORDER BY game_date DESC`,
        [date, date],
      ),
      ask<Night['newFields'][number]>(
        ['mlb_ops.schema_drift'],
        `SELECT endpoint, path FROM mlb_ops.schema_drift
WHERE first_seen_at >= ${begin} AND first_seen_at < ${end} ORDER BY endpoint, path LIMIT 20`,
        [date, date],
      ),
      ask<Night['forecasts'][number]>(
        ['mlb_reporting.daily_forecasts'],
        `SELECT matchup,
  CONCAT(COALESCE(away_starter_name, 'unannounced'), ' / ', COALESCE(home_starter_name, 'unannounced')) AS starters,
  home_win_probability AS homeWins,
  FORMAT('%.1f-%.1f', predicted_away_runs, predicted_home_runs) AS runs, model_version AS model
FROM mlb_reporting.daily_forecasts
WHERE game_date = CAST(? AS DATE)
ORDER BY first_pitch_at, game_pk`,
        [date],
      ),
      ask<Night['results'][number]>(
        ['mlb_reporting.forecast_results'],
        `SELECT matchup, FORMAT('%d-%d', away_score, home_score) AS score, home_win_probability AS homeWins,
  favourite_won AS favouriteWon, log_loss AS logLoss
FROM mlb_reporting.forecast_results
WHERE game_date = CAST(? AS DATE)
ORDER BY game_pk`,
        [yesterday],
      ),
      ask<Night['scores'][number]>(
        ['mlb_reporting.model_performance_daily'],
        `SELECT period, games, accuracy, log_loss AS logLoss, baseline_log_loss AS baseline
FROM mlb_reporting.model_performance_daily
WHERE game_date = (SELECT MAX(game_date) FROM mlb_reporting.model_performance_daily WHERE game_date < CAST(? AS DATE))
ORDER BY period_order`,
        [date],
      ),
      ask<Night['costs'][number]>(
        ['mlb_ops.job_costs'],
        `SELECT job_date AS date, SUM(bytes_billed) / 1e9 AS gigabytes, SUM(cost_usd) AS usd
FROM mlb_ops.job_costs
WHERE job_date >= DATE_SUB(CURRENT_DATE('UTC'), INTERVAL 2 DAY)
GROUP BY job_date
ORDER BY job_date DESC`,
      ),
      ask<Night['alerts'][number]>(
        ['mlb_ops.alert_log'],
        `SELECT alert_severity AS severity, rule, subject, says, runbook
FROM mlb_ops.alert_log
WHERE first_seen_at < ${end} AND (resolved_at IS NULL OR resolved_at >= ${end})
ORDER BY CASE alert_severity WHEN 'critical' THEN 1 WHEN 'high' THEN 2 ELSE 3 END, alert_id`,
        [date, date],
      ),
      ask<Night['healing'][number]>(
        ['mlb_ops.heal_actions'],
        `SELECT heal_action AS action, subject, heal_status AS status, heal_reason AS reason, COALESCE(says, '') AS says
FROM mlb_ops.heal_actions
WHERE NOT is_dry_run
  AND heal_started_at >= TIMESTAMP_SUB(${begin}, INTERVAL ${hoursBefore} HOUR) AND heal_started_at < ${end}
ORDER BY heal_started_at`,
        [date, date],
      ),
      ask<{ n: number }>(
        ['mlb_ops.dead_letters'],
        'SELECT COUNT(*) AS n FROM mlb_ops.dead_letters',
      ),
      ask<{ n: number }>(
        ['mlb_ops.dead_events'],
        'SELECT COUNT(*) AS n FROM mlb_ops.dead_events WHERE settled_at IS NULL',
      ),
    ]);
  return {
    project: session.config.project,
    date,
    isSimulated: run?.source === 'sim',
    run,
    entities: Object.entries(collected.entities ?? {}).map(
      ([entity, { expected, present, fetched, failed, skipped }]) => ({
        entity,
        expected,
        present,
        fetched,
        missed: failed + skipped,
      }),
    ),
    grades,
    newFields,
    changedRows: collected.changed_rows ?? 0,
    models: (factsOf(run, 'train').types ?? []).map(({ type, version, previous, says, made }) => ({
      type,
      version,
      previous,
      says,
      why: made
        .map((one) => `${one.version} ${one.promoted ? 'promoted' : 'not promoted'}: ${one.why}`)
        .join('; '),
    })),
    forecasts,
    results,
    scores,
    costs,
    alerts,
    healing,
    deadLetters: letters[0]?.n ?? 0,
    deadEvents: events[0]?.n ?? 0,
  };
}
