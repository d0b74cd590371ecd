import type { BigQuery } from '@google-cloud/bigquery';
import { compileDataform } from '../../warehouse/compiled-project.ts';
import type { Config } from '../../warehouse/config.ts';
import { readCatalog } from './catalog.ts';
import { readCases, readFeatures } from './extras.ts';
import { noFacts, readFacts } from './facts.ts';
import { readProject } from './project.ts';
import { renderSite, writeSite } from './site.ts';

export interface DocsOptions {
  config: Config;
  /** Left out when nothing is built: then the site is made from the SQL alone. */
  client?: BigQuery;
  directory: string;
  /** Whether assertions and newest loads are queried; else only metadata is read. */
  queries: boolean;
  onProgress?: (message: string) => void;
  now?: () => Date;
}

export interface DocsSummary {
  directory: string;
  files: number;
  bytes: number;
  tables: number;
  builtTables: number;
  columns: number;
  assertions: number;
  failingAssertions: number;
  /** Tables whose column lineage is not wholly known, and why. */
  problems: string[];
  seconds: number;
}

/** Writes the site that documents the warehouse. */
export async function buildDocs(options: DocsOptions): Promise<DocsSummary> {
  const { config, client, directory, queries, onProgress = () => undefined } = options;
  const now = options.now ?? (() => new Date());
  const start = performance.now();
  onProgress('compiling the project');
  const compiled = await compileDataform(config.project);
  const catalog = await readCatalog(readProject(compiled), config.project);
  const facts = client
    ? await readFacts(client, catalog, queries, (done, of) => {
        onProgress(`asking the warehouse ${done}/${of}`);
      })
    : noFacts;
  const files = renderSite({
    catalog,
    facts,
    features: await readFeatures(),
    cases: await readCases(),
    builtAt: now().toISOString(),
    project: config.project,
    warehouse: config.warehouse === 'bigquery' ? 'BigQuery' : 'the embedded warehouse',
  });
  const bytes = await writeSite(directory, files);
  const nodes = [...catalog.values()];
  const results = [...facts.assertions.values()];
  return {
    directory,
    files: files.size,
    bytes,
    tables: nodes.length,
    builtTables: facts.tables.size,
    columns: nodes.reduce((sum, node) => sum + node.catalog.length, 0),
    assertions: results.length,
    failingAssertions: results.filter((one) => 'error' in one || one.failingRows > 0).length,
    problems: nodes.flatMap(({ id, problem }) =>
      problem === undefined ? [] : `${id}: ${problem}`,
    ),
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
}
