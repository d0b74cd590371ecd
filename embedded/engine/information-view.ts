import type { Catalog } from './catalog.ts';
import type { Job } from './jobs.ts';

/** What the views are made of. */
export interface InformationSource {
  project: string;
  location: string;
  catalog: Catalog;
  jobs: () => readonly Job[];
}

export type Value = string | number | boolean | null;
export type ViewColumns = Record<string, string>;
export interface View {
  columns: ViewColumns;
  rows(source: InformationSource, dataset: string | undefined): Record<string, Value>[];
  /** Long texts that are read only where they are asked for: SQL of each such column, of a row `item`. */
  texts?: Readonly<Record<string, string>>;
}

/** Whose a row is, in the columns of `tableColumns`. */
export const owner = (project: string, entry: { dataset: string }, name: string) => ({
  table_catalog: project,
  table_schema: entry.dataset,
  table_name: name,
});

export const tableColumns = {
  table_catalog: 'STRING',
  table_schema: 'STRING',
  table_name: 'STRING',
};
