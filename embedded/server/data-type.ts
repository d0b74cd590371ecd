import { z } from 'zod';
import { invalid } from '../engine/errors.ts';
import { legacyName, standardName } from '../engine/types.ts';
import type { FieldSchema } from '../sql/statement.ts';

/** A type as routines and models of the REST API have it. */
export interface DataType {
  typeKind: string;
  arrayElementType?: DataType | undefined;
  structType?: { fields?: { name?: string | undefined; type: DataType }[] | undefined } | undefined;
  rangeElementType?: DataType | undefined;
}

export const dataType: z.ZodType<DataType> = z.lazy(() =>
  z.strictObject({
    typeKind: z.string(),
    arrayElementType: dataType.optional(),
    structType: z
      .strictObject({
        fields: z.array(z.strictObject({ name: z.string().optional(), type: dataType })).optional(),
      })
      .optional(),
    rangeElementType: dataType.optional(),
  }),
);

/** A column's type in this form. */
export function dataTypeOf(field: FieldSchema): DataType {
  const type = legacyName(field.type);
  const element: DataType = {
    typeKind: standardName(type),
    ...(type === 'RECORD' && {
      structType: {
        fields: (field.fields ?? []).map((inner) => ({
          name: inner.name,
          type: dataTypeOf(inner),
        })),
      },
    }),
    ...(field.rangeElementType && {
      rangeElementType: { typeKind: standardName(legacyName(field.rangeElementType.type)) },
    }),
  };
  return field.mode === 'REPEATED' ? { typeKind: 'ARRAY', arrayElementType: element } : element;
}

const quote = (name: string): string => `\`${name.replaceAll('`', '')}\``;

/** The type in GoogleSQL. @throws BigQueryError invalid for one that is not whole. */
export function typeSql(type: DataType): string {
  switch (type.typeKind) {
    case 'ARRAY':
      if (type.arrayElementType === undefined) throw invalid('ARRAY without arrayElementType');
      return `ARRAY<${typeSql(type.arrayElementType)}>`;
    case 'RANGE':
      if (type.rangeElementType === undefined) throw invalid('RANGE without rangeElementType');
      return `RANGE<${typeSql(type.rangeElementType)}>`;
    case 'STRUCT': {
      const fields = (type.structType?.fields ?? []).map(
        ({ name, type: inner }) =>
          `${name === undefined ? '' : `${quote(name)} `}${typeSql(inner)}`,
      );
      return `STRUCT<${fields.join(', ')}>`;
    }
    default:
      return standardName(legacyName(type.typeKind));
  }
}
