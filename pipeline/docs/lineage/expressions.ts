import type {
  Argument,
  Call,
  Expression,
  WindowSpecification,
} from '../../../embedded/language.ts';
import { endsWithPart, jsonReaders, passesOn } from './functions.ts';
import { alongside, computed, contextOf, nothing, oneOf, within, type Lineage } from './origins.ts';
import { queryRelation } from './queries.ts';
import { fieldOf, resolve, rowOf, type Relation, type Scope, type Walk } from './scope.ts';

type ExpressionOf<Kind extends Expression['kind']> = Expression & { kind: Kind };

/** Where an expression's value comes from. */
export function lineageOf(expression: Expression, scope: Scope, walk: Walk): Lineage {
  const of = (part: Expression): Lineage => lineageOf(part, scope, walk);
  switch (expression.kind) {
    case 'path':
      return pathLineage(
        expression.names.map(({ name }) => name),
        scope,
        walk,
      );
    case 'field':
      return fieldOf(of(expression.base), expression.name.name);
    case 'index':
      return indexLineage(expression, scope, walk);
    case 'call':
      return callLineage(expression, scope, walk);
    case 'case':
      return alongside(
        oneOf([
          ...expression.whens.map(({ then }) => of(then)),
          ...(expression.otherwise ? [of(expression.otherwise)] : []),
        ]),
        [
          computed([
            ...(expression.operand ? [of(expression.operand)] : []),
            ...expression.whens.map(({ when }) => of(when)),
          ]),
        ],
      );
    case 'struct':
      return structLineage(expression, scope, walk);
    case 'array':
      return arrayLineage(expression, scope, walk);
    case 'subquery':
    case 'array_query':
      return subqueryLineage(queryRelation(expression.query, scope, walk));
    case 'exists':
      return computed([queryRelation(expression.query, scope, walk).rows]);
    case 'in':
      return computed([of(expression.operand), ...membersOf(expression, scope, walk)]);
    case 'extract':
      return computed([of(expression.operand), ...(expression.zone ? [of(expression.zone)] : [])]);
    case 'with': {
      const bound = new Map(scope.aliases);
      for (const { name, value } of expression.bindings) {
        bound.set(
          name.toLowerCase(),
          lineageOf(value, { ...scope, aliases: new Map(bound) }, walk),
        );
      }
      return lineageOf(expression.body, { ...scope, aliases: bound }, walk);
    }
    default:
      return computed(operands(expression).map(of));
  }
}

function pathLineage(names: readonly string[], scope: Scope, walk: Walk): Lineage {
  const found = resolve(scope, names);
  if (found !== undefined) return found;
  if (!walk.variables.has((names[0] ?? '').toLowerCase())) walk.unresolved.add(names.join('.'));
  return nothing;
}

/** `a[0]` of JSON reads on in it; of an array it is one of the elements. */
function indexLineage(expression: ExpressionOf<'index'>, scope: Scope, walk: Walk): Lineage {
  const base = lineageOf(expression.base, scope, walk);
  const { index } = expression;
  const isOpen = [...base.origins.values()].some(({ open }) => open);
  if (isOpen && expression.mode === 'BARE' && !base.fields) {
    if (index.kind === 'string') return within(base, `.${index.value}`, true);
    if (index.kind === 'integer') return within(base, `[${index.value}]`, true);
  }
  return alongside(base, [computed([lineageOf(index, scope, walk)])]);
}

function structLineage(expression: ExpressionOf<'struct'>, scope: Scope, walk: Walk): Lineage {
  const typed = expression.type?.kind === 'struct' ? expression.type.fields : [];
  const values = expression.fields.map(({ value }) => lineageOf(value, scope, walk));
  const named = expression.fields.map(({ name, value }, place) => {
    const implied = value.kind === 'path' ? value.names.at(-1)?.name : undefined;
    return [
      (typed[place]?.name ?? name ?? implied ?? '').toLowerCase(),
      values[place] ?? nothing,
    ] as const;
  });
  const fields = new Map(named.filter(([name]) => name !== ''));
  return { origins: oneOf(values).origins, ...(fields.size > 0 && { fields }) };
}

/** Structs in an array have the field names of the array's type, else of the first of them. */
function arrayLineage(expression: ExpressionOf<'array'>, scope: Scope, walk: Walk): Lineage {
  const { element, elements } = expression;
  const [first] = elements;
  const named =
    element?.kind === 'struct' ? element.fields : first?.kind === 'struct' ? first.fields : [];
  const values = elements.map((value) => {
    if (value.kind !== 'struct' || value === first) return value;
    const fields = value.fields.map((field, place) => {
      const name = named[place]?.name;
      return name === undefined ? field : { ...field, name };
    });
    return { ...value, fields };
  });
  const typed =
    element && first?.kind === 'struct' && first.type === undefined
      ? [{ ...first, type: element }, ...values.slice(1)]
      : values;
  return oneOf(typed.map((value) => lineageOf(value, scope, walk)));
}

/** The value of a subquery: of one column that column, else a row. */
function subqueryLineage(relation: Relation): Lineage {
  const [first, ...more] = relation.columns;
  const value = first && more.length === 0 ? first.lineage : rowOf(relation);
  return alongside(value, [contextOf([relation.rows])]);
}

function membersOf({ set }: ExpressionOf<'in'>, scope: Scope, walk: Walk): Lineage[] {
  if ('list' in set) return set.list.map((member) => lineageOf(member, scope, walk));
  if ('unnest' in set) return [lineageOf(set.unnest, scope, walk)];
  return [subqueryLineage(queryRelation(set.query, scope, walk))];
}

function callLineage(call: Call, scope: Scope, walk: Walk): Lineage {
  const reader = jsonReaders[call.name];
  if (reader !== undefined) return readJson(call, reader, scope, walk);
  const given = call.arguments.flatMap((argument, place) => {
    if (endsWithPart.test(call.name) && place > 0 && place === call.arguments.length - 1) return [];
    const lineage = argumentLineage(argument, scope, walk);
    return lineage ? [{ lineage, passed: passesOn(call.name, place) }] : [];
  });
  const passed = given.filter(({ passed: yes }) => yes).map(({ lineage }) => lineage);
  const consumed = given.filter(({ passed: yes }) => !yes).map(({ lineage }) => lineage);
  const value =
    passed.length > 0 ? alongside(oneOf(passed), [computed(consumed)]) : computed(consumed);
  return alongside(value, callContext(call, scope, walk));
}

function argumentLineage(argument: Argument, scope: Scope, walk: Walk): Lineage | undefined {
  if (argument.kind === 'expression') return lineageOf(argument.value, scope, walk);
  if (argument.kind !== 'lambda') return undefined;
  const parameters = new Map(argument.parameters.map((name) => [name.toLowerCase(), nothing]));
  return lineageOf(
    argument.body,
    { ...scope, shared: new Map([...scope.shared, ...parameters]) },
    walk,
  );
}

function readJson(
  call: Call,
  { open, elements }: { open: boolean; elements?: true },
  scope: Scope,
  walk: Walk,
): Lineage {
  const [document, path] = call.arguments;
  if (document?.kind !== 'expression') return nothing;
  const base = lineageOf(document.value, scope, walk);
  const suffix = elements ? '[*]' : '';
  if (path?.kind !== 'expression') return within(base, suffix, open);
  if (path.value.kind === 'string') {
    return within(base, `${path.value.value.replace(/^\$/, '')}${suffix}`, open);
  }
  return alongside(within(base, '.?', open), [computed([lineageOf(path.value, scope, walk)])]);
}

/** What a window or an aggregate is partitioned, ordered or filtered by. */
function callContext(call: Call, scope: Scope, walk: Walk): Lineage[] {
  const parts: Expression[] = [
    ...call.order.map(({ expression }) => expression),
    ...(call.where ? [call.where] : []),
    ...(call.having ? [call.having.expression] : []),
    ...(call.group?.keys ?? []),
    ...(call.over ? windowParts(call.over, scope) : []),
  ];
  return parts.length === 0 ? [] : [contextOf(parts.map((part) => lineageOf(part, scope, walk)))];
}

function windowParts(window: WindowSpecification, scope: Scope): Expression[] {
  const base = window.base === undefined ? undefined : scope.windows.get(window.base.toLowerCase());
  const { frame } = window;
  return [
    ...(base ? windowParts(base, scope) : []),
    ...window.partition,
    ...window.order.map(({ expression }) => expression),
    ...[frame?.start.offset, frame?.end?.offset].filter((offset) => offset !== undefined),
  ];
}

/** Expressions directly below one of a kind that has no rule of its own. */
function operands(expression: Expression): Expression[] {
  const found: Expression[] = [];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit);
    else if (typeof part === 'object' && part !== null && 'kind' in part) {
      found.push(part as Expression);
    } else if (typeof part === 'object' && part !== null && 'unnest' in part) visit(part.unnest);
  };
  for (const [key, part] of Object.entries(expression)) if (key !== 'type') visit(part);
  return found;
}
