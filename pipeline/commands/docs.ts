import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../../warehouse/config.ts';
import type { DocsSummary } from '../docs/index.ts';
import {
  configOf,
  runCommand,
  untilStopped,
  withCommonOptions,
  type CommonOptions,
} from '../run-command.ts';
import { portOf } from './access.ts';

interface DocsOptions extends CommonOptions {
  out?: string;
  metadataOnly?: boolean;
  openPort?: number;
}

/** Whether there is a warehouse to ask; making an empty file of one only to find nothing in it helps nobody. */
async function hasWarehouse({ warehouse, endpoint, warehouseFile }: Config): Promise<boolean> {
  if (warehouse === 'bigquery' || endpoint !== undefined) return true;
  return stat(warehouseFile).then(
    () => true,
    () => false,
  );
}

function summaryLines(summary: DocsSummary): string[] {
  const { directory, files, bytes, tables, builtTables, columns, assertions } = summary;
  const size = `${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${summary.seconds} s`;
  return [
    `${tables} tables (${builtTables} built), ${columns} columns, ${assertions} tests evaluated, ${summary.failingAssertions} not passed`,
    ...summary.problems.map((problem) => `  lineage not known: ${problem}`),
    `${path.join(directory, 'index.html')} (${size})`,
  ];
}

/** `docs`: the site that documents the warehouse. */
export function registerDocs(program: Command): void {
  withCommonOptions(
    program
      .command('docs')
      .description('write a static site about every table: columns, lineage, tests, freshness'),
  )
    .option('--out <directory>', 'directory of the site (default: docs in the state directory)')
    .option('--metadata-only', 'run no queries: no results of tests, no newest loads')
    .option('--open-port <port>', 'then serve it on 127.0.0.1 until Ctrl-C', portOf)
    .action(async (options: DocsOptions) => {
      const config = configOf(options);
      const isBuilt = await hasWarehouse(config);
      await runCommand(
        options,
        async ({ session, progress, print }) => {
          const { buildDocs } = await import('../docs/index.ts');
          const summary = await buildDocs({
            config: session.config,
            ...(isBuilt && { client: session.client }),
            directory: path.resolve(options.out ?? path.join(config.stateDirectory, 'docs')),
            queries: options.metadataOnly !== true,
            onProgress: (message) => {
              progress.update(message);
            },
          });
          progress.done();
          print(summary, summaryLines(summary));
          if (options.openPort === undefined) return;
          const { serveDirectory } = await import('../docs/serve.ts');
          const site = await serveDirectory(summary.directory, options.openPort);
          const stopped = untilStopped();
          progress.line(`${site.url} until Ctrl-C`);
          await stopped;
          await site.close();
        },
        isBuilt ? config : { ...config, warehouseFile: ':memory:' },
      );
    });
}
