/** Columns and constants, which cost nothing to write twice. */
const cheap = /^(?:[\w.$:()' +-]|"(?:[^"]|"")*")*$/;
const costly = /\b(?:CASE|SELECT|OVER|lambda|bq_\w+)\b/;

/** Whether an operand may stand several times in an expression. */
export function isCheap(sql: string): boolean {
  return sql.length <= 200 && (cheap.test(sql) || !costly.test(sql));
}

/** Whether an operand is a column or a constant, which cannot fail. */
export function isPlain(sql: string): boolean {
  return /^(?:[\w.$]|'[^']*'|::|"(?:[^"]|"")*")*$/.test(sql);
}

/**
 * An expression that mentions its operands several times, each evaluated once: operands that are
 * more than columns are bound as the parameter of a lambda.
 */
export function bindOnce(operands: string[], body: (names: string[]) => string): string {
  return operands.every(isCheap) ? body(operands) : bindAlways(operands, body);
}

/** The same, with every operand outside the expression, so that a TRY around `body` sees only its own errors. */
export function bindOutside(operands: string[], body: (names: string[]) => string): string {
  return operands.every(isPlain) ? body(operands) : bindAlways(operands, body);
}

/** The same, with even columns outside: a TRY over what a GROUP BY groups or aggregates fails in DuckDB's binder. */
export function bindAlways(operands: string[], body: (names: string[]) => string): string {
  const distinct = [...new Set(operands)];
  const [only, ...others] = distinct;
  if (only !== undefined && others.length === 0)
    return `list_extract(list_transform([${only}], lambda _o: ${body(operands.map(() => '_o'))}), 1)`;
  const name = (operand: string) => `struct_extract_at(_o, ${distinct.indexOf(operand) + 1})`;
  return `list_extract(list_transform([row(${distinct.join(', ')})], lambda _o: ${body(operands.map(name))}), 1)`;
}
