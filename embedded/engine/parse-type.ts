import { fieldOfTypeNode } from '../sql/compiler/column-definitions.ts';
import { createCursor } from '../sql/parser/cursor.ts';
import { parseType as parse } from '../sql/parser/types.ts';
import type { FieldSchema } from '../sql/statement.ts';

/** A GoogleSQL type as a field of no name. @throws SqlError when it is none. */
export const parseType = (source: string): FieldSchema =>
  fieldOfTypeNode('', parse(createCursor(source)));
