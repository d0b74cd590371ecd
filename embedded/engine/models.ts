import { trainModel } from '../ml/index.ts';
import type { OptionValue, Statement } from '../sql/statement.ts';
import { readColumns } from './columns.ts';
import { requireDataset, shownName } from './engine.ts';
import { duplicate } from './errors.ts';
import { findModel, saveModel } from './model-store.ts';
import { labelsOf, textOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { describeQuery } from './tables.ts';
import { fieldOf } from './types.ts';

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
  const replaced = options.WARM_START === true ? await findModel(session, target) : undefined;
  const artifact = await trainModel({ columns, options, ...(replaced && { replaced }) });
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
        modelType: artifact.settings.modelType,
        featureColumns: artifact.features.flatMap(({ name }) => fields.find(isNamed(name)) ?? []),
        labelColumns: fields.filter(isNamed(artifact.label.name)),
        options: artifact.options,
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
