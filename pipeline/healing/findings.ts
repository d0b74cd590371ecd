import { rowsOf } from '../rows.ts';
import type { Session } from '../session.ts';
import { tablesThere } from '../tables-there.ts';
import { addDays } from '../dates.ts';

export const healActions = ['leases', 'backfill', 'recollect', 'features', 'retrain'] as const;
export type HealAction = (typeof healActions)[number];

/** Something that is wrong, and what is to be done about it. */
export interface Finding {
  action: HealAction;
  /** What it is about: a run, dates, a type of models. */
  subject: string;
  /** What is wrong one by one, in order: the run, the type, the dates. How often each was mended is counted. */
  items: readonly string[];
  reason: string;
  /** Dates that are collected again. */
  range?: { from: string; to: string };
}

/** Days that data may be late before it is collected anew. */
const staleDays = 2;
/** Most days that one action collects: what is older takes several. */
const mostDays = 31;
/** Days after which models are too old; the same as in `tank train`. */
const oldDays = 14;
/** Days back that dates of grade F are collected again. */
const gradedDays = 30;

const rangeText = ({ from, to }: { from: string; to: string }): string => `${from}..${to}`;

/** What is collected for dates, which are in order: all from the first to the last. */
export function ofDates(
  dates: readonly string[],
): Required<Pick<Finding, 'subject' | 'items' | 'range'>> {
  const [from = ''] = dates;
  const range = { from, to: dates.at(-1) ?? from };
  return { subject: range.from === range.to ? from : rangeText(range), items: dates, range };
}

/** Whether something was mended when something was done about a subject: it, or dates around it. */
export function isAbout(subject: string, item: string): boolean {
  const [from = '', to = from] = subject.split('..');
  return subject === item || (from <= item && item <= to);
}

/** Datasets that are looked into. */
const datasets = ['mlb_ops', 'mlb_quality', 'mlb_historical_data', 'mlb_features', 'mlb_models'];

interface Check {
  reads: readonly string[];
  find: (session: Session, today: string) => Promise<Finding[]>;
}

/** Runs that say they are at work though their lease has ended. */
const stuckRuns: Check = {
  reads: ['mlb_ops.runs', 'mlb_ops.leases'],
  find: async (session) => {
    const runs = await rowsOf<{ run_id: string; worker: string }>(
      session,
      `SELECT runs.run_id, runs.worker
FROM mlb_ops.runs AS runs
LEFT JOIN mlb_ops.leases AS leases
  ON leases.run_id = runs.run_id AND leases.expires_at > CURRENT_TIMESTAMP()
WHERE runs.run_status = 'running' AND leases.run_id IS NULL
ORDER BY runs.run_id`,
    );
    return runs.map(({ run_id: subject, worker }) => ({
      action: 'leases',
      subject,
      items: [subject],
      reason: `it says that it is at work, but its lease has ended: ${worker} was killed`,
    }));
  },
};

/** No final game for two days or more though there should be some. */
const staleData: Check = {
  reads: ['mlb_ops.table_freshness'],
  find: async (session, today) => {
    const [stale] = await rowsOf<{ newest: string | null; days_behind: number }>(
      session,
      `SELECT newest_event_date AS newest, days_behind
FROM mlb_ops.table_freshness
WHERE table_name = 'games_historical' AND freshness IN ('stale', 'empty') AND expected_event_date IS NOT NULL`,
    );
    const newest = stale?.newest ?? null;
    if (newest === null || newest > addDays(today, -staleDays)) return [];
    const range = { from: newest, to: [addDays(newest, mostDays - 1), today].sort()[0] ?? today };
    return [
      {
        action: 'backfill',
        subject: rangeText(range),
        items: [newest],
        reason: `the newest final game is of ${newest}`,
        range,
      },
    ];
  },
};

/** Dates with data of grade F, or of a grade that the phase collects again. */
const gradeF: Check = {
  reads: ['mlb_quality.date_quality_grades', 'mlb_quality.game_quality_grades'],
  find: async (session, today) => {
    const weeks = await rowsOf<{ dates: string[]; items: number }>(
      session,
      `SELECT ARRAY_AGG(CAST(bad_date AS STRING) ORDER BY bad_date) AS dates, SUM(items) AS items
FROM (
  SELECT bad_date, COUNT(*) AS items
  FROM (
    SELECT game_date AS bad_date FROM mlb_quality.game_quality_grades WHERE should_retry
    UNION ALL
    SELECT check_date AS bad_date FROM mlb_quality.date_quality_grades WHERE should_retry
  )
  WHERE bad_date BETWEEN DATE_SUB(CAST(? AS DATE), INTERVAL ${gradedDays} DAY) AND DATE_SUB(CAST(? AS DATE), INTERVAL 1 DAY)
  GROUP BY bad_date
)
GROUP BY DATE_TRUNC(bad_date, WEEK)
ORDER BY MIN(bad_date)`,
      [today, today],
    );
    return weeks.map(({ dates, items }) => ({
      action: 'recollect',
      reason: `${items} games or entities whose grade asks for it`,
      ...ofDates(dates),
    }));
  },
};

/** Games that are to be forecast or learnt from, without features. */
const missingFeatures: Check = {
  reads: ['mlb_historical_data.games_historical', 'mlb_features.game_features_daily'],
  find: async (session, today) => {
    const [row] = await rowsOf<{ games: number; from_date: string | null; to_date: string | null }>(
      session,
      `SELECT COUNT(*) AS games, MIN(games.game_date) AS from_date, MAX(games.game_date) AS to_date
FROM mlb_historical_data.games_historical AS games
LEFT JOIN mlb_features.game_features_daily AS features
  ON features.game_pk = games.game_pk AND features.game_date = games.game_date
WHERE games.game_date <= CAST(? AS DATE)
  AND games.game_type IN ('R', 'F', 'D', 'L', 'W')
  AND (games.is_final OR games.game_date = CAST(? AS DATE) AND games.status_code NOT IN ('D', 'C'))
  AND features.game_pk IS NULL`,
      [today, today],
    );
    if (row === undefined || row.games === 0) return [];
    return [
      {
        action: 'features',
        subject: `${row.from_date ?? ''}..${row.to_date ?? ''}`,
        items: [row.from_date ?? ''],
        reason: `${row.games} games have no row of features`,
      },
    ];
  },
};

/** Champions that learnt from nothing newer than two weeks ago, while there is something newer to learn from: the regular season. */
const oldModels: Check = {
  reads: ['mlb_models.model_versions', 'mlb_historical_data.games_historical'],
  find: async (session, today) => {
    const models = await rowsOf<{ model_type: string; model_version: string; days: number }>(
      session,
      `SELECT versions.model_type, versions.model_version,
  DATE_DIFF(CAST(? AS DATE), versions.training_through, DAY) AS days
FROM mlb_models.model_versions AS versions
CROSS JOIN (
  SELECT MAX(IF(game_type = 'R', completed_date, NULL)) AS newest,
    COUNTIF(game_type IN ('F', 'D', 'L', 'W') AND season = EXTRACT(YEAR FROM CAST(? AS DATE))) AS postseason_games
  FROM mlb_historical_data.games_historical
  WHERE is_final AND completed_date < CAST(? AS DATE) AND game_type IN ('R', 'F', 'D', 'L', 'W')
) AS games
WHERE versions.is_champion
  AND games.postseason_games = 0
  AND DATE_DIFF(CAST(? AS DATE), versions.training_through, DAY) > ${oldDays}
  AND games.newest > versions.training_through
ORDER BY versions.model_type`,
      [today, today, today, today],
    );
    return models.map(({ model_type: subject, model_version: version, days }) => ({
      action: 'retrain',
      subject,
      items: [subject],
      reason: `${version} has learnt from games until ${days} days ago, and there are newer ones`,
    }));
  },
};

const checks: readonly Check[] = [stuckRuns, staleData, gradeF, missingFeatures, oldModels];

/**
 * What is wrong, in the order in which it is to be mended: what is collected first is built and learnt from afterwards.
 * Checks wait until their tables are there.
 * @param today the date that was due last, US/Eastern
 * @throws TankError E_WAREHOUSE
 */
export async function findIll(session: Session, today: string): Promise<Finding[]> {
  const there = await tablesThere(session, datasets);
  const found: Finding[] = [];
  for (const { reads, find } of checks)
    if (reads.every((table) => there.has(table))) found.push(...(await find(session, today)));
  return found;
}
