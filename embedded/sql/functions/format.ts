import { displayText, stringOf } from '../compiler/casts.ts';
import { coerce } from '../compiler/coerce.ts';
import type { Compiled, FunctionCall } from '../compiler/compiled.ts';
import { stringSql } from '../compiler/literals.ts';
import { invalidQuery } from '../errors.ts';
import { matchArguments, parseFormat, type ArgumentKind, type Directive } from '../format.ts';
import { STRING, text } from '../types.ts';
import { expect } from './define.ts';
import { literalText } from './literal-text.ts';

function kindOf({ type }: Compiled): ArgumentKind {
  switch (type.kind) {
    case 'INT64':
    case 'NULL':
      return 'i';
    case 'FLOAT64':
      return 'f';
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return 'n';
    case 'STRING':
      return 's';
    case 'JSON':
      return 'j';
    case 'UNKNOWN':
      return 'u';
    default:
      return 'o';
  }
}

/** A number, string or JSON as the text FORMAT reads it from. */
function rawText(value: Compiled): string {
  switch (kindOf(value)) {
    case 'i':
    case 'f':
    case 'j':
      return `CAST(${value.sql} AS VARCHAR)`;
    case 'n':
    case 's':
    case 'u':
      return stringOf(value);
    default:
      return 'NULL';
  }
}

const shownText = (value: Compiled) => `COALESCE(${displayText(value)}, 'NULL')`;

/** A directive that needs no native function: a plain %s, %d, %i, %t or %T. */
function plainPiece(
  { flags, width, precision, letter, text: written }: Directive,
  value?: Compiled,
) {
  if (letter === '') return stringSql(written);
  if (value === undefined || flags !== '' || width !== undefined || precision !== undefined)
    return undefined;
  if (letter === 't') return shownText(value);
  if (letter === 'T') return literalText(value);
  return 'dis'.includes(letter) ? rawText(value) : undefined;
}

function analyzed(call: FunctionCall, format: string, values: Compiled[]) {
  try {
    const directives = parseFormat(format);
    return { directives, letters: matchArguments(directives, values.map(kindOf).join('')) };
  } catch (error) {
    throw invalidQuery(error instanceof Error ? error.message : String(error), call.node.position);
  }
}

/** FORMAT: by a literal format only the texts it asks for are made. */
export function formatCall(call: FunctionCall): Compiled {
  const [format, ...values] = call.arguments();
  if (format === undefined) throw invalidQuery('FORMAT needs a format', call.node.position);
  const known =
    typeof format.literal === 'string' ? analyzed(call, format.literal, values) : undefined;
  if (known !== undefined && !known.letters.includes('*')) {
    let next = 0;
    const pieces = known.directives.map((directive) => {
      const value = directive.letter === '' ? undefined : values[next++];
      return plainPiece(directive, value);
    });
    if (!pieces.includes(undefined))
      return { sql: pieces.length === 0 ? "''" : `(${pieces.join(' || ')})`, type: STRING };
  }
  const texts = (wanted: (letter: string) => boolean, make: (value: Compiled) => string) => {
    const items = values.map((value, index) => {
      const letter = known?.letters[index];
      return letter === undefined || wanted(letter) ? make(value) : 'NULL';
    });
    return `bq_flat_list(CAST([${items.join(', ')}] AS VARCHAR[]))`;
  };
  const sql = `bq_format(${[
    coerce(expect(call, format, STRING), STRING).sql,
    text(values.map(kindOf).join('')),
    texts((letter) => letter !== 't' && letter !== 'T', rawText),
    texts((letter) => letter === 't', shownText),
    texts((letter) => letter === 'T', literalText),
  ].join(', ')})`;
  return { sql, type: STRING };
}
