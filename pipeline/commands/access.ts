import type { BigQuery } from '@google-cloud/bigquery';
import type { Command } from 'commander';
import { warehouseError } from '../../warehouse/bigquery-dialect.ts';
import { tankError } from '../../warehouse/errors.ts';
import { plainRow } from '../../warehouse/row-values.ts';
import { columns } from '../report.ts';
import { runCommand, untilStopped, withCommonOptions, type CommonOptions } from '../run-command.ts';

const shownRows = 100;

export function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw tankError('E_USAGE', `'${text}' is not a port`);
  }
  return port;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}

/** Rows as an aligned table with a header. */
export function tableOf(rows: readonly Record<string, unknown>[]): string[] {
  const first = rows[0];
  if (first === undefined) return ['(no rows)'];
  const names = Object.keys(first);
  const body = rows
    .slice(0, shownRows)
    .map((row) => names.map((name) => cell(row[name]).slice(0, 60)));
  const more = rows.length - shownRows;
  return [
    ...columns([names, ...body]),
    ...(more > 0 ? [`(${more} more rows; --json prints all)`] : []),
  ];
}

/** Rows as plain values; an INT64 that a number cannot hold exactly comes as text. */
async function queryRows(client: BigQuery, query: string): Promise<Record<string, unknown>[]> {
  const integerTypeCastFunction = (text: string): number | string =>
    Number.isSafeInteger(Number(text)) ? Number(text) : text;
  try {
    const [rows] = await client.query({ query, wrapIntegers: { integerTypeCastFunction } });
    return (rows as object[]).map(plainRow);
  } catch (error) {
    throw warehouseError(error);
  }
}

function connectionHelp(url: string, project: string, credentials: string): string[] {
  return [
    `The embedded warehouse of project ${project} is up at ${url}; Ctrl-C stops it.`,
    '',
    `  bq             CLOUDSDK_AUTH_ACCESS_TOKEN=none bq --api ${url} --project_id ${project} query --use_legacy_sql=false 'SELECT 1'`,
    `  Dataform CLI   BIGQUERY_EMULATOR_HOST=${url} npx dataform run --credentials ${credentials}`,
    `  Node, Python   BIGQUERY_EMULATOR_HOST=${url}, the official client, credentials file ${credentials}`,
    `  this CLI       npm run -s tank -- query "SELECT 1"`,
  ];
}

/** `warehouse` and `query`: the commands that give access to the warehouse. */
export function registerAccess(program: Command): void {
  withCommonOptions(
    program
      .command('warehouse')
      .description('keep the embedded warehouse up, and say how to connect to it'),
  )
    .option('--port <port>', 'port to listen on', portOf, 9050)
    .action((options: CommonOptions & { port: number }) =>
      runCommand(
        options,
        async ({ session, print }) => {
          const { endpoint = '', project, credentialsFile } = session.config;
          if (!session.owned) {
            print({ url: endpoint, owned: false }, [`It is up already, at ${endpoint}.`]);
            return;
          }
          const stopped = untilStopped();
          print({ url: endpoint, owned: true }, connectionHelp(endpoint, project, credentialsFile));
          await stopped;
        },
        undefined,
        options.port,
      ),
    );

  withCommonOptions(
    program.command('query').description('run a GoogleSQL query and print its rows'),
  )
    .argument('<sql>', 'the query')
    .action((sql: string, options: CommonOptions) =>
      runCommand(options, async ({ session, print }) => {
        const rows = await queryRows(session.client, sql);
        print(rows, tableOf(rows));
      }),
    );
}
