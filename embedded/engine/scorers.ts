import {
  ANY,
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
export const firstColumn = 1;

/** JavaScript that DuckDB SQL calls for the rows it reads, some thousand at a time. */
export interface Scorers {
  /** Makes a scorer callable under a name of its own; returns SQL of the list of a row's numbers, from SQL of its columns. */
  add(name: string, scorer: Scorer): (columns: readonly string[]) => string;
  remove(name: string): void;
}

/** DuckDB cannot forget a function, so there are two for each of as many scorers as are likely to be at work at a time. */
const pairs = 4;

/** Rows until the other function of a pair is called. */
const rowsInTurn = 8192;

/** Registers the functions, once per database instance. */
export function openScorers(connection: DuckDBConnection): Scorers {
  const scorers = new Map<string, Scorer>();
  const functionName = (pair: number, side: 0 | 1) => `bq_score_${pair}_${side}`;
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const side of [0, 1] as const) {
      connection.registerScalarFunction(scoreFunction(functionName(pair, side), scorers));
    }
  }
  let added = 0;
  return {
    add(name, scorer) {
      scorers.set(name, scorer);
      const pair = added++ % pairs;
      // Node answers nothing else as long as calls of one function follow each other. Numbering the rows keeps DuckDB from
      // calling on several threads at once, and with the functions taking turns there is always an end.
      return (columns) => {
        const call = (side: 0 | 1) =>
          `${functionName(pair, side)}('${name}', ${columns.join(', ')})`;
        return `CASE WHEN row_number() OVER () // ${rowsInTurn} % 2 = 0 THEN ${call(0)} ELSE ${call(1)} END`;
      };
    },
    remove: (name) => scorers.delete(name),
  };
}

const scoreFunction = (name: string, scorers: ReadonlyMap<string, Scorer>): DuckDBScalarFunction =>
  DuckDBScalarFunction.create({
    name,
    parameterTypes: [VARCHAR],
    varArgsType: ANY,
    returnType: LIST(DOUBLE),
    // So that DuckDB neither computes it twice nor when it only describes a query.
    volatile: true,
    specialHandling: true,
    mainFunction: (_, input, output) => {
      const wanted = String(input.getColumnVector(0).getItem(0));
      const scorer = scorers.get(wanted);
      if (scorer === undefined) throw new Error(`There is no scorer ${wanted}`);
      const numbers = scorer(input);
      const rows = output.itemCount;
      for (let row = 0; row < rows; row += 1) {
        output.setItem(row, listValue(numbers.map((ofRows) => ofRows[row] ?? null)));
      }
      output.flush();
    },
  });
