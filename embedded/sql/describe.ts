import { resolveReference, sessionDataset } from './compiler/names.ts';
import { templateBody } from './compiler/routines.ts';
import { referenceKey, type Environment } from './compiler/scope.ts';
import { templateQuery } from './compiler/table-functions.ts';
import { wildcardPrefix } from './compiler/wildcards.ts';
import type { Identifier } from './parser/ast.ts';
import { findInTree } from './parser/trees.ts';
import type { ObjectReference, Routine, TranslationContext } from './statement.ts';

/** Table, model and function names below a syntax tree's node. */
interface Mentions {
  tables: Identifier[][];
  models: Identifier[][];
  functions: Identifier[][];
}

function mentionsOf(
  node: unknown,
  found: Mentions = { tables: [], models: [], functions: [] },
): Mentions {
  if (Array.isArray(node)) {
    for (const item of node) mentionsOf(item, found);
  } else if (typeof node === 'object' && node !== null) {
    if ('path' in node && Array.isArray(node.path) && 'kind' in node) {
      const path = node.path as Identifier[];
      if (node.kind === 'table') found.tables.push(path);
      if (node.kind === 'model') found.models.push(path);
      if (node.kind === 'call' || node.kind === 'function') found.functions.push(path);
    }
    if ('target' in node && Array.isArray(node.target)) {
      const path = node.target as Identifier[];
      found.tables.push(path);
      if ('object' in node && node.object === 'FUNCTION') found.functions.push(path);
    }
    for (const key of ['copy', 'like'] as const) {
      const path = (node as Record<string, unknown>)[key];
      if (Array.isArray(path)) found.tables.push(path as Identifier[]);
    }
    for (const value of Object.values(node)) mentionsOf(value, found);
  }
  return found;
}

function candidates(path: Identifier[], environment: Environment): ObjectReference[] {
  const { context } = environment;
  if (path.length > 1) return path.length > 4 ? [] : [resolveReference(path, environment)];
  const name = path[0]?.name ?? '';
  const session = { project: context.project, dataset: sessionDataset, name };
  if (context.defaultDataset === undefined) return [session];
  return [session, { project: context.project, dataset: context.defaultDataset, name }];
}

/**
 * Asks the context for the tables and functions that a syntax tree names, and those that functions' bodies name, and
 * notes the places of the tree's positional parameters.
 */
export async function describe(node: unknown, environment: Environment): Promise<void> {
  environment.positionalParameters = findInTree(node, (part) => part.kind === 'parameter')
    .flatMap((part) => (part.kind === 'parameter' && part.name === '' ? [part.position] : []))
    .sort((left, right) => left - right);
  await describeNames(node, environment);
}

async function describeNames(node: unknown, environment: Environment): Promise<void> {
  const { context, tables, routines, layouts, wildcards } = environment;
  const mentions = mentionsOf(node);
  for (const reference of mentions.tables.flatMap((path) => candidates(path, environment))) {
    const key = referenceKey(reference);
    if (tables.has(key)) continue;
    if (reference.name.endsWith('*')) {
      const prefix = wildcardPrefix(reference);
      wildcards.set(referenceKey(prefix), context.matching?.(prefix) ?? []);
      continue;
    }
    const columns = await context.columns?.(reference);
    if (columns === undefined) continue;
    tables.set(key, columns);
    const layout = context.layout?.(reference);
    if (layout !== undefined) layouts.set(key, layout);
  }
  for (const path of mentions.models) {
    const reference = resolveReference(path, environment);
    const signature = await context.model?.(reference);
    if (signature !== undefined) environment.models.set(referenceKey(reference), signature);
  }
  for (const path of mentions.functions) {
    const names = path.map((part) => part.name);
    const key = names.join('.').toUpperCase();
    if (routines.has(key)) continue;
    const routine = await routineNamed(names, context);
    if (routine === undefined) continue;
    routines.set(key, routine);
    if (routine.template === undefined) continue;
    const body =
      routine.kind === 'table' ? templateQuery(routine.template) : templateBody(routine.template);
    await describeNames(body, environment);
  }
}

/** A function by its name as written; a bare name may be one of the default dataset. */
async function routineNamed(
  names: string[],
  context: TranslationContext,
): Promise<Routine | undefined> {
  const found = await context.routine?.(names);
  if (found !== undefined || names.length > 1 || context.defaultDataset === undefined) return found;
  return context.routine?.([context.defaultDataset, ...names]);
}

/** What a translation of `source` starts with. */
export function environmentOf(source: string, context: TranslationContext): Environment {
  return {
    context,
    source,
    tables: new Map(),
    layouts: new Map(),
    wildcards: new Map(),
    routines: new Map(),
    models: new Map(),
    modelCalls: [],
    positionalParameters: [],
    aliases: 0,
  };
}
