import { outputShape, predictor, type Cell, type ModelArtifact } from '../ml/index.ts';
import type { FieldSchema, ModelCall, Options } from '../sql/statement.ts';
import { invalidQuery } from './errors.ts';
import { describeInput } from './model-input.ts';
import { firstColumn } from './scorers.ts';
import type { Session } from './session.ts';
import { checkNames } from './tables.ts';
import { duckType, quoteName, quoteText } from './types.ts';

/**
 * Makes the result of ML.PREDICT a temporary view, which has rows scored as the statement reads them: its input is read with
 * the rest of the statement, and of its columns only those that the statement names.
 */
export async function presentPredictions(
  { engine, connection, whenClosed }: Session,
  call: ModelCall,
  artifact: ModelArtifact,
  options: Options,
): Promise<void> {
  if (call.input === undefined) {
    throw invalidQuery('ML.PREDICT needs a table or query as its input.');
  }
  const { from, columns, known } = await describeInput(
    connection,
    call,
    artifact,
    `(${call.input})`,
  );
  const empty = known.map(({ name, type }) => ({ name, type, values: [] }));
  const { classes, numberArray, predict } = predictor(artifact, empty, options);
  const score = engine.scorers.add(call.resultTable, (chunk) =>
    predict(
      known.map(({ name, type, read }, index) => ({
        name,
        type,
        values: read([chunk], firstColumn + index, numberArray),
      })),
    ),
  );
  whenClosed(() => {
    engine.scorers.remove(call.resultTable);
  });
  const answer = quoteName(`${call.resultTable}_answer`);
  const scored = `SELECT _input.*, ${score(known.map(({ select, sql }) => select(sql)))} AS ${answer} FROM ${from}`;
  const { fields = [], keepsInput = true } = outputShape(call.function, artifact, options) ?? {};
  const kept = keepsInput ? columns.map(({ name }) => name) : [];
  checkNames([...fields.map(({ name }) => name), ...kept]);
  const list = [
    ...fields.map((field) => `${outputSql(field, classes, answer)} AS ${quoteName(field.name)}`),
    ...kept.map(quoteName),
  ];
  await connection.run(
    `CREATE TEMP VIEW ${quoteName(call.resultTable)} AS SELECT ${list.join(', ')} FROM (${scored})`,
  );
}

/** A column of the result as SQL over a row's numbers, which are those of a `Predictor`. */
function outputSql(field: FieldSchema, classes: Cell[] | undefined, answer: string): string {
  if (classes === undefined) return `${answer}[1]`;
  const labels = classes.map((label) =>
    typeof label === 'string' ? quoteText(label) : String(label),
  );
  if (field.mode !== 'REPEATED') {
    return `CAST([${labels.join(', ')}] AS ${duckType(field)}[])[CAST(${answer}[1] AS BIGINT) + 1]`;
  }
  const probabilities = labels.map(
    (label, index) => `{'label': ${label}, 'prob': ${answer}[${index + 2}]}`,
  );
  return `CAST([${probabilities.join(', ')}] AS ${duckType(field)})`;
}
