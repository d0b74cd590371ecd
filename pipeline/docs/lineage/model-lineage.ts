import {
  parseScript,
  parseStatement,
  type Query,
  type ScriptNode,
} from '../../../embedded/language.ts';
import type { Node } from '../project.ts';
import { nothing, originsOf, type Lineage } from './origins.ts';
import { queryRelation } from './queries.ts';
import { emptyScope, type Relation, type Walk } from './scope.ts';

export interface ModelLabel {
  name: string;
  isClass: boolean;
}

/** Where a node's columns come from. */
export interface NodeLineage {
  columns: readonly { name: string; lineage: Lineage }[];
  /** What its rows are chosen, joined or grouped by. */
  rows: Lineage;
  /** Column a model learns to predict, and whether that is a class. */
  label?: ModelLabel;
  /** Why it is not known, or not wholly. */
  problem?: string;
}

/** Columns of a node as others read them: of a JSON column they may read on inside it. */
export function relationOf(
  id: string,
  columns: readonly { name: string; lineage?: Lineage; isJson: boolean }[],
): Relation {
  return {
    columns: columns.map(({ name, lineage, isJson }) => ({
      name,
      lineage: ownLineage(id, name, lineage, isJson),
    })),
    rows: nothing,
  };
}

function ownLineage(
  id: string,
  column: string,
  made: Lineage | undefined,
  isJson: boolean,
): Lineage {
  const fields = [...(made?.fields ?? [])].map(
    ([name, field]) => [name, ownLineage(id, `${column}.${name}`, field, false)] as const,
  );
  return {
    origins: originsOf([{ table: id, column, path: '', role: 'value', open: isJson }]),
    ...(fields.length > 0 && { fields: new Map(fields) }),
  };
}

/** The query that makes a node, the statement's text it stands in, and names that are no columns there. */
export interface Maker {
  query: Query;
  source: string;
  label?: ModelLabel;
  parameters: readonly string[];
}

/** @param known columns of the nodes before it */
export function nodeLineage(
  node: Node,
  known: (id: string) => Relation | undefined,
  labelOf: (model: string) => string | undefined,
): NodeLineage {
  const maker = makerOf(node);
  if (maker === undefined) return { columns: [], rows: nothing };
  const walk: Walk = {
    source: maker.source,
    table: known,
    modelLabel: labelOf,
    variables: new Set([...variablesOf(node), ...maker.parameters]),
    unresolved: new Set(),
  };
  try {
    const { columns, rows } = queryRelation(maker.query, emptyScope, walk);
    const names = [...walk.unresolved];
    return {
      columns,
      rows,
      ...(maker.label !== undefined && { label: maker.label }),
      ...(names.length > 0 && { problem: `Nothing is known of ${names.join(', ')}` }),
    };
  } catch (error) {
    return { columns: [], rows: nothing, problem: (error as Error).message };
  }
}

/** Names declared in the scripts around the query. */
function variablesOf(node: Node): string[] {
  return node.statements
    .filter(({ title }) => title === 'Before' || title.startsWith('Statement'))
    .flatMap(({ sql }) => parseScript(sql))
    .flatMap((part) => (part.kind === 'declare' ? part.names : []))
    .map((name) => name.toLowerCase());
}

export function makerOf(node: Node): Maker | undefined {
  if (node.query !== undefined) {
    const statement = parseStatement(node.query);
    return statement.kind === 'query'
      ? { query: statement.query, source: node.query, parameters: [] }
      : undefined;
  }
  for (const { sql } of node.statements) {
    for (const text of statementTexts(parseScript(sql))) {
      const maker = makerIn(text, node);
      if (maker !== undefined) return maker;
    }
  }
  return undefined;
}

function statementTexts(parts: readonly ScriptNode[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'statement') return [part.text];
    return part.kind === 'block' ? statementTexts(part.body) : [];
  });
}

/** The query of a statement that makes or fills the node. */
function makerIn(source: string, node: Node): Maker | undefined {
  const statement = parseStatement(source);
  if (!('target' in statement) || !Array.isArray(statement.target)) return undefined;
  const name = (statement.target as { name: string }[]).map((part) => part.name).slice(-2);
  if (name.join('.') !== node.id && statement.kind !== 'create_function') return undefined;
  switch (statement.kind) {
    case 'create_table':
    case 'create_view':
      return statement.query && { query: statement.query, source, parameters: [] };
    case 'create_model': {
      const option = (name: string) =>
        statement.options.find((one) => one.name.toLowerCase() === name)?.value;
      const labels = option('input_label_cols');
      const list = labels?.kind === 'array' ? labels.elements[0] : undefined;
      const type = option('model_type');
      const isClass = type?.kind === 'string' && /LOGISTIC|CLASSIFIER/i.test(type.value);
      return {
        query: statement.query,
        source,
        parameters: [],
        ...(list?.kind === 'string' && { label: { name: list.value, isClass } }),
      };
    }
    case 'create_function':
      return statement.body.kind === 'query'
        ? {
            query: statement.body.query,
            source,
            parameters: statement.parameters.map(({ name: parameter }) => parameter.toLowerCase()),
          }
        : undefined;
    case 'insert':
      return 'query' in statement.source
        ? { query: statement.source.query, source, parameters: [] }
        : undefined;
    default:
      return undefined;
  }
}
