import type { Options, OptionValue, Partitioning, Statement } from '../sql/statement.ts';
import { isTemporary } from './engine.ts';
import { invalid, invalidQuery, notImplemented } from './errors.ts';
import { checkGzip } from './compression.ts';
import { loadConfiguration, type LoadConfiguration } from './load-configuration.ts';
import { loadInto } from './load-job.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { withOptions } from './table-options.ts';

type LoadData = Extract<Statement, { kind: 'load_data' }>;

/** Settings of a load job by the option of FROM FILES. */
const settings: Readonly<Record<string, string>> = {
  uris: 'sourceUris',
  format: 'sourceFormat',
  skip_leading_rows: 'skipLeadingRows',
  field_delimiter: 'fieldDelimiter',
  null_marker: 'nullMarker',
  null_markers: 'nullMarkers',
  quote: 'quote',
  encoding: 'encoding',
  allow_jagged_rows: 'allowJaggedRows',
  allow_quoted_newlines: 'allowQuotedNewlines',
  ignore_unknown_values: 'ignoreUnknownValues',
  max_bad_records: 'maxBadRecords',
  preserve_ascii_control_characters: 'preserveAsciiControlCharacters',
};

/** LOAD DATA: a load job's work as a statement. */
export async function loadData(session: Session, statement: LoadData): Promise<Outcome> {
  const { target, options } = statement;
  if (isTemporary(target)) {
    throw notImplemented(
      'Not supported by the embedded warehouse: LOAD DATA into a temporary table; use a table of a dataset',
    );
  }
  const { engine, connection } = session;
  return session.change(async (changes) => {
    const exists = changes.get('table', target.dataset, target.name) !== undefined;
    const configuration = configurationOf(statement, exists);
    const files = engine.storage.fetch(configuration.sourceUris ?? []);
    await checkGzip(files.paths);
    await loadInto(
      { engine, connection, changes, target, partition: undefined, configuration },
      files,
    );
    const entry = changes.get('table', target.dataset, target.name);
    if (entry !== undefined && Object.keys(options).length > 0)
      await changes.put(withOptions(entry, options));
    return {
      statementType: 'LOAD_DATA',
      ddl: { operation: exists ? 'REPLACE' : 'CREATE', target },
    };
  });
}

function configurationOf(statement: LoadData, exists: boolean): LoadConfiguration {
  const { target, columns, partitioning, clustering, overwrite } = statement;
  const parsed = loadConfiguration.safeParse({
    ...filesSettings(statement.files),
    destinationTable: { datasetId: target.dataset, tableId: target.name },
    writeDisposition: overwrite ? 'WRITE_TRUNCATE' : 'WRITE_APPEND',
    ...(columns && { schema: { fields: columns } }),
    ...(columns === undefined && (overwrite || !exists) && { autodetect: true }),
    ...(partitioning && restPartitioning(partitioning)),
    ...(clustering && { clustering: { fields: clustering } }),
  });
  if (parsed.success) return parsed.data;
  throw invalid(`Invalid options of FROM FILES: ${parsed.error.issues[0]?.message ?? ''}`);
}

function filesSettings(files: Options): Record<string, OptionValue> {
  const found: Record<string, OptionValue> = {};
  for (const [name, value] of Object.entries(files)) {
    const setting = settings[name];
    if (setting === undefined) throw invalidQuery(`Unknown option: ${name}`);
    found[setting] = value;
  }
  const format = typeof files.format === 'string' ? files.format.toUpperCase() : '';
  return { ...found, sourceFormat: format === 'JSON' ? 'NEWLINE_DELIMITED_JSON' : format };
}

function restPartitioning(partitioning: Partitioning): Record<string, unknown> {
  if (partitioning.type !== 'RANGE') return { timePartitioning: partitioning };
  const { field, ...range } = partitioning;
  return { rangePartitioning: { field, range } };
}
