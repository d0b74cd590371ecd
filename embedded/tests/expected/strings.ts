import type { ExpectedCases } from './cases.ts';

/** Functions of strings and JSON that the reference evaluator does not have, as BigQuery documents them. */
export const stringExpected: ExpectedCases = {
  CONTAINS_SUBSTR: [
    {
      sql: `SELECT CONTAINS_SUBSTR('the blue house', 'Blue house'), CONTAINS_SUBSTR('the red house', 'blue'),
        CONTAINS_SUBSTR('\\u2168 day', 'IX'), CONTAINS_SUBSTR('straße', 'STRASSE')`,
      rows: [['true', 'false', 'true', 'true']],
    },
    {
      sql: `SELECT CONTAINS_SUBSTR((23, 35, 41), '35'), CONTAINS_SUBSTR(('abc', ['def', 'ghi', 'jkl'], 'mno'), 'jk'),
        CONTAINS_SUBSTR((23, NULL, 41), '41'), CONTAINS_SUBSTR((23, NULL, 41), '35')`,
      rows: [['true', 'true', 'true', null]],
    },
    {
      sql: `SELECT CONTAINS_SUBSTR(j, 'ABC'), CONTAINS_SUBSTR(j, 'key', json_scope => 'JSON_KEYS'), CONTAINS_SUBSTR(j, 'key')
        FROM (SELECT JSON '{"key": ["xabcx", 5]}' AS j)`,
      rows: [['true', 'true', 'false']],
    },
    { sql: `SELECT CONTAINS_SUBSTR('abc', NULL)`, error: /cannot be NULL/ },
  ],
  EDIT_DISTANCE: [
    {
      sql: `SELECT EDIT_DISTANCE('a', 'b'), EDIT_DISTANCE('aa', 'b'), EDIT_DISTANCE('aa', 'ba'), EDIT_DISTANCE('日本', '日'),
        EDIT_DISTANCE(b'ab', b'b'), EDIT_DISTANCE('abcdefg', 'a', max_distance => 2), EDIT_DISTANCE(NULL, 'a')`,
      rows: [['1', '2', '1', '1', '1', '2', null]],
    },
    { sql: `SELECT EDIT_DISTANCE('a', 'b', max_distance => -1)`, error: /non-negative/ },
  ],
  'TO_BASE32 and FROM_BASE32': [
    {
      sql: `SELECT TO_BASE32(b'abcde\\xFF'), TO_HEX(FROM_BASE32('MFRGGZDF74======')), TO_BASE32(b''), SAFE.FROM_BASE32('1')`,
      rows: [['MFRGGZDF74======', '6162636465ff', '', null]],
    },
  ],
  JSON_KEYS: [
    {
      sql: `SELECT JSON_KEYS(JSON '{"b":{"y":1,"x":2},"a":1}'), JSON_KEYS(JSON '{"b":{"y":1},"a":1}', 1),
        JSON_KEYS(JSON '{"a":[{"b":1},{"c":2}]}'), JSON_KEYS(JSON '{"a":[{"b":1},{"c":2}]}', mode => 'lax'),
        JSON_KEYS(JSON '{"a":[[{"b":1}]]}', mode => 'lax recursive'), JSON_KEYS(JSON '1')`,
      rows: [[['a', 'b', 'b.x', 'b.y'], ['a', 'b'], ['a'], ['a', 'a.b', 'a.c'], ['a', 'a.b'], []]],
    },
    { sql: `SELECT JSON_KEYS(JSON '{}', 0)`, error: /max_depth/ },
  ],
  JSON_FLATTEN: [
    {
      sql: `SELECT JSON_FLATTEN(JSON '[1, [2, ["x", null]]]')`,
      rows: [[['1', '2', '"x"', 'null']]],
    },
  ],
  'JSON_QUERY with a lax path': [
    {
      sql: `SELECT JSON_QUERY(j, 'lax $.a.b'), JSON_QUERY(j, 'lax $.c.d'), JSON_QUERY(j, 'lax recursive $.e.f'), JSON_QUERY(j, 'lax $.c[0]')
        FROM (SELECT JSON '{"a":[{"b":1},{"b":2}],"c":{"d":3},"e":[[{"f":4}],{"f":5}]}' AS j)`,
      rows: [['[1,2]', '[3]', '[4,5]', '[{"d":3}]']],
    },
  ],
  'INT64_ARRAY, LAX_STRING_ARRAY and kin': [
    {
      sql: `SELECT BOOL_ARRAY(JSON '[true, false]'), INT64_ARRAY(JSON '[1, 2]'), FLOAT64_ARRAY(JSON '[1, 2.5]'), STRING_ARRAY(JSON '["a"]')`,
      rows: [[['true', 'false'], ['1', '2'], ['1.0', '2.5'], ['a']]],
    },
    {
      sql: `SELECT LAX_INT64_ARRAY(JSON '[1, "2", "x"]'), LAX_STRING_ARRAY(JSON '[1, "a", null]'), LAX_BOOL_ARRAY(JSON '1')`,
      rows: [[['1', '2', null], ['1', 'a', null], []]],
    },
    { sql: `SELECT INT64_ARRAY(JSON '[1, "a"]')`, error: /not an integer/ },
    { sql: `SELECT INT64_ARRAY(JSON '1')`, error: /not an array/ },
  ],
  'LIKE ANY and ALL over arrays and subqueries': [
    {
      sql: `SELECT 'abc' LIKE ANY UNNEST(['x%', 'a%']), 'abc' LIKE ALL UNNEST(['x%', 'a%']), 'abc' LIKE ANY UNNEST(ARRAY<STRING>[]),
        'abc' LIKE ALL UNNEST(ARRAY<STRING>[]), 'abc' LIKE ANY UNNEST(['x', NULL]), 'abc' LIKE ANY (SELECT p FROM UNNEST(['x%', 'a%']) AS p)`,
      rows: [['true', 'false', 'false', 'true', null, 'true']],
    },
  ],
  'JSON stored and read back': [
    {
      sql: `CREATE TEMP TABLE kept AS SELECT PARSE_JSON('{"b": 1.50, "a": [1e2, "x"]}') AS j;
        SELECT j, TO_JSON_STRING(j), JSON_VALUE(j, '$.b'), j.a[0] FROM kept`,
      rows: [['{"a":[100.0,"x"],"b":1.5}', '{"a":[100.0,"x"],"b":1.5}', '1.5', '100.0']],
    },
  ],
  'refused: COLLATE': [
    { sql: `SELECT COLLATE('a', 'und:ci') = 'A'`, error: /Not supported.*COLLATE.*LOWER/ },
  ],
  'refused: NET.REG_DOMAIN and NET.PUBLIC_SUFFIX': [
    { sql: `SELECT NET.REG_DOMAIN('http://www.google.com')`, error: /public suffix list/ },
    { sql: `SELECT NET.PUBLIC_SUFFIX('http://www.google.com')`, error: /public suffix list/ },
  ],
  'refused: GEOGRAPHY functions': [
    { sql: 'SELECT ST_GEOGPOINT(1, 2)', error: /Not supported.*ST_GEOGPOINT.*GEOGRAPHY/ },
  ],
  'refused: encryption functions': [
    { sql: `SELECT KEYS.NEW_KEYSET('AEAD_AES_GCM_256')`, error: /Not supported.*encryption/ },
    { sql: `SELECT AEAD.ENCRYPT(b'k', b'p', b'a')`, error: /Not supported.*encryption/ },
  ],
  'refused: SEARCH and text analysis': [
    { sql: `SELECT SEARCH('a b', 'a')`, error: /Not supported.*SEARCH.*CONTAINS_SUBSTR/ },
    { sql: `SELECT TEXT_ANALYZE('a b')`, error: /Not supported.*TEXT_ANALYZE/ },
  ],
};
