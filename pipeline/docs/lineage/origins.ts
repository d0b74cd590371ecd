/**
 * Where a value comes from: a column of a table, and inside a JSON column the path in it.
 * `value` is computed into the result; `context` only decides which rows or which order count for it, as what a window
 * is partitioned by.
 */
export interface Origin {
  /** `dataset.name` of the table. */
  table: string;
  column: string;
  /** Behind `$`, `.stats.pitching.outs`; empty for all of the column. */
  path: string;
  role: 'value' | 'context';
  /** The value is this JSON, or a part of it as it is: what reads from the value reads on from the path. */
  open: boolean;
}

export type Origins = ReadonlyMap<string, Origin>;

/** What is known of where an expression's value comes from. */
export interface Lineage {
  origins: Origins;
  /** Of a STRUCT or an array of STRUCTs: lineage of its fields by lower-case name. */
  fields?: ReadonlyMap<string, Lineage>;
  /** SQL of the expressions it was last computed by, where it is more than a column passed on. */
  expressions?: readonly string[];
}

export const nothing: Lineage = { origins: new Map() };

const keyOf = ({ table, column, path }: Origin): string => `${table}|${column}|${path}`;

export function originsOf(list: Iterable<Origin>): Origins {
  const found = new Map<string, Origin>();
  for (const origin of list) {
    const key = keyOf(origin);
    const known = found.get(key);
    if (known === undefined) found.set(key, origin);
    else {
      const role = known.role === 'value' ? 'value' : origin.role;
      found.set(key, { ...known, role, open: known.open || origin.open });
    }
  }
  return found;
}

/** The origins of several values, as of one computed from all of them. */
export function united(values: readonly Lineage[]): Origins {
  return originsOf(values.flatMap(({ origins }) => [...origins.values()]));
}

/** A value computed from others: of no JSON document any more. */
export function computed(values: readonly Lineage[]): Lineage {
  return {
    origins: originsOf([...united(values).values()].map((origin) => ({ ...origin, open: false }))),
  };
}

/** What only decides which rows count. */
export function contextOf(values: readonly Lineage[]): Lineage {
  const list = [...united(values).values()];
  return {
    origins: originsOf(
      list.map((origin) => ({ ...origin, role: 'context' as const, open: false })),
    ),
  };
}

/** A value that is one of several, as it is: the branches of an IF, the rows of a UNION ALL. */
export function oneOf(values: readonly Lineage[]): Lineage {
  const names = new Set(values.flatMap(({ fields }) => [...(fields?.keys() ?? [])]));
  const fields = new Map(
    [...names].map((name) => [
      name,
      oneOf(values.flatMap((value) => value.fields?.get(name) ?? [])),
    ]),
  );
  const expressions = [...new Set(values.flatMap((value) => value.expressions ?? []))];
  return {
    origins: united(values),
    ...(fields.size > 0 && { fields }),
    ...(expressions.length > 0 && { expressions }),
  };
}

/** A value with what also decides about it, and about each of its fields. */
export function alongside(value: Lineage, others: readonly Lineage[]): Lineage {
  if (others.every(({ origins }) => origins.size === 0)) return value;
  const fields = [...(value.fields ?? [])].map(
    ([name, field]) => [name, alongside(field, others)] as const,
  );
  return {
    ...value,
    origins: united([value, ...others]),
    ...(fields.length > 0 && { fields: new Map(fields) }),
  };
}

/** The part of a JSON value at a path, such as `.a.b` or `[0]`. */
export function within(value: Lineage, path: string, open: boolean): Lineage {
  const list = [...value.origins.values()].map((origin) =>
    origin.open ? { ...origin, path: origin.path + path, open } : origin,
  );
  return { origins: originsOf(list) };
}
