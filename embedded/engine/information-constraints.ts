import type { TableEntry } from './catalog.ts';
import { owner, tableColumns, type InformationSource, type View } from './information-view.ts';

interface Key {
  table: TableEntry;
  name: string;
  type: 'PRIMARY KEY' | 'FOREIGN KEY';
  columns: string[];
  /** What the key's columns refer to; the key's own for a primary key. */
  target: { dataset: string; name: string; columns: string[] };
}

function keysOf({ catalog }: InformationSource, dataset: string | undefined): Key[] {
  return catalog.list('table', dataset).flatMap((table) => {
    const { primaryKey, foreignKeys = [] } = table.constraints ?? {};
    const own = { dataset: table.dataset, name: table.name };
    const primary: Key[] =
      primaryKey === undefined
        ? []
        : [
            {
              table,
              name: `${table.name}.pk$`,
              type: 'PRIMARY KEY',
              columns: primaryKey,
              target: { ...own, columns: primaryKey },
            },
          ];
    const foreign = foreignKeys.map((key, index): Key => ({
      table,
      name: `${table.name}.${key.name ?? `fk$${index + 1}`}`,
      type: 'FOREIGN KEY',
      columns: key.columns,
      target: { dataset: key.table.dataset, name: key.table.name, columns: key.referenced },
    }));
    return [...primary, ...foreign];
  });
}

const constraintColumns = {
  constraint_catalog: 'STRING',
  constraint_schema: 'STRING',
  constraint_name: 'STRING',
};

const constraint = (project: string, { table, name }: Key) => ({
  constraint_catalog: project,
  constraint_schema: table.dataset,
  constraint_name: name,
});

/** INFORMATION_SCHEMA.TABLE_CONSTRAINTS. */
export const tableConstraintsView: View = {
  columns: {
    ...constraintColumns,
    ...tableColumns,
    constraint_type: 'STRING',
    is_deferrable: 'STRING',
    initially_deferred: 'STRING',
    enforced: 'STRING',
  },
  rows: (source, dataset) =>
    keysOf(source, dataset).map((key) => ({
      ...constraint(source.project, key),
      ...owner(source.project, key.table, key.table.name),
      constraint_type: key.type,
      is_deferrable: 'NO',
      initially_deferred: 'NO',
      enforced: 'NO',
    })),
};

/** INFORMATION_SCHEMA.KEY_COLUMN_USAGE. */
export const keyColumnUsageView: View = {
  columns: {
    ...constraintColumns,
    ...tableColumns,
    column_name: 'STRING',
    ordinal_position: 'INTEGER',
    position_in_unique_constraint: 'INTEGER',
  },
  rows: (source, dataset) =>
    keysOf(source, dataset).flatMap((key) =>
      key.columns.map((column, index) => ({
        ...constraint(source.project, key),
        ...owner(source.project, key.table, key.table.name),
        column_name: column,
        ordinal_position: index + 1,
        position_in_unique_constraint: key.type === 'FOREIGN KEY' ? index + 1 : null,
      })),
    ),
};

/** INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE. */
export const constraintColumnUsageView: View = {
  columns: { ...tableColumns, column_name: 'STRING', ...constraintColumns },
  rows: (source, dataset) =>
    keysOf(source, dataset).flatMap((key) =>
      key.target.columns.map((column) => ({
        ...owner(source.project, key.target, key.target.name),
        column_name: column,
        ...constraint(source.project, key),
      })),
    ),
};
