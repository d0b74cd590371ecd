import type { ObjectReference } from '../sql/statement.ts';
import { writeDestination } from './destination.ts';
import { shownName, sqlName, type Engine } from './engine.ts';
import { invalid, notFound } from './errors.ts';
import type { JobControl, JobOutcome } from './jobs.ts';
import { partitionCondition, splitDecorator } from './partition-decorator.ts';
import { quoteName } from './types.ts';

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

/** A copy job: the rows of one or more tables into another, all or none. */
export async function runCopy(
  engine: Engine,
  request: CopyRequest,
  control: JobControl,
): Promise<JobOutcome> {
  const local = (reference: RestReference): ObjectReference => ({
    project: reference.projectId ?? engine.project,
    dataset: reference.datasetId,
    name: splitDecorator(reference.tableId).name,
  });
  const from = request.sourceTables ?? (request.sourceTable ? [request.sourceTable] : []);
  const sources = from.map(local);
  const to = splitDecorator(request.destinationTable.tableId);
  const target = local(request.destinationTable);
  const rows = await engine.change(async (changes, connection) => {
    control.onCancel(() => {
      connection.interrupt();
    });
    control.check();
    const first = sources[0];
    if (first === undefined) throw invalid('Required parameter is missing: sourceTable');
    const entries = sources.map((source) => {
      const entry = changes.get('table', source.dataset, source.name);
      if (entry === undefined || source.project !== engine.project) {
        throw notFound('Table', shownName(source));
      }
      return entry;
    });
    const sql = sources
      .map((source, index) => {
        const names = entries[index]?.fields.map((field) => quoteName(field.name)) ?? ['*'];
        const entry = entries[index];
        const { partition } = splitDecorator(from[index]?.tableId ?? '');
        const where =
          partition === undefined || entry === undefined
            ? ''
            : ` WHERE ${partitionCondition(entry, partition)}`;
        return `SELECT ${names.join(', ')} FROM ${sqlName(source)}${where}`;
      })
      .join(' UNION ALL BY NAME ');
    const copied = await writeDestination(engine, connection, changes, sql, {
      target,
      write: request.writeDisposition ?? 'WRITE_EMPTY',
      create: request.createDisposition !== 'CREATE_NEVER',
      ...(to.partition !== undefined && { partition: to.partition }),
      ...(entries[0]?.partitioning && { partitioning: entries[0].partitioning }),
      ...(entries[0]?.clustering && { clustering: entries[0].clustering }),
    });
    const written = changes.get('table', target.dataset, target.name);
    const source = entries[0];
    if (
      written !== undefined &&
      source !== undefined &&
      request.writeDisposition !== 'WRITE_APPEND' &&
      to.partition === undefined
    ) {
      await changes.put({ ...written, fields: source.fields });
    }
    return copied;
  });
  return { statistics: { copy: { copiedRows: String(rows) } } };
}
