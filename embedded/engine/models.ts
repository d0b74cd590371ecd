import { exportFormatOf, trainModel } from '../ml/index.ts';
import type { Options, OptionValue, Statement } from '../sql/statement.ts';
import type { Catalog, ModelEntry } from './catalog.ts';
import { readColumns } from './input-columns.ts';
import { requireDataset, shownName } from './engine.ts';
import { duplicate, invalidQuery, notFound } from './errors.ts';
import { exportModelTo } from './export-model.ts';
import { findModel, requireModel, saveModel } from './model-store.ts';
import { labelsOf, millisOption, textOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { describeQuery } from './tables.ts';
import { learnTransform } from './transforms.ts';
import { fieldOf } from './types.ts';

type CreateModel = Extract<Statement, { kind: 'create_model' }>;
type AlterModel = Extract<Statement, { kind: 'alter_model' }>;
type ExportModel = Extract<Statement, { kind: 'export_model' }>;

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
  const operationIn = (catalog: Catalog) => {
    requireDataset(engine, catalog, target);
    if (catalog.get('model', target.dataset, target.name) === undefined) return 'CREATE';
    if (mode === 'create') throw duplicate('Model', shownName(target));
    return mode === 'if_not_exists' ? 'SKIP' : 'REPLACE';
  };
  if (operationIn(session.catalog()) === 'SKIP')
    return { statementType, ddl: { operation: 'SKIP', target } };
  const { options, described } = sortOptions(statement.options);
  const settings = describedSettings(described);
  const { transform: wanted } = statement;
  const transform =
    wanted && (await session.reading(() => learnTransform(connection, query, wanted)));
  const sql = wanted?.sql ?? query;
  const columns = await session.reading(() => readColumns(connection, sql));
  const replaced = options.WARM_START === true ? await findModel(session, target) : undefined;
  const trained = await trainModel({ columns, options, ...(replaced && { replaced }) });
  const artifact = { ...trained, ...(transform && { transform }) };
  const fields = (await describeQuery(connection, sql)).map(({ name, type }) =>
    fieldOf(name, type),
  );
  const isNamed = (name: string) => (field: { name: string }) =>
    field.name.toLowerCase() === name.toLowerCase();
  const now = Date.now();
  const entry: ModelEntry = {
    kind: 'model',
    dataset: target.dataset,
    name: target.name,
    created: now,
    modified: now,
    modelType: artifact.settings.modelType,
    featureColumns: artifact.features.flatMap(({ name }) => fields.find(isNamed(name)) ?? []),
    labelColumns: fields.filter(isNamed(artifact.label.name)),
    options: artifact.options,
    ...settings,
  };
  return session.change(async (changes) => {
    // Another statement may have made the model meanwhile.
    const operation = operationIn(changes);
    if (operation !== 'SKIP') await saveModel(connection, changes, target, entry, artifact);
    return { statementType, ddl: { operation, target } };
  });
}

/** The options that train a model, by upper-case name, and those that describe it, by lower-case name. */
function sortOptions(all: Options): { options: Options; described: Options } {
  const given = Object.entries(all).map(([name, value]) => [name.toUpperCase(), value] as const);
  return {
    options: Object.fromEntries(given.filter(([name, value]) => !isDescriptive(name, value))),
    described: Object.fromEntries(
      given
        .filter(([name, value]) => isDescriptive(name, value))
        .map(([name, value]) => [name.toLowerCase(), value]),
    ),
  };
}

type DescribedSettings = Partial<
  Pick<ModelEntry, 'description' | 'friendlyName' | 'labels' | 'expirationTime'>
>;

function describedSettings(options: Options): DescribedSettings {
  const description = textOption(options, 'description');
  const friendlyName = textOption(options, 'friendly_name');
  const labels = labelsOf(options.labels);
  const expiration = millisOption(options, 'expiration_timestamp');
  return {
    ...(description !== undefined && { description }),
    ...(friendlyName !== undefined && { friendlyName }),
    ...(labels !== undefined && { labels }),
    ...(expiration !== undefined && { expirationTime: String(expiration) }),
  };
}

/** Where the catalog keeps each option of ALTER MODEL. */
const settingNames: Readonly<Record<string, keyof DescribedSettings>> = {
  description: 'description',
  friendly_name: 'friendlyName',
  labels: 'labels',
  expiration_timestamp: 'expirationTime',
};

/** ALTER MODEL SET OPTIONS: an option set to NULL is taken away. */
export async function alterModel(session: Session, statement: AlterModel): Promise<Outcome> {
  const { target, ifExists, options } = statement;
  const statementType = 'ALTER_MODEL';
  return session.change(async (changes) => {
    requireDataset(session.engine, changes, target);
    const entry = changes.get('model', target.dataset, target.name);
    if (entry === undefined) {
      if (ifExists) return { statementType, ddl: { operation: 'SKIP', target } };
      throw notFound('Model', shownName(target), session.engine.location);
    }
    const altered: ModelEntry = { ...entry };
    for (const name of Object.keys(options)) {
      const setting = settingNames[name];
      if (setting === undefined) throw invalidQuery(`Unknown option: ${name}`);
      Reflect.deleteProperty(altered, setting);
    }
    await changes.put({ ...altered, ...describedSettings(options), modified: Date.now() });
    return { statementType, ddl: { operation: 'ALTER', target } };
  });
}

/** EXPORT MODEL: the files that BigQuery ML exports, below the URI. */
export async function exportModel(session: Session, statement: ExportModel): Promise<Outcome> {
  const { target, options } = statement;
  const uri = textOption(options, 'uri');
  if (uri === undefined) throw invalidQuery('EXPORT MODEL needs the option URI');
  const format = exportFormatOf(await requireModel(session, target));
  await exportModelTo(session.engine, session.connection, target, uri, format);
  return { statementType: 'EXPORT_MODEL' };
}
