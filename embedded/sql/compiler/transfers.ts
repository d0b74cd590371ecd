import type { StatementNode } from '../parser/statements.ts';
import type { Statement } from '../statement.ts';
import { fieldOfColumn } from './column-definitions.ts';
import { optionValues } from './options.ts';
import { partitioningOf } from './partitioning.ts';
import { compileResult } from './queries.ts';
import { rootScope, type Environment } from './scope.ts';
import { targetReference } from './target.ts';

type Node<K extends StatementNode['kind']> = Extract<StatementNode, { kind: K }>;

/** EXPORT DATA. */
export function compileExportData(node: Node<'export_data'>, environment: Environment): Statement {
  const query = compileResult(node.query, rootScope(environment));
  return {
    kind: 'export_data',
    query: query.sql,
    modelCalls: environment.modelCalls,
    options: optionValues(node.options),
  };
}

/** LOAD DATA. */
export function compileLoadData(node: Node<'load_data'>, environment: Environment): Statement {
  const columns = node.list?.columns.map((column) => fieldOfColumn(column, environment));
  return {
    kind: 'load_data',
    target: targetReference(node.target, environment),
    overwrite: node.overwrite,
    options: optionValues(node.options),
    files: optionValues(node.files),
    ...(columns && columns.length > 0 && { columns }),
    ...(node.partition && { partitioning: partitioningOf(node.partition, columns) }),
    ...(node.cluster.length > 0 && { clustering: node.cluster }),
  };
}
