import type { DuckDBConnection } from '@duckdb/node-api';

/** What a statement's plan reads of one table. */
export interface Scan {
  catalog: string;
  schema: string;
  table: string;
  /** Columns that are read, nested fields by their path. */
  columns: string[];
  /** Conditions on the table alone, as DuckDB SQL whose names may lack quotes. */
  filters: string[];
}

interface PlanNode {
  name: string;
  children?: PlanNode[];
  extra_info?: Record<string, unknown>;
}

/** What of a statement's plan is of use. */
export interface Plan {
  /** Without those that the optimizer finds empty. */
  scans: Scan[];
  /** Whether its result is one row, as of aggregates without GROUP BY. */
  isOneRow: boolean;
}

/** DuckDB's plan of a statement, which is not run. */
export async function planOf(connection: DuckDBConnection, sql: string): Promise<Plan> {
  const result = await connection.runAndReadAll(`EXPLAIN (FORMAT json) ${sql}`);
  const plan = JSON.parse(String(result.getRows()[0]?.[1] ?? '[]')) as PlanNode[];
  const scans: Scan[] = [];
  const visit = (node: PlanNode, above: readonly string[]): void => {
    const info = node.extra_info ?? {};
    if (/SEQ_SCAN|TABLE_SCAN|INDEX_SCAN/.test(node.name) && typeof info.Table === 'string') {
      const [table = '', schema = '', catalog = ''] = nameParts(info.Table).reverse();
      scans.push({
        catalog,
        schema,
        table,
        columns: texts(info.Projections),
        filters: [...texts(info.Filters), ...above],
      });
    }
    const own = node.name.trim() === 'FILTER' ? texts(info.Expression) : [];
    const [wide, found] = node.children ?? [];
    if (wide !== undefined && found !== undefined && findsRowsFirst(info)) visitLate(wide, found);
    else for (const child of node.children ?? []) visit(child, own);
  };
  const visitLate = (wide: PlanNode, found: PlanNode): void => {
    const before = scans.length;
    visit(found, []);
    const conditions = new Map(scans.slice(before).map((scan) => [nameOf(scan), scan.filters]));
    const after = scans.length;
    visit(wide, []);
    for (const scan of scans.slice(after))
      scan.filters.push(...(conditions.get(nameOf(scan)) ?? []));
  };
  for (const node of plan) visit(node, []);
  return { scans, isOneRow: isOneRow(plan) };
}

/** Whether a join reads the wide columns of rows that its other side found, of the same table and by its conditions. */
const findsRowsFirst = (info: Record<string, unknown>): boolean =>
  info['Join Type'] === 'SEMI' && texts(info.Conditions).includes('rowid = rowid');

const nameOf = ({ catalog, schema, table }: Scan): string =>
  [catalog, schema, table].map((part) => JSON.stringify(part)).join('.');

function isOneRow([node]: readonly PlanNode[]): boolean {
  if (node === undefined) return false;
  if (/^(?:EXECUTE|PROJECTION)$/.test(node.name.trim())) return isOneRow(node.children ?? []);
  return node.name.trim() === 'UNGROUPED_AGGREGATE';
}

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );

/** `"p-x".d.t` as its parts. */
const nameParts = (name: string): string[] =>
  [...name.matchAll(/"((?:[^"]|"")*)"|([^."]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
