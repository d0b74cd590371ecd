import type { ExpectedCases, ExpectedFailure } from './cases.ts';

/** Queries and statements that fail by what they have and there is none of here. */
function refused(statements: string[], error: RegExp): ExpectedFailure[] {
  return statements.map((sql) => ({ sql, error }));
}

const functions = (names: string, instead: RegExp): ExpectedFailure[] =>
  names.split(' ').map((name) => {
    const message = `Not supported by the embedded warehouse: function ${name} .*${instead.source}`;
    return { sql: `SELECT ${name}('x')`, error: new RegExp(message) };
  });

const tableFunctions = (names: string, instead: RegExp): ExpectedFailure[] =>
  names.split(' ').map((name) => {
    const message = `Not supported by the embedded warehouse: function ${name} .*${instead.source}`;
    return { sql: `SELECT * FROM ${name}(TABLE d.t)`, error: new RegExp(message) };
  });

/** Functions, clauses and statements that BigQuery has and the embedded warehouse has not. */
export const refusalCases: ExpectedCases = {
  'refused: GEOGRAPHY functions': functions(
    'ST_GEOGPOINT ST_DISTANCE ST_AREA S2_CELLIDFROMPOINT',
    /use FLOAT64 coordinates/,
  ),
  'refused: encryption functions': functions(
    'AEAD.ENCRYPT AEAD.DECRYPT_STRING KEYS.NEW_KEYSET DETERMINISTIC_ENCRYPT DLP_KEY_CHAIN',
    /use SHA256 or encryption in the client/,
  ),
  'refused: text analysis and search functions': [
    ...functions('TEXT_ANALYZE BAG_OF_WORDS TF_IDF', /use SPLIT or REGEXP_EXTRACT_ALL/),
    ...functions('SEARCH', /use CONTAINS_SUBSTR or REGEXP_CONTAINS/),
    ...tableFunctions('VECTOR_SEARCH', /use a cross join ordered by COSINE_DISTANCE/),
  ],
  'refused: functions of other services': [
    ...functions('AI.GENERATE AI.IF OBJ.MAKE_REF ML.DECODE_IMAGE', /use a call from the client/),
    ...tableFunctions('ML.GENERATE_TEXT AI.GENERATE_TABLE', /use a call from the client/),
    ...tableFunctions('EXTERNAL_QUERY', /use a table loaded from an extract/),
  ],
  'refused: graph queries, measures and protocol buffers': [
    ...functions('NODES EDGES PATH_LENGTH IS_ACYCLIC ELEMENT_ID', /use joins or WITH RECURSIVE/),
    ...functions('AGG', /use the aggregate function itself/),
    ...functions('FROM_PROTO', /use STRUCT or JSON/),
    ...refused(
      ['SELECT * FROM GRAPH_TABLE(d.g MATCH (n) RETURN n)', 'GRAPH d.g MATCH (n) RETURN n'],
      /use joins or WITH RECURSIVE/,
    ),
  ],
  'refused: ARRAY_ZIP and FLATTEN': [
    ...functions('ARRAY_ZIP', /use UNNEST of several arrays/),
    ...functions('FLATTEN', /use ARRAY\(SELECT/),
  ],
  'refused: table functions of history and of other models': [
    ...tableFunctions('APPENDS CHANGES', /use a column of the time of the change/),
    ...tableFunctions('AI.FORECAST', /use a regression model/),
    ...tableFunctions('ML.DESCRIBE_DATA', /use ML.FEATURE_INFO/),
    { sql: 'SELECT * FROM ML.PREDICT(TABLE d.t)', error: /ML.PREDICT needs MODEL/ },
    { sql: 'SELECT * FROM nothing(1)', error: /Table-valued function not found: NOTHING/ },
    { sql: 'SELECT SUBSTT(1)', error: /Function not found: SUBSTT; Did you mean substr\?/ },
  ],
  'refused: MATCH_RECOGNIZE': refused(
    [
      'SELECT * FROM d.t MATCH_RECOGNIZE (ORDER BY a PATTERN (x) DEFINE x AS a > 0)',
      'SELECT * FROM d.t AS t MATCH_RECOGNIZE (ORDER BY a PATTERN (x) DEFINE x AS a > 0)',
      'SELECT * FROM (SELECT 1) MATCH_RECOGNIZE (ORDER BY a PATTERN (x) DEFINE x AS a > 0)',
    ],
    /MATCH_RECOGNIZE; use window functions such as LAG, and QUALIFY/,
  ),
  'refused: a subquery in the condition of an outer join': refused(
    ['SELECT 1 FROM UNNEST([1]) AS l LEFT JOIN UNNEST([1]) AS m ON l = m AND (SELECT TRUE)'],
    /a subquery in the condition of an outer join; use a column of a joined query/,
  ),
  'refused: WITH DEPTH': refused(
    [
      'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) WITH DEPTH SELECT * FROM t',
    ],
    /WITH DEPTH; use a column that counts/,
  ),
  'refused: differential privacy': refused(
    [
      'SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1) COUNT(*) FROM d.t',
      'SELECT WITH AGGREGATION_THRESHOLD COUNT(*) FROM d.t',
    ],
    /use a plain SELECT/,
  ),
  'refused: statements of access, capacity and other services': [
    ...refused(
      ["GRANT `r` ON SCHEMA d TO 'user:a'", "REVOKE `r` ON SCHEMA d FROM 'user:a'"],
      /there is no access control here/,
    ),
    ...refused(
      [
        'CREATE CAPACITY `a.b.c` OPTIONS (slot_count = 1)',
        'ALTER RESERVATION `a.b` SET OPTIONS (x = 1)',
        'DROP ASSIGNMENT `a.b.c`',
        'ALTER BI_CAPACITY `a.b` SET OPTIONS (size_gb = 1)',
      ],
      /use nothing: every query has all cores/,
    ),
    ...refused(['ALTER ORGANIZATION SET OPTIONS (x = 1)'], /use the options of one job/),
    ...refused(['CREATE CONNECTION c OPTIONS (x = 1)'], /use LOAD DATA of files/),
    ...refused(['CREATE PROPERTY GRAPH d.g NODE TABLES (d.t)'], /joined or read WITH RECURSIVE/),
    ...refused(['DROP AGGREGATE FUNCTION d.f'], /use FUNCTION/),
    ...refused(['UNDROP SCHEMA d2'], /use a copy of the table made before/),
    ...refused(['EXPLAIN SELECT 1'], /use a dry run/),
    ...refused(['DESCRIBE d.t'], /use INFORMATION_SCHEMA.COLUMNS/),
    ...refused(["CALL BQ.JOBS.CANCEL('x')"], /system procedure BQ.JOBS.CANCEL; use the REST API/),
    ...refused(
      ["CREATE PROCEDURE d.p() WITH CONNECTION `a.b.c` LANGUAGE PYTHON AS 'x'"],
      /procedures in other languages; use SQL/,
    ),
  ],
};
