import type { Statement, TranslationContext } from '../sql/statement.ts';
import { expect } from 'chai';
import { translate } from '../sql/translate.ts';
import { openSqlHost, type SqlHost } from './sql-host.ts';

/** What the statements of these tests are translated in. */
export const context: TranslationContext = { project: 'p', defaultDataset: 'd' };

/** A host with the table `games`. */
export async function openGames(): Promise<SqlHost> {
  const host = await openSqlHost();
  await host.rows(`CREATE TABLE d.games AS
    SELECT * FROM UNNEST([
      STRUCT(1 AS id, 'NYY' AS team, 5 AS runs, DATE '2020-01-01' AS game_date),
      (2, 'BOS', 3, DATE '2020-01-03'), (3, 'NYY', NULL, DATE '2020-01-20')])`);
  return host;
}

/** The error of work that must fail. */
export async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It did not fail');
}

export type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** A translated statement, which must be of the kind. */
export async function translated<K extends Statement['kind']>(
  kind: K,
  sql: string,
): Promise<Of<K>> {
  const statement = await translate(sql, context);
  expect(statement.kind).to.equal(kind);
  return statement as Of<K>;
}
