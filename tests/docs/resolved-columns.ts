/**
 * Column references of a statement as Google's analyzer resolved them: an independent account of where the columns of a
 * result come from, to hold ours against. Only what is computed into a value counts, not what it is ordered, partitioned
 * or filtered by.
 */

type Tree = Readonly<Record<string, unknown>>;

interface Resolved {
  /** Column ids and tables' columns that a column is computed from. */
  made: Map<string, Set<string>>;
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

function add(found: Resolved, id: string, from: Iterable<string>): void {
  const known = found.made.get(id) ?? new Set<string>();
  for (const one of from) known.add(one);
  found.made.set(id, known);
}

/** Ids of the columns an expression is computed from; what is inside its subqueries is noted beside. */
function references(node: unknown, found: Resolved): string[] {
  if (Array.isArray(node)) return node.flatMap((part) => references(part, found));
  if (!isTree(node)) return [];
  return Object.entries(node).flatMap(([key, part]) => {
    if (part === null || key === 'parameterList' || key === 'typeAnnotationMap') return [];
    if (key === 'orderByItemList' || key === 'havingModifier' || key === 'type') return [];
    if (key === 'resolvedColumnRefNode') return [idOf((part as Tree).column)];
    if (key === 'resolvedSubqueryExprNode') {
      const { subquery, subqueryType, inExpr } = part as Tree;
      visit(subquery, found);
      if (subqueryType === 'EXISTS') return [];
      return [...outputsOf(subquery).map(idOf), ...references(inExpr, found)];
    }
    return references(part, found);
  });
}

/** Notes what every column that is made anywhere below a node is made from. */
function visit(node: unknown, found: Resolved): void {
  if (Array.isArray(node)) {
    for (const part of node) visit(part, found);
    return;
  }
  if (!isTree(node)) return;
  if (isTree(node.column) && isTree(node.expr)) {
    add(found, idOf(node.column), references(node.expr, found));
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
      for (const column of outputsOf(part)) {
        add(found, idOf(column), [`${table}.${String(column.name).toLowerCase()}`]);
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
      outputsOf(part).forEach((column, place) => {
        add(found, idOf(column), [ids[place] ?? 'nothing']);
      });
    } else if (kind === 'resolvedSetOperationScanNode') {
      const outputs = outputsOf(part);
      for (const item of list(part.inputItemList)) {
        list(item.outputColumnList).forEach((column, place) => {
          add(found, idOf(outputs[place]), [idOf(column)]);
        });
      }
    } else if (kind === 'resolvedArrayScanNode') {
      const arrays = references([part.arrayExpr, part.arrayExprList], found);
      const elements = [part.elementColumn, ...list(part.elementColumnList)].filter(isTree);
      for (const element of elements) add(found, idOf(element), arrays);
    } else if (kind === 'resolvedSubqueryExprNode' || kind === 'resolvedFilterScanNode') {
      references(part.filterExpr, found);
    }
    visit(part, found);
  }
}

/** `dataset.table.column` of the tables' columns that each column of a query's result is computed from. */
export function resolvedColumns(reply: Record<string, unknown>): Map<string, Set<string>> {
  const statement = (reply.resolvedStatement as Tree).resolvedQueryStmtNode as Tree;
  const found: Resolved = { made: new Map(), withTables: new Map() };
  visit(statement.query, found);
  const reach = (id: string, seen: Set<string>, into: Set<string>): void => {
    if (seen.has(id)) return;
    seen.add(id);
    if (id.includes('.')) into.add(id);
    for (const next of found.made.get(id) ?? []) reach(next, seen, into);
  };
  return new Map(
    list(statement.outputColumnList).map((output) => {
      const into = new Set<string>();
      reach(idOf(output.column), new Set(), into);
      return [String(output.name).toLowerCase(), into];
    }),
  );
}
