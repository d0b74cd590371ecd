import type { FromItem, Identifier } from '../../../embedded/language.ts';
import { computed, nothing, originsOf, type Lineage } from './origins.ts';
import { queryRelation } from './queries.ts';
import type { Relation, Scope, Walk } from './scope.ts';

const fullName = (path: readonly Identifier[]): string =>
  path
    .map(({ name }) => name)
    .slice(-2)
    .join('.');

/** Functions that return their input's columns too. */
const keepsInput = /^ML\.(?:PREDICT|EXPLAIN_PREDICT|TRANSFORM|DETECT_ANOMALIES)$/;

/** The result of a table function: of an ML function what goes in, and the model with its label. */
export function mlRelation(
  item: FromItem & { kind: 'function' },
  scope: Scope | undefined,
  walk: Walk,
): Relation {
  const inputs: Relation[] = [];
  const models: string[] = [];
  for (const argument of item.arguments) {
    if (argument.kind === 'model') models.push(fullName(argument.path));
    else if (argument.kind === 'table') {
      inputs.push(walk.table(fullName(argument.path)) ?? { columns: [], rows: nothing });
    } else if (argument.kind === 'expression' && argument.value.kind === 'subquery') {
      inputs.push(queryRelation(argument.value.query, scope, walk));
    }
  }
  const columns = inputs.flatMap((input) => input.columns);
  const used = columns.filter(({ name }) => isInput(models, name, walk));
  const learned = models.map((model) => learnedFrom(model, walk));
  const otherwise = computed([...used.map(({ lineage }) => lineage), ...learned]);
  const rows = computed(inputs.map((input) => input.rows));
  const isModel = item.name.startsWith('ML.');
  if (!isModel) walk.unresolved.add(item.name);
  return {
    columns: keepsInput.test(item.name) ? columns : [],
    otherwise: isModel ? withParts(otherwise) : otherwise,
    rows,
  };
}

/** Whether a model has the column; of an unknown model every column may be one. */
function isInput(models: readonly string[], name: string, walk: Walk): boolean {
  const known = models.flatMap((model) => walk.table(model)?.columns ?? []);
  return (
    known.length === 0 || known.some((column) => column.name.toLowerCase() === name.toLowerCase())
  );
}

function learnedFrom(model: string, walk: Walk): Lineage {
  const label = walk.modelLabel(model);
  if (label === undefined) return nothing;
  return {
    origins: originsOf([{ table: model, column: label, path: '', role: 'value', open: false }]),
  };
}

/** Fields of the arrays that ML functions return have the lineage of the whole. */
function withParts(lineage: Lineage): Lineage {
  const names = ['label', 'prob', 'feature', 'attribution'];
  return { ...lineage, fields: new Map(names.map((name) => [name, lineage])) };
}
