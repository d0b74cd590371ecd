import type { FieldSchema } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { optionsClause, tableOptions } from './information-options.ts';
import { sqlTypeName } from './types.ts';

const quoted = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``);

const described = ({ description }: FieldSchema): string =>
  description === undefined ? '' : ` OPTIONS(description=${JSON.stringify(description)})`;

function columnSql(field: FieldSchema): string {
  const value = field.defaultValueExpression;
  const given = value === undefined ? '' : ` DEFAULT ${value}`;
  const required = field.mode === 'REQUIRED' ? ' NOT NULL' : '';
  return `  ${quoted(field.name)} ${sqlTypeName(field)}${given}${required}${described(field)}`;
}

function constraintsSql({ constraints }: TableEntry): string[] {
  const list = (names: readonly string[]) => names.map(quoted).join(', ');
  const primary = constraints?.primaryKey;
  return [
    ...(primary ? [`  PRIMARY KEY (${list(primary)}) NOT ENFORCED`] : []),
    ...(constraints?.foreignKeys ?? []).map(
      ({ name, columns, table, referenced }) =>
        `  ${name === undefined ? '' : `CONSTRAINT ${quoted(name)} `}FOREIGN KEY (${list(columns)}) REFERENCES ${table.dataset}.${table.name}(${list(referenced)}) NOT ENFORCED`,
    ),
  ];
}

function partitionSql({ partitioning, fields }: TableEntry): string {
  if (partitioning === undefined) return '';
  if (partitioning.type === 'RANGE') {
    const { field, start, end, interval } = partitioning;
    return `\nPARTITION BY RANGE_BUCKET(${quoted(field)}, GENERATE_ARRAY(${start}, ${end}, ${interval}))`;
  }
  const { type, field } = partitioning;
  const column = field === undefined ? '_PARTITIONTIME' : quoted(field);
  const kind = fields.find(({ name }) => name.toLowerCase() === field?.toLowerCase())?.type;
  if (type === 'DAY') {
    if (field === undefined) return '\nPARTITION BY DATE(_PARTITIONTIME)';
    return `\nPARTITION BY ${kind === 'DATE' ? column : `DATE(${column})`}`;
  }
  const truncate = kind === 'DATE' || kind === 'DATETIME' ? `${kind}_TRUNC` : 'TIMESTAMP_TRUNC';
  return `\nPARTITION BY ${truncate}(${column}, ${type})`;
}

/** A statement that makes a table or view like this one. */
export function tableDdl(project: string, table: TableEntry): string {
  const name = `\`${project}.${table.dataset}.${table.name}\``;
  const cluster = table.clustering ? `\nCLUSTER BY ${table.clustering.map(quoted).join(', ')}` : '';
  const options = optionsClause(tableOptions(table));
  if (table.viewQuery !== undefined) {
    const kind = table.type === 'VIEW' ? 'VIEW' : 'MATERIALIZED VIEW';
    return `CREATE ${kind} ${name}${partitionSql(table)}${cluster}${options}\nAS ${table.viewQuery};`;
  }
  const kind = table.type === 'SNAPSHOT' ? 'SNAPSHOT TABLE' : 'TABLE';
  const columns = [...table.fields.map(columnSql), ...constraintsSql(table)];
  return `CREATE ${kind} ${name}\n(\n${columns.join(',\n')}\n)${partitionSql(table)}${cluster}${options};`;
}
