import type { ExpectedCases } from './cases.ts';

const js = (header: string, code: string, call: string): string =>
  `CREATE TEMP FUNCTION ${header} LANGUAGE js AS r"""${code}"""; SELECT ${call}`;

/** User-defined functions in SQL and JavaScript. */
export const userFunctionCases: ExpectedCases = {
  'CREATE TEMP FUNCTION with typed arguments': [
    {
      sql: 'CREATE TEMP FUNCTION f(x INT64, y FLOAT64) AS (x * y); SELECT f(2, 3), f(2, 1.5), f(NULL, 1)',
      rows: [['6.0', '3.0', null]],
    },
    {
      sql: "CREATE TEMP FUNCTION g(d DATE) AS (DATE_ADD(d, INTERVAL 1 DAY)); SELECT g('2020-02-28')",
      rows: [['2020-02-29']],
    },
    {
      sql: 'CREATE TEMP FUNCTION g(x INT64) RETURNS FLOAT64 AS (x); SELECT g(1)',
      rows: [['1.0']],
    },
    {
      sql: `CREATE TEMP FUNCTION total(items ARRAY<STRUCT<k STRING, v INT64>>) AS ((SELECT SUM(v) FROM UNNEST(items)));
        SELECT total([('a', 1), ('b', 2)])`,
      rows: [['3']],
    },
    {
      sql: 'CREATE TEMP FUNCTION g(s STRING) AS (UPPER(s)); SELECT g(1)',
      error:
        /No matching signature for function g for argument of type INT64. Supported signature: g\(STRING\)/,
    },
    {
      sql: "CREATE TEMP FUNCTION g(s STRING) AS (UPPER(s)); SELECT g('a', 'b')",
      error: /Number of arguments does not match for function g/,
    },
    {
      sql: 'CREATE TEMP FUNCTION g(x INT64) RETURNS STRING AS (x); SELECT g(1)',
      error:
        /Function declared to return STRING but the function body produces incompatible type INT64/,
    },
  ],
  'CREATE FUNCTION with ANY TYPE arguments': [
    {
      sql: "CREATE TEMP FUNCTION add_four(x ANY TYPE) AS (x + 4); SELECT add_four(1), add_four(1.5), add_four(NUMERIC '2.5')",
      rows: [['5', '5.5', '6.5']],
    },
    {
      sql: `CREATE OR REPLACE FUNCTION d.last_of(list ANY TYPE) AS (list[SAFE_OFFSET(ARRAY_LENGTH(list) - 1)]);
        SELECT d.last_of([1, 2, 3]), d.last_of(['a', 'b'])`,
      rows: [['3', 'b']],
    },
    {
      sql: `CREATE TEMP FUNCTION above(list ANY TYPE, least ANY TYPE) AS ((SELECT COUNT(*) FROM UNNEST(list) AS x WHERE x > least));
        SELECT above(x.list, x.least) FROM (SELECT [1, 5, 9] AS list, 4 AS least) AS x`,
      rows: [['2']],
    },
    {
      sql: `CREATE TEMP FUNCTION inner_one(n ANY TYPE) AS (n + 1); CREATE TEMP FUNCTION outer_one(n ANY TYPE) AS (inner_one(n) * 2);
        SELECT outer_one(3), outer_one(1.5)`,
      rows: [['8', '5.0']],
    },
    {
      sql: "CREATE TEMP FUNCTION add_four(x ANY TYPE) AS (x + 4); SELECT add_four('a')",
      error: /Invalid function ADD_FOUR/i,
    },
  ],
  'CREATE AGGREGATE FUNCTION': [
    {
      sql: `CREATE TEMP AGGREGATE FUNCTION mean_of(x FLOAT64, w FLOAT64) AS (SUM(x * w) / SUM(w));
        SELECT mean_of(a, b) FROM UNNEST([STRUCT(1 AS a, 1 AS b), (4, 3)])`,
      rows: [['3.25']],
    },
    {
      sql: `CREATE TEMP AGGREGATE FUNCTION scaled(x FLOAT64, k FLOAT64 NOT AGGREGATE) AS (SUM(x) * k);
        SELECT g, scaled(v, 2.0) FROM UNNEST([STRUCT('a' AS g, 1 AS v), ('a', 5), ('b', 7)]) GROUP BY g ORDER BY g`,
      rows: [
        ['a', '12.0'],
        ['b', '14.0'],
      ],
    },
  ],
  'functions in views and DML': [
    {
      sql: `CREATE OR REPLACE FUNCTION d.twice(x INT64) AS (x * 2); CREATE OR REPLACE VIEW d.twice_view AS SELECT d.twice(4) AS x;
        CREATE OR REPLACE TABLE d.twice_table AS SELECT d.twice(5) AS x; UPDATE d.twice_table SET x = d.twice(x) WHERE TRUE;
        SELECT (SELECT x FROM d.twice_view), (SELECT x FROM d.twice_table)`,
      rows: [['8', '20']],
    },
    {
      sql: `CREATE OR REPLACE FUNCTION d.thrice(x INT64) AS (x * 3); CREATE OR REPLACE VIEW d.thrice_view AS SELECT d.thrice(4) AS x;
        CREATE OR REPLACE FUNCTION d.thrice(x INT64) AS (x * 30); SELECT x FROM d.thrice_view`,
      rows: [['120']],
    },
    {
      sql: 'CREATE FUNCTION d.gone(x INT64) AS (x); DROP FUNCTION d.gone; DROP FUNCTION IF EXISTS d.gone; SELECT d.gone(1)',
      error: /Function not found: D.GONE/i,
    },
  ],
  'CREATE TABLE FUNCTION': [
    {
      sql: `CREATE OR REPLACE TABLE FUNCTION d.multiples(n INT64) AS SELECT x, x * n AS y FROM UNNEST([1, 2, 3]) AS x;
        SELECT t.y FROM d.multiples(10) AS t WHERE t.x > 1 ORDER BY 1`,
      rows: [['20'], ['30']],
    },
    {
      sql: "CREATE OR REPLACE TABLE FUNCTION d.one_row(v ANY TYPE) AS SELECT v AS value; SELECT value FROM d.one_row('abc')",
      rows: [['abc']],
    },
    {
      sql: `CREATE OR REPLACE TABLE FUNCTION d.named(a STRING, b DATE) RETURNS TABLE<n STRING, d DATE> AS SELECT a AS n, b AS d;
        SELECT n, d FROM d.named('x', '2020-01-01')`,
      rows: [['x', '2020-01-01']],
    },
  ],
  'JavaScript functions: numbers, strings, booleans and NULL': [
    {
      sql: js('f(x FLOAT64, y FLOAT64) RETURNS FLOAT64', 'return x * y;', 'f(2, 3.5)'),
      rows: [['7.0']],
    },
    {
      sql: js(
        'f(x STRING) RETURNS STRING',
        "return x === null ? 'none' : x.toUpperCase();",
        "f('ab'), f(NULL)",
      ),
      rows: [['AB', 'none']],
    },
    { sql: js('f(x STRING) RETURNS STRING', 'return undefined;', "f('ab')"), rows: [[null]] },
    { sql: js('f(x BOOL) RETURNS BOOL', 'return !x;', 'f(TRUE)'), rows: [['false']] },
    {
      sql: js('f(x STRING) RETURNS INT64', 'return x;', "f('9007199254740993'), f('-12')"),
      rows: [['9007199254740993', '-12']],
    },
    { sql: js('f(x FLOAT64) RETURNS INT64', 'return x;', 'f(7)'), rows: [['7']] },
    {
      sql: js('f(x FLOAT64) RETURNS INT64', 'return x;', 'f(1.5)'),
      error: /Failed to coerce output value 1.5 to type INT64 at f\(FLOAT64\)/,
    },
    {
      sql: js(
        'f(x FLOAT64) RETURNS STRING',
        'return String(x);',
        "f(CAST('NaN' AS FLOAT64)), f(CAST('-inf' AS FLOAT64))",
      ),
      rows: [['NaN', '-Infinity']],
    },
    {
      sql: js(
        'f(n NUMERIC) RETURNS STRING',
        "return typeof n + ' ' + n;",
        "f(5), f(NUMERIC '1.25'), f(NUMERIC '99999999999999999999')",
      ),
      rows: [['number 5', 'string 1.25', 'string 99999999999999999999']],
    },
    { sql: js('f(n STRING) RETURNS NUMERIC', 'return n;', "f('1.25')"), rows: [['1.25']] },
    {
      sql: js('f() RETURNS FLOAT64', 'return 42;', 'f() FROM UNNEST([1, 2])'),
      rows: [['42.0'], ['42.0']],
    },
    {
      sql: js('f(x FLOAT64) RETURNS FLOAT64', 'return Promise.resolve(x + 1);', 'f(1)'),
      rows: [['2.0']],
    },
  ],
  'JavaScript functions: arrays, structs, JSON, dates and bytes': [
    {
      sql: js(
        'f(x ARRAY<FLOAT64>) RETURNS ARRAY<STRING>',
        "return x.map((v) => 'v' + v);",
        'f([1, 2.5])',
      ),
      rows: [[['v1', 'v2.5']]],
    },
    {
      sql: js(
        'f(x STRUCT<a STRING, b ARRAY<FLOAT64>>) RETURNS STRUCT<n INT64, s STRING>',
        'return {n: x.b.length, s: x.a};',
        "f(STRUCT('q', [1.0, 2.0]))",
      ),
      rows: [[['2', 'q']]],
    },
    {
      sql: js('f(j JSON) RETURNS JSON', 'j.b = 2; return j;', `f(JSON '{"a":1}')`),
      rows: [['{"a":1,"b":2}']],
    },
    {
      sql: js(
        'f(d DATE) RETURNS DATE',
        'd.setUTCDate(d.getUTCDate() + 1); return d;',
        "f('2020-02-28')",
      ),
      rows: [['2020-02-29']],
    },
    {
      sql: js(
        'f(t TIMESTAMP) RETURNS STRING',
        "return t.toISOString() + ' ' + t.microsecond;",
        "f(TIMESTAMP '2020-01-01 12:34:56.123456+00')",
      ),
      rows: [['2020-01-01T12:34:56.123Z 456']],
    },
    { sql: js('f(b BYTES) RETURNS STRING', 'return b;', "f(b'abc')"), rows: [['YWJj']] },
    { sql: js('f(b STRING) RETURNS BYTES', 'return b;', "f('YWJj')"), rows: [['YWJj']] },
  ],
  'JavaScript functions: exceptions are the query’s error': [
    {
      sql: js('f(x STRING) RETURNS STRING', "throw new Error('boom ' + x);", "f('a')"),
      error: /^Error: boom a at f\(STRING\) line 1, columns 7-8/,
    },
    {
      sql: js(
        'f(x STRING) RETURNS STRING',
        "if (x === 'a') throw new Error('no'); return x;",
        "SAFE.f('a'), SAFE.f('b')",
      ),
      rows: [[null, 'b']],
    },
    {
      sql: js('f(x STRING) RETURNS STRING', 'return x +', "f('a')"),
      error: /SyntaxError: .* at f\(STRING\)/,
    },
    {
      sql: js(
        'f(x STRING) RETURNS STRING',
        "return [typeof process, typeof require, this.constructor.constructor('return typeof process')()].join();",
        "f('a')",
      ),
      rows: [['undefined,undefined,undefined']],
    },
  ],
  'refused: INT64 arguments of JavaScript functions': [
    { sql: js('f(x INT64) RETURNS INT64', 'return x;', 'f(1)'), error: /use FLOAT64 or STRING/ },
  ],
  'refused: JavaScript libraries, JavaScript aggregates, functions in other languages': [
    {
      sql: "CREATE TEMP FUNCTION f(x STRING) RETURNS STRING LANGUAGE js OPTIONS(library=['gs://a/b.js']) AS 'return x;'; SELECT f('a')",
      error: /option library of a function/,
    },
    {
      sql: "CREATE TEMP AGGREGATE FUNCTION f(x FLOAT64) RETURNS FLOAT64 LANGUAGE js AS 'return 1;'; SELECT f(1)",
      error: /AGGREGATE FUNCTION in JavaScript; use a SQL function/,
    },
    {
      sql: "CREATE FUNCTION d.f(x STRING) RETURNS STRING LANGUAGE python AS 'x'; SELECT 1",
      error: /functions in python; use LANGUAGE js or a SQL function/,
    },
  ],
};
