import { notImplemented } from './errors.ts';

/** Options of BigQuery's job configurations that change what a job does and are not honoured here. */
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
    throw notImplemented(
      `Not supported by the embedded warehouse: ${option} of a ${kind} job; leave it out`,
    );
  }
}
