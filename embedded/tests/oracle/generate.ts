import { randomSource } from '../../ml/random.ts';
import { furtherAggregates, furtherLiterals, furtherScalars } from './further-grammar.ts';
import { aggregates, literals as firstLiterals, scalars } from './grammar.ts';
import { queryOver, relations } from './query-grammar.ts';

/** A generated expression: its template, and what stands in the template's holes. */
export interface Expression {
  type: string;
  template: string;
  operands: Expression[];
}

/** A generated query with the expression it evaluates. */
export interface GeneratedQuery {
  expression: Expression;
  sql(expression: Expression): string;
}

/** Templates or literals of several grammars, by type. */
function together<T>(grammars: Record<string, T[]>[]): Record<string, T[]> {
  const all: Record<string, T[]> = {};
  for (const grammar of grammars)
    for (const [type, items] of Object.entries(grammar))
      all[type] = [...(all[type] ?? []), ...items];
  return all;
}

const literals = together([firstLiterals, furtherLiterals]);

const hole = /\$([A-Z_0-9]+)/g;

type Templates = ReadonlyMap<string, string[]>;

const linesOf = (grammar: Record<string, string>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(grammar).map(([type, text]) => [
      type,
      text.split('\n').map((line) => line.trim()),
    ]),
  );

const templatesOf = (...grammars: Record<string, string>[]): Templates =>
  new Map(Object.entries(together(grammars.map(linesOf))));

const expressionTemplates = templatesOf(scalars, aggregates, furtherScalars, furtherAggregates);
const relationTemplates = templatesOf(relations);

const columns: Record<string, { name: string; type: string }> = {
  INT64: { name: 'i', type: 'INT64' },
  FLOAT64: { name: 'f', type: 'FLOAT64' },
  NUMERIC: { name: 'n', type: 'NUMERIC' },
  BIGNUMERIC: { name: 'bn', type: 'BIGNUMERIC' },
  STRING: { name: 's', type: 'STRING' },
  BYTES: { name: 'b', type: 'BYTES' },
  BOOL: { name: 'p', type: 'BOOL' },
  DATE: { name: 'd', type: 'DATE' },
  DATETIME: { name: 'dt', type: 'DATETIME' },
  TIMESTAMP: { name: 'ts', type: 'TIMESTAMP' },
  TIME: { name: 'tm', type: 'TIME' },
  INTERVAL: { name: 'iv', type: 'INTERVAL' },
  JSON: { name: 'js', type: 'JSON' },
  INTS: { name: 'ai', type: 'ARRAY<INT64>' },
  STRINGS: { name: 'st', type: 'ARRAY<STRING>' },
  STRUCTS: { name: 'ss', type: 'ARRAY<STRUCT<a INT64, b STRING, c FLOAT64>>' },
  FLOATS: { name: 'fs', type: 'ARRAY<FLOAT64>' },
};

export function text({ template, operands }: Expression): string {
  let next = 0;
  return template.replaceAll(hole, () => {
    const operand = operands[next];
    next += 1;
    return operand === undefined ? 'NULL' : text(operand);
  });
}

interface Chooser {
  random: () => number;
  pick: <T>(items: readonly T[]) => T;
}

function chooser(seed: number): Chooser {
  const random = randomSource(seed);
  return {
    random,
    pick: (items) => {
      const item = items[Math.floor(random() * items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

/** Grows expressions of a type; at depth 0 a leaf, else an operand of a template that does not hold its own type. */
function grower(
  { pick }: Chooser,
  templates: Templates,
  leaf: (type: string) => string | undefined,
) {
  function expand(type: string, template: string, depth: number): Expression {
    const operands = [...template.matchAll(hole)].map(([, name = '']) => grow(name, depth));
    const bare = literals[type] === undefined || operands.length === 0;
    return { type, template: bare ? template : `(${template})`, operands };
  }
  function grow(type: string, depth: number): Expression {
    const choices = templates.get(type) ?? [];
    if (depth > 0) return expand(type, pick(choices), depth - 1);
    const ready = leaf(type);
    if (ready !== undefined) return { type, template: ready, operands: [] };
    const closed = choices.filter((one) => !one.includes(`$${type}`));
    const simple = closed.filter((one) => !one.includes('$'));
    return expand(type, pick(simple.length > 0 ? simple : closed), 0);
  }
  return grow;
}

/** GROUP BY every column of an expression, which then stands for a group; none where one cannot be grouped by. */
function groupBy(expression: string): string {
  const used = Object.entries(columns).filter(([, { name }]) =>
    new RegExp(`t\\.${name}\\b`).test(expression),
  );
  if (used.some(([type]) => ['JSON', 'INTS', 'STRINGS', 'STRUCTS', 'FLOATS'].includes(type)))
    return '';
  return ` GROUP BY ${['x', ...used.map(([, { name }]) => `t.${name}`)].join(', ')}`;
}

/** Queries of every shape (joins, set operations, subqueries, windows) over small tables, the same for the same seed. */
export function queryGenerator(seed: number): () => GeneratedQuery {
  const choose = chooser(seed);
  const grow = grower(choose, relationTemplates, () => undefined);
  return () => ({
    expression: grow('RELATION', 1 + Math.floor(choose.random() * 4)),
    sql: (one) =>
      one.type === 'RELATION'
        ? queryOver(text(one))
        : queryOver(`(SELECT ${text(one)} AS v FROM t1 AS w)`),
  });
}

/** Expressions over tables of edge values, the same for the same seed. */
export function expressionGenerator(seed: number): () => GeneratedQuery {
  const { random, pick } = chooser(seed);
  const grow = grower({ random, pick }, expressionTemplates, (type) => {
    const column = columns[type];
    if (column === undefined) return undefined;
    return random() < 0.6 ? `t.${column.name}` : pick(literals[type] ?? []);
  });

  /** Renders a FROM clause of some rows of edge values, with the columns that an expression uses. */
  function table(count: number): (expression: string) => string {
    const rows = Array.from({ length: count }, () =>
      Object.keys(columns).map((type) => pick(literals[type] ?? [])),
    );
    return (expression) => {
      const used = Object.values(columns).flatMap(({ name, type }, index) =>
        new RegExp(`t\\.${name}\\b`).test(expression) ? [{ name, type, index }] : [],
      );
      const fields = ['x INT64', ...used.map(({ name, type }) => `${name} ${type}`)].join(', ');
      const structs = rows.map((row, x) =>
        [`STRUCT<${fields}>(${x}`, ...used.map(({ index }) => row[index])].join(', '),
      );
      return `UNNEST([${structs.map((struct) => `${struct})`).join(', ')}]) AS t`;
    };
  }

  return () => {
    const shape = random();
    const kind = shape < 0.7 ? 'SCALAR' : shape < 0.85 ? 'AGGREGATE' : 'WINDOW';
    const groups = kind === 'SCALAR' && random() < 0.2;
    const source = table(kind === 'SCALAR' ? 1 + Math.floor(random() * 3) : 5);
    const type = kind === 'SCALAR' ? pick(Object.keys(columns)) : kind;
    const depth = 1 + Math.floor(random() * (kind === 'SCALAR' ? 3 : 2));
    return {
      expression: grow(type, depth),
      sql: (one) => {
        const value = text(one);
        const select = one.type === 'AGGREGATE' ? '' : 'x, ';
        const grouping = groups ? groupBy(value) : '';
        return `SELECT ${select}${value} AS v FROM ${source(value)}${grouping}`;
      },
    };
  };
}
