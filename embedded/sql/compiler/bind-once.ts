/** Columns and constants, which cost nothing to write twice. */
const cheap = /^(?:[\w.$:()' +-]|"(?:[^"]|"")*")*$/;
const costly = /\b(?:CASE|SELECT|OVER|lambda|bq_\w+)\b/;

/** Stands behind the call of a user-defined function that is not the same at each call. */
export const volatileMark = '/*random()*/';

/** Whether an operand is not the same each time it is evaluated. */
export const isVolatile = (sql: string): boolean => /\b(?:random|uuid)\(\)/.test(sql);

/** Whether an operand may stand several times in an expression. */
export function isCheap(sql: string): boolean {
  return !isVolatile(sql) && sql.length <= 200 && (cheap.test(sql) || !costly.test(sql));
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
  const distinct: string[] = [];
  const places = operands.map((operand) => {
    const known = isVolatile(operand) ? -1 : distinct.indexOf(operand);
    return known >= 0 ? known : distinct.push(operand) - 1;
  });
  drafts += 1;
  const draftName = `_draft${drafts}_`;
  const isOne = distinct.length === 1;
  const names = places.map((place) =>
    isOne ? draftName : `struct_extract_at(${draftName}, ${place + 1})`,
  );
  const draft = body(names);
  const parameter = freshParameter(draft);
  const bound = isOne ? operands[0] : `row(${distinct.join(', ')})`;
  return `list_extract(list_transform([${bound}], lambda ${parameter}: ${draft.replaceAll(draftName, parameter)}), 1)`;
}

interface ElementNames {
  element: string;
  /** From 1. */
  place: string;
}

/** What is kept and made of the elements of a list, each by itself and in their order; [] of NULL. */
export function bindElements(
  list: string,
  {
    keep,
    value,
  }: {
    keep: ((names: ElementNames) => string) | undefined;
    value: (names: ElementNames) => string;
  },
): string {
  const lambda = (body: (names: ElementNames) => string) => {
    drafts += 1;
    const [element, place] = [`_draft${drafts}_`, `_draft${drafts}_place_`];
    const draft = body({ element, place });
    const parameter = freshParameter(draft);
    const named = draft.replaceAll(place, `${parameter}_place`).replaceAll(element, parameter);
    return `lambda ${parameter}, ${parameter}_place: ${named}`;
  };
  if (keep === undefined) return `coalesce(list_transform(${list}, ${lambda(value)}), [])`;
  const made = lambda(
    (names) =>
      `CASE WHEN ${keep(names)} THEN {'kept': TRUE, 'value': ${value(names)}} ELSE {'kept': FALSE, 'value': NULL} END`,
  );
  const kept = `list_filter(list_transform(${list}, ${made}), lambda _kept: struct_extract(_kept, 'kept'))`;
  return `coalesce(list_transform(${kept}, lambda _kept: struct_extract(_kept, 'value')), [])`;
}

/** Tells apart the parameters of binds inside each other until the inner ones have their names. */
let drafts = 0;

/** A parameter that no lambda inside or around the body has, whose values the body may mention. */
function freshParameter(body: string): string {
  const taken = [...body.matchAll(/\b_o(\d+)\b/g)].map(([, number]) => Number(number));
  return `_o${Math.max(0, ...taken) + 1}`;
}
