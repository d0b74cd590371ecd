/**
 * Column references of a statement as Google's analyzer resolved them: an independent account of where the columns of a
 * result come from, to hold ours against. Only what is computed into a value counts, not what it is ordered, partitioned
 * or filtered by.
 */

type Tree = Readonly<Record<string, unknown>>;

/** What a value is made of: a column, a struct of values, a field of a value, or several things together. */
type Value =
  | { kind: 'column'; id: string }
  | { kind: 'base'; name: string }
  | { kind: 'struct'; fields: Value[] }
  | { kind: 'field'; of: Value; place: number }
  | { kind: 'mixed'; of: Value[] };

interface Resolved {
  /** What every column is made of, by its id. */
  made: Map<string, Value[]>;
  withTables: Map<string, string[]>;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

const list = (value: unknown): Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);
const idOf = (column: unknown): string => String((column as Tree | undefined)?.columnId);

/** The columns a scan puts out: of the nearest list below its chain of parents. */
function outputsOf(scan: unknown): Tree[] {
  if (!isTree(scan)) return [];
  if (Array.isArray(scan.columnList)) return list(scan.columnList);
  if (isTree(scan.parent)) return outputsOf(scan.parent);
  const inner = typeof scan.node === 'string' ? scan[scan.node] : undefined;
  return outputsOf(inner);
}

function add(found: Resolved, id: string, ...values: Value[]): void {
  found.made.set(id, [...(found.made.get(id) ?? []), ...values]);
}

const column = (id: string): Value => ({ kind: 'column', id });
const mixed = (of: Value[]): Value => ({ kind: 'mixed', of });

/** What an expression is computed from; what is made inside its subqueries is noted beside. */
function valueOf(node: unknown, found: Resolved): Value {
  if (Array.isArray(node)) return mixed(node.map((part) => valueOf(part, found)));
  if (!isTree(node)) return mixed([]);
  const values = Object.entries(node).map(([key, part]) => {
    if (part === null || key === 'parameterList' || key === 'typeAnnotationMap') return mixed([]);
    if (key === 'orderByItemList' || key === 'havingModifier' || key === 'type') return mixed([]);
    if (key === 'resolvedColumnRefNode') return column(idOf((part as Tree).column));
    if (key === 'resolvedMakeStructNode') {
      const fields = list((part as Tree).fieldList).map((field) => valueOf(field, found));
      return { kind: 'struct' as const, fields };
    }
    if (key === 'resolvedGetStructFieldNode') {
      const { expr, fieldIdx } = part as Tree;
      return { kind: 'field' as const, of: valueOf(expr, found), place: Number(fieldIdx) };
    }
    if (key === 'resolvedSubqueryExprNode') {
      const { subquery, subqueryType, inExpr } = part as Tree;
      visit(subquery, found);
      if (subqueryType === 'EXISTS') return mixed([]);
      return mixed([
        ...outputsOf(subquery).map((one) => column(idOf(one))),
        valueOf(inExpr, found),
      ]);
    }
    return valueOf(part, found);
  });
  return values.length === 1 && values[0] ? values[0] : mixed(values);
}

/** Notes what every column that is made anywhere below a node is made from. */
function visit(node: unknown, found: Resolved): void {
  if (Array.isArray(node)) {
    for (const part of node) visit(part, found);
    return;
  }
  if (!isTree(node)) return;
  if (isTree(node.column) && isTree(node.expr)) {
    add(found, idOf(node.column), valueOf(node.expr, found));
    return;
  }
  for (const [kind, part] of Object.entries(node)) {
    if (!isTree(part)) {
      visit(part, found);
      continue;
    }
    if (kind === 'resolvedTableScanNode') {
      const { fullName } = part.table as { fullName: string };
      const table = fullName.split('.').slice(-2).join('.');
      for (const output of outputsOf(part)) {
        const name = `${table}.${String(output.name).toLowerCase()}`;
        add(found, idOf(output), { kind: 'base', name });
      }
    } else if (kind === 'resolvedWithScanNode') {
      for (const entry of list(part.withEntryList)) {
        found.withTables.set(String(entry.withQueryName), outputsOf(entry.withSubquery).map(idOf));
        visit(entry.withSubquery, found);
      }
      visit(part.query, found);
      continue;
    } else if (kind === 'resolvedWithRefScanNode') {
      const ids = found.withTables.get(String(part.withQueryName)) ?? [];
      outputsOf(part).forEach((output, place) => {
        add(found, idOf(output), column(ids[place] ?? 'nothing'));
      });
    } else if (kind === 'resolvedSetOperationScanNode') {
      const outputs = outputsOf(part);
      for (const item of list(part.inputItemList)) {
        list(item.outputColumnList).forEach((input, place) => {
          add(found, idOf(outputs[place]), column(idOf(input)));
        });
      }
    } else if (kind === 'resolvedArrayScanNode') {
      const arrays = [part.arrayExpr, ...list(part.arrayExprList)].filter(isTree);
      const elements = [part.elementColumn, ...list(part.elementColumnList)].filter(isTree);
      elements.forEach((element, place) => {
        add(found, idOf(element), valueOf(arrays[place], found));
      });
    }
    visit(part, found);
  }
}

/** `dataset.table.column` of the tables' columns that each column of a query's result is computed from. */
export function resolvedColumns(reply: Record<string, unknown>): Map<string, Set<string>> {
  const statement = (reply.resolvedStatement as Tree).resolvedQueryStmtNode as Tree;
  const found: Resolved = { made: new Map(), withTables: new Map() };
  visit(statement.query, found);
  const reach = (value: Value, path: readonly number[], seen: Set<string>): string[] => {
    switch (value.kind) {
      case 'base':
        return [value.name];
      case 'field':
        return reach(value.of, [value.place, ...path], seen);
      case 'mixed':
        return value.of.flatMap((one) => reach(one, path, seen));
      case 'struct': {
        const [place, ...rest] = path;
        if (place === undefined) return value.fields.flatMap((one) => reach(one, [], seen));
        const field = value.fields[place];
        return field ? reach(field, rest, seen) : [];
      }
      case 'column': {
        const key = `${value.id} ${path.join('.')}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return (found.made.get(value.id) ?? []).flatMap((one) => reach(one, path, seen));
      }
    }
  };
  return new Map(
    list(statement.outputColumnList).map((output) => [
      String(output.name).toLowerCase(),
      new Set(reach(column(idOf(output.column)), [], new Set())),
    ]),
  );
}
