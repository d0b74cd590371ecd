import { invalidQuery } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import type { FieldSchema, Partitioning } from '../statement.ts';
import { optionValue } from './options.ts';

const shapes =
  'PARTITION BY expression must be DATE(<timestamp_column>), DATE(<datetime_column>), DATETIME_TRUNC(<datetime_column>, DAY/HOUR/MONTH/YEAR), a DATE column, TIMESTAMP_TRUNC(<timestamp_column>, DAY/HOUR/MONTH/YEAR), DATE_TRUNC(<date_column>, MONTH/YEAR), RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(<int64_value>, <int64_value>[, <int64_value>])), or _PARTITIONDATE';

const truncated: Record<string, string[]> = {
  DATE_TRUNC: ['DATE', 'TIMESTAMP', 'DATETIME'],
  TIMESTAMP_TRUNC: ['TIMESTAMP', 'DATETIME'],
  DATETIME_TRUNC: ['DATETIME'],
};

type TimeUnit = 'HOUR' | 'DAY' | 'MONTH' | 'YEAR';

const isTimeUnit = (unit: string | undefined): unit is TimeUnit =>
  unit === 'HOUR' || unit === 'DAY' || unit === 'MONTH' || unit === 'YEAR';

function columnName(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'path' && expression.names.length === 1
    ? expression.names[0]?.name
    : undefined;
}

/** PARTITION BY of a table; with `fields`, its columns' types are checked. */
export function partitioningOf(node: Expression, fields?: FieldSchema[]): Partitioning {
  const name = columnName(node);
  if (name !== undefined) return byColumn('DAY', name, fields, ['DATE']);
  if (node.kind !== 'call') throw invalidQuery(shapes);
  const [first, second] = node.arguments.map((argument) =>
    argument.kind === 'expression' ? argument.value : undefined,
  );
  const field = columnName(first);
  if (field === undefined) throw invalidQuery(shapes);
  if (node.name === 'DATE' && second === undefined)
    return byColumn('DAY', field, fields, ['TIMESTAMP', 'DATETIME']);
  const types = truncated[node.name];
  const unit = columnName(second)?.toUpperCase();
  if (types !== undefined && isTimeUnit(unit)) return byColumn(unit, field, fields, types);
  if (node.name !== 'RANGE_BUCKET' || second?.kind !== 'call' || second.name !== 'GENERATE_ARRAY')
    throw invalidQuery(shapes);
  checkType(field, fields, ['INTEGER']);
  const bounds = second.arguments.map((argument) =>
    argument.kind === 'expression' ? Number(optionValue(argument.value)) : NaN,
  );
  const [start = NaN, end = NaN, interval = 1] = bounds;
  if (!(interval > 0) || !(end > start)) throw invalidQuery(shapes);
  return { type: 'RANGE', field, start, end, interval };
}

function byColumn(
  type: TimeUnit,
  name: string,
  fields: FieldSchema[] | undefined,
  types: string[],
): Partitioning {
  const pseudo = name.toUpperCase();
  if (pseudo === '_PARTITIONDATE' || pseudo === '_PARTITIONTIME') return { type };
  checkType(name, fields, types);
  return { type, field: name };
}

function checkType(name: string, fields: FieldSchema[] | undefined, types: string[]): void {
  if (fields === undefined) return;
  const field = fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (field === undefined)
    throw invalidQuery(
      `The field specified for partitioning cannot be found in the schema: ${name}`,
    );
  if (!types.includes(field.type)) throw invalidQuery(shapes);
}
