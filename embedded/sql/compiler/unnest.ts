import { invalidQuery } from '../errors.ts';
import type { Expression, FromItem } from '../parser/ast.ts';
import { INT64, quote, text, UNKNOWN, type SqlType } from '../types.ts';
import { castTo } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { addRange, type CompiledFrom } from './from.ts';
import { freshAlias, type RangeVariable, type Scope } from './scope.ts';
import { impliedName } from './output-names.ts';

type Unnest = FromItem & { kind: 'unnest' };

interface List {
  sql: string;
  type: SqlType;
  alias: string;
}

function listOf(expression: Expression, alias: string, scope: Scope, position: number): List {
  const array = compileExpression(expression, scope);
  if (array.type.kind !== 'ARRAY' && array.type.kind !== 'UNKNOWN')
    throw invalidQuery('Values referenced in UNNEST must be arrays', position);
  return array.type.kind === 'ARRAY'
    ? { sql: castUntyped(array), type: array.type.element, alias }
    : { sql: array.sql, type: UNKNOWN, alias };
}

/** Arrays as rows; their aliases denote the elements, and WITH OFFSET counts from 0. */
export function compileUnnest(item: Unnest, scope: Scope): CompiledFrom {
  const inferred = (expression: Expression) =>
    item.beside === undefined ? '' : (impliedName(expression) ?? '');
  const lists = [item, ...(item.beside?.arrays ?? [])].map(({ expression, alias }) =>
    listOf(expression, alias ?? inferred(expression), scope, item.position),
  );
  const sqls = ofOneLength(lists, item);
  const alias = quote(freshAlias(scope.environment));
  const offset = item.offset === undefined ? '' : `, ${offsetsOf(sqls)} AS "_offset"`;
  const column = (index: number) => quote(index === 0 ? '_element' : `_element${index}`);
  const columns = sqls.map((sql, index) => `unnest(${sql}) AS ${column(index)}`).join(', ');
  const elements = lists.map((list, index) =>
    addRange(scope, '', {
      ...named(list.alias),
      sql: alias,
      value: { sql: `${alias}.${column(index)}`, type: list.type },
      columns: [],
    }),
  );
  if (item.offset !== undefined) {
    elements.push(
      addRange(scope, '', {
        ...named(item.offset),
        sql: alias,
        value: { sql: `${alias}."_offset"`, type: INT64 },
        columns: [],
      }),
    );
  }
  const stars = elements.map(({ star }) => star);
  const star = stars.some((one) => one === undefined)
    ? undefined
    : stars.flatMap((one) => one ?? []);
  return { sql: `(SELECT ${columns}${offset}) AS ${alias}`, star };
}

/** DuckDB pads shorter lists with NULL when it unnests several. */
function ofOneLength(lists: List[], { beside }: Unnest): string[] {
  const sqls = lists.map(({ sql }) => sql);
  if (beside === undefined || beside.mode === 'PAD') return sqls;
  const lengths = sqls.map((sql) => `coalesce(len(${sql}), 0)`);
  const [least, most] = [`least(${lengths.join(', ')})`, `greatest(${lengths.join(', ')})`];
  const message = text('Unnested arrays under STRICT mode must have equal lengths');
  const end =
    beside.mode === 'TRUNCATE'
      ? least
      : `CASE WHEN ${least} < ${most} THEN bq_error(${message}) ELSE ${most} END`;
  return sqls.map((sql) => `list_slice(${sql}, 1, ${end})`);
}

function offsetsOf(sqls: string[]): string {
  const [only] = sqls;
  if (sqls.length === 1 && only !== undefined) return `generate_subscripts(${only}, 1) - 1`;
  const lengths = sqls.map((sql) => `coalesce(len(${sql}), 0)`);
  return `unnest(range(greatest(${lengths.join(', ')})))`;
}

function named(label: string): Pick<RangeVariable, 'name' | 'label'> {
  return { name: label.toLowerCase(), label };
}

/** DuckDB cannot unnest `[]` and `[NULL]`, which are arrays of INT64, without a type. */
function castUntyped(array: Compiled): string {
  const untyped = array.type.kind === 'ARRAY' && array.type.element.kind === 'NULL';
  return untyped ? castTo(array.sql, array.type) : array.sql;
}
