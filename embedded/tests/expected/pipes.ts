import type { ExpectedCases } from './cases.ts';

/** Pipe syntax, which the reference evaluator's version does not know. */
export const pipeCases: ExpectedCases = {
  'pipe syntax: WHERE, AGGREGATE, EXTEND, ORDER BY': [
    {
      sql: `FROM UNNEST([1, 2, 3, 4]) AS n |> WHERE n > 1 |> EXTEND MOD(n, 2) AS odd
        |> AGGREGATE SUM(n) AS total GROUP BY odd |> ORDER BY odd`,
      rows: [
        ['0', '6'],
        ['1', '3'],
      ],
    },
  ],
};
