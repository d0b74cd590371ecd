/** Column of an operational table. */
export interface OperationalColumn {
  name: string;
  type: 'STRING' | 'INTEGER' | 'FLOAT' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP' | 'JSON';
  mode: 'REQUIRED' | 'NULLABLE';
  description: string;
}

/** A table about the collection itself: what drifted, what failed, which runs there were. */
export interface OperationalTable {
  name: string;
  /** Starts with the grain. */
  description: string;
  columns: readonly OperationalColumn[];
  /** Columns that identify a row. */
  keys: readonly string[];
  /** DATE or TIMESTAMP column the table is partitioned by, by day. */
  partition?: string;
  clustering?: readonly string[];
}

/** Values by column; those of JSON columns are what they say, not text. */
export type OperationalRow = Readonly<Record<string, unknown>>;

export const required = (
  name: string,
  type: OperationalColumn['type'],
  description: string,
): OperationalColumn => ({ name, type, mode: 'REQUIRED', description });

export const nullable = (
  name: string,
  type: OperationalColumn['type'],
  description: string,
): OperationalColumn => ({ name, type, mode: 'NULLABLE', description });
