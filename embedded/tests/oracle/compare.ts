/**
 * Compares GoogleSQL queries here with Google's reference evaluator, for work on the translator:
 * `npm run -s compare-sql -- FILE` (or standard input); queries end with `;` at a line's end.
 * `--all` shows the queries that agree too, `--sql` the DuckDB SQL.
 */
import { readFileSync } from 'node:fs';
import { bigQueryLanguage } from '../../../tests/zetasql/catalog.ts';
import { evaluate } from '../../../tests/zetasql/evaluate.ts';
import { startZetaSql } from '../../../tests/zetasql/server.ts';
import { translate } from '../../sql/translate.ts';
import { openSqlHost } from '../sql-host.ts';
import { ours } from './ours.ts';
import { agrees, shown, verdictOf, type Verdict } from './verdict.ts';

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const file = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const statements = readFileSync(file ?? 0, 'utf8')
  .split(/;[ \t]*(?:\n|$)/)
  .map((sql) => sql.trim())
  .filter((sql) => sql !== '');

const zetaSql = await startZetaSql();
const language = await bigQueryLanguage(zetaSql);
const host = await openSqlHost();
const counts = new Map<Verdict, number>();
for (const sql of statements) {
  const own = await ours(host, sql);
  const theirs = await evaluate(zetaSql, language, sql);
  const verdict = verdictOf(own, theirs);
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (agrees(verdict) && !flags.includes('--all')) continue;
  console.log(`\n[${verdict}] ${sql}\n  ours   ${shown(own)}\n  theirs ${shown(theirs)}`);
  if (flags.includes('--sql')) {
    const statement = await translate(sql, host.context).catch(() => undefined);
    if (statement?.kind === 'query') console.log(`  duckdb ${statement.sql}`);
  }
}
console.log(`\n${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`);
host.close();
zetaSql.stop();
