import { invalidQuery, unsupported } from '../errors.ts';
import type { StatementNode } from '../parser/statements.ts';
import type { Statement } from '../statement.ts';
import { resolveReference } from './names.ts';
import { optionValues } from './options.ts';
import { compileResult } from './queries.ts';
import { rootScope, type Environment } from './scope.ts';
import { compileTransform } from './transform.ts';

type Node<K extends StatementNode['kind']> = Extract<StatementNode, { kind: K }>;

export function compileCreateModel(
  node: Node<'create_model'>,
  environment: Environment,
): Statement {
  const query = compileResult(node.query, rootScope(environment));
  if (environment.modelCalls.length > 0)
    throw unsupported('ML functions in a training query', 'a table made from them');
  return {
    kind: 'create_model',
    target: resolveReference(node.target, environment),
    mode: node.mode,
    query: query.sql,
    ...(node.transform && {
      transform: compileTransform(node.transform, query.columns, environment),
    }),
    options: optionValues(node.options),
  };
}

/** ALTER MODEL SET OPTIONS. */
export function compileAlterModel(node: Node<'alter'>, environment: Environment): Statement {
  const options = node.actions.map((action) => {
    if (action.kind !== 'set_options')
      throw unsupported('this action of ALTER MODEL', 'SET OPTIONS');
    return optionValues(action.options);
  });
  return {
    kind: 'alter_model',
    target: resolveReference(node.target, environment),
    ifExists: node.ifExists,
    options: Object.fromEntries(options.flatMap((given) => Object.entries(given))),
  };
}

export function compileExportModel(
  node: Node<'export_model'>,
  environment: Environment,
): Statement {
  const options = optionValues(node.options);
  const [unknown] = Object.keys(options).filter((name) => name !== 'uri');
  if (unknown !== undefined) throw invalidQuery(`Unknown option of EXPORT MODEL: ${unknown}`);
  return { kind: 'export_model', target: resolveReference(node.target, environment), options };
}
