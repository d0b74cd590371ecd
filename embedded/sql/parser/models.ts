import { unsupported } from '../errors.ts';
import type { SelectItem } from './ast.ts';
import { parseOptions } from './columns.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parsePath } from './names.ts';
import { parseQuery } from './queries.ts';
import { parseSelectItem } from './select.ts';
import type { CreateMode, StatementNode } from './statements.ts';

/** One item of TRANSFORM(...), and where its text stands. */
export interface TransformItem {
  item: SelectItem;
  start: number;
  end: number;
}

/** Reads CREATE MODEL from its name on. */
export function parseModel(cursor: Cursor, mode: CreateMode): StatementNode {
  const target = parsePath(cursor);
  const transform = cursor.take('TRANSFORM')
    ? parenthesized(cursor, () => commaList(cursor, () => parseTransformItem(cursor)))
    : undefined;
  if (cursor.at('REMOTE') || cursor.at('INPUT'))
    throw unsupported(
      'remote and imported models',
      'BOOSTED_TREE or LOGISTIC_REG',
      cursor.peek().start,
    );
  const options = parseOptions(cursor);
  cursor.expect('AS');
  if (cursor.at('(', 'TRAINING_DATA'))
    throw unsupported('CREATE MODEL with named inputs', 'AS SELECT', cursor.peek().start);
  const query = parseQuery(cursor);
  return { kind: 'create_model', target, mode, options, query, ...(transform && { transform }) };
}

/** Reads one item of TRANSFORM(...). */
export function parseTransformItem(cursor: Cursor): TransformItem {
  const { start } = cursor.peek();
  const item = parseSelectItem(cursor);
  return { item, start, end: cursor.peek().start };
}

/** Reads EXPORT MODEL from its name on. */
export function parseExportModel(cursor: Cursor): StatementNode {
  return { kind: 'export_model', target: parsePath(cursor), options: parseOptions(cursor) };
}
