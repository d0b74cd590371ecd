import type { FieldSchema } from '../../embedded/language.ts';
import type { Node } from './project.ts';
import {
  nodeLineage,
  relationOf,
  type ModelLabel,
  type NodeLineage,
} from './lineage/model-lineage.ts';
import type { Lineage, Origin } from './lineage/origins.ts';
import type { Relation } from './lineage/scope.ts';
import { declaredFields, queryFields, typeText } from './types.ts';

export interface CatalogColumn {
  name: string;
  /** GoogleSQL type, '' where it cannot be told. */
  type: string;
  description: string;
  /** Where it comes from, in other nodes; empty of raw tables. */
  origins: readonly Origin[];
  /** SQL of what it is computed by, where it is more than a column passed on. */
  expressions: readonly string[];
  isKey: boolean;
}

export interface CatalogNode extends Node {
  catalog: readonly CatalogColumn[];
  /** Columns its rows are chosen, joined or grouped by. */
  rowOrigins: readonly Origin[];
  /** Column an ML model learns to predict. */
  label?: string;
  /** Why the lineage of its columns is not known. */
  problem?: string;
}

export type Catalog = ReadonlyMap<string, CatalogNode>;

/** Columns, types and column-level lineage of every node, from the compiled SQL alone. */
export async function readCatalog(
  nodes: ReadonlyMap<string, Node>,
  project: string,
): Promise<Catalog> {
  const catalog = new Map<string, CatalogNode>();
  const fields = new Map<string, FieldSchema[]>();
  const relations = new Map<string, Relation>();
  const labels = new Map<string, ModelLabel>();
  for (const node of nodes.values()) {
    const lineage = nodeLineage(
      node,
      (id) => relations.get(id),
      (id) => labels.get(id)?.name,
    );
    if (lineage.label !== undefined) labels.set(node.id, lineage.label);
    const known =
      node.kind === 'raw'
        ? declaredFields(node)
        : await queryFields(node, {
            project,
            fields: (id) => fields.get(id),
            label: (id) => labels.get(id),
          });
    if (known !== undefined) fields.set(node.id, known);
    const columns = columnsOf(node, lineage, known ?? []).map((column) =>
      column.description === '' ? { ...column, description: inherited(column, catalog) } : column,
    );
    catalog.set(node.id, {
      ...node,
      catalog: columns,
      rowOrigins: sortedOrigins(lineage.rows),
      ...(lineage.label !== undefined && { label: lineage.label.name }),
      ...(lineage.problem !== undefined && { problem: lineage.problem }),
    });
    const made = new Map(
      lineage.columns.map((column) => [column.name.toLowerCase(), column.lineage]),
    );
    relations.set(
      node.id,
      relationOf(
        node.id,
        columns.map(({ name, type }) => {
          const own = made.get(name.toLowerCase());
          return { name, isJson: type === 'JSON', ...(own && { lineage: own }) };
        }),
      ),
    );
  }
  return catalog;
}

/** Description of the column that one is passed on from under the same name. */
function inherited({ name, origins }: CatalogColumn, catalog: Catalog): string {
  const origin = origins.find((one) => one.role === 'value' && one.column === name);
  const node = origin && catalog.get(origin.table);
  return node?.catalog.find((one) => one.name === name)?.description ?? '';
}

function columnsOf(
  node: Node,
  { columns }: NodeLineage,
  fields: readonly FieldSchema[],
): CatalogColumn[] {
  const made = new Map<string, Lineage>(
    columns.map(({ name, lineage }) => [name.toLowerCase(), lineage]),
  );
  const types = new Map(fields.map((field) => [field.name.toLowerCase(), typeText(field)]));
  const names = [...columns, ...fields].map(({ name }) => name);
  const keys = new Set(node.key.map((name) => name.toLowerCase()));
  const all = names.length > 0 ? names : [...node.columns.keys()];
  const unique = [...new Map(all.map((name) => [name.toLowerCase(), name])).values()];
  return unique.map((name) => {
    const lower = name.toLowerCase();
    const lineage = made.get(lower);
    return {
      name,
      type: types.get(lower) ?? '',
      description: node.columns.get(lower) ?? '',
      origins: lineage ? sortedOrigins(lineage) : [],
      expressions: lineage?.expressions ?? [],
      isKey: keys.has(lower),
    };
  });
}

const order = (origin: Origin): string =>
  [origin.role === 'value' ? 0 : 1, origin.table, origin.column, origin.path].join(' ');

function sortedOrigins({ origins }: Lineage): Origin[] {
  return [...origins.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
