import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { bindOnce } from '../compiler/bind-once.ts';
import { FLOAT64 } from '../types.ts';
import { expect, fill } from './define.ts';

/** A function of FLOAT64s, whatever numeric types it is given. */
function float(template: string, count = 1): FunctionDefinition {
  return {
    minimum: count,
    maximum: count,
    compile(call) {
      const operands = call.arguments().map((value) => expect(call, value, FLOAT64).sql);
      const sql = bindOnce(operands, (names) =>
        fill(
          template,
          names.map((name) => ({ sql: name })),
        ),
      );
      return { sql, type: FLOAT64 };
    },
  };
}

/** Fails where the condition holds, with the function's name. */
const failing = (name: string, condition: string, template: string): FunctionDefinition =>
  float(
    `CASE WHEN ${condition} THEN CAST(bq_error('Floating point error in function: ${name}') AS DOUBLE) ELSE ${template} END`,
  );

/** DuckDB's functions of the circle fail for infinities; BigQuery's are NaN there. */
const periodic = (template: string): FunctionDefinition =>
  float(`CASE WHEN isinf($1) THEN 'nan'::DOUBLE ELSE ${template} END`);

export const trigonometric: FunctionTable = {
  SIN: periodic('sin($1)'),
  COS: periodic('cos($1)'),
  TAN: periodic('tan($1)'),
  ASIN: failing('ASIN', 'abs($1) > 1', 'asin($1)'),
  ACOS: failing('ACOS', 'abs($1) > 1', 'acos($1)'),
  ATAN: float('atan($1)'),
  ATAN2: float('atan2($1, $2)', 2),
  SINH: failing('SINH', 'isfinite($1) AND isinf(sinh($1))', 'sinh($1)'),
  COSH: failing('COSH', 'isfinite($1) AND isinf(cosh($1))', 'cosh($1)'),
  TANH: float('tanh($1)'),
  ASINH: float('asinh($1)'),
  ACOSH: failing('ACOSH', '$1 < 1', 'acosh($1)'),
  ATANH: failing('ATANH', 'abs($1) >= 1', 'atanh($1)'),
  COT: failing('COT', '$1 = 0', "CASE WHEN isinf($1) THEN 'nan'::DOUBLE ELSE 1 / tan($1) END"),
  COTH: failing('COTH', '$1 = 0', '1 / tanh($1)'),
  CSC: failing('CSC', '$1 = 0', "CASE WHEN isinf($1) THEN 'nan'::DOUBLE ELSE 1 / sin($1) END"),
  CSCH: failing('CSCH', '$1 = 0', '1 / sinh($1)'),
  SEC: periodic('1 / cos($1)'),
  SECH: float('1 / cosh($1)'),
};
