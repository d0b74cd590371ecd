import {
  outputShape,
  parseScript,
  translate,
  type FieldSchema,
  type ModelSignature,
  type Routine,
  type TranslationContext,
} from '../../embedded/language.ts';
import { declaredTables } from './declared.ts';
import { makerOf } from './lineage/model-lineage.ts';
import type { Node } from './project.ts';

const standardNames: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
};

/** A column's type as the BigQuery REST API tells it. */
export interface TypedField {
  name?: string | undefined;
  type?: string | undefined;
  mode?: string | undefined;
  fields?: readonly TypedField[] | undefined;
}

/** GoogleSQL of a field's type, e.g. `ARRAY<STRUCT<feature STRING, value FLOAT64>>`. */
export function typeText(field: TypedField): string {
  const upper = (field.type ?? '').toUpperCase();
  const fields = field.fields ?? [];
  const isStruct = upper === 'RECORD' || upper === 'STRUCT';
  const inner = fields.map((one) => `${one.name ?? ''} ${typeText(one)}`).join(', ');
  const type = isStruct ? `STRUCT<${inner}>` : (standardNames[upper] ?? upper);
  return field.mode === 'REPEATED' ? `ARRAY<${type}>` : type;
}

export function declaredFields(node: Node): FieldSchema[] {
  const columns = declaredTables.get(node.id)?.columns ?? [];
  return columns.map(({ name, type, mode }) => ({ name, type, mode }));
}

/** What is known of the nodes before one. */
export interface KnownTypes {
  project: string;
  fields: (id: string) => FieldSchema[] | undefined;
  /** Label of an ML model, and whether it learns classes. */
  label: (id: string) => { name: string; isClass: boolean } | undefined;
}

/**
 * Columns of a node's query as the embedded warehouse types them, without running anything; undefined where it cannot tell.
 */
export async function queryFields(
  node: Node,
  known: KnownTypes,
): Promise<FieldSchema[] | undefined> {
  const maker = makerOf(node);
  if (maker === undefined) return undefined;
  const { start, end } = maker.query;
  try {
    const withoutRoutines = contextOf(known);
    const routines = await routinesOf(node, withoutRoutines);
    const context: TranslationContext = {
      ...withoutRoutines,
      routine: (path) => Promise.resolve(routines.get(path.slice(-2).join('.').toLowerCase())),
    };
    if (node.kind === 'function') {
      const made = await translate(maker.source, context);
      return made.kind === 'create_function' ? made.routine.columns : undefined;
    }
    const statement = await translate(maker.source.slice(start, end), context);
    return statement.kind === 'query' ? statement.fields : undefined;
  } catch {
    return undefined;
  }
}

function contextOf({ project, fields, label }: KnownTypes): TranslationContext {
  const signatureOf = (id: string): ModelSignature | undefined => {
    const found = label(id);
    const column = fields(id)?.find(({ name }) => name === found?.name);
    if (found === undefined || column === undefined) return undefined;
    const model = {
      label: {
        name: found.name,
        type: typeText(column),
        ...(found.isClass && { classes: ['0', '1'] }),
      },
    };
    return { outputs: (name, options) => outputShape(name, model, options) };
  };
  return {
    project,
    columns: ({ dataset, name }) => Promise.resolve(fields(`${dataset}.${name}`)),
    model: ({ dataset, name }) => Promise.resolve(signatureOf(`${dataset}.${name}`)),
  };
}

/** Functions of values that a node's own script makes before its query, or before its table function. */
async function routinesOf(node: Node, context: TranslationContext): Promise<Map<string, Routine>> {
  const found = new Map<string, Routine>();
  for (const { title, sql } of node.statements) {
    if (title !== 'Before' && node.kind !== 'function') continue;
    for (const part of parseScript(sql)) {
      if (part.kind !== 'statement' || !/^CREATE\b[^(]*(?<!\bTABLE )FUNCTION\b/i.test(part.text))
        continue;
      const statement = await translate(part.text, context);
      if (statement.kind !== 'create_function') continue;
      const { target } = statement;
      const name = 'temporary' in target ? target.temporary : `${target.dataset}.${target.name}`;
      found.set(name.toLowerCase(), statement.routine);
    }
  }
  return found;
}
