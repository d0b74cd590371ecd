/** A value as the REST API returns it: text, NULL, an array, or a struct's fields in order. */
export type Value = string | null | Value[];

/** A query or script, with the rows of its last query in order. */
export interface ExpectedRows {
  sql: string;
  rows: Value[][];
}

/** A query or script that must fail, with what its message must match. */
export interface ExpectedFailure {
  sql: string;
  error: RegExp;
}

/** Cases by the construct they show, as the compatibility page names it. */
export type ExpectedCases = Record<string, (ExpectedRows | ExpectedFailure)[]>;
