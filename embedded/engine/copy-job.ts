import type { ObjectReference } from '../sql/statement.ts';
import { isStored, type Catalog, type TableEntry } from './catalog.ts';
import { writeDestination } from './destination.ts';
import { requireDataset, shownName, sqlName, type Engine } from './engine.ts';
import { duplicate, invalid, notFound } from './errors.ts';
import type { JobControl, JobOutcome } from './jobs.ts';
import { requireModel, saveModel } from './model-store.ts';
import { partitionCondition, splitDecorator } from './partition-decorator.ts';
import { copiedColumns, isIngestionPartitioned } from './tables.ts';
import { duckType } from './types.ts';

interface RestReference {
  projectId?: string | undefined;
  datasetId: string;
  tableId: string;
}

export interface CopyRequest {
  sourceTable?: RestReference | undefined;
  sourceTables?: RestReference[] | undefined;
  destinationTable: RestReference;
  writeDisposition?: 'WRITE_TRUNCATE' | 'WRITE_APPEND' | 'WRITE_EMPTY' | undefined;
  createDisposition?: 'CREATE_IF_NEEDED' | 'CREATE_NEVER' | undefined;
}

interface Source {
  reference: ObjectReference;
  entry: TableEntry;
  partition: string | undefined;
}

/** A copy job: the rows of one or more tables into another, all or none; or a model, whose name stands where a table's would. */
export async function runCopy(
  engine: Engine,
  request: CopyRequest,
  control: JobControl,
): Promise<JobOutcome> {
  const from = request.sourceTables ?? (request.sourceTable ? [request.sourceTable] : []);
  const to = placed(engine, request.destinationTable);
  const model = from.map((table) => placed(engine, table).reference).find(isModelIn(engine));
  if (model !== undefined) {
    if (from.length > 1) throw invalid('Copying more than one model at once is not supported');
    await copyModel(engine, model, to.reference, request);
    return { statistics: { copy: {} } };
  }
  const rows = await engine.change(async (changes, connection) => {
    control.onCancel(() => {
      connection.interrupt();
    });
    control.check();
    const sources = from.map((reference) => sourceOf(engine, changes, reference));
    const [head] = sources;
    if (head === undefined) throw invalid('Required parameter is missing: sourceTable');
    const { fields, partitioning, clustering } = head.entry;
    const other = sources.find(({ entry }) => shapeOf(entry) !== shapeOf(head.entry));
    if (other !== undefined) {
      throw invalid(
        `Source tables must have the same schema; ${shownName(other.reference)} differs from ${shownName(head.reference)}`,
      );
    }
    return writeDestination(engine, connection, changes, sources.map(rowsOf).join(' UNION ALL '), {
      target: to.reference,
      write: request.writeDisposition ?? 'WRITE_EMPTY',
      create: request.createDisposition !== 'CREATE_NEVER',
      fields,
      ...(to.partition !== undefined && { partition: to.partition }),
      ...(partitioning && { partitioning }),
      ...(clustering && { clustering }),
    });
  });
  return { statistics: { copy: { copiedRows: String(rows) } } };
}

const isModelIn =
  ({ catalog, project: own }: Engine) =>
  ({ project, dataset, name }: ObjectReference): boolean =>
    project === own && catalog.get('model', dataset, name) !== undefined;

/** The model under another name: what it is, when it was made, and the labels it has. */
async function copyModel(
  engine: Engine,
  from: ObjectReference,
  to: ObjectReference,
  { writeDisposition, createDisposition }: CopyRequest,
): Promise<void> {
  await engine.change(async (changes, connection) => {
    requireDataset(engine, changes, to);
    const entry = changes.get('model', from.dataset, from.name);
    if (entry === undefined) throw notFound('Model', shownName(from), engine.location);
    const existing = changes.get('model', to.dataset, to.name);
    if (existing === undefined && createDisposition === 'CREATE_NEVER')
      throw notFound('Model', shownName(to), engine.location);
    if (existing !== undefined && writeDisposition !== 'WRITE_TRUNCATE')
      throw duplicate('Model', shownName(to));
    const artifact = await requireModel({ engine, connection, catalog: () => changes }, from);
    const now = Date.now();
    const copy = { ...entry, dataset: to.dataset, name: to.name, created: now, modified: now };
    await saveModel(connection, changes, to, copy, artifact);
  });
}

function placed(
  engine: Engine,
  { projectId, datasetId, tableId }: RestReference,
): { reference: ObjectReference; partition: string | undefined } {
  const { name, partition } = splitDecorator(tableId);
  return {
    reference: { project: projectId ?? engine.project, dataset: datasetId, name },
    partition,
  };
}

function sourceOf(engine: Engine, catalog: Catalog, table: RestReference): Source {
  const { reference, partition } = placed(engine, table);
  requireDataset(engine, catalog, reference);
  const entry = catalog.get('table', reference.dataset, reference.name);
  if (entry === undefined) throw notFound('Table', shownName(reference));
  if (!isStored(entry)) {
    throw invalid(`${shownName(reference)} is a ${entry.type}, which a copy job cannot copy`);
  }
  return { reference, entry, partition };
}

const shapeOf = ({ fields, partitioning }: TableEntry): string =>
  JSON.stringify([
    fields.map((field) => [field.name, duckType(field)]),
    isIngestionPartitioned(partitioning),
  ]);

function rowsOf({ reference, entry, partition }: Source): string {
  const where = partition === undefined ? '' : ` WHERE ${partitionCondition(entry, partition)}`;
  return `SELECT ${copiedColumns(entry)} FROM ${sqlName(reference)}${where}`;
}
