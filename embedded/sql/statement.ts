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
  /** Of STRING(L) and BYTES(L), NUMERIC(P, S) and BIGNUMERIC(P, S). */
  maxLength?: string;
  precision?: string;
  scale?: string;
  /** GoogleSQL of the column's DEFAULT. */
  defaultValueExpression?: string;
  fields?: FieldSchema[];
  /** Of RANGE: DATE, DATETIME or TIMESTAMP. */
  rangeElementType?: { type: string };
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
  /** The model's inputs as DuckDB SQL over a relation `_input` with the input's columns, when they are not among those. */
  features?: { name: string; sql: string }[];
  /** A name for the input's rows in DuckDB; what the model's TRANSFORM learned is read from variables that begin with it. */
  inputTable: string;
  options: Options;
  /** DuckDB SQL of arguments that are more than literals, by name. */
  computed: Record<string, string>;
}

/** One column of a model's TRANSFORM, as GoogleSQL over the columns of its training query. */
export interface TransformColumn {
  name: string;
  source: string;
  /** The columns it makes: itself, or a struct's fields. */
  outputs: string[];
}

/** TRANSFORM of a CREATE MODEL. */
export interface TransformStatement {
  columns: TransformColumn[];
  /** Where the engine must put the training query's rows before it runs the rest. */
  inputTable: string;
  /** DuckDB SQL of what is learned from those rows, by the name of the DuckDB variable that `sql` reads it from. */
  statistics: Record<string, string>;
  /** DuckDB SQL of the model's columns. */
  sql: string;
}

/** What a translation needs to know of a model. */
export interface ModelSignature {
  /**
   * The columns a function of the model returns, and whether its input's columns follow them; undefined for a
   * function there is not.
   */
  outputs(
    name: string,
    options: Options,
  ): { fields: FieldSchema[]; keepsInput: boolean } | undefined;
  /** The columns of the model's TRANSFORM that a function needs; undefined without one. */
  transform?(name: string): (TransformColumn & { index: number })[];
}

export type CreateMode = 'create' | 'or_replace' | 'if_not_exists';

/** Keys that are kept and shown but not enforced. */
export interface TableConstraints {
  primaryKey?: string[];
  foreignKeys?: ForeignKey[];
}

export interface ForeignKey {
  name?: string;
  columns: string[];
  table: ObjectReference;
  referenced: string[];
}

/** One action of ALTER TABLE. A column is a path, of more than one name for a nested field. */
export type TableChange =
  | { kind: 'add_column'; field: FieldSchema; ifNotExists: boolean }
  | { kind: 'drop_column'; name: string; ifExists: boolean }
  | { kind: 'rename_column'; from: string; to: string; ifExists: boolean }
  | { kind: 'rename_table'; to: string }
  | { kind: 'add_primary_key'; columns: string[] }
  | { kind: 'add_foreign_key'; key: ForeignKey }
  | { kind: 'drop_primary_key'; ifExists: boolean }
  | { kind: 'drop_constraint'; name: string; ifExists: boolean }
  | { kind: 'set_options'; options: Options }
  | { kind: 'set_type'; column: string[]; ifExists: boolean; field: FieldSchema }
  | { kind: 'drop_not_null'; column: string[]; ifExists: boolean }
  | { kind: 'set_default'; column: string[]; ifExists: boolean; expression: string }
  | { kind: 'drop_default'; column: string[]; ifExists: boolean }
  | { kind: 'column_options'; column: string[]; ifExists: boolean; options: Options };

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
      mode: CreateMode;
      temporary: boolean;
      /** Column definitions when given; with `query` they name and type its columns. */
      columns?: FieldSchema[];
      query?: string;
      /** The query's schema, when every column's type could be resolved. */
      fields?: FieldSchema[];
      modelCalls: ModelCall[];
      /** The table whose columns, layout and options it takes. */
      like?: ObjectReference;
      /** The same, with its rows. */
      copy?: ObjectReference;
      snapshot: boolean;
      constraints: TableConstraints;
      partitioning?: Partitioning;
      clustering?: string[];
      options: Options;
    }
  | {
      kind: 'create_view';
      target: ObjectReference;
      mode: CreateMode;
      materialized: boolean;
      query: string;
      /** The view's GoogleSQL as written, which tables.get returns. */
      source: string;
      /** The dataset of the names without one in it. */
      defaultDataset?: string;
      columns?: { name: string; description?: string }[];
      partitioning?: Partitioning;
      clustering?: string[];
      options: Options;
    }
  | {
      kind: 'create_function';
      target: ObjectReference | { temporary: string };
      mode: CreateMode;
      /** DuckDB CREATE MACRO statement that defines it; undefined when every call is compiled anew. */
      sql?: string;
      source: string;
      /** The dataset of the names without one in it. */
      defaultDataset?: string;
      /** The function's body alone. */
      definition: string;
      description?: string;
      /** What `TranslationContext.routine` must answer for its name from now on. */
      routine: Routine;
    }
  | {
      kind: 'create_model';
      target: ObjectReference;
      mode: CreateMode;
      query: string;
      transform?: TransformStatement;
      options: Options;
    }
  | { kind: 'alter_model'; target: ObjectReference; ifExists: boolean; options: Options }
  | { kind: 'export_data'; query: string; modelCalls: ModelCall[]; options: Options }
  | {
      kind: 'load_data';
      target: ObjectReference;
      overwrite: boolean;
      columns?: FieldSchema[];
      partitioning?: Partitioning;
      clustering?: string[];
      /** Of the table. */
      options: Options;
      /** Of FROM FILES. */
      files: Options;
    }
  | { kind: 'export_model'; target: ObjectReference; options: Options }
  | { kind: 'create_schema'; dataset: string; mode: 'create' | 'if_not_exists'; options: Options }
  | { kind: 'alter_schema'; dataset: string; ifExists: boolean; options: Options }
  | {
      kind: 'drop';
      object:
        | 'TABLE'
        | 'SNAPSHOT TABLE'
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
      object: 'TABLE' | 'VIEW' | 'MATERIALIZED VIEW';
      target: ObjectReference;
      ifExists: boolean;
      changes: TableChange[];
    }
  | { kind: 'assert'; sql: string; message: string };

/** A DuckDB SQL expression, with its GoogleSQL type (name is ignored) when the caller knows it. */
export type Value = string | { sql: string; type: FieldSchema };

export interface RoutineParameter {
  name: string;
  /** Undefined for ANY TYPE. */
  type?: FieldSchema;
}

/** A JavaScript function, as `registerJavascript` makes it callable. */
export interface JavascriptFunction {
  /** DuckDB's name of it. */
  name: string;
  /** How messages show it: `f(STRING, FLOAT64)`. */
  signature: string;
  code: string;
  parameters: FieldSchema[];
  returns: FieldSchema;
}

/** A user-defined function that statements may call. */
export interface Routine {
  kind: 'scalar' | 'aggregate' | 'table';
  /** DuckDB's quoted name of the macro. */
  macro: string;
  parameters: RoutineParameter[];
  /** The type of a scalar function's result, when declared. */
  returns?: FieldSchema;
  /** A table function's columns, when they are known. */
  columns?: FieldSchema[];
  /** GoogleSQL of a body that is compiled for each call: of a templated or an aggregate function. */
  template?: string;
  /** Its result differs from call to call. */
  volatile?: true;
  temporary?: boolean;
  javascript?: JavascriptFunction;
}

/** What decides how a table may be read and written beside its columns. */
export interface TableLayout {
  partitioning?: Partitioning;
  requirePartitionFilter?: boolean;
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
  /** The error of naming a table that there is not; undefined when it may be there all the same. */
  missing?: (table: ObjectReference) => Error | undefined;
  /** How a table is partitioned. */
  layout?: (table: ObjectReference) => TableLayout | undefined;
  /** Tables whose names begin with `prefix.name`, the newest first, for wildcard tables. */
  matching?: (prefix: ObjectReference) => { name: string; columns: FieldSchema[] }[];
  /** A model, or undefined when there is none. */
  model?: (model: ObjectReference) => Promise<ModelSignature | undefined>;
  /** A user-defined function by its dotted name as written, e.g. `d.f` or `f`. */
  routine?: (path: string[]) => Promise<Routine | undefined>;
}
