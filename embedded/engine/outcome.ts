import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { ResultSet } from './result.ts';

/** Rows changed by a DML statement. */
export interface DmlStats {
  inserted: number;
  updated: number;
  deleted: number;
}

/** What one statement did. */
export interface Outcome {
  /** BigQuery's name: SELECT, MERGE, CREATE_TABLE_AS_SELECT, SCRIPT, ... */
  statementType: string;
  result?: ResultSet;
  /** Of a dry run: the schema of the result that was not computed. */
  fields?: FieldSchema[];
  dml?: DmlStats;
  ddl?: {
    operation: 'CREATE' | 'REPLACE' | 'SKIP' | 'DROP' | 'ALTER';
    target?: ObjectReference;
    dataset?: string;
  };
}
