import path from 'node:path';
import { expect } from 'chai';
import { format } from 'prettier';

const pretty = (text: string) =>
  format(text, {
    parser: 'sqlx',
    plugins: [path.resolve(import.meta.dirname, '../../warehouse/prettier-sqlx/index.js')],
    printWidth: 100,
  });

/** What is not white space, keywords in one case: what laying out must not change. */
const substance = (text: string) => text.replace(/\s+/g, '').toUpperCase();

const examples: Readonly<Record<string, { written: string; laid: string }>> = {
  'a short query has a line for each clause': {
    written: 'select a,b  as c from t where a=1 and b!=2 order by a',
    laid: `SELECT a, b AS c
FROM t
WHERE a = 1 AND b != 2
ORDER BY a
`,
  },
  'columns share lines, expressions have their own': {
    written: `SELECT game_pk, season, game_type, SUM(home_runs + away_home_runs) AS home_runs, home_team_id, COUNT(*) AS games FROM games GROUP BY game_pk`,
    laid: `SELECT
  game_pk, season, game_type,
  SUM(home_runs + away_home_runs) AS home_runs,
  home_team_id,
  COUNT(*) AS games
FROM games
GROUP BY game_pk
`,
  },
  'common tables are separated by a blank line, comments stay before what they tell of': {
    written: `with a as (select x from t), -- of b
b as (select x from a) select x from b`,
    laid: `WITH a AS (
  SELECT x
  FROM t
), -- of b

b AS (
  SELECT x
  FROM a
)

SELECT x
FROM b
`,
  },
  'a comment on a line of its own': {
    written: `WITH a AS (SELECT x FROM t),
  -- What b is.
  b AS (SELECT x /* the first */ FROM a)
SELECT x FROM b -- the end`,
    laid: `WITH a AS (
  SELECT x
  FROM t
),

-- What b is.
b AS (
  SELECT
    x /* the first */
  FROM a
)

SELECT x
FROM b -- the end
`,
  },
  'conditions break before AND and OR, BETWEEN keeps its AND': {
    written: `SELECT x FROM long_table_name WHERE completed_date BETWEEN DATE '2019-04-01' AND DATE '2019-04-30' AND (is_final OR is_tie) AND team_id IS DISTINCT FROM 1`,
    laid: `SELECT x
FROM long_table_name
WHERE completed_date BETWEEN DATE '2019-04-01' AND DATE '2019-04-30'
  AND (is_final OR is_tie)
  AND team_id IS DISTINCT FROM 1
`,
  },
  'joins put a long condition on lines of its own': {
    written: `SELECT games.x FROM games LEFT OUTER JOIN announcements ON announcements.game_pk=games.game_pk AND announcements.team_side=games.team_side AND announcements.place=1 CROSS JOIN UNNEST([1,2]) AS place WITH OFFSET AS position JOIN teams USING (team_id)`,
    laid: `SELECT games.x
FROM games
LEFT OUTER JOIN announcements
  ON announcements.game_pk = games.game_pk
  AND announcements.team_side = games.team_side
  AND announcements.place = 1
CROSS JOIN UNNEST([1, 2]) AS place WITH OFFSET AS position
JOIN teams USING (team_id)
`,
  },
  'windows, cases and long calls break inside of their brackets': {
    written: `SELECT SUM(runs_scored) OVER (PARTITION BY team_id ORDER BY UNIX_DATE(completed_date) RANGE BETWEEN 30 PRECEDING AND 1 PRECEDING) AS runs,
CASE WHEN a = 1 THEN 'one' WHEN a = 2 THEN 'two, which is a much longer text' ELSE 'neither the one nor the other' END AS kind,
ARRAY_AGG(STRUCT(a AS x, -b AS y) ORDER BY a DESC LIMIT 1)[SAFE_OFFSET(0)].x AS newest, 1 - -a AS one,
SAFE_DIVIDE(SUM(hits + walks + hit_by_pitch), SUM(at_bats + walks + hit_by_pitch + sacrifice_flies)) AS rate FROM t WINDOW w AS (ORDER BY a)`,
    laid: `SELECT
  SUM(runs_scored) OVER (
    PARTITION BY team_id
    ORDER BY UNIX_DATE(completed_date)
    RANGE BETWEEN 30 PRECEDING AND 1 PRECEDING
  ) AS runs,
  CASE
    WHEN a = 1 THEN 'one'
    WHEN a = 2 THEN 'two, which is a much longer text'
    ELSE 'neither the one nor the other'
  END AS kind,
  ARRAY_AGG(STRUCT(a AS x, -b AS y) ORDER BY a DESC LIMIT 1)[SAFE_OFFSET(0)].x AS newest,
  1 - -a AS one,
  SAFE_DIVIDE(
    SUM(hits + walks + hit_by_pitch),
    SUM(at_bats + walks + hit_by_pitch + sacrifice_flies)
  ) AS rate
FROM t
WINDOW w AS (ORDER BY a)
`,
  },
  'subqueries, sets and types': {
    written: `SELECT (SELECT MAX(x) FROM u) AS x, CAST(NULL AS ARRAY<STRUCT<a INT64,b STRING>>) AS y FROM (SELECT DISTINCT x FROM t) UNION ALL SELECT * EXCEPT(z) FROM v WHERE EXISTS(SELECT 1 FROM w) AND x NOT IN (1,2)`,
    laid: `SELECT (SELECT MAX(x) FROM u) AS x, CAST(NULL AS ARRAY<STRUCT<a INT64, b STRING>>) AS y
FROM (SELECT DISTINCT x FROM t)
UNION ALL
SELECT * EXCEPT (z)
FROM v
WHERE EXISTS (SELECT 1 FROM w) AND x NOT IN (1, 2)
`,
  },
  'quotations are left alone': {
    written: `SELECT 'a -- b,  c', "it''s", r'\\d+\\'s', '''a
   b''', \`p.d.t\`.x FROM \`p.d.t\``,
    laid: `SELECT
  'a -- b,  c', "it''s", r'\\d+\\'s',
  '''a
   b''',
  \`p.d.t\`.x
FROM \`p.d.t\`
`,
  },
  'JavaScript that begins a line is a clause or a condition of its own': {
    written: `WITH a AS (
  SELECT x FROM \${ref('t')}
  \${when(incremental(), 'WHERE y >= start')}
),
b AS (
  SELECT \${columns.join(', ')}, '\${name}' AS name FROM a WHERE x > 1
    \${when(incremental(), 'AND y >= start')}
  \${rest}
)
SELECT \${side}_x.y FROM b WHERE TRUE \${isChanged}`,
    laid: `WITH a AS (
  SELECT x
  FROM \${ref("t")}
  \${when(incremental(), "WHERE y >= start")}
),

b AS (
  SELECT \${columns.join(", ")}, '\${name}' AS name
  FROM a
  WHERE x > 1
    \${when(incremental(), "AND y >= start")}
  \${rest}
)

SELECT \${side}_x.y
FROM b
WHERE TRUE \${isChanged}
`,
  },
  'blocks are JavaScript': {
    written: `config { type: 'table', columns: docs.columns('a',
'b') }
js { const one = 1 }
pre_operations {
    \${when(incremental(), rebuild.since(self()))}
  \${other()}
}
SELECT 1 AS a`,
    laid: `config {
  type: "table",
  columns: docs.columns("a", "b"),
}

js {
  const one = 1;
}

pre_operations {
  \${when(incremental(), rebuild.since(self()))}
  \${other()}
}

SELECT 1 AS a
`,
  },
  'a function is made of a query': {
    written: `CREATE OR REPLACE TABLE FUNCTION \${f}(a STRING, b DATE) AS (SELECT a, b)`,
    laid: `CREATE OR REPLACE TABLE FUNCTION \${f}(a STRING, b DATE)
AS (
  SELECT a, b
)
`,
  },
  'other statements stay as they are written, but for their margin': {
    written: `
    DECLARE newest   TIMESTAMP;
    UPDATE t SET a = 1
      WHERE TRUE`,
    laid: `DECLARE newest   TIMESTAMP;
UPDATE t SET a = 1
  WHERE TRUE
`,
  },
};

describe('the layout of SQLX', () => {
  for (const [name, { written, laid }] of Object.entries(examples)) {
    it(name, async () => {
      expect(await pretty(written)).to.equal(laid);
      expect(await pretty(laid)).to.equal(laid);
      if (!written.includes('${') && !written.startsWith('config')) {
        expect(substance(laid)).to.equal(substance(written));
      }
    });
  }

  it('what cannot be read is refused, not mangled', async () => {
    const refusal = async (text: string) =>
      pretty(text).then(
        () => 'accepted',
        (error: unknown) => String(error),
      );
    expect(await refusal('SELECT (1')).to.match(/\) is missing/);
    expect(await refusal("SELECT 'a")).to.match(/a quotation is not closed/);
    expect(await refusal('SELECT ${a')).to.match(/a brace is not closed/);
    expect(await refusal('SELECT ${a b}')).to.match(/SyntaxError/);
  });
});
