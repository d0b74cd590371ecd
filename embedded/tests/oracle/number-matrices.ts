/** Values at the ends and in the middle of each type, as elements of an array. */
const values: Record<string, string> = {
  INT64: '0, 1, -7, 9223372036854775807, -9223372036854775808, NULL',
  FLOAT64: `0.0, -0.0, 1.5, -2.5, 0.1, 1e20, 1e308, 5e-324, 123456789.123, CAST('nan' AS FLOAT64), CAST('inf' AS FLOAT64),
    CAST('-inf' AS FLOAT64), NULL`,
  NUMERIC: `NUMERIC '0', NUMERIC '1.5', NUMERIC '-2.5', NUMERIC '0.000000001', NUMERIC '9223372036854775807.5',
    NUMERIC '123456789012345678901.5', NUMERIC '-99999999999999999999999999999.999999999', NULL`,
  BIGNUMERIC: `BIGNUMERIC '0', BIGNUMERIC '1.5', BIGNUMERIC '-2.5', BIGNUMERIC '1e-38', BIGNUMERIC '12345678901234567890123.456789',
    BIGNUMERIC '578960446186580977117854925043439539266.34992332820282019728792003956564819967',
    BIGNUMERIC '-578960446186580977117854925043439539266.34992332820282019728792003956564819968', NULL`,
  STRING: `'12', ' 12 ', '-12', '1.5', '1e3', 'inf', '-Infinity', 'NaN', '', 'abc', 'true', 'FALSE', '.5', '5.',
    '9223372036854775808', '0.1234567895', '1,000', 'é', NULL`,
  BYTES: String.raw`b'abc', b'\xff', b'', NULL`,
  BOOL: 'TRUE, FALSE, NULL',
};

const numbers = ['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC'];
const elements = (type: string) => `UNNEST(ARRAY<${type}>[${values[type] ?? ''}])`;

const pairs = (types: string[], names: string[]) =>
  types.flatMap((type) =>
    names.map((name) => `SELECT a, b, ${name}(a, b) FROM ${elements(type)} a, ${elements(type)} b`),
  );

/** The evaluator at hand does not come back from EXP, LN and LOG10 of decimals. */
const single = (types: string[], names: string[]) =>
  types.flatMap((type) => names.map((name) => `SELECT a, ${name}(a) FROM ${elements(type)} a`));

/** Every value of a type with every other, or as every other type. */
export const numberMatrixCases: Record<string, string[]> = {
  'SAFE_CAST from each type to each type': Object.keys(values).flatMap((from) =>
    Object.keys(values).map((to) => `SELECT a, SAFE_CAST(a AS ${to}) FROM ${elements(from)} a`),
  ),
  'CAST as STRING': numbers.map((type) => `SELECT CAST(a AS STRING) FROM ${elements(type)} a`),
  'SAFE_ADD and its kin over the whole ranges': pairs(numbers, [
    'SAFE_ADD',
    'SAFE_SUBTRACT',
    'SAFE_MULTIPLY',
    'SAFE_DIVIDE',
  ]),
  'SAFE. with DIV, MOD, POW and LOG': [
    ...pairs(['INT64', 'NUMERIC'], ['SAFE.DIV']),
    ...pairs(['INT64'], ['SAFE.MOD']),
    ...pairs(['INT64', 'FLOAT64'], ['SAFE.POW', 'SAFE.LOG', 'IEEE_DIVIDE', 'ATAN2']),
  ],
  'GREATEST and LEAST': pairs(numbers, ['GREATEST', 'LEAST']),
  'ABS, SIGN, rounding and negation': single(numbers, [
    'SAFE.ABS',
    'SIGN',
    'SAFE.ROUND',
    'TRUNC',
    'SAFE.CEIL',
    'SAFE.FLOOR',
    'SAFE_NEGATE',
  ]),
  'SAFE. with roots, logarithms and exponentials': single(
    ['INT64', 'FLOAT64'],
    ['SAFE.SQRT', 'SAFE.CBRT', 'SAFE.LN', 'SAFE.LOG10', 'SAFE.EXP', 'IS_NAN', 'IS_INF'],
  ),
  'SAFE. with trigonometric and hyperbolic functions': single(
    ['INT64', 'FLOAT64'],
    ['SIN', 'COS', 'TAN', 'COT', 'SEC', 'CSC', 'ASIN', 'ACOS', 'ATAN', 'SINH', 'COSH', 'TANH']
      .concat(['COTH', 'SECH', 'CSCH', 'ASINH', 'ACOSH', 'ATANH'])
      .map((name) => `SAFE.${name}`),
  ),
};
