import { z } from 'zod';
import type { FieldSchema, TranslationContext } from '../sql/statement.ts';
import { invalid } from './errors.ts';
import { storedJson } from './load-convert.ts';
import { duckType, legacyName, quoteText } from './types.ts';

interface ParameterType {
  type: string;
  arrayType?: ParameterType | undefined;
  structTypes?: { name?: string | undefined; type: ParameterType }[] | undefined;
}

interface ParameterValue {
  value?: string | number | boolean | null | undefined;
  arrayValues?: ParameterValue[] | null | undefined;
  structValues?: Record<string, ParameterValue> | null | undefined;
}

const parameterType: z.ZodType<ParameterType> = z.lazy(() =>
  z.object({
    type: z.string(),
    arrayType: parameterType.optional(),
    structTypes: z.array(z.object({ name: z.string().optional(), type: parameterType })).optional(),
  }),
);

const parameterValue: z.ZodType<ParameterValue> = z.lazy(() =>
  z.object({
    value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
    arrayValues: z.array(parameterValue).nullish(),
    structValues: z.record(z.string(), parameterValue).nullish(),
  }),
);

/** `queryParameters` of the REST API. */
export const queryParameters = z.array(
  z.object({
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
    return {
      named: Object.fromEntries(
        expressions.map(({ name, value }) => {
          if (!name) throw invalid('Query parameters must be all named or all positional');
          return [name.toLowerCase(), value];
        }),
      ),
    };
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
  return { name, type: legacyName(type.type) };
}

const fieldName = (field: { name?: string | undefined }, index: number): string =>
  field.name ?? `_field_${index + 1}`;

const sqlType = (type: ParameterType): string => duckType(fieldType('parameter', type));

function elementType(type: ParameterType): ParameterType {
  if (type.arrayType === undefined) throw invalid('Array parameter without arrayType');
  return type.arrayType;
}

function expression(type: ParameterType, value: ParameterValue): string {
  const target = sqlType(type);
  if (type.type === 'ARRAY') {
    if (value.arrayValues === undefined || value.arrayValues === null)
      return `CAST(NULL AS ${target})`;
    const items = value.arrayValues.map((item) => expression(elementType(type), item));
    return `CAST([${items.join(', ')}] AS ${target})`;
  }
  if (type.type === 'STRUCT' || type.type === 'RECORD') {
    const values = value.structValues;
    if (values === undefined || values === null) return `CAST(NULL AS ${target})`;
    const fields = (type.structTypes ?? []).map((field, index) => {
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
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return `bq_${type.toLowerCase()}_parse(${quoteText(text)})`;
    default:
      return `CAST(${quoteText(text)} AS ${target})`;
  }
}
