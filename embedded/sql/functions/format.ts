import type { Compiled, FunctionCall } from '../compiler/compiled.ts';
import { displayText } from '../compiler/casts.ts';
import { stringSql } from '../compiler/literals.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { STRING } from '../types.ts';
import { asFloat } from './define.ts';
import { literalText } from './literal-text.ts';

const specifier = /%(%|([-+ #0']*)(\*|\d+)?(?:\.(\*|\d+))?([a-zA-Z]))/g;

/** FORMAT with a literal format string: one piece per specifier. */
export function formatCall(call: FunctionCall): Compiled {
  const { literal } = call.argument(0);
  if (typeof literal !== 'string') {
    throw unsupported(
      'FORMAT with a format that is not a literal',
      'a literal format',
      call.node.position,
    );
  }
  const pieces: string[] = [];
  let next = 1;
  let at = 0;
  const take = () => {
    if (next >= call.count)
      throw invalidQuery('Too few arguments to FORMAT for pattern', call.node.position);
    const value = call.argument(next);
    next += 1;
    return value;
  };
  for (const match of literal.matchAll(specifier)) {
    if (match.index > at) pieces.push(stringSql(literal.slice(at, match.index)));
    at = match.index + match[0].length;
    if (match[1] === '%') pieces.push("'%'");
    else {
      const width = match[3] === '*' ? { sql: take().sql } : match[3];
      const precision = match[4] === '*' ? { sql: take().sql } : match[4];
      if (typeof width === 'object' || typeof precision === 'object') {
        throw unsupported(
          'FORMAT with * as width or precision',
          'a literal width',
          call.node.position,
        );
      }
      pieces.push(
        piece(call, take(), { flags: match[2] ?? '', width, precision, type: match[5] ?? '' }),
      );
    }
  }
  if (at < literal.length) pieces.push(stringSql(literal.slice(at)));
  if (next < call.count)
    throw invalidQuery('Too many arguments to FORMAT for pattern', call.node.position);
  return { sql: pieces.length === 0 ? "''" : `(${pieces.join(' || ')})`, type: STRING };
}

interface Specifier {
  flags: string;
  width: string | undefined;
  precision: string | undefined;
  type: string;
}

function padded(sql: string, { flags, width }: Specifier): string {
  if (width === undefined) return sql;
  return flags.includes('-') ? `bq_pad_end(${sql}, ${width})` : `bq_pad_start(${sql}, ${width})`;
}

function piece(call: FunctionCall, value: Compiled, spec: Specifier): string {
  const { flags, width, precision, type } = spec;
  const flag = flags.replaceAll("'", '');
  switch (type) {
    case 's': {
      if (!['STRING', 'BYTES', 'UNKNOWN', 'NULL'].includes(value.type.kind)) {
        throw invalidQuery(
          `Invalid type for argument of FORMAT: %s needs STRING`,
          call.node.position,
        );
      }
      return padded(precision === undefined ? value.sql : `left(${value.sql}, ${precision})`, spec);
    }
    case 't':
      return padded(`COALESCE(${displayText(value)}, 'NULL')`, spec);
    case 'T':
      return padded(literalText(value), spec);
    case 'd':
    case 'i': {
      if (flags.includes("'")) return padded(`format('{:,}', ${value.sql})`, spec);
      return `printf('%${flag}${width ?? ''}${precision === undefined ? '' : `.${precision}`}d', ${value.sql})`;
    }
    case 'x':
    case 'X':
    case 'o':
      return `printf('%${flag}${width ?? ''}${type}', ${value.sql})`;
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G': {
      const number = asFloat(value);
      if (flags.includes("'"))
        return padded(`format('{:,.${precision ?? '6'}${type}}', ${number})`, spec);
      return `printf('%${flag}${width ?? ''}${precision === undefined ? '' : `.${precision}`}${type}', ${number})`;
    }
    default:
      throw unsupported(`FORMAT specifier %${type}`, '%t or %T', call.node.position);
  }
}
