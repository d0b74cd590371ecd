import type { FieldSchema } from '../sql/statement.ts';
import { invalid } from './errors.ts';
import { quoteName, quoteText } from './types.ts';

/** DuckDB SQL of a scalar as the text BigQuery exports it as; NULL stays NULL. */
function scalarText(field: FieldSchema, value: string): string {
  switch (field.type) {
    case 'FLOAT':
      return (
        `CASE WHEN isnan(${value}) THEN 'NaN' WHEN isinf(${value}) THEN CASE WHEN ${value} > 0 THEN 'Infinity' ELSE '-Infinity' END` +
        ` ELSE CAST(${value} AS VARCHAR) END`
      );
    case 'BIGNUMERIC':
      return `bq_bignumeric_text(${value})`;
    case 'NUMERIC':
      return `regexp_replace(CAST(${value} AS VARCHAR), '\\.?0+$', '')`;
    case 'BYTES':
      return `to_base64(${value})`;
    case 'DATETIME':
      return timeText(value, '%Y-%m-%dT%H:%M:%S', '');
    case 'TIMESTAMP':
      return timeText(`CAST(${value} AS TIMESTAMP)`, '%Y-%m-%d %H:%M:%S', ' UTC');
    case 'STRING':
      return value;
    case 'JSON':
    case 'INTEGER':
    case 'BOOLEAN':
    case 'DATE':
    case 'TIME':
      return `CAST(${value} AS VARCHAR)`;
    default:
      throw invalid(
        `Column ${field.name} of type ${field.type} cannot be exported: CAST it to STRING`,
      );
  }
}

const timeText = (value: string, format: string, zone: string): string =>
  `CASE WHEN epoch_us(${value}) % 1000000 = 0 THEN strftime(${value}, '${format}${zone}') ELSE strftime(${value}, '${format}.%f${zone}') END`;

/**
 * A CSV column's text.
 * @throws BigQueryError invalid for a nested or repeated field.
 */
export function csvText(field: FieldSchema): string {
  if (field.mode === 'REPEATED' || field.type === 'RECORD') {
    throw invalid(
      `Operation cannot be performed on a nested schema. Field: ${field.name}. Export to NEWLINE_DELIMITED_JSON or PARQUET`,
    );
  }
  return scalarText(field, quoteName(field.name));
}

/** A row as one line of JSON: no NULLs, INT64 and NUMERIC as strings, `<>&` escaped, as BigQuery writes it. */
export function jsonLine(fields: readonly FieldSchema[]): string {
  const line = jsonObject(fields, (name) => quoteName(name), 0);
  return ['<', '>', '&'].reduce(
    (text, symbol) => `replace(${text}, '${symbol}', '\\u00${symbol.charCodeAt(0).toString(16)}')`,
    line,
  );
}

function jsonObject(
  fields: readonly FieldSchema[],
  column: (name: string) => string,
  depth: number,
): string {
  const members = fields.map((field) => {
    const key = quoteText(`${JSON.stringify(field.name)}:`);
    return `${key} || ${jsonValue(field, column(field.name), depth)}`;
  });
  return `'{' || concat_ws(',', ${members.join(', ')}) || '}'`;
}

/** NULL where the value is NULL; an array that is NULL is empty, as BigQuery's are. */
function jsonValue(field: FieldSchema, value: string, depth: number): string {
  if (field.mode === 'REPEATED') {
    const item = `item${depth}`;
    const element = jsonValue({ ...field, mode: 'NULLABLE' }, item, depth + 1);
    const items = `list_transform(${value}, lambda ${item}: coalesce(${element}, 'null'))`;
    return `coalesce('[' || array_to_string(${items}, ',') || ']', '[]')`;
  }
  if (field.type === 'RECORD') {
    const object = jsonObject(field.fields ?? [], (name) => `${value}.${quoteName(name)}`, depth);
    return `CASE WHEN ${value} IS NOT NULL THEN ${object} END`;
  }
  const text = scalarText(field, value);
  switch (field.type) {
    case 'JSON':
    case 'BOOLEAN':
      return text;
    case 'FLOAT':
      return `CASE WHEN isfinite(${value}) THEN CAST(${value} AS VARCHAR) ELSE '"' || ${text} || '"' END`;
    case 'STRING':
      return `CAST(to_json(${text}) AS VARCHAR)`;
    default:
      return `'"' || ${text} || '"'`;
  }
}
