import type { ServiceError } from '@grpc/grpc-js';
import type { ColumnSchema } from '../../../warehouse/table-schemas.ts';
import {
  bigQueryLanguage,
  zetaType,
  type LanguageOptions,
  type ZetaType,
} from '../../zetasql/catalog.ts';
import { startZetaSql } from '../../zetasql/server.ts';
import { valueOf, type Row, type Value } from './values.ts';

interface Cell {
  value?: string;
  int64Value?: string;
  doubleValue?: number;
  boolValue?: boolean;
  stringValue?: string;
  dateValue?: number;
  timestampValue?: { seconds: string; nanos?: number };
  datetimeValue?: { bitFieldDatetimeSeconds: string; nanos?: number };
  numericValue?: Uint8Array;
  jsonValue?: string;
  arrayValue?: { element?: Cell[] };
  structValue?: { field?: Cell[] };
}

interface Reply {
  content: { tableData: { row?: { cell?: Cell[] }[] } };
  prepared: { columns: { name: string; type: ZetaType }[] };
}

/** Rows of a table by its full name, as the query reads them. */
export interface TableRows {
  name: string;
  columns: readonly ColumnSchema[];
  rows: readonly Row[];
}

/** A script variable with its value, as the evaluator's catalog takes a constant. */
export interface Constant {
  namePath: [string];
  type: ZetaType;
  value: unknown;
}

/** ZetaSQL's reference evaluator over given rows. Both throw Error with its message when it cannot. */
export interface Reference {
  rows(
    query: string,
    columns: readonly ColumnSchema[],
    tables: readonly TableRows[],
    constants: readonly Constant[],
  ): Promise<Row[]>;
  /** The value of an expression as a constant of that name. */
  constant(
    name: string,
    expression: string,
    tables: readonly TableRows[],
    constants: readonly Constant[],
  ): Promise<Constant>;
  stop(): void;
}

/** Starts the evaluator that the tests ship. */
export async function startReference(): Promise<Reference> {
  const zetaSql = await startZetaSql();
  const language: LanguageOptions = await bigQueryLanguage(zetaSql);

  const evaluate = async (
    query: string,
    tables: readonly TableRows[],
    constants: readonly Constant[],
  ): Promise<Reply> => {
    try {
      return (await zetaSql.call('evaluateQuery', {
        sql: query,
        options: {
          languageOptions: language,
          errorMessageMode: 'ERROR_MESSAGE_ONE_LINE',
          defaultTimezone: 'UTC',
        },
        simpleCatalog: {
          name: 'root',
          builtinFunctionOptions: { languageOptions: language },
          constant: constants,
          table: tables.map(({ name, columns }) => ({
            name,
            nameInCatalog: name,
            column: columns.map((column) => ({ name: column.name, type: zetaType(column) })),
          })),
        },
        tableContent: Object.fromEntries(
          tables.map(({ name, columns, rows }) => [
            name,
            { tableData: { row: rows.map(tuple(columns)) } },
          ]),
        ),
      })) as unknown as Reply;
    } catch (error) {
      throw new Error((error as ServiceError).details, { cause: error });
    }
  };

  return {
    rows: async (query, columns, tables, constants) => {
      const { content, prepared } = await evaluate(query, tables, constants);
      const order = prepared.columns.map(({ name }) => {
        const column = columns.find((one) => one.name === name);
        if (column === undefined) throw new Error(`The evaluator has a column ${name}`);
        return column;
      });
      if (order.length !== columns.length) {
        throw new Error(`The evaluator has ${order.length} columns, not ${columns.length}`);
      }
      return (content.tableData.row ?? []).map(({ cell = [] }) =>
        Object.fromEntries(
          order.map((column, at) => [column.name, cellValue(cell[at] ?? {}, column)]),
        ),
      );
    },
    constant: async (name, expression, tables, constants) => {
      const { content, prepared } = await evaluate(
        `SELECT ${expression} AS value`,
        tables,
        constants,
      );
      const value = content.tableData.row?.[0]?.cell?.[0] ?? {};
      const type = prepared.columns[0]?.type;
      if (type === undefined) throw new Error(`${name} has no type`);
      return { namePath: [name], type, value };
    },
    stop: () => {
      zetaSql.stop();
    },
  };
}

const tuple =
  (columns: readonly ColumnSchema[]) =>
  (row: Row): { cell: object[] } => ({
    cell: columns.map((column) => cellOf(row[column.name] ?? null, column)),
  });

/** A value in the evaluator's protocol. */
function cellOf(value: Value, column: ColumnSchema): object {
  if (column.mode === 'REPEATED') {
    const element: ColumnSchema = { ...column, mode: 'NULLABLE' };
    return {
      arrayValue: { element: (value as readonly Value[]).map((item) => cellOf(item, element)) },
    };
  }
  if (value === null) return {};
  switch (column.type) {
    case 'INT64':
      return { int64Value: value };
    case 'FLOAT64':
      return { doubleValue: Number(value) };
    case 'BOOL':
      return { boolValue: value };
    case 'STRING':
      return { stringValue: value };
    case 'JSON':
      return { jsonValue: JSON.stringify(value) };
    case 'DATE':
      return { dateValue: Date.parse(`${value as string}T00:00:00Z`) / 86_400_000 };
    case 'TIMESTAMP': {
      const [, whole = '', fraction = ''] =
        /^([^.]*?)(?:\.(\d+))?\+00$/.exec(value as string) ?? [];
      return {
        timestampValue: {
          seconds: Date.parse(`${whole.replace(' ', 'T')}Z`) / 1000,
          nanos: Number(fraction.padEnd(9, '0')),
        },
      };
    }
    case 'STRUCT':
      return { structValue: { field: tuple(column.fields)(value as Row).cell } };
    default:
      throw new Error(`The harness cannot give the evaluator a ${column.type}: ${column.name}`);
  }
}

/** The column that a constant would be. */
export const constantColumn = ({ namePath, type }: Constant): ColumnSchema =>
  columnOf(namePath[0], type);

function columnOf(name: string, type: ZetaType): ColumnSchema {
  if ('arrayType' in type) {
    return { ...columnOf(name, type.arrayType.elementType), mode: 'REPEATED' };
  }
  const fields =
    'structType' in type
      ? type.structType.field.map(({ fieldName, fieldType }) => columnOf(fieldName, fieldType))
      : [];
  const kind = type.typeKind.replace('TYPE_', '');
  return { name, type: kind === 'DOUBLE' ? 'FLOAT64' : kind, mode: 'NULLABLE', fields };
}

/** The value of a constant, for a variable of that type. */
export const constantValue = ({ value }: Constant, column: ColumnSchema): Value =>
  cellValue(value as Cell, column);

function cellValue(cell: Cell, column: ColumnSchema): Value {
  if (cell.value === undefined) return column.mode === 'REPEATED' ? [] : null;
  switch (cell.value) {
    case 'arrayValue':
      return (cell.arrayValue?.element ?? []).map((element) =>
        cellValue(element, { ...column, mode: 'NULLABLE' }),
      );
    case 'structValue':
      return Object.fromEntries(
        column.fields.map((field, at) => [
          field.name,
          cellValue(cell.structValue?.field?.[at] ?? {}, field),
        ]),
      );
    case 'int64Value':
      return valueOf(cell.int64Value, column);
    case 'doubleValue':
      return valueOf(cell.doubleValue, column);
    case 'boolValue':
      return valueOf(cell.boolValue, column);
    case 'stringValue':
      return valueOf(cell.stringValue, column);
    case 'jsonValue':
      return valueOf(JSON.parse(cell.jsonValue ?? 'null'), column);
    case 'dateValue':
      return new Date((cell.dateValue ?? 0) * 86_400_000).toISOString().slice(0, 10);
    case 'timestampValue': {
      const { seconds = '0', nanos = 0 } = cell.timestampValue ?? {};
      const micros = String(Math.trunc(nanos / 1000)).padStart(6, '0');
      const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
      return valueOf(`${whole}.${micros}Z`, column);
    }
    case 'numericValue':
      return numericText(cell.numericValue ?? new Uint8Array());
    default:
      throw new Error(`The harness cannot read ${cell.value} of ${column.name}`);
  }
}

/** NUMERIC comes as a little-endian two's complement number of billionths. */
function numericText(bytes: Uint8Array): string {
  let scaled = 0n;
  for (const [at, byte] of bytes.entries()) scaled |= BigInt(byte) << BigInt(8 * at);
  if ((bytes.at(-1) ?? 0) >= 128) scaled -= 1n << BigInt(8 * bytes.length);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}
