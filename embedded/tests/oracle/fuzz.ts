/**
 * Compares generated queries here with Google's reference evaluator: `npm run -s fuzz-sql -- [--count 2000] [--seed 1]` over
 * expressions, with `--queries` over the shapes of queries.
 * A query that differs is reduced to its smallest part that still does; the report counts them by template.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bigQueryLanguage } from '../../../tests/zetasql/catalog.ts';
import { evaluate, type Evaluation } from '../../../tests/zetasql/evaluate.ts';
import { startZetaSql } from '../../../tests/zetasql/server.ts';
import { openSqlHost } from '../sql-host.ts';
import {
  expressionGenerator,
  queryGenerator,
  type Expression,
  type GeneratedQuery,
} from './generate.ts';
import { ours } from './ours.ts';
import { agrees, shown, verdictOf, type Verdict } from './verdict.ts';

const { values: flags } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    queries: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    examples: { type: 'string', default: '1' },
  },
});
const patience = 10_000;
let zetaSql = await startZetaSql();
const language = await bigQueryLanguage(zetaSql);
const host = await openSqlHost();

/** The evaluator's answer; one that takes too long (it has no limit of its own) costs it its process. */
async function reference(sql: string): Promise<Evaluation> {
  const limit = new AbortController();
  const late = sleep(patience, undefined, { signal: limit.signal }).catch(() => undefined);
  const answer = await Promise.race([evaluate(zetaSql, language, sql), late]);
  limit.abort();
  if (answer !== undefined) return answer;
  zetaSql.stop();
  zetaSql = await startZetaSql();
  console.log(`\nThe reference evaluator did not answer in ${patience / 1000} s:\n    ${sql}`);
  return { error: 'no answer' };
}

async function judge(sql: string) {
  const theirs = await reference(sql);
  const own = await ours(host, sql);
  return { verdict: verdictOf(own, theirs), own, theirs };
}

async function smallest(query: GeneratedQuery, expression: Expression): Promise<Expression> {
  for (const operand of expression.operands) {
    if (operand.operands.length === 0) continue;
    const { verdict, theirs } = await judge(query.sql(operand));
    const meaningful = !(
      'error' in theirs && /Syntax error|No matching|Unrecognized|no answer/.test(theirs.error)
    );
    if (!agrees(verdict) && meaningful) return smallest(query, operand);
  }
  return expression;
}

const counts = new Map<Verdict, number>();
const found = new Map<string, string[]>();
const generator = flags.queries ? queryGenerator : expressionGenerator;
const next = generator(Number(flags.seed));
for (let done = 0; done < Number(flags.count); done += 1) {
  const query = next();
  const { verdict } = await judge(query.sql(query.expression));
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (agrees(verdict)) continue;
  const reduced = await smallest(query, query.expression);
  const sql = query.sql(reduced);
  const { verdict: final, own, theirs } = await judge(sql);
  const key = `${final}: ${reduced.template}`;
  const lines = `    ${sql}\n      ours   ${shown(own)}\n      theirs ${shown(theirs)}`;
  found.set(key, [...(found.get(key) ?? []), lines]);
}
for (const [key, examples] of [...found].sort((a, b) => b[1].length - a[1].length))
  console.log(
    `\n${examples.length} × ${key}\n${examples.slice(0, Number(flags.examples)).join('\n')}`,
  );
console.log(`\n${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`);
host.close();
zetaSql.stop();
