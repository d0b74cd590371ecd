import { bindOutside } from '../compiler/bind-once.ts';
import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { castToString, stringOf } from '../compiler/casts.ts';
import { stringSql } from '../compiler/literals.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { BYTES, INT64, STRING } from '../types.ts';
import { expect, plain, wrongType } from './define.ts';
import { formatCall } from './format.ts';
import { textual, textOrBytes, type Textual } from './textual.ts';

const sqlOf = (value: Compiled | undefined, otherwise = 'NULL'): string => value?.sql ?? otherwise;

/** A textual function written as one SQL expression. */
function text(
  counts: [number, number],
  parameters: Textual['parameters'],
  sql: (...values: string[]) => string,
  result: Textual['result'] = 'text',
): FunctionDefinition {
  return textual({
    parameters,
    counts,
    result,
    sql: (values) => sql(...values.map((value) => value.sql)),
  });
}

const isAtLeast = (value: Compiled, minimum: bigint): boolean =>
  typeof value.literal === 'bigint' && value.literal >= minimum && value.literal < 2n ** 31n;

/** A size argument, checked not to be negative unless it is a literal that is not. */
function size(value: Compiled, what: string): string {
  return isAtLeast(value, 0n) ? value.sql : `bq_size(${value.sql}, '${what} cannot be negative')`;
}

const concat: FunctionDefinition = {
  minimum: 1,
  maximum: Infinity,
  compile(call) {
    const values = call.arguments();
    const isBytes = values.some((value) => value.type.kind === 'BYTES');
    const parts = isBytes
      ? values.map((value) => expect(call, value, BYTES).sql)
      : values.map((value) => stringOf(scalarOnly(call, value)));
    return { sql: `(${parts.join(' || ')})`, type: isBytes ? BYTES : STRING };
  },
};

function scalarOnly(call: FunctionCall, value: Compiled): Compiled {
  if (['ARRAY', 'STRUCT', 'JSON'].includes(value.type.kind)) throw wrongType(call, value);
  return value;
}

function length(characters: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = textOrBytes(call, 0);
      const isBytes = value.type.kind === 'BYTES';
      return {
        sql: isBytes ? `octet_length(${value.sql})` : `${characters}(${value.sql})`,
        type: INT64,
      };
    },
  };
}

/** Unicode's White_Space. */
const whitespace = stringSql(
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

function trim(name: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 2,
    compile(call) {
      if (call.count === 1 && call.argument(0).type.kind === 'BYTES')
        throw invalidQuery(
          `No matching signature for function ${call.node.name} for argument types: BYTES`,
          call.node.position,
        );
      return text(
        [1, 2],
        ['text'],
        (value = '', characters = whitespace) => `${name}(${value}, ${characters})`,
      ).compile(call);
    },
  };
}

/** UPPER and LOWER: beyond ASCII one character may become several, which DuckDB's do not do. */
function cased(name: 'upper' | 'lower'): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = textOrBytes(call, 0);
      if (value.type.kind === 'BYTES') {
        const letters = ["'abcdefghijklmnopqrstuvwxyz'", "'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"];
        const [from = '', to = ''] = name === 'upper' ? letters : letters.reverse();
        return text([1, 1], ['text'], (sql) => `translate(${sql}, ${from}, ${to})`).compile(call);
      }
      const sql = bindOutside(
        [value.sql],
        ([x = '']) =>
          `CASE WHEN strlen(${x}) = length(${x}) THEN ${name}(${x}) ELSE bq_${name}(${x}) END`,
      );
      return { sql: value.sql === 'NULL' ? 'CAST(NULL AS VARCHAR)' : sql, type: STRING };
    },
  };
}

const substring = textual({
  counts: [2, 3],
  parameters: ['text', 'integer'],
  result: 'text',
  sql([value, from, count]) {
    const start = from ?? { sql: '1', type: INT64 };
    const chars = count && size(count, 'Third argument in SUBSTR()');
    if (isAtLeast(start, 1n) && (count === undefined || isAtLeast(count, 0n)))
      return `substring(${[sqlOf(value), start.sql, ...(chars === undefined ? [] : [chars])].join(', ')})`;
    return bindOutside([sqlOf(value)], ([x = '']) =>
      chars === undefined
        ? `bq_substr(${x}, ${start.sql})`
        : `bq_substr_length(${x}, ${start.sql}, ${chars})`,
    );
  },
});

function edge(side: 'left' | 'right'): FunctionDefinition {
  return textual({
    counts: [2, 2],
    parameters: ['text', 'integer'],
    result: 'text',
    sql: ([value, count = { sql: '0', type: INT64 }]) =>
      `${side}(${sqlOf(value)}, ${size(count, `Second argument in ${side.toUpperCase()}()`)})`,
  });
}

function padding(side: 'lpad' | 'rpad'): FunctionDefinition {
  return textual({
    counts: [2, 3],
    parameters: ['text', 'integer', 'text'],
    result: 'text',
    sql([value, count = { sql: '0', type: INT64 }, pattern]) {
      const chars = size(count, 'Second argument (output size) for LPAD/RPAD');
      const filler = pattern === undefined ? "' '" : `bq_pad_pattern(${pattern.sql})`;
      return `${side}(${sqlOf(value)}, CAST(${chars} AS INTEGER), ${filler})`;
    },
  });
}

const repeat = textual({
  counts: [2, 2],
  parameters: ['text', 'integer'],
  result: 'text',
  sql: ([value, count = { sql: '0', type: INT64 }]) =>
    `repeat(${sqlOf(value)}, ${size(count, 'Second argument (repeat count) for REPEAT')})`,
});

const split: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    if (call.count === 1 && call.argument(0).type.kind === 'BYTES')
      throw invalidQuery('SPLIT of BYTES requires a delimiter', call.node.position);
    return text(
      [1, 2],
      ['text'],
      (value = '', delimiter = "','") => `bq_split(${value}, ${delimiter})`,
      'texts',
    ).compile(call);
  },
};

const position = text(
  [2, 2],
  ['text'],
  (value = '', part = '') => `CAST(instr(${value}, ${part}) AS BIGINT)`,
  'integer',
);

const instr: FunctionDefinition = {
  minimum: 2,
  maximum: 4,
  compile: (call) =>
    call.count === 2
      ? position.compile(call)
      : text(
          [2, 4],
          ['text', 'text', 'integer'],
          (value = '', part = '', start = '1', nth = '1') =>
            `bq_instr(${value}, ${part}, ${start}, ${nth})`,
          'integer',
        ).compile(call),
};

const collate: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    if (call.argument(1).literal === '') return expect(call, call.argument(0), STRING);
    throw unsupported(
      'COLLATE',
      'LOWER or NORMALIZE_AND_CASEFOLD on both sides',
      call.node.position,
    );
  },
};

export const stringFunctions: FunctionTable = {
  UPPER: cased('upper'),
  LOWER: cased('lower'),
  INITCAP: plain(
    [1, 2],
    STRING,
    (values) =>
      values.length > 1
        ? `bq_initcap_after(${values.join(', ')})`
        : `bq_initcap(${values[0] ?? ''})`,
    [STRING],
  ),
  LENGTH: length('length'),
  CHAR_LENGTH: plain(1, INT64, 'length($1)', [STRING]),
  CHARACTER_LENGTH: plain(1, INT64, 'length($1)', [STRING]),
  BYTE_LENGTH: length('strlen'),
  OCTET_LENGTH: length('strlen'),
  TRIM: trim('trim'),
  LTRIM: trim('ltrim'),
  RTRIM: trim('rtrim'),
  CONCAT: concat,
  SUBSTR: substring,
  SUBSTRING: substring,
  LEFT: edge('left'),
  RIGHT: edge('right'),
  REPLACE: text([3, 3], ['text'], (value = '', from = '', to = '') =>
    /^'.+'$/s.test(from)
      ? `replace(${value}, ${from}, ${to})`
      : bindOutside(
          [value],
          ([x = '']) => `CASE WHEN ${from} = '' THEN ${x} ELSE replace(${x}, ${from}, ${to}) END`,
        ),
  ),
  REVERSE: text([1, 1], ['text'], (value = '') => `bq_reverse(${value})`),
  REPEAT: repeat,
  STARTS_WITH: text(
    [2, 2],
    ['text'],
    (value = '', part = '') => `starts_with(${value}, ${part})`,
    'boolean',
  ),
  ENDS_WITH: text(
    [2, 2],
    ['text'],
    (value = '', part = '') => `suffix(${value}, ${part})`,
    'boolean',
  ),
  STRPOS: position,
  INSTR: instr,
  SPLIT: split,
  SPLIT_SUBSTR: plain(
    [3, 4],
    STRING,
    ([value = '', delimiter = '', start = '', count = 'NULL::BIGINT']) =>
      `bq_split_substr(${value}, ${delimiter}, ${start}, ${count}, ${count === 'NULL::BIGINT' ? 'FALSE' : 'TRUE'})`,
    [STRING, STRING, INT64, INT64],
  ),
  LPAD: padding('lpad'),
  RPAD: padding('rpad'),
  ASCII: plain(1, INT64, 'bq_ascii($1)', [STRING]),
  UNICODE: plain(1, INT64, "CASE WHEN $1 = '' THEN 0 ELSE CAST(unicode($1) AS BIGINT) END", [
    STRING,
  ]),
  CHR: plain(1, STRING, 'bq_chr($1)', [INT64]),
  TRANSLATE: text(
    [3, 3],
    ['text'],
    (value = '', from = '', to = '') => `bq_translate(${value}, ${from}, ${to})`,
  ),
  SOUNDEX: plain(1, STRING, 'bq_soundex($1)', [STRING]),
  COLLATE: collate,
  FORMAT: { minimum: 1, maximum: Infinity, compile: formatCall },
  STRING: { minimum: 1, maximum: 2, compile: castToString },
};
