/**
 * Incremental tables that replace what changed, in one transaction: pre-operations delete the rows that may have
 * changed, the query inserts them anew, post-operations commit. A run that fails or is killed changes nothing, a row
 * that is gone from the source goes here too, and the table is what a full refresh would make it.
 * Where nothing changed the script returns before its transaction: nothing is read to delete and to insert no rows.
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

/** Statements between finding what changed and changing it: without changes neither the query nor what is after it runs. */
const beginUnless = (nothing) => `IF ${nothing} THEN
  RETURN;
END IF;
BEGIN TRANSACTION`;

const isEmpty = (array) => `IFNULL(ARRAY_LENGTH(${array}), 0) = 0`;

/**
 * Pre-operations of a table of games whose rows are replaced game by game. Declares `changed_games`, which the query
 * filters by: `WHERE game_pk IN UNNEST(changed_games)`.
 * @param {string} self backquoted name of the table
 * @param {string} expected SQL query of the rows that should be there: game_pk, row_count and loaded_at, the newest
 *   load of what the game's rows are made of; one row per game
 * @param {object} [options]
 * @param {string} [options.date] column of the table's partition, one date for all rows of a game. Then `expected` has a
 *   fourth column `changed_date`, the partition of the source that holds the game, and `changed_dates` is declared too, by
 *   which the query prunes:
 *   `WHERE schedule_date IN UNNEST(changed_dates) AND game_pk IN UNNEST(changed_games)`
 * @param {string} [options.counted] SQL aggregate over the game's rows in the table that `row_count` is compared with,
 *   where their number says too little
 */
function changedGames(self, expected, { date, counted = 'COUNT(*)' } = {}) {
  const compared = (more = '') => `FROM (
      ${expected}
    ) AS expected
    FULL JOIN (
      SELECT game_pk, ${counted} AS row_count, MIN(loaded_at) AS loaded_at${more}
      FROM ${self}
      GROUP BY game_pk
    ) AS present
    USING (game_pk)
    WHERE ${differs}`;
  if (date === undefined) {
    return `DECLARE changed_games ARRAY<INT64> DEFAULT (
  SELECT ARRAY_AGG(game_pk)
    ${compared()}
);
${beginUnless(isEmpty('changed_games'))};
DELETE FROM ${self} WHERE game_pk IN UNNEST(changed_games)`;
  }
  return `DECLARE changed STRUCT<games ARRAY<INT64>, source_dates ARRAY<DATE>, own_dates ARRAY<DATE>> DEFAULT (
  SELECT AS STRUCT
    ARRAY_AGG(game_pk ORDER BY game_pk),
    ARRAY_AGG(DISTINCT expected.changed_date IGNORE NULLS ORDER BY expected.changed_date),
    ARRAY_AGG(DISTINCT present.own_date IGNORE NULLS ORDER BY present.own_date)
    ${compared(`, MAX(${date}) AS own_date`)}
);
DECLARE changed_games ARRAY<INT64> DEFAULT changed.games;
DECLARE changed_dates ARRAY<DATE> DEFAULT changed.source_dates;
DECLARE stale_dates ARRAY<DATE> DEFAULT changed.own_dates;
${beginUnless(isEmpty('changed_games'))};
DELETE FROM ${self} WHERE ${date} IN UNNEST(stale_dates) AND game_pk IN UNNEST(changed_games)`;
}

/**
 * Pre-operations of a table whose rows are replaced date by date, such as snapshots. Declares `changed_dates`, which the
 * query filters by: `WHERE roster_date IN UNNEST(changed_dates)`.
 * @param {string} self backquoted name of the table
 * @param {string} date its column of the date, its partition
 * @param {string} expected SQL query of the rows that should be there: that date under its name, row_count and
 *   loaded_at, the newest load of what the date's rows are made of; one row per date
 * @param {object} [options]
 * @param {string} [options.counted] SQL aggregate over the date's rows in the table that `row_count` is compared with
 */
function changedDates(self, date, expected, { counted = 'COUNT(*)' } = {}) {
  return `DECLARE changed_dates ARRAY<DATE> DEFAULT (
  SELECT ARRAY_AGG(${date})
  FROM (
    SELECT ${date}, row_count, loaded_at
    FROM (
      ${expected}
    )
  ) AS expected
  FULL JOIN (
    SELECT ${date}, ${counted} AS row_count, MIN(loaded_at) AS loaded_at
    FROM ${self}
    GROUP BY ${date}
  ) AS present
  USING (${date})
  WHERE ${differs}
);
${beginUnless(isEmpty('changed_dates'))};
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
${beginUnless('rebuild_from IS NULL')};
DELETE FROM ${self} WHERE ${date} >= rebuild_from`;
}

/**
 * For `gone` of `since`: SQL query of the earliest date of a row that counted another number of facts up to its date than
 * there are now. It sees facts that have been taken away, which leave no newer load behind.
 * @param {string} self backquoted name of the table
 * @param {object} options
 * @param {string} options.key column that facts are counted by, of the table and of the facts
 * @param {string} options.date column of the table's date
 * @param {string} options.counted column of the table with the number of facts
 * @param {boolean} [options.through] whether the date's own facts were counted; only those before it when left out
 * @param {string} options.facts SQL query of the facts, one row each: the key and their date
 * @param {string} options.factDate column of the facts' date
 */
function miscounted(self, { key, date, counted, through = false, facts, factDate }) {
  return `SELECT MIN(on_date) AS changed_date
    FROM (
      SELECT
        on_date, counted,
        COALESCE(SUM(facts) OVER (
          PARTITION BY counted_key ORDER BY on_date
          ROWS BETWEEN UNBOUNDED PRECEDING AND ${through ? 'CURRENT ROW' : '1 PRECEDING'}
        ), 0) AS present
      FROM (
        SELECT counted_key, on_date, MAX(counted) AS counted, SUM(facts) AS facts
        FROM (
          SELECT ${key} AS counted_key, ${date} AS on_date, ${counted} AS counted, 0 AS facts
          FROM ${self}
          UNION ALL
          SELECT ${key} AS counted_key, ${factDate} AS on_date, CAST(NULL AS INT64) AS counted, 1 AS facts
          FROM (
            ${facts}
          )
        )
        GROUP BY counted_key, on_date
      )
    )
    WHERE counted != present`;
}

/**
 * Pre-operations of a small table that is compared row by row with the query of what should be there: rows that differ
 * or are gone are deleted, and the query inserts what is missing, which `missing` says.
 * @param {string} self backquoted name of the table
 * @param {object} options
 * @param {string} options.from table or view with the rows that should be there
 * @param {string[]} options.key columns of the key, never NULL
 * @param {string[]} options.columns every column that is compared
 */
function changedRows(self, { from, key, columns }) {
  const row = (alias) =>
    `TO_JSON_STRING(STRUCT(${columns.map((name) => `${alias}.${name}`).join(', ')}))`;
  return `BEGIN TRANSACTION;
DELETE FROM ${self} AS present
WHERE NOT EXISTS (
  SELECT 1 FROM ${from} AS expected
  WHERE ${key.map((name) => `expected.${name} = present.${name}`).join(' AND ')}
    AND ${row('expected')} = ${row('present')}
)`;
}

/** SQL condition on rows of `expected` for the query that goes with `changedRows`: the row is not there. */
function missing(self, key) {
  return `NOT EXISTS (
  SELECT 1 FROM ${self} AS present
  WHERE ${key.map((name) => `present.${name} = expected.${name}`).join(' AND ')}
)`;
}

/** Post-operations that go with any of them. */
const commit = 'COMMIT TRANSACTION';

module.exports = { changedGames, changedDates, changedRows, missing, since, miscounted, commit };
