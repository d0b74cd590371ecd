import type { Compiled } from '../compiler/compiled.ts';
import { stringOf } from '../compiler/casts.ts';
import { fieldName, text, typeName } from '../types.ts';

/** A value written as a GoogleSQL literal, as FORMAT's %T shows it. */
export function literalText(value: Compiled): string {
  return `COALESCE(${bare(value)}, 'NULL')`;
}

function bare(value: Compiled): string {
  const { sql, type } = value;
  switch (type.kind) {
    case 'STRING':
      return `bq_string_literal(${sql})`;
    case 'BYTES':
      return `bq_bytes_literal(${sql})`;
    case 'JSON':
      return `'JSON ' || bq_string_literal(CAST(${sql} AS VARCHAR))`;
    case 'DATE':
    case 'TIME':
    case 'DATETIME':
    case 'TIMESTAMP':
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return `'${type.kind} "' || ${stringOf(value)} || '"'`;
    case 'RANGE':
      return `('${typeName(type)} "' || ${stringOf(value)} || '"')`;
    case 'INTERVAL':
      return `('INTERVAL "' || ${stringOf(value)} || '" YEAR TO SECOND')`;
    case 'FLOAT64':
      return `bq_float_literal(${sql})`;
    case 'ARRAY': {
      const element = literalText({ sql: '_v', type: type.element });
      return `'[' || array_to_string(list_transform(${sql}, lambda _v: ${element}), ', ') || ']'`;
    }
    case 'STRUCT': {
      const fields = type.fields.map((field, index) =>
        literalText({
          sql: `struct_extract(${sql}, ${text(fieldName(field, index))})`,
          type: field.type,
        }),
      );
      return `CASE WHEN ${sql} IS NOT NULL THEN '${type.fields.length === 1 ? 'STRUCT' : ''}(' || ${fields.join(" || ', ' || ")} || ')' END`;
    }
    default:
      return stringOf(value);
  }
}
