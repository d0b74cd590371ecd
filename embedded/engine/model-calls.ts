import { setImmediate } from 'node:timers/promises';
import {
  callModel,
  outputShape,
  rowsAtOnce,
  type Column,
  type ModelArtifact,
  type ModelResult,
} from '../ml/index.ts';
import type { ModelCall, ModelSignature, Options } from '../sql/statement.ts';
import { readBatches, readColumns } from './input-columns.ts';
import { describeInput, selectSql } from './model-input.ts';
import { requireModel } from './model-store.ts';
import { createOutputTable } from './output-table.ts';
import { presentPredictions } from './predictions.ts';
import type { Session } from './session.ts';
import { checkNames } from './tables.ts';
import { restoreTransform, transformOf } from './transforms.ts';
import { quoteName } from './types.ts';

/** What a translation needs to know of a model. */
export function signatureOf(artifact: ModelArtifact): ModelSignature {
  return {
    outputs: (name, options) => outputShape(name, artifact, options),
    ...transformOf(artifact),
  };
}

/**
 * Puts the result of a table-valued ML function where the statement reads it.
 * @param dryRun says that the statement will not be run: a result with a row for each row of the input may have none.
 */
export async function runModelCall(
  session: Session,
  call: ModelCall,
  dryRun: boolean,
): Promise<void> {
  const artifact = await requireModel(session, call.model);
  const options = { ...call.options, ...(await computedOptions(session, call)) };
  await restoreTransform(session.connection, artifact, call.inputTable);
  if (call.function === 'PREDICT') {
    await presentPredictions(session, call, artifact, options);
  } else if (rowsAtOnce(call.function) < Infinity && call.input !== undefined) {
    const input = dryRun ? `SELECT * FROM (${call.input}) LIMIT 0` : call.input;
    await answerRows(session, call, input, artifact, options);
  } else {
    const columns = await inputOf(session, call, artifact);
    const answered = callModel(call.function, artifact, columns, options);
    const table = await createOutputTable(session.connection, call.resultTable, fieldsOf(answered));
    table.append(answered.columns);
    table.close();
  }
}

const fieldsOf = ({ columns }: ModelResult) => columns.map(({ field }) => field);

/** All rows of a call's input. */
async function inputOf(
  { connection }: Session,
  call: ModelCall,
  artifact: ModelArtifact,
): Promise<Column[] | undefined> {
  if (call.input === undefined) return undefined;
  const { from, known } = await describeInput(connection, call, artifact, `(${call.input})`);
  return known.length === 0 ? [] : readColumns(connection, selectSql(known, from));
}

/** Answers the rows of the input some at a time, so that others are served meanwhile; the input's columns follow. */
async function answerRows(
  { connection }: Session,
  call: ModelCall,
  input: string,
  artifact: ModelArtifact,
  options: Options,
): Promise<void> {
  const stored = `temp.main.${quoteName(call.inputTable)}`;
  await connection.run(`CREATE TEMP TABLE ${stored} AS ${input}`);
  const { from, columns, known } = await describeInput(connection, call, artifact, stored);
  const answer = (batch: Column[]) => callModel(call.function, artifact, batch, options);
  const empty = known.map(({ name, type }) => ({ name, type, values: [] }));
  const fields = fieldsOf(answer(empty));
  checkNames([...fields, ...columns].map(({ name }) => name));
  const output = `${call.resultTable}_output`;
  const table = await createOutputTable(connection, output, fields);
  const size = rowsAtOnce(call.function);
  for await (const batch of readBatches(connection, selectSql(known, from), size)) {
    table.append(answer(batch).columns);
    await setImmediate();
  }
  table.close();
  await connection.run(
    `CREATE TEMP VIEW ${quoteName(call.resultTable)} AS
     SELECT * FROM temp.main.${quoteName(output)} POSITIONAL JOIN ${stored}`,
  );
}

/** Arguments that are more than literals. */
async function computedOptions({ connection }: Session, call: ModelCall): Promise<Options> {
  const options: Options = {};
  for (const [name, sql] of Object.entries(call.computed)) {
    const result = await connection.runAndReadAll(`SELECT to_json(${sql})`);
    options[name] = JSON.parse(String(result.getRows()[0]?.[0] ?? null)) as Options[string];
  }
  return options;
}
