/**
 * Incremental tables that replace what changed, in one transaction: pre-operations delete the rows that may have
 * changed, the query inserts them anew, post-operations commit. A run that fails or is killed changes nothing, a row
 * that is gone from the source goes here too, and the table is what a full refresh would make it.
 *
 * `loaded_at` of every table but the raw ones is when the row was written there (CURRENT_TIMESTAMP()). Rows are written
 * anew only when something behind them changed, and always later than what they are made of.
 */

const never = "TIMESTAMP '1970-01-01 00:00:00+00'";

/** SQL condition on two rows of one key, `expected` and `present`: what is there is not what should be there. */
const differs = `present.row_count IS NULL
    OR expected.row_count IS NULL
    OR present.row_count != expected.row_count
    OR present.loaded_at <= expected.loaded_at`;

/**
 * Pre-operations of a table of games whose rows are replaced game by game. Declares `changed_games`, which the query
 * filters by: `WHERE game_pk IN UNNEST(changed_games)`.
 * @param {string} self backquoted name of the table
 * @param {string} expected SQL query of the rows that should be there: game_pk, row_count and loaded_at, the newest
 *   load of what the game's rows are made of; one row per game
 * @param {object} [options]
 * @param {string} [options.date] column of the table's partition. Then `expected` has a fourth column `changed_date`, the
 *   partition of the source that holds the game, and `changed_dates` is declared too, by which the query prunes:
 *   `WHERE schedule_date IN UNNEST(changed_dates) AND game_pk IN UNNEST(changed_games)`
 * @param {string} [options.counted] SQL aggregate over the game's rows in the table that `row_count` is compared with,
 *   where their number says too little
 */
function changedGames(self, expected, { date, counted = 'COUNT(*)' } = {}) {
  if (date === undefined) {
    return `DECLARE changed_games ARRAY<INT64> DEFAULT (
  SELECT ARRAY_AGG(game_pk)
  FROM (
    SELECT game_pk, row_count, loaded_at
    FROM (
      ${expected}
    )
  ) AS expected
  FULL JOIN (
    SELECT game_pk, ${counted} AS row_count, MIN(loaded_at) AS loaded_at
    FROM ${self}
    GROUP BY game_pk
  ) AS present
  USING (game_pk)
  WHERE ${differs}
);
BEGIN TRANSACTION;
DELETE FROM ${self} WHERE game_pk IN UNNEST(changed_games)`;
  }
  return `DECLARE changes ARRAY<STRUCT<game_pk INT64, source_date DATE, own_date DATE>> DEFAULT (
  SELECT ARRAY_AGG(STRUCT(game_pk, expected.changed_date, present.changed_date))
  FROM (
    SELECT game_pk, changed_date, row_count, loaded_at
    FROM (
      ${expected}
    )
  ) AS expected
  FULL JOIN (
    SELECT game_pk, MIN(${date}) AS changed_date, ${counted} AS row_count, MIN(loaded_at) AS loaded_at
    FROM ${self}
    GROUP BY game_pk
  ) AS present
  USING (game_pk)
  WHERE ${differs}
);
DECLARE changed_games ARRAY<INT64> DEFAULT (SELECT ARRAY_AGG(game_pk) FROM UNNEST(changes));
DECLARE changed_dates ARRAY<DATE> DEFAULT (
  SELECT ARRAY_AGG(DISTINCT source_date IGNORE NULLS) FROM UNNEST(changes)
);
DECLARE stale_dates ARRAY<DATE> DEFAULT (
  SELECT ARRAY_AGG(DISTINCT own_date IGNORE NULLS) FROM UNNEST(changes)
);
BEGIN TRANSACTION;
DELETE FROM ${self} WHERE ${date} IN UNNEST(stale_dates) AND game_pk IN UNNEST(changed_games)`;
}

/**
 * Pre-operations of a table whose rows are replaced date by date, such as snapshots. Declares `changed_dates`, which the
 * query filters by: `WHERE roster_date IN UNNEST(changed_dates)`.
 * @param {string} self backquoted name of the table
 * @param {string} date its column of the date, its partition
 * @param {string} expected SQL query of the rows that should be there: that date under its name, row_count and
 *   loaded_at, the newest load of what the date's rows are made of; one row per date
 */
function changedDates(self, date, expected) {
  return `DECLARE changed_dates ARRAY<DATE> DEFAULT (
  SELECT ARRAY_AGG(${date})
  FROM (
    SELECT ${date}, row_count, loaded_at
    FROM (
      ${expected}
    )
  ) AS expected
  FULL JOIN (
    SELECT ${date}, COUNT(*) AS row_count, MIN(loaded_at) AS loaded_at
    FROM ${self}
    GROUP BY ${date}
  ) AS present
  USING (${date})
  WHERE ${differs}
);
BEGIN TRANSACTION;
DELETE FROM ${self} WHERE ${date} IN UNNEST(changed_dates)`;
}

/**
 * Pre-operations of a table of dates whose rows from one date on are replaced. Declares `rebuild_from`, the earliest
 * date that a change since the newest row can touch, NULL when nothing changed; the query filters by it:
 * `WHERE game_date >= rebuild_from`.
 * @param {string} self backquoted name of the table
 * @param {object} options
 * @param {string} options.date column of the table's date, its partition
 * @param {{ from: string, date: string, days?: number }[]} options.sources tables the rows are made of: `date` is the column
 *   of the fact's date, `days` how much later it can touch a row first: 1 (the default) for what counts from the day
 *   after, 0 for what counts on the date itself, as a scheduled game
 * @param {string} [options.gone] SQL query of dates with rows that should not be there any more, column `changed_date`
 */
function since(self, { date, sources, gone }) {
  const changes = sources.map(
    ({ from, date: column, days = 1 }) =>
      `SELECT DATE_ADD(MIN(${column}), INTERVAL ${days} DAY) AS changed_date
    FROM ${from}
    WHERE loaded_at > (SELECT COALESCE(MAX(loaded_at), ${never}) FROM ${self})`,
  );
  return `DECLARE rebuild_from DATE DEFAULT (
  SELECT MIN(changed_date)
  FROM (
    ${[...changes, ...(gone ? [gone] : [])].join('\n    UNION ALL\n    ')}
  )
);
BEGIN TRANSACTION;
DELETE FROM ${self} WHERE ${date} >= rebuild_from`;
}

/** Post-operations that go with any of them. */
const commit = 'COMMIT TRANSACTION';

module.exports = { changedGames, changedDates, since, commit };
