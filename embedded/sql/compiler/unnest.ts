import { invalidQuery } from '../errors.ts';
import type { FromItem } from '../parser/ast.ts';
import { INT64, quote, UNKNOWN } from '../types.ts';
import { castTo } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { addRange, type CompiledFrom } from './from.ts';
import { freshAlias, type RangeVariable, type Scope } from './scope.ts';

/** An array as rows; its alias denotes the element, and WITH OFFSET counts from 0. */
export function compileUnnest(item: FromItem & { kind: 'unnest' }, scope: Scope): CompiledFrom {
  const array = compileExpression(item.expression, scope);
  if (array.type.kind !== 'ARRAY' && array.type.kind !== 'UNKNOWN') {
    throw invalidQuery('Values referenced in UNNEST must be arrays', item.position);
  }
  const list = array.type.kind === 'ARRAY' ? castUntyped(array) : array.sql;
  const alias = quote(freshAlias(scope.environment));
  const type = array.type.kind === 'ARRAY' ? array.type.element : UNKNOWN;
  const offset =
    item.offset === undefined ? '' : `, generate_subscripts(${list}, 1) - 1 AS "_offset"`;
  const element = addRange(scope, `(SELECT unnest(${list}) AS "_element"${offset}) AS ${alias}`, {
    ...named(item.alias ?? ''),
    sql: alias,
    value: { sql: `${alias}."_element"`, type },
    columns: [],
  });
  if (item.offset === undefined) return element;
  const index = addRange(scope, '', {
    ...named(item.offset),
    sql: alias,
    value: { sql: `${alias}."_offset"`, type: INT64 },
    columns: [],
  });
  const star =
    element.star === undefined || index.star === undefined
      ? undefined
      : [...element.star, ...index.star];
  return { sql: element.sql, star };
}

function named(label: string): Pick<RangeVariable, 'name' | 'label'> {
  return { name: label.toLowerCase(), label };
}

/** DuckDB cannot unnest `[]` and `[NULL]`, which are arrays of INT64, without a type. */
function castUntyped(array: Compiled): string {
  const untyped = array.type.kind === 'ARRAY' && array.type.element.kind === 'NULL';
  return untyped ? castTo(array.sql, array.type) : array.sql;
}
