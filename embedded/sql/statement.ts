/** A fully qualified table, view, model or routine name: `project.dataset.name`. */
export interface ObjectReference {
  project: string;
  dataset: string;
  name: string;
}

/** A literal value of an OPTIONS(...) list or an ML argument struct. */
export type OptionValue =
  string | number | boolean | null | OptionValue[] | { [key: string]: OptionValue };

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
 * The statement's SQL reads from `resultTable`; the engine must put the call's result there first.
 */
export interface ModelCall {
  resultTable: string;
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
  | {
      kind: 'query';
      sql: string;
      modelCalls: ModelCall[];
      /** The result's schema; undefined when a column's type could not be resolved. */
      fields?: FieldSchema[];
    }
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
      /** The query's schema, when every column's type could be resolved. */
      fields?: FieldSchema[];
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
      /** DuckDB CREATE MACRO statement that defines it. */
      sql: string;
      source: string;
      /** What `TranslationContext.routine` must answer for its name from now on. */
      routine: Routine;
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
      object:
        | 'TABLE'
        | 'VIEW'
        | 'MATERIALIZED VIEW'
        | 'FUNCTION'
        | 'TABLE FUNCTION'
        | 'MODEL'
        | 'PROCEDURE';
      target: ObjectReference;
      ifExists: boolean;
    }
  | { kind: 'drop_schema'; dataset: string; ifExists: boolean; cascade: boolean }
  | {
      kind: 'alter_table';
      target: ObjectReference;
      ifExists: boolean;
      sql: string[];
      options?: Options;
    }
  | { kind: 'assert'; sql: string; message: string };

/** A DuckDB SQL expression, with its GoogleSQL type (name is ignored) when the caller knows it. */
export type Value = string | { sql: string; type: FieldSchema };

/** A user-defined function that statements may call. */
export interface Routine {
  kind: 'scalar' | 'table';
  /** DuckDB's quoted name of the macro. */
  macro: string;
  parameters: number;
  /** The type of a scalar function's result, when declared. */
  returns?: FieldSchema;
}

/** What a translation may need to know of the world; all names are already qualified. */
export interface TranslationContext {
  project: string;
  defaultDataset?: string;
  /** Script variables in scope, by lower-case name. */
  variables?: Record<string, Value>;
  /** Query parameters: by lower-case name, or in order. */
  parameters?: { named?: Record<string, Value>; positional?: Value[] };
  /** Columns of a table or view, or undefined when there is none. */
  columns?: (table: ObjectReference) => Promise<FieldSchema[] | undefined>;
  /**
   * DuckDB SQL of a relation that is not simply "project"."dataset"."name": temporary tables
   * (dataset `_SESSION`) and `INFORMATION_SCHEMA.X` views (name `INFORMATION_SCHEMA.X`, dataset '' when absent).
   */
  relation?: (table: ObjectReference) => string | undefined;
  /** A user-defined function by its dotted name as written, e.g. `d.f` or `f`. */
  routine?: (path: string[]) => Promise<Routine | undefined>;
}
