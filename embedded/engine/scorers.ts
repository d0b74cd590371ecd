import {
  ANY,
  BIGINT,
  DOUBLE,
  DuckDBScalarFunction,
  LIST,
  VARCHAR,
  listValue,
  type DuckDBConnection,
  type DuckDBDataChunk,
} from '@duckdb/node-api';

/** Answers the rows of a chunk: an array for each of a row's numbers. Its columns begin at `firstColumn`. */
export type Scorer = (chunk: DuckDBDataChunk) => readonly ArrayLike<number>[];

/** Where the columns that a scorer is called with stand in its chunk. */
export const firstColumn = 2;

/** JavaScript that DuckDB SQL calls for the rows it reads, some thousand at a time. */
export interface Scorers {
  /** Makes a scorer callable under a name of its own; returns SQL of the list of a row's numbers, from SQL of its columns. */
  add(name: string, scorer: Scorer): (columns: readonly string[]) => string;
  remove(name: string): void;
}

/**
 * Node answers nothing else as long as further calls of a function wait. DuckDB cannot forget a function, so there is one
 * for each of a few scorers at a time.
 */
const functionCount = 4;

/** Registers the functions, once per database instance. */
export function openScorers(connection: DuckDBConnection): Scorers {
  const scorers = new Map<string, Scorer>();
  let added = 0;
  const functionName = (index: number) => `bq_score_${index}`;
  for (let index = 0; index < functionCount; index += 1) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: functionName(index),
        parameterTypes: [VARCHAR, BIGINT],
        varArgsType: ANY,
        returnType: LIST(DOUBLE),
        // So that DuckDB neither computes it twice nor when it only describes a query.
        volatile: true,
        specialHandling: true,
        mainFunction: (_, input, output) => {
          const name = String(input.getColumnVector(0).getItem(0));
          const scorer = scorers.get(name);
          if (scorer === undefined) throw new Error(`There is no scorer ${name}`);
          const numbers = scorer(input);
          const rows = output.itemCount;
          for (let row = 0; row < rows; row += 1) {
            output.setItem(row, listValue(numbers.map((ofRows) => ofRows[row] ?? null)));
          }
          output.flush();
        },
      }),
    );
  }
  return {
    add(name, scorer) {
      scorers.set(name, scorer);
      const called = functionName(added++ % functionCount);
      // Numbering the rows keeps DuckDB from calling the function on several threads at once.
      return (columns) => `${called}('${name}', row_number() OVER (), ${columns.join(', ')})`;
    },
    remove: (name) => scorers.delete(name),
  };
}
