import { text } from '../types.ts';

const column = String.raw`((?:"(?:[^"]|"")*"|[a-zA-Z_]\w*)(?:\.(?:"(?:[^"]|"")*"|\w+))*)`;
const literal = (start: string) => `('${start}(?:[^']|'')*')`;

/** A call of `bq_json_value` on a column: what `JSON_VALUE(column, path)` is translated to. */
const valueCall = new RegExp(
  String.raw`\bbq_json_value\(${column}, ${literal(String.raw`\$`)}, ${literal('')}, '(\w+)'\)`,
  'g',
);

/** What `SAFE_CAST(JSON_VALUE(column, path) AS INT64)` is translated to. */
const integerCall = new RegExp(
  String.raw`\blist_extract\(list_transform\(\[${valueCall.source}\], lambda (_o\d+): bq_safe_int64\(\5\)\), 1\)`,
  'g',
);

/** What `JSON_TYPE(JSON_QUERY(column, path))` is translated to. */
const typeCall = new RegExp(
  String.raw`\bbq_json_type\(bq_json_at\(${column}, ${literal(String.raw`\$`)}\)\)`,
  'g',
);

/** Parameters of lambdas, which only the expression itself has. */
const parameter = /^_o\d+$/;

/** From so many paths on, looking them up together is faster than one by one. */
const fewest = 3;

/** Between paths, in the one text they are written in; no path that has it is looked up together with others. */
const separator = '\u001f';

const contents = (quoted: string) => quoted.slice(1, -1).replaceAll("''", "'");

/** A constant list of texts, which DuckDB plans faster than a list of constants. */
const listOf = (texts: Iterable<string>) =>
  `string_split(${text([...texts].join(separator))}, '${separator}')`;

/** Paths by column, first as DuckDB has them, then as written. */
type Paths = Map<string, Map<string, string>>;

function collect(paths: Paths, key: string, simple: string, path: string): void {
  if (path.includes(separator) || parameter.test(key)) return;
  const ofColumn = paths.get(key) ?? new Map<string, string>();
  if (!ofColumn.has(simple)) ofColumn.set(simple, path);
  paths.set(key, ofColumn);
}

/** The paths of a column and the place of one of them, from 1; undefined for what is looked up alone. */
function together(paths: Paths, key: string, simple: string, path: string) {
  const ofColumn = paths.get(key);
  if (ofColumn === undefined || ofColumn.size < fewest) return undefined;
  const place = [...ofColumn.keys()].indexOf(simple) + 1;
  return place === 0 || ofColumn.get(simple) !== path ? undefined : { ofColumn, place };
}

/**
 * SELECT items in which many fields of one JSON column are read: looked up together, the document is parsed once for all
 * of them (DuckDB evaluates the call they have in common once), not once for each.
 */
export function readTogether(items: string[]): string[] {
  const integers: Paths = new Map();
  const values: Paths = new Map();
  const types: Paths = new Map();
  const gather = (call: RegExp, paths: Paths, texts: string[]) => {
    for (const item of texts) {
      for (const [, name = '', simple = '', path = simple, style = 'standard'] of item.matchAll(
        call,
      ))
        if (style === 'standard') collect(paths, name, contents(simple), contents(path));
    }
  };
  const reader =
    (paths: Paths, sql: (name: string, ofColumn: Map<string, string>, place: number) => string) =>
    (call: string, name: string, simple: string, path: string, style: string) => {
      const isPath = typeof path === 'string';
      const found = together(paths, name, contents(simple), contents(isPath ? path : simple));
      if (found === undefined || (isPath && style !== 'standard')) return call;
      return sql(name, found.ofColumn, found.place);
    };
  const readAll = (macro: string) => (name: string, ofColumn: Map<string, string>, place: number) =>
    `list_extract(${macro}(${name}, ${listOf(ofColumn.keys())}, ${listOf(ofColumn.values())}), ${place})`;
  gather(integerCall, integers, items);
  const typed = items.map((item) =>
    item.replaceAll(integerCall, reader(integers, readAll('bq_json_integers'))),
  );
  gather(valueCall, values, typed);
  gather(typeCall, types, typed);
  return typed.map((item) =>
    item.replaceAll(valueCall, reader(values, readAll('bq_json_values'))).replaceAll(
      typeCall,
      reader(
        types,
        (name, ofColumn, place) =>
          `bq_json_type_name(list_extract(json_type(${name}, ${listOf(ofColumn.keys())}), ${place}))`,
      ),
    ),
  );
}
