import { randomUUID } from 'node:crypto';
import { invalidQuery } from '../errors.ts';
import type { Argument, FromItem } from '../parser/ast.ts';
import { quote } from '../types.ts';
import { addRange, siblingScope, type CompiledFrom } from './from.ts';
import { resolveReference, tableSql } from './names.ts';
import { optionValue } from './options.ts';
import { compileQuery } from './queries.ts';
import { freshAlias, type Scope } from './scope.ts';
import { compileTableFunction } from './table-functions.ts';

/** WITH entries in scope, so that a model call's input can run on its own. */
function commonTables(scope: Scope): string {
  const entries = [...scope.common.values()].filter((common) => common.sql !== '');
  if (entries.length === 0) return '';
  const keyword = entries.some((common) => common.recursive) ? 'WITH RECURSIVE' : 'WITH';
  return `${keyword} ${entries.map((common) => common.sql).join(', ')} `;
}

function inputSql(argument: Argument, scope: Scope): string | undefined {
  if (argument.kind === 'table') {
    const [first] = argument.path;
    const common =
      argument.path.length === 1 ? scope.common.get(first?.name.toLowerCase() ?? '') : undefined;
    if (common !== undefined) return `${commonTables(scope)}SELECT * FROM ${quote(common.stored)}`;
    return `SELECT * FROM ${tableSql(resolveReference(argument.path, scope.environment), scope.environment)}`;
  }
  if (argument.kind !== 'expression' || argument.value.kind !== 'subquery') return undefined;
  const query = compileQuery(argument.value.query, siblingScope(scope), 'relation');
  return `${commonTables(scope)}SELECT * FROM (${query.sql})`;
}

/** A table function in FROM: an ML call, which the engine answers, or a user-defined function. */
export function compileModelCall(
  item: FromItem & { kind: 'function' },
  scope: Scope,
): CompiledFrom {
  const { environment } = scope;
  const alias = item.alias ?? freshAlias(environment);
  const range = { name: (item.alias ?? '').toLowerCase(), sql: quote(alias), columns: undefined };
  if (!item.name.startsWith('ML.')) return compileTableFunction(item, scope);
  const [model, ...others] = item.arguments;
  if (model?.kind !== 'model') {
    throw invalidQuery(`${item.name} needs MODEL as its first argument`, item.position);
  }
  const call = {
    resultTable: `_model_call_${randomUUID().replaceAll('-', '')}`,
    function: item.name.slice('ML.'.length),
    model: resolveReference(model.path, environment),
    options: {},
  };
  let input: string | undefined;
  for (const argument of others) {
    const relation = inputSql(argument, scope);
    if (relation !== undefined && input === undefined) input = relation;
    else if (argument.kind === 'expression' && argument.value.kind === 'struct') {
      call.options = Object.fromEntries(
        argument.value.fields.map((field) => [
          (field.name ?? '').toLowerCase(),
          optionValue(field.value),
        ]),
      );
    } else throw invalidQuery(`Unexpected argument of ${item.name}`, item.position);
  }
  environment.modelCalls.push(input === undefined ? call : { ...call, input });
  return addRange(scope, `${quote(call.resultTable)} AS ${quote(alias)}`, range);
}
