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

const error = (name: string) =>
  `CAST(bq_error('Floating point error in function: ${name}') AS DOUBLE)`;

/** Fails outside the domain of finite arguments; NaN for those that are not finite. */
const within = (name: string, domain: string, template: string): FunctionDefinition =>
  float(
    `CASE WHEN NOT isfinite($1) THEN 'nan'::DOUBLE WHEN NOT ${domain} THEN ${error(name)} ELSE ${template} END`,
  );

/** Fails where a finite argument has no finite result. */
const finite = (name: string, template: string): FunctionDefinition =>
  float(
    `CASE WHEN isfinite($1) AND NOT isfinite(${template}) THEN ${error(name)} ELSE ${template} END`,
  );

/** DuckDB's functions of the circle fail for infinities; BigQuery's are NaN there. */
const periodic = (name: string, template: string): FunctionDefinition =>
  float(
    `CASE WHEN isinf($1) THEN 'nan'::DOUBLE WHEN isinf(${template}) THEN ${error(name)} ELSE ${template} END`,
  );

export const trigonometric: FunctionTable = {
  SIN: periodic('SIN', 'sin($1)'),
  COS: periodic('COS', 'cos($1)'),
  TAN: periodic('TAN', 'tan($1)'),
  ASIN: within('ASIN', 'abs($1) <= 1', 'asin($1)'),
  ACOS: within('ACOS', 'abs($1) <= 1', 'acos($1)'),
  ATAN: float('atan($1)'),
  ATAN2: float('atan2($1, $2)', 2),
  SINH: finite('SINH', 'sinh($1)'),
  COSH: finite('COSH', 'cosh($1)'),
  TANH: float('tanh($1)'),
  ASINH: float('asinh($1)'),
  ACOSH: float(
    `CASE WHEN $1 = '-inf'::DOUBLE THEN 'nan'::DOUBLE WHEN $1 < 1 THEN ${error('ACOSH')} ELSE acosh($1) END`,
  ),
  ATANH: within('ATANH', 'abs($1) < 1', 'atanh($1)'),
  COT: periodic('COT', '(1 / tan($1))'),
  COTH: finite('COTH', '(1 / tanh($1))'),
  CSC: periodic('CSC', '(1 / sin($1))'),
  CSCH: finite('CSCH', '(1 / sinh($1))'),
  SEC: periodic('SEC', '(1 / cos($1))'),
  SECH: float('(1 / cosh($1))'),
};
