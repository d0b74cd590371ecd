import { callModel, trainModel, type ModelArtifact } from '../ml/index.ts';
import type { ModelCall, ObjectReference, OptionValue, Statement } from '../sql/statement.ts';
import { readColumns, writeColumns } from './columns.ts';
import { requireDataset, shownName } from './engine.ts';
import { duplicate, notFound } from './errors.ts';
import { loadModel, saveModel } from './model-store.ts';
import { labelsOf, textOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { describeQuery } from './tables.ts';
import { fieldOf, quoteName } from './types.ts';

type CreateModel = Extract<Statement, { kind: 'create_model' }>;

/** Options of CREATE MODEL that describe the model and do not train it. */
const descriptive = ['DESCRIPTION', 'FRIENDLY_NAME', 'LABELS', 'EXPIRATION_TIMESTAMP'];

/** LABELS are key and value pairs, but also the older name of INPUT_LABEL_COLS, an array of column names. */
function isDescriptive(name: string, value: OptionValue): boolean {
  const namesColumns = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return descriptive.includes(name) && !(name === 'LABELS' && namesColumns);
}

/** CREATE MODEL: reads the training rows, trains in a worker thread while others go on, then stores the model. */
export async function createModel(session: Session, statement: CreateModel): Promise<Outcome> {
  const { target, mode, query } = statement;
  const { engine, connection } = session;
  const statementType = 'CREATE_MODEL';
  const catalog = session.catalog();
  requireDataset(engine, catalog, target);
  const existing = catalog.get('model', target.dataset, target.name);
  if (existing !== undefined) {
    if (mode === 'create') throw duplicate('Model', shownName(target));
    if (mode === 'if_not_exists') return { statementType, ddl: { operation: 'SKIP', target } };
  }
  const given = Object.entries(statement.options).map(
    ([name, value]) => [name.toUpperCase(), value] as const,
  );
  const options = Object.fromEntries(given.filter(([name, value]) => !isDescriptive(name, value)));
  const described = Object.fromEntries(
    given
      .filter(([name, value]) => isDescriptive(name, value))
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
  const columns = await engine.database.reading(() => readColumns(connection, query));
  const artifact = await trainModel({ columns, options });
  const fields = (await describeQuery(connection, query)).map(({ name, type }) =>
    fieldOf(name, type),
  );
  const description = textOption(described, 'description');
  const friendlyName = textOption(described, 'friendly_name');
  const labels = labelsOf(described.labels);
  const isNamed = (name: string) => (field: { name: string }) =>
    field.name.toLowerCase() === name.toLowerCase();
  const now = Date.now();
  await session.change((changes) =>
    saveModel(
      connection,
      changes,
      target,
      {
        kind: 'model',
        dataset: target.dataset,
        name: target.name,
        created: now,
        modified: now,
        modelType: (textOption(options, 'MODEL_TYPE') ?? '').toUpperCase(),
        featureColumns: artifact.features.flatMap(({ name }) => fields.find(isNamed(name)) ?? []),
        labelColumns: fields.filter(isNamed(artifact.label.name)),
        options,
        ...(description !== undefined && { description }),
        ...(friendlyName !== undefined && { friendlyName }),
        ...(labels !== undefined && { labels }),
      },
      artifact,
    ),
  );
  return {
    statementType,
    ddl: { operation: existing === undefined ? 'CREATE' : 'REPLACE', target },
  };
}

/** Puts the result of a table-valued ML function where the statement reads it: a temporary table of the connection. */
export async function runModelCall(session: Session, call: ModelCall): Promise<void> {
  const { connection } = session;
  const artifact = await artifactOf(session, call.model);
  const { resultTable } = call;
  if (call.input === undefined) {
    const { columns } = callModel(call.function, artifact, undefined, call.options);
    await writeColumns(connection, resultTable, columns);
    return;
  }
  const input = `${resultTable}_input`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoteName(input)} AS ${call.input}`);
  const wanted = new Set(
    [...artifact.features, artifact.label].map(({ name }) => name.toLowerCase()),
  );
  const known = await describeQuery(connection, `SELECT * FROM temp.main.${quoteName(input)}`);
  const used = known
    .filter(({ name }) => wanted.has(name.toLowerCase()))
    .map(({ name }) => quoteName(name));
  const columns = await readColumns(
    connection,
    `SELECT ${used.length > 0 ? used.join(', ') : '*'} FROM temp.main.${quoteName(input)}`,
  );
  const result = callModel(call.function, artifact, columns, call.options);
  const output = result.keepInput ? `${resultTable}_output` : resultTable;
  await writeColumns(connection, output, result.columns);
  if (result.keepInput) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${quoteName(resultTable)} AS` +
        ` SELECT * FROM temp.main.${quoteName(output)} POSITIONAL JOIN temp.main.${quoteName(input)}`,
    );
  }
}

async function artifactOf(session: Session, model: ObjectReference): Promise<ModelArtifact> {
  const artifact =
    model.project === session.engine.project
      ? await loadModel(session.connection, model)
      : undefined;
  if (artifact === undefined) throw notFound('Model', shownName(model), session.engine.location);
  return artifact as ModelArtifact;
}
