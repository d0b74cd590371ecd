import type { TableEntry } from '../engine/catalog.ts';
import type { RestConstraints } from './bodies.ts';

/** Keys of the REST API as the catalog has them. */
export function constraintsOf(
  { primaryKey, foreignKeys }: RestConstraints,
  project: string,
): NonNullable<TableEntry['constraints']> {
  return {
    ...(primaryKey && { primaryKey: primaryKey.columns }),
    ...(foreignKeys && {
      foreignKeys: foreignKeys.map(({ name, referencedTable: table, columnReferences }) => ({
        ...(name !== undefined && { name }),
        columns: columnReferences.map((pair) => pair.referencingColumn),
        table: {
          project: table.projectId ?? project,
          dataset: table.datasetId,
          name: table.tableId,
        },
        referenced: columnReferences.map((pair) => pair.referencedColumn),
      })),
    }),
  };
}

/** Keys of the catalog as the REST API shows them. */
export function restConstraints({
  primaryKey,
  foreignKeys,
}: NonNullable<TableEntry['constraints']>): RestConstraints {
  return {
    ...(primaryKey && { primaryKey: { columns: primaryKey } }),
    ...(foreignKeys && {
      foreignKeys: foreignKeys.map(({ name, columns, table, referenced }) => ({
        ...(name !== undefined && { name }),
        referencedTable: {
          projectId: table.project,
          datasetId: table.dataset,
          tableId: table.name,
        },
        columnReferences: columns.map((column, index) => ({
          referencingColumn: column,
          referencedColumn: referenced[index] ?? '',
        })),
      })),
    }),
  };
}
