import { notImplemented } from './errors.ts';

/** Fields of BigQuery's requests that would change what is done and are not honoured here, by what they belong to. */
const refused = {
  load: [
    'columnNameCharacterMap',
    'connectionProperties',
    'copyFilesOnly',
    'dateFormat',
    'datetimeFormat',
    'decimalTargetTypes',
    'fileSetSpecType',
    'hivePartitioningOptions',
    'jsonExtension',
    'projectionFields',
    'referenceFileSchemaUri',
    'schemaInline',
    'schemaInlineFormat',
    'sourceColumnMatch',
    'timeFormat',
    'timeZone',
    'timestampFormat',
    'timestampTargetPrecision',
  ],
  query: [
    'continuous',
    'scriptOptions',
    'systemVariables',
    'tableDefinitions',
    'userDefinedFunctionResources',
  ],
  copy: ['destinationExpirationTime'],
  extract: ['modelExtractOptions'],
  table: [
    'biglakeConfiguration',
    'defaultCollation',
    'externalCatalogTableOptions',
    'externalDataConfiguration',
    'model',
    'partitionDefinition',
    'tableReplicationInfo',
  ],
  view: ['foreignDefinitions', 'privacyPolicy', 'userDefinedFunctionResources'],
  dataset: [
    'defaultCollation',
    'externalCatalogDatasetOptions',
    'externalDatasetReference',
    'isCaseInsensitive',
    'linkedDatasetSource',
  ],
} as const;

/** @throws BigQueryError notImplemented that names the first option which is set and not honoured. */
export function refuseOptions(
  kind: keyof typeof refused,
  configuration: Readonly<Record<string, unknown>>,
): void {
  for (const option of refused[kind]) {
    const value = configuration[option];
    const empty = value === undefined || value === null || value === false || value === '';
    if (empty || (Array.isArray(value) && value.length === 0)) continue;
    const owner = kind in jobs ? `${kind} job` : kind;
    throw notImplemented(
      `Not supported by the embedded warehouse: ${option} of a ${owner}; leave it out`,
    );
  }
  const rounding = configuration.defaultRoundingMode;
  if (typeof rounding === 'string') checkRounding(rounding);
}

const jobs = { load: true, query: true, copy: true, extract: true };

/** @throws BigQueryError notImplemented for a way of rounding that is not the one there is here. */
export function checkRounding(mode: string): void {
  if (/^(?:|ROUND_HALF_AWAY_FROM_ZERO|ROUNDING_MODE_UNSPECIFIED)$/i.test(mode)) return;
  throw notImplemented(
    `Not supported by the embedded warehouse: rounding mode ${mode}; use ROUND_HALF_AWAY_FROM_ZERO, the default`,
  );
}
