import { invalidQuery } from '../errors.ts';
import {
  duckdbType,
  fieldName,
  quote,
  sameType,
  superType,
  text,
  typeName,
  type SqlType,
  NULL_TYPE,
  structOf,
} from '../types.ts';
import type { Compiled } from './compiled.ts';
import { typedLiteral } from './literals.ts';
import { convertNumber, magnitudeOf } from './numeric-conversion.ts';

export function castTo(sql: string, type: SqlType): string {
  const name = duckdbType(type);
  return name === undefined ? sql : `CAST(${sql} AS ${name})`;
}

const literalTargets = new Set(['DATE', 'TIME', 'DATETIME', 'TIMESTAMP']);

/** Implicit coercion to a type that `superType` found, or that a literal takes on. */
export function coerce(value: Compiled, type: SqlType): Compiled {
  if (type.kind === 'UNKNOWN' || type.kind === 'NULL' || sameType(value.type, type)) return value;
  if (value.type.kind === 'NULL') return { sql: castTo(value.sql, type), type };
  if (typeof value.literal === 'string' && literalTargets.has(type.kind)) {
    return typedLiteral(type.kind, value.literal);
  }
  if (value.type.kind === 'UNKNOWN') return { sql: value.sql, type };
  const number = convertNumber(value, type);
  if (number !== undefined) {
    const magnitude = magnitudeOf(value);
    return { sql: number, type, ...(magnitude === undefined ? {} : { magnitude }) };
  }
  if (value.type.kind === 'STRUCT' && type.kind === 'STRUCT')
    return coerceStruct(value, value.type, type);
  if (value.type.kind === 'ARRAY' && type.kind === 'ARRAY') {
    if (value.elements !== undefined) {
      const items = value.elements.map((element) => coerce(inArray(element), type.element).sql);
      return { sql: castTo(`[${items.join(', ')}]`, type), type };
    }
    const element = value.type.element;
    const inner = coerce({ sql: '_e', type: element }, type.element);
    if (inner.sql !== castTo('_e', type.element)) {
      return { sql: `list_transform(${value.sql}, lambda _e: ${inner.sql})`, type };
    }
    return { sql: castTo(value.sql, type), type };
  }
  return { sql: castTo(value.sql, type), type };
}

/** A FLOAT64 literal inside an array is a FLOAT64, no longer the decimal that is written. */
function inArray({ literal, ...element }: Compiled): Compiled {
  return literal === undefined || typeof literal === 'number' ? element : { ...element, literal };
}

function coerceStruct(
  value: Compiled,
  from: SqlType & { kind: 'STRUCT' },
  to: SqlType & { kind: 'STRUCT' },
): Compiled {
  const parts: Compiled[] = to.fields.map((field, index) => {
    const source = from.fields[index];
    if (source === undefined)
      throw invalidQuery(`Cannot coerce ${typeName(from)} to ${typeName(to)}`);
    const part = value.parts?.[index];
    const sql = `struct_extract(${value.sql}, ${text(fieldName(source, index))})`;
    return coerce(part ?? { sql, type: source.type }, field.type);
  });
  const fields = to.fields.map(
    (field, index) => `${quote(fieldName(field, index))} := ${parts[index]?.sql ?? 'NULL'}`,
  );
  const packed = `struct_pack(${fields.join(', ')})`;
  if (value.parts !== undefined) return { sql: packed, type: to, parts };
  return { sql: `CASE WHEN ${value.sql} IS NOT NULL THEN ${packed} END`, type: to };
}

/** Whether a value is a literal, or an array of some, that takes on the types of its neighbours. */
function isFlexible({ literal, elements }: Compiled): boolean {
  return (
    typeof literal === 'string' ||
    typeof literal === 'number' ||
    elements?.some(isFlexible) === true
  );
}

/** Whether a literal may take on a type that its own type does not coerce to. */
function fits(value: Compiled, type: SqlType): boolean {
  if (value.elements !== undefined) {
    return (
      type.kind === 'ARRAY' &&
      value.elements.every(
        (element) =>
          fits(element, type.element) ||
          superType([element.type, type.element])?.kind === type.element.kind,
      )
    );
  }
  if (typeof value.literal === 'number')
    return type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC';
  return typeof value.literal === 'string' && literalTargets.has(type.kind);
}

/** The common type of structs of which some are constructed, so that literals in them follow the others' type. */
function commonStruct(values: Compiled[], what: string, position?: number): SqlType | undefined {
  const given = values.filter((value) => value.type.kind !== 'NULL');
  const structs = given.flatMap(({ type, parts }) =>
    type.kind === 'STRUCT' ? [{ fields: type.fields, parts }] : [],
  );
  const [first] = structs;
  if (first === undefined || structs.length < given.length) return undefined;
  const count = first.fields.length;
  const isSame = structs.every(({ fields }) => fields.length === count);
  if (!isSame || structs.every(({ parts }) => parts === undefined)) return undefined;
  return structOf(
    first.fields.map((_, index) => ({
      name:
        structs.map(({ fields }) => fields[index]?.name ?? '').find((name) => name !== '') ?? '',
      type: commonType(
        structs.map(
          ({ fields, parts }) =>
            parts?.[index] ?? { sql: '', type: fields[index]?.type ?? NULL_TYPE },
        ),
        what,
        position,
      ),
    })),
  );
}

/** The common type of branches, elements or operands; literals follow the others' type. */
export function commonType(values: Compiled[], what: string, position?: number): SqlType {
  const firm = superType(values.filter((value) => !isFlexible(value)).map((value) => value.type));
  const literals = values.filter(isFlexible);
  if (
    firm !== undefined &&
    firm.kind !== 'NULL' &&
    literals.length > 0 &&
    literals.every((value) => fits(value, firm))
  )
    return firm;
  const type = commonStruct(values, what, position) ?? superType(values.map((value) => value.type));
  if (type !== undefined) return type;
  const listed = values.map((value) => typeName(value.type)).join(', ');
  throw invalidQuery(`No matching signature for ${what} for argument types: ${listed}`, position);
}

/** Brings values to their common type. */
export function unify(
  values: Compiled[],
  what: string,
  position?: number,
): { values: Compiled[]; type: SqlType } {
  const type = commonType(values, what, position);
  return { values: values.map((value) => coerce(value, type)), type };
}
