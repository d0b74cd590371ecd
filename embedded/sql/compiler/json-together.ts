/** A call of `bq_json_value` on a column: what `JSON_VALUE(column, path)` is translated to. */
const valueCall =
  /\bbq_json_value\(((?:"(?:[^"]|"")*"|[a-zA-Z_]\w*)(?:\.(?:"(?:[^"]|"")*"|\w+))*), ('\$(?:[^']|'')*'), /g;

/** Parameters of lambdas, which only the expression itself has. */
const parameter = /^_o\d+$/;

/** From so many paths on, looking them up together is faster than one by one. */
const fewest = 3;

/**
 * SELECT items in which many fields of one JSON column are read: looked up together, the document is parsed once for all
 * of them (DuckDB evaluates the call they have in common once), not once for each.
 */
export function readTogether(items: string[]): string[] {
  const paths = new Map<string, Set<string>>();
  for (const item of items) {
    for (const [, column = '', path = ''] of item.matchAll(valueCall)) {
      if (parameter.test(column)) continue;
      paths.set(column, (paths.get(column) ?? new Set()).add(path));
    }
  }
  return items.map((item) =>
    item.replaceAll(valueCall, (call, column: string, path: string) => {
      const all = [...(paths.get(column) ?? [])];
      if (all.length < fewest) return call;
      const place = all.indexOf(path) + 1;
      return `bq_json_value_of_many(${column}, [${all.join(', ')}], ${place}, `;
    }),
  );
}
