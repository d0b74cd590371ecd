import { z } from 'zod';
import type { FieldSchema, TranslationContext, Value } from '../sql/statement.ts';
import { rangeFields } from '../sql/types.ts';
import { invalid } from './errors.ts';
import { storedJson } from './load-convert.ts';
import { intervalExpression } from './interval-parameter.ts';
import { duckType, legacyName, quoteText } from './types.ts';

interface ParameterType {
  type: string;
  arrayType?: ParameterType | undefined;
  structTypes?: { name?: string | undefined; type: ParameterType }[] | undefined;
  rangeElementType?: ParameterType | undefined;
}

interface ParameterValue {
  value?: string | number | boolean | null | undefined;
  arrayValues?: ParameterValue[] | null | undefined;
  structValues?: Record<string, ParameterValue> | null | undefined;
  rangeValue?:
    { start?: ParameterValue | undefined; end?: ParameterValue | undefined } | null | undefined;
}

const parameterType: z.ZodType<ParameterType> = z.lazy(() =>
  z.strictObject({
    type: z.string().transform((type) => type.toUpperCase()),
    arrayType: parameterType.optional(),
    structTypes: z
      .array(
        z.strictObject({
          name: z.string().optional(),
          type: parameterType,
          description: z.string().optional(),
        }),
      )
      .optional(),
    rangeElementType: parameterType.optional(),
  }),
);

const parameterValue: z.ZodType<ParameterValue> = z.lazy(() =>
  z.strictObject({
    value: z
      .union([
        z.string(),
        z
          .number()
          .refine(
            (value) => !Number.isInteger(value) || Number.isSafeInteger(value),
            'is a number of more digits than JSON keeps: send it as text',
          ),
        z.boolean(),
      ])
      .nullish(),
    arrayValues: z.array(parameterValue).nullish(),
    structValues: z.record(z.string(), parameterValue).nullish(),
    rangeValue: z
      .strictObject({ start: parameterValue.optional(), end: parameterValue.optional() })
      .nullish(),
  }),
);

/** `queryParameters` of the REST API. */
export const queryParameters = z.array(
  z.strictObject({
    name: z.string().optional(),
    parameterType,
    parameterValue: parameterValue.optional(),
  }),
);

export type QueryParameters = z.infer<typeof queryParameters>;

/** Query parameters as typed DuckDB SQL expressions. @throws BigQueryError invalid for a value not of its type. */
export function parameterExpressions(
  parameters: QueryParameters,
): NonNullable<TranslationContext['parameters']> {
  const expressions = parameters.map((parameter) => ({
    name: parameter.name,
    value: {
      sql: expression(parameter.parameterType, parameter.parameterValue ?? {}),
      type: fieldType(parameter.name ?? '', parameter.parameterType),
    },
  }));
  if (expressions.some((parameter) => parameter.name)) {
    const named: Record<string, Value> = {};
    for (const { name, value } of expressions) {
      if (!name) throw invalid('Query parameters must be all named or all positional');
      const key = name.toLowerCase();
      if (key in named) throw invalid(`Duplicate query parameter name: ${name}`);
      named[key] = value;
    }
    return { named };
  }
  return { positional: expressions.map(({ value }) => value) };
}

function fieldType(name: string, type: ParameterType): FieldSchema {
  if (type.type === 'ARRAY') return { ...fieldType(name, elementType(type)), mode: 'REPEATED' };
  if (type.type === 'STRUCT' || type.type === 'RECORD') {
    const fields = (type.structTypes ?? []).map((field, index) =>
      fieldType(fieldName(field, index), field.type),
    );
    return { name, type: 'RECORD', fields };
  }
  if (type.type === 'RANGE') {
    return { name, type: 'RANGE', rangeElementType: { type: rangeElement(type).type } };
  }
  return { name, type: legacyName(type.type) };
}

const fieldName = (field: { name?: string | undefined }, index: number): string =>
  field.name ?? `_field_${index + 1}`;

const sqlType = (type: ParameterType): string => duckType(fieldType('parameter', type));

function elementType(type: ParameterType): ParameterType {
  if (type.arrayType === undefined) throw invalid('Array parameter without arrayType');
  return type.arrayType;
}

function rangeElement({ rangeElementType: element }: ParameterType): ParameterType {
  if (element === undefined || !['DATE', 'DATETIME', 'TIMESTAMP'].includes(element.type)) {
    throw invalid('Range parameter without a rangeElementType of DATE, DATETIME or TIMESTAMP');
  }
  return element;
}

/** The member of a value that each type has. */
const valueKeys: Readonly<Record<string, keyof ParameterValue>> = {
  ARRAY: 'arrayValues',
  STRUCT: 'structValues',
  RECORD: 'structValues',
  RANGE: 'rangeValue',
};

function checkShape({ type }: ParameterType, value: ParameterValue): void {
  const wanted = valueKeys[type] ?? 'value';
  const other = Object.entries(value).find(
    ([key, given]) => key !== wanted && given !== undefined && given !== null,
  );
  if (other === undefined) return;
  throw invalid(`A parameter of type ${type} has its value in ${wanted}, not in ${other[0]}`);
}

function rangeExpression(type: ParameterType, value: ParameterValue): string {
  const target = sqlType(type);
  if (value.rangeValue === undefined || value.rangeValue === null) return `CAST(NULL AS ${target})`;
  const { start = {}, end = {} } = value.rangeValue;
  const element = rangeElement(type);
  const [from, to] = [start, end].map((bound) =>
    expression(element, bound.value === 'UNBOUNDED' ? {} : bound),
  );
  const bounds = `{${quoteText(rangeFields.start)}: ${from ?? ''}, ${quoteText(rangeFields.end)}: ${to ?? ''}}`;
  const wrong = `bq_error('Invalid RANGE value: its start must be before its end')`;
  return `CAST(CASE WHEN ${from ?? ''} >= ${to ?? ''} THEN CAST(CAST(${wrong} AS VARCHAR) AS ${target}) ELSE ${bounds} END AS ${target})`;
}

function expression(type: ParameterType, value: ParameterValue): string {
  const target = sqlType(type);
  checkShape(type, value);
  if (type.type === 'RANGE') return rangeExpression(type, value);
  if (type.type === 'ARRAY') {
    if (value.arrayValues === undefined || value.arrayValues === null)
      return `CAST(NULL AS ${target})`;
    const items = value.arrayValues.map((item) => expression(elementType(type), item));
    return `CAST([${items.join(', ')}] AS ${target})`;
  }
  if (type.type === 'STRUCT' || type.type === 'RECORD') {
    const values = value.structValues;
    if (values === undefined || values === null) return `CAST(NULL AS ${target})`;
    const types = type.structTypes ?? [];
    const names = types.map(fieldName);
    const unknown = Object.keys(values).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw invalid(`Struct parameter has a value ${unknown}, but its type has no such field`);
    }
    const fields = types.map((field, index) => {
      const name = fieldName(field, index);
      return `${quoteText(name)}: ${expression(field.type, values[name] ?? {})}`;
    });
    return `CAST({${fields.join(', ')}} AS ${target})`;
  }
  if (value.value === undefined || value.value === null) return `CAST(NULL AS ${target})`;
  return scalar(legacyName(type.type), String(value.value), target);
}

const patterns: Readonly<Record<string, RegExp>> = {
  INTEGER: /^[+-]?\d+$/,
  FLOAT: /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i,
  NUMERIC: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i,
  BIGNUMERIC: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i,
  BOOLEAN: /^(?:true|false)$/i,
  DATE: /^\d{4}-\d{1,2}-\d{1,2}$/,
  TIME: /^\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?$/,
  DATETIME: /^\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?)?$/i,
  TIMESTAMP: /^\d{4}-\d{1,2}-\d{1,2}/,
  BYTES: /^[A-Za-z0-9+/_-]*={0,2}$/,
};

function scalar(type: string, text: string, target: string): string {
  const pattern = patterns[type];
  if (pattern !== undefined && !pattern.test(text)) {
    throw invalid(`Invalid value for type ${type}: ${JSON.stringify(text)}`);
  }
  switch (type) {
    case 'STRING':
      return quoteText(text);
    case 'BYTES':
      return `from_base64(${quoteText(text.replaceAll('-', '+').replaceAll('_', '/'))})`;
    case 'INTEGER':
      if (BigInt.asIntN(64, BigInt(text)) !== BigInt(text)) {
        throw invalid(`Invalid value for type INT64: ${text}`);
      }
      return `CAST(${quoteText(text)} AS ${target})`;
    case 'JSON':
      return storedJson(quoteText(text));
    case 'INTERVAL':
      return intervalExpression(text);
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return `bq_${type.toLowerCase()}_parse(${quoteText(text)})`;
    default:
      return `CAST(${quoteText(text)} AS ${target})`;
  }
}
