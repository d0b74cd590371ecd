import { unsupported } from '../errors.ts';
import { parseColumnList, parseOptionList, parseOptions } from './columns.ts';
import type { Cursor } from './cursor.ts';
import { parseLayout } from './ddl.ts';
import { parsePath } from './names.ts';
import { parseQuery } from './queries.ts';
import type { StatementNode } from './statements.ts';

/** EXPORT DATA, from DATA on. */
export function parseExportData(cursor: Cursor): StatementNode {
  cursor.expect('DATA');
  refuseConnection(cursor);
  const options = parseOptions(cursor);
  cursor.expect('AS');
  return { kind: 'export_data', options, query: parseQuery(cursor) };
}

/** LOAD DATA INTO or OVERWRITE a table FROM FILES. */
export function parseLoadData(cursor: Cursor): StatementNode {
  cursor.expect('LOAD', 'DATA');
  const overwrite = cursor.take('OVERWRITE');
  if (!overwrite) cursor.expect('INTO');
  const { start } = cursor.peek();
  if (cursor.at('TEMP') || cursor.at('TEMPORARY'))
    throw unsupported('LOAD DATA into a temporary table', 'a table of a dataset', start);
  const target = parsePath(cursor);
  const list = cursor.at('(') ? parseColumnList(cursor) : undefined;
  if (cursor.at('OVERWRITE') || cursor.at('PARTITIONS'))
    throw unsupported('LOAD DATA into partitions', 'a load job with a partition decorator', start);
  const { partition, cluster, options } = parseLayout(cursor);
  cursor.expect('FROM', 'FILES');
  const files = parseOptionList(cursor);
  if (cursor.at('WITH', 'PARTITION'))
    throw unsupported('WITH PARTITION COLUMNS', 'a column of the files', cursor.peek().start);
  refuseConnection(cursor);
  return {
    kind: 'load_data',
    target,
    overwrite,
    cluster,
    options,
    files,
    ...(list === undefined ? {} : { list }),
    ...(partition === undefined ? {} : { partition }),
  };
}

function refuseConnection(cursor: Cursor): void {
  if (cursor.at('WITH', 'CONNECTION'))
    throw unsupported('WITH CONNECTION', 'gs:// of the storage directory', cursor.peek().start);
}
