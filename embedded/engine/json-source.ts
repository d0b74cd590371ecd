import type { FieldSchema } from '../sql/statement.ts';
import { BigQueryError } from './errors.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { convertText, textStructure, textType } from './load-convert.ts';
import { fileList, type LoadSource } from './load-source.ts';
import { quoteName, quoteText } from './types.ts';

/** The longest JSON line, as BigQuery's limit of 100 MB. */
const longestLine = 'maximum_object_size = 104857600';

const jsonError = (message: string): BigQueryError =>
  new BigQueryError(
    'invalid',
    `Error while reading data, error message: JSON parsing error: ${message}`,
  );

interface RecordPath {
  /** As messages show it: `a.b.`, empty for the row itself. */
  shown: string;
  path: string;
  known: ReadonlySet<string>;
}

/** NDJSON: names are matched without regard to case, unknown ones are an error unless they are to be ignored. */
export function jsonSource(configuration: LoadConfiguration, files: readonly string[]): LoadSource {
  const list = fileList(files);
  const options = `format = 'newline_delimited', records = 'true', ${longestLine}`;
  const objects = `read_ndjson_objects(${list}, ${longestLine}`;
  const ignoring = configuration.ignoreUnknownValues === true;
  const tolerant = (configuration.maxBadRecords ?? 0) > 0;
  /** How the files write a field's name, where it is otherwise than in the schema. */
  const spellings = new Map<string, string>();

  const nameOf = (field: FieldSchema): string =>
    spellings.get(field.name.toLowerCase()) ?? field.name;

  const structure = (fields: readonly FieldSchema[]): string =>
    quoteText(
      JSON.stringify(
        Object.fromEntries(fields.map((field) => [nameOf(field), textStructure(field, 'JSON')])),
      ),
    );

  const renamed = (fields: readonly FieldSchema[], relation: string, extra = ''): string => {
    const columns = fields.map(
      (field) => `${quoteName(nameOf(field))} AS ${quoteName(field.name)}`,
    );
    return `(SELECT ${[...columns, ...(extra === '' ? [] : [extra])].join(', ')} FROM ${relation})`;
  };

  return {
    format: 'JSON',
    detected:
      `read_json(${list}, ${options}, sample_size = -1, convert_strings_to_integers = false,` +
      ` map_inference_threshold = -1, field_appearance_threshold = 0)`,
    inspect: async (connection, fields) => {
      const records = recordPaths(fields);
      const names = records.map(({ path }) =>
        path === '$'
          ? 'list_distinct(flatten(list(DISTINCT json_keys(json))))'
          : `list_distinct(flatten(${path.includes('*') ? 'flatten' : ''}(list(DISTINCT json_keys(json, ${quoteText(path)})))))`,
      );
      const ignored = tolerant ? ', ignore_errors = true' : '';
      const result = await connection.runAndReadAll(
        `SELECT ${names.join(', ')} FROM ${objects}${ignored})`,
      );
      const found = (result.getRowsJson()[0] ?? []) as (string[] | null)[];
      records.forEach(({ shown, known }, index) => {
        const written = found[index] ?? [];
        for (const name of written) {
          if (known.has(name)) continue;
          const field = [...known].find((one) => one.toLowerCase() === name.toLowerCase());
          if (field === undefined || shown !== '') {
            if (!ignoring && !tolerant) throw jsonError(`No such field: ${shown}${name}.`);
          } else if (written.includes(field) || spellings.has(field.toLowerCase())) {
            throw jsonError(`Field ${field} is written in several ways, as ${name} too: use one.`);
          } else spellings.set(field.toLowerCase(), name);
        }
      });
    },
    read: (fields) => {
      const columns = fields.map(
        (field) => `${quoteText(nameOf(field))}: ${quoteText(textType(field))}`,
      );
      const relation = `read_json(${list}, ${options}, columns = {${columns.join(', ')}})`;
      return spellings.size === 0 ? relation : renamed(fields, relation);
    },
    readTolerant: (fields) => {
      const unknown = ignoring
        ? ''
        : ` OR len(list_filter(json_keys(json), lambda k: NOT list_contains([${fields.map(({ name }) => quoteText(name.toLowerCase())).join(', ')}], lower(k)))) > 0`;
      const relation =
        `(SELECT unnest(json_transform(json, ${structure(fields)})),` +
        ` json IS NULL OR json_type(json) <> 'OBJECT'${unknown} AS __bad FROM ${objects}, ignore_errors = true))`;
      return spellings.size === 0 ? relation : renamed(fields, relation, '__bad');
    },
    convert: (field) => convertText(field, quoteName(field.name)),
  };
}

/** The records of a schema, the row first, with the names their fields may have. */
function recordPaths(fields: readonly FieldSchema[], shown = '', path = '$'): RecordPath[] {
  return [
    { shown, path, known: new Set(fields.map(({ name }) => name)) },
    ...fields
      .filter(({ type }) => type === 'RECORD')
      .flatMap((field) =>
        recordPaths(
          field.fields ?? [],
          `${shown}${field.name}.`,
          `${path}.${JSON.stringify(field.name)}${field.mode === 'REPEATED' ? '[*]' : ''}`,
        ),
      ),
  ];
}
