/** A fully qualified table, view, model or routine name: `project.dataset.name`. */
export interface ObjectReference {
  project: string;
  dataset: string;
  name: string;
}

/** A literal value of an OPTIONS(...) list or an ML argument struct. */
export type OptionValue = string | number | boolean | null | OptionValue[] | { [key: string]: OptionValue };

export type Options = Record<string, OptionValue>;

/** A column as the BigQuery REST API describes it (legacy type names: INTEGER, FLOAT, BOOLEAN, RECORD). */
export interface FieldSchema {
  name: string;
  type: string;
  mode?: 'NULLABLE' | 'REQUIRED' | 'REPEATED';
  description?: string;
  fields?: FieldSchema[];
}

/**
 * A table-valued ML call found in a FROM clause, e.g. `ML.PREDICT(MODEL m, (SELECT ...))`.
 * The statement's SQL reads from `placeholder`; the engine must put the call's result there first.
 */
export interface ModelCall {
  placeholder: string;
  /** The function without its `ML.` prefix, upper case: PREDICT, EVALUATE, WEIGHTS, ... */
  function: string;
  model: ObjectReference;
  /** DuckDB SQL of the input relation, self-contained; undefined when the call has no input. */
  input?: string;
  options: Options;
}

/** PARTITION BY of a table; `field` is absent for ingestion-time partitioning (`_PARTITIONDATE`). */
export type Partitioning =
  | { type: 'HOUR' | 'DAY' | 'MONTH' | 'YEAR'; field?: string }
  | { type: 'RANGE'; field: string; start: number; end: number; interval: number };

/** One GoogleSQL statement, translated. All `sql` and `query` strings are DuckDB SQL. */
export type Statement =
  | { kind: 'query'; sql: string; modelCalls: ModelCall[] }
  | {
      kind: 'dml';
      verb: 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE' | 'TRUNCATE';
      target: ObjectReference;
      sql: string;
      modelCalls: ModelCall[];
    }
  | {
      kind: 'create_table';
      target: ObjectReference;
      mode: 'create' | 'or_replace' | 'if_not_exists';
      temporary: boolean;
      /** Column definitions when given; with `query` they name and type its columns. */
      columns?: FieldSchema[];
      query?: string;
      modelCalls: ModelCall[];
      like?: ObjectReference;
      partitioning?: Partitioning;
      clustering?: string[];
      options: Options;
    }
  | {
      kind: 'create_view';
      target: ObjectReference;
      mode: 'create' | 'or_replace' | 'if_not_exists';
      materialized: boolean;
      query: string;
      /** The view's GoogleSQL as written, which tables.get returns. */
      source: string;
      columns?: { name: string; description?: string }[];
      options: Options;
    }
  | {
      kind: 'create_function';
      target: ObjectReference | { temporary: string };
      mode: 'create' | 'or_replace' | 'if_not_exists';
      /** DuckDB CREATE MACRO statement(s) that define it. */
      sql: string;
      source: string;
    }
  | {
      kind: 'create_model';
      target: ObjectReference;
      mode: 'create' | 'or_replace' | 'if_not_exists';
      query: string;
      options: Options;
    }
  | { kind: 'create_schema'; dataset: string; mode: 'create' | 'if_not_exists'; options: Options }
  | {
      kind: 'drop';
      object: 'TABLE' | 'VIEW' | 'MATERIALIZED VIEW' | 'FUNCTION' | 'TABLE FUNCTION' | 'MODEL';
      target: ObjectReference;
      ifExists: boolean;
    }
  | { kind: 'drop_schema'; dataset: string; ifExists: boolean; cascade: boolean }
  | { kind: 'alter_table'; target: ObjectReference; ifExists: boolean; sql: string[]; options?: Options }
  | { kind: 'assert'; sql: string; message: string };

/** What a translation may need to know of the world; all names are already qualified. */
export interface TranslationContext {
  project: string;
  defaultDataset?: string;
  /** Script variables in scope, by lower-case name, as DuckDB SQL expressions. */
  variables?: Record<string, string>;
  /** Query parameters as DuckDB SQL expressions: by lower-case name, or in order. */
  parameters?: { named?: Record<string, string>; positional?: string[] };
  /** Columns of a table or view, or undefined when there is none. */
  columns?: (table: ObjectReference) => Promise<FieldSchema[] | undefined>;
}
