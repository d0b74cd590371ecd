import { setImmediate } from 'node:timers/promises';
import {
  callModel,
  rowsAtOnce,
  outputShape,
  type Column,
  type ModelArtifact,
} from '../ml/index.ts';
import type { ModelCall, ModelSignature, Options } from '../sql/statement.ts';
import { createWriter, readBatches, type TableWriter } from './columns.ts';
import { requireModel } from './model-store.ts';
import type { Session } from './session.ts';
import { checkNames, describeQuery } from './tables.ts';
import { restoreTransform, transformOf } from './transforms.ts';
import { quoteName } from './types.ts';

/** What a translation needs to know of a model. */
export function signatureOf(artifact: ModelArtifact): ModelSignature {
  return {
    outputs: (name, options) => outputShape(name, artifact, options),
    ...transformOf(artifact),
  };
}

/** Puts the result of a table-valued ML function where the statement reads it: a temporary view of the connection. */
export async function runModelCall(session: Session, call: ModelCall): Promise<void> {
  const { connection } = session;
  const artifact = await requireModel(session, call.model);
  const options = { ...call.options, ...(await computedOptions(session, call)) };
  const { resultTable } = call;
  const output = `${resultTable}_output`;
  if (call.input === undefined) {
    const { columns } = callModel(call.function, artifact, undefined, options);
    const writer = await createWriter(connection, output, columns);
    writer.append(columns);
    writer.close();
    await present(session, call, output, writer, false);
    return;
  }
  const input = call.inputTable;
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoteName(input)} AS ${call.input}`);
  await restoreTransform(connection, artifact, input);
  let writer: TableWriter | undefined;
  let keepInput = false;
  const sql = call.features ?? (await featureQuery(session, artifact, input));
  const size = rowsAtOnce(call.function);
  for await (const batch of readBatches(connection, sql, size)) {
    for (const columns of partsOf(batch, size)) {
      const result = callModel(call.function, artifact, columns, options);
      keepInput = result.keepInput;
      writer ??= await createWriter(connection, output, result.columns);
      writer.append(result.columns);
      await setImmediate();
    }
  }
  writer?.close();
  if (writer !== undefined) await present(session, call, output, writer, keepInput);
}

/** The rows of the columns, so many at a time, at least once. */
function* partsOf(columns: Column[], size: number): Generator<Column[]> {
  const rows = columns[0]?.values.length ?? 0;
  if (rows <= size) yield columns;
  else {
    for (let start = 0; start < rows; start += size) {
      yield columns.map((column) => ({
        ...column,
        values: column.values.slice(start, start + size),
      }));
    }
  }
}

/** The columns of the input that the model knows, or all of them when it knows none. */
async function featureQuery(
  { connection }: Session,
  artifact: ModelArtifact,
  input: string,
): Promise<string> {
  const from = `FROM temp.main.${quoteName(input)}`;
  const wanted = new Set(
    [...artifact.features, artifact.label].map(({ name }) => name.toLowerCase()),
  );
  const known = await describeQuery(connection, `SELECT * ${from}`);
  const used = known
    .filter(({ name }) => wanted.has(name.toLowerCase()))
    .map(({ name }) => quoteName(name));
  return `SELECT ${used.length > 0 ? used.join(', ') : '*'} ${from}`;
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

/** Makes the view: the written columns, and the input's if they follow. */
async function present(
  { connection }: Session,
  call: ModelCall,
  output: string,
  writer: TableWriter,
  keepInput: boolean,
): Promise<void> {
  const from = `temp.main.${quoteName(output)} AS _output`;
  const select = keepInput
    ? `${writer.list('_output')}, _input.* FROM ${from} POSITIONAL JOIN temp.main.${quoteName(call.inputTable)} AS _input`
    : `${writer.list('_output')} FROM ${from}`;
  if (keepInput) {
    const columns = await describeQuery(connection, `FROM temp.main.${quoteName(call.inputTable)}`);
    checkNames([...writer.names, ...columns.map(({ name }) => name)]);
  }
  await connection.run(`CREATE TEMP VIEW ${quoteName(call.resultTable)} AS SELECT ${select}`);
}
