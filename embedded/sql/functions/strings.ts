import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { unsupported, invalidQuery } from '../errors.ts';
import { arrayOf, BOOL, BYTES, INT64, STRING } from '../types.ts';
import { castToString, stringOf } from '../compiler/casts.ts';
import { coerce } from '../compiler/coerce.ts';
import { expect, firstType, plain, wrongType } from './define.ts';
import { formatCall } from './format.ts';

/** Number of capturing groups of a RE2 pattern. */
export function capturingGroups(pattern: string): number {
  let groups = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') {
      inClass = true;
      if (pattern[at + 1] === ']' || pattern.startsWith('^]', at + 1))
        at += pattern[at + 1] === '^' ? 2 : 1;
    } else if (
      char === '(' &&
      (pattern[at + 1] !== '?' ||
        pattern.startsWith('?P<', at + 1) ||
        /^\?<[^=!]/.test(pattern.slice(at + 1)))
    )
      groups += 1;
  }
  return groups;
}

function regexGroup(call: FunctionCall): number {
  const { literal } = call.argument(1);
  if (typeof literal !== 'string') {
    throw unsupported(
      `${call.node.name} with a pattern that is not a literal`,
      'a literal pattern',
      call.node.position,
    );
  }
  const groups = capturingGroups(literal);
  if (groups > 1)
    throw invalidQuery(
      `Regular expression with more than 1 capturing group is not allowed: ${literal}`,
      call.node.position,
    );
  return groups;
}

const regexpExtract: FunctionDefinition = {
  minimum: 2,
  maximum: 4,
  compile(call) {
    const [value, pattern] = [expect(call, call.argument(0), STRING).sql, call.argument(1).sql];
    const group = regexGroup(call);
    if (call.count === 2)
      return { sql: `bq_regexp_extract(${value}, ${pattern}, ${group})`, type: STRING };
    const position = call.argument(2).sql;
    const occurrence = call.count > 3 ? call.argument(3).sql : '1';
    return {
      sql: `list_extract(regexp_extract_all(substring(${value}, ${position}), ${pattern}, ${group}), ${occurrence})`,
      type: STRING,
    };
  },
};

const regexpExtractAll: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile: (call) => ({
    sql: `regexp_extract_all(${expect(call, call.argument(0), STRING).sql}, ${call.argument(1).sql}, ${regexGroup(call)})`,
    type: arrayOf(STRING),
  }),
};

/** STRING or BYTES in, the same out. */
function either(template: string, counts: [number, number]): FunctionDefinition {
  return plain(counts, firstType, template);
}

function stringOnly(name: string, values: Compiled[]): void {
  if (values[0]?.type.kind === 'BYTES') throw unsupported(`${name} of BYTES`, 'STRING');
}

function strings(
  template: string | ((values: string[]) => string),
  counts: [number, number],
  result = STRING,
): FunctionDefinition {
  return plain(counts, result, template, [STRING]);
}

function scalarOnly(call: FunctionCall, value: Compiled): Compiled {
  if (['ARRAY', 'STRUCT', 'JSON'].includes(value.type.kind)) throw wrongType(call, value);
  return value;
}

const concat: FunctionDefinition = {
  minimum: 1,
  maximum: Infinity,
  compile(call) {
    const values = call.arguments();
    const isBytes = values.some((value) => value.type.kind === 'BYTES');
    const type = isBytes ? BYTES : STRING;
    const parts = isBytes
      ? values.map((value) => expect(call, value, BYTES).sql)
      : values.map((value) => stringOf(scalarOnly(call, value)));
    return { sql: `(${parts.join(' || ')})`, type };
  },
};

function length(text: string, bytes: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = call.argument(0);
      if (value.type.kind === 'BYTES') return { sql: `octet_length(${value.sql})`, type: INT64 };
      return { sql: `${text}(${expect(call, value, STRING).sql}${bytes})`, type: INT64 };
    },
  };
}

function trim(name: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 2,
    compile(call) {
      const value = expect(call, call.argument(0), STRING);
      const characters =
        call.count > 1
          ? call.argument(1).sql
          : "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160) || chr(8195) || chr(12288)";
      return { sql: `${name}(${value.sql}, ${characters})`, type: STRING };
    },
  };
}

function untyped(definition: FunctionDefinition): FunctionDefinition {
  return {
    ...definition,
    compile(call) {
      stringOnly(call.node.name, call.arguments());
      return definition.compile(call);
    },
  };
}

const split: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const value = expect(call, call.argument(0), STRING).sql;
    const delimiter = call.count > 1 ? expect(call, call.argument(1), STRING).sql : "','";
    return { sql: `string_split(${value}, ${delimiter})`, type: arrayOf(STRING) };
  },
};

const position = plain(
  [2, 4],
  INT64,
  (values) =>
    values.length === 2
      ? `CAST(instr(${values.join(', ')}) AS BIGINT)`
      : `bq_instr(${values[0] ?? ''}, ${values[1] ?? ''}, ${values[2] ?? '1'}, ${values[3] ?? '1'})`,
  [STRING, STRING, INT64],
);

export const stringFunctions: FunctionTable = {
  UPPER: untyped(strings('upper($1)', [1, 1])),
  LOWER: untyped(strings('lower($1)', [1, 1])),
  INITCAP: strings(
    (values) =>
      values.length > 1
        ? `bq_initcap(${values.join(', ')})`
        : `bq_initcap(${values[0] ?? ''}, ' []()|{}/_-<>!?@"^#$&~,.:;*%+=' || chr(9) || chr(10))`,
    [1, 2],
  ),
  LENGTH: length('length', ''),
  CHAR_LENGTH: length('length', ''),
  CHARACTER_LENGTH: length('length', ''),
  BYTE_LENGTH: length('strlen', ''),
  OCTET_LENGTH: length('strlen', ''),
  TRIM: trim('trim'),
  LTRIM: trim('ltrim'),
  RTRIM: trim('rtrim'),
  CONCAT: concat,
  SUBSTR: substring(),
  SUBSTRING: substring(),
  LEFT: untyped(plain(2, STRING, 'left($1, $2)', [STRING, INT64])),
  RIGHT: untyped(plain(2, STRING, 'right($1, $2)', [STRING, INT64])),
  REPLACE: untyped(strings("(CASE WHEN $2 = '' THEN $1 ELSE replace($1, $2, $3) END)", [3, 3])),
  REVERSE: untyped(either('reverse($1)', [1, 1])),
  REPEAT: plain(2, STRING, 'repeat($1, $2)', [STRING, INT64]),
  STARTS_WITH: plain(2, BOOL, 'starts_with($1, $2)', [STRING]),
  ENDS_WITH: plain(2, BOOL, 'suffix($1, $2)', [STRING]),
  CONTAINS_SUBSTR: plain(2, BOOL, 'contains(lower($1), lower($2))', [STRING]),
  STRPOS: plain(2, INT64, 'CAST(instr($1, $2) AS BIGINT)', [STRING]),
  INSTR: position,
  SPLIT: split,
  LPAD: paddingOf('lpad'),
  RPAD: paddingOf('rpad'),
  ASCII: plain(1, INT64, "CASE WHEN $1 = '' THEN 0 ELSE CAST(ascii($1) AS BIGINT) END", [STRING]),
  UNICODE: plain(1, INT64, "CASE WHEN $1 = '' THEN 0 ELSE CAST(unicode($1) AS BIGINT) END", [
    STRING,
  ]),
  CHR: plain(1, STRING, 'chr(CAST($1 AS INTEGER))', [INT64]),
  TRANSLATE: strings('translate($1, $2, $3)', [3, 3]),
  SOUNDEX: unsupportedFunction('SOUNDEX'),
  EDIT_DISTANCE: plain(2, INT64, 'CAST(levenshtein($1, $2) AS BIGINT)', [STRING]),
  NORMALIZE: plain(1, STRING, 'nfc_normalize($1)', [STRING]),
  REGEXP_CONTAINS: plain(2, BOOL, 'regexp_matches($1, $2)', [STRING]),
  REGEXP_EXTRACT: regexpExtract,
  REGEXP_SUBSTR: regexpExtract,
  REGEXP_EXTRACT_ALL: regexpExtractAll,
  REGEXP_REPLACE: plain(3, STRING, "regexp_replace($1, $2, $3, 'g')", [STRING]),
  FORMAT: { minimum: 1, maximum: Infinity, compile: formatCall },
  TO_HEX: plain(1, STRING, 'lower(hex($1))', [BYTES]),
  FROM_HEX: plain(1, BYTES, "unhex(CASE WHEN length($1) % 2 = 1 THEN '0' || $1 ELSE $1 END)", [
    STRING,
  ]),
  TO_BASE64: plain(1, STRING, 'to_base64($1)', [BYTES]),
  FROM_BASE64: plain(1, BYTES, 'from_base64($1)', [STRING]),
  SAFE_CONVERT_BYTES_TO_STRING: plain(1, STRING, 'decode($1)', [BYTES]),
  TO_CODE_POINTS: plain(
    1,
    arrayOf(INT64),
    "list_transform(string_split($1, ''), lambda _c: CAST(unicode(_c) AS BIGINT))",
    [STRING],
  ),
  CODE_POINTS_TO_STRING: plain(
    1,
    STRING,
    "array_to_string(list_transform($1, lambda _c: chr(CAST(_c AS INTEGER))), '')",
  ),
  STRING: { minimum: 1, maximum: 2, compile: castToString },
};

function substring(): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 3,
    compile(call) {
      const [value, ...bounds] = call.arguments();
      if (value === undefined) return { sql: 'NULL', type: STRING };
      const [from, size] = bounds.map((bound) => coerce(bound, INT64).sql);
      if (value.type.kind === 'BYTES')
        throw unsupported('SUBSTR of BYTES', 'TO_HEX and SUBSTR', call.node.position);
      const text = expect(call, value, STRING).sql;
      return {
        sql:
          size === undefined
            ? `bq_substr(${text}, ${from ?? '1'})`
            : `bq_substr_length(${text}, ${from ?? '1'}, ${size})`,
        type: STRING,
      };
    },
  };
}

function paddingOf(side: 'lpad' | 'rpad'): FunctionDefinition {
  return plain(
    [2, 3],
    STRING,
    (values) => `bq_${side}(${values[0] ?? ''}, ${values[1] ?? ''}, ${values[2] ?? "' '"})`,
    [STRING, INT64, STRING],
  );
}

function unsupportedFunction(name: string): FunctionDefinition {
  return {
    minimum: 0,
    maximum: Infinity,
    compile(call) {
      throw unsupported(`function ${name}`, undefined, call.node.position);
    },
  };
}
