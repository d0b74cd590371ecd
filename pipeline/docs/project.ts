import {
  keyOf,
  type CompiledAssertion,
  type CompiledProject,
  type CompiledTable,
  type CompiledTarget,
} from '../../warehouse/compiled-project.ts';
import { declaredTables } from './declared.ts';

export type NodeKind =
  'raw' | 'table' | 'incremental' | 'view' | 'model' | 'function' | 'operation';

export interface Assertion {
  /** `dataset.name` of its view. */
  id: string;
  name: string;
  query: string;
  /** A failure of it only warns. */
  warns: boolean;
  description?: string;
  file: string;
  /** Nodes it reads. */
  reads: readonly string[];
}

/** A table, view, ML model or function of the warehouse. */
export interface Node {
  /** `dataset.name`. */
  id: string;
  dataset: string;
  name: string;
  kind: NodeKind;
  description: string;
  /** Described columns by lower-case name, in their order. */
  columns: ReadonlyMap<string, string>;
  tags: readonly string[];
  file?: string;
  partitionBy?: string;
  clusterBy: readonly string[];
  /** Columns that identify a row. */
  key: readonly string[];
  /** GoogleSQL of a full refresh, in order. */
  statements: readonly Statement[];
  /** The query whose result it is; undefined of raw tables and of operations that are no query. */
  query?: string;
  /** Nodes it reads or waits for. */
  reads: readonly string[];
  assertions: readonly Assertion[];
}

export interface Statement {
  title: string;
  sql: string;
}

export const idOf = ({ schema, name }: CompiledTarget): string => `${schema}.${name}`;

const kinds: Readonly<Record<CompiledTable['enumType'], NodeKind>> = {
  TABLE: 'table',
  VIEW: 'view',
  INCREMENTAL: 'incremental',
};

/** Every node of a compiled project by id, those it reads before it. */
export function readProject(project: CompiledProject): Map<string, Node> {
  const assertions = (project.assertions ?? []).map(assertionOf);
  const nodes = [
    ...(project.declarations ?? []).map(({ target, fileName, actionDescriptor }) =>
      rawNode(target, fileName, actionDescriptor?.description ?? ''),
    ),
    ...(project.tables ?? []).map((table) => tableNode(table, keyOf(project, table.target))),
    ...(project.operations ?? []).map(operationNode),
  ].map((node) => ({
    ...node,
    assertions: assertions.filter(({ reads }) => reads.includes(node.id)),
  }));
  return inOrder(new Map(nodes.map((node) => [node.id, node])));
}

function described(columns: { path: string[]; description: string }[] = []): Map<string, string> {
  return new Map(
    columns.map(({ path, description }) => [path.join('.').toLowerCase(), description]),
  );
}

function rawNode(target: CompiledTarget, file: string, description: string): Node {
  const table = declaredTables.get(idOf(target));
  return {
    id: idOf(target),
    dataset: target.schema,
    name: target.name,
    kind: 'raw',
    description: table?.description ?? description,
    columns: new Map(table?.columns.map((column) => [column.name, column.description])),
    tags: [],
    file,
    ...(table?.partition !== undefined && { partitionBy: table.partition }),
    clusterBy: table?.clustering ?? [],
    key: table?.keys ?? [],
    statements: [],
    reads: [],
    assertions: [],
  };
}

function tableNode(table: CompiledTable, key: readonly string[]): Node {
  const { target, bigquery, actionDescriptor } = table;
  const parts: [string, string | undefined][] = [
    ['Before', table.preOps?.join(';\n')],
    ['Query', table.query],
    ['After', table.postOps?.join(';\n')],
    ['Incremental: before', table.incrementalPreOps?.join(';\n')],
    ['Incremental: query', table.incrementalQuery],
    ['Incremental: after', table.incrementalPostOps?.join(';\n')],
  ];
  return {
    id: idOf(target),
    dataset: target.schema,
    name: target.name,
    kind: kinds[table.enumType],
    description: actionDescriptor?.description ?? '',
    columns: described(actionDescriptor?.columns),
    tags: table.tags ?? [],
    file: table.fileName,
    ...(bigquery?.partitionBy !== undefined && { partitionBy: bigquery.partitionBy }),
    clusterBy: bigquery?.clusterBy ?? [],
    key,
    statements: parts.flatMap(([title, sql]) =>
      sql === undefined || sql.trim() === '' ? [] : [{ title, sql: sql.trim() }],
    ),
    query: table.query,
    reads: (table.dependencyTargets ?? []).map(idOf),
    assertions: [],
  };
}

function operationNode(operation: NonNullable<CompiledProject['operations']>[number]): Node {
  const { target, queries, actionDescriptor } = operation;
  const text = queries.join('\n');
  const made =
    /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP\s+)?(MODEL|TABLE\s+FUNCTION|FUNCTION|VIEW|TABLE)\b/i
      .exec(text)?.[1]
      ?.toUpperCase()
      .replace(/\s+/, ' ');
  const byStatement: Record<string, NodeKind> = {
    MODEL: 'model',
    FUNCTION: 'function',
    'TABLE FUNCTION': 'function',
    VIEW: 'view',
    TABLE: 'table',
  };
  return {
    id: idOf(target),
    dataset: target.schema,
    name: target.name,
    kind: byStatement[made ?? ''] ?? 'operation',
    description: actionDescriptor?.description ?? '',
    columns: described(actionDescriptor?.columns),
    tags: operation.tags ?? [],
    file: operation.fileName,
    clusterBy: [],
    key: [],
    statements: queries.map((sql, place) => ({
      title: queries.length === 1 ? 'Statement' : `Statement ${place + 1}`,
      sql: sql.trim(),
    })),
    reads: (operation.dependencyTargets ?? []).map(idOf),
    assertions: [],
  };
}

function assertionOf(assertion: CompiledAssertion): Assertion {
  const { target, actionDescriptor } = assertion;
  return {
    id: idOf(target),
    name: target.name,
    query: assertion.query.trim(),
    warns: target.name.startsWith('warn_'),
    ...(actionDescriptor?.description !== undefined && {
      description: actionDescriptor.description,
    }),
    file: assertion.fileName,
    reads: (assertion.dependencyTargets ?? []).map(idOf),
  };
}

/** Nodes with those they read before them; names that are no nodes are left out of what is read. */
function inOrder(nodes: ReadonlyMap<string, Node>): Map<string, Node> {
  const sorted = new Map<string, Node>();
  const visiting = new Set<string>();
  const visit = (id: string): void => {
    const node = nodes.get(id);
    if (node === undefined || sorted.has(id) || visiting.has(id)) return;
    visiting.add(id);
    const reads = node.reads.filter((other) => nodes.has(other)).sort();
    reads.forEach(visit);
    sorted.set(id, { ...node, reads });
  };
  [...nodes.keys()].sort().forEach(visit);
  return sorted;
}
