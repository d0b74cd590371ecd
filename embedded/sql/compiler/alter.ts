import { invalidQuery, unsupported } from '../errors.ts';
import type { AlterAction } from '../parser/alter.ts';
import type { StatementNode } from '../parser/statements.ts';
import type { FieldSchema, Statement, TableChange } from '../statement.ts';
import {
  checkCollation,
  checkDefault,
  fieldOfColumn,
  fieldOfTypeNode,
} from './column-definitions.ts';
import { resolveReference } from './names.ts';
import { optionValues } from './options.ts';
import { referenceKey, type Environment } from './scope.ts';
import { targetReference } from './target.ts';

/** ALTER TABLE, VIEW, MATERIALIZED VIEW and SCHEMA. */
export function compileAlter(
  node: Extract<StatementNode, { kind: 'alter' }>,
  environment: Environment,
): Statement {
  const { object, ifExists, actions } = node;
  if (object === 'SCHEMA') {
    const options = actions.map((action) => {
      if (action.kind !== 'set_options')
        throw unsupported('this action of ALTER SCHEMA', 'SET OPTIONS');
      return optionValues(action.options);
    });
    const dataset = node.target.at(-1)?.name ?? '';
    return {
      kind: 'alter_schema',
      dataset,
      ifExists,
      options: Object.fromEntries(options.flatMap((given) => Object.entries(given))),
    };
  }
  if (object !== 'TABLE' && object !== 'VIEW' && object !== 'MATERIALIZED VIEW')
    throw unsupported(`ALTER ${object}`, 'CREATE OR REPLACE');
  const target = targetReference(node.target, environment);
  const fields = environment.tables.get(referenceKey(target));
  return {
    kind: 'alter_table',
    object,
    target,
    ifExists,
    changes: actions.flatMap((action) => tableChange(action, fields, environment)),
  };
}

function tableChange(
  action: AlterAction,
  fields: FieldSchema[] | undefined,
  environment: Environment,
): TableChange[] {
  switch (action.kind) {
    case 'add_column': {
      const field = fieldOfColumn(action.column, environment);
      if (field.mode === 'REQUIRED')
        throw invalidQuery(`Cannot add required column ${field.name} to an existing table`);
      if (field.defaultValueExpression !== undefined) {
        throw invalidQuery(
          `Cannot add column ${field.name} with a default value: add it, then ALTER COLUMN SET DEFAULT`,
        );
      }
      return [{ kind: 'add_column', field, ifNotExists: action.ifNotExists }];
    }
    case 'set_collation':
      checkCollation(action.collation);
      return [];
    case 'add_foreign_key':
      return [
        {
          kind: 'add_foreign_key',
          key: { ...action.key, table: resolveReference(action.key.table, environment) },
        },
      ];
    case 'set_options':
      return [{ kind: 'set_options', options: optionValues(action.options) }];
    case 'column_options':
      return [{ ...action, options: optionValues(action.options) }];
    case 'set_type': {
      const { column, ifExists } = action;
      const field = fieldOfTypeNode(column.at(-1) ?? '', action.type);
      return [{ kind: 'set_type', column, ifExists, field }];
    }
    case 'set_default': {
      const name = action.column.join('.');
      const field = fields?.find(
        (candidate) => candidate.name.toLowerCase() === name.toLowerCase(),
      );
      if (field !== undefined) checkDefault(action.expression, field, environment);
      return [action];
    }
    default:
      return [action];
  }
}
