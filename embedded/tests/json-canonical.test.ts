import { expect } from 'chai';
import { canonicalJson } from '../sql/json/canonical.ts';
import { parseJson } from '../sql/json/parse.ts';
import { writeJson } from '../sql/json/value.ts';

const slowly = (text: string): string => writeJson(parseJson(text, 'round'));

const parts = [
  ...['0', '-0', '7', '-12', '0.5', '-0.25', '1.50', '91.0', '0.0001', '0.00012', '0.00001', '1e3'],
  ...[
    '123456789012345',
    '1234567890123456',
    '12345678901234.5',
    '1234567890123.45',
    '0.1234567890123',
    '0.30000000000000004',
    '0.1000000000000000055511151231257827',
    '-0.00012345678901234567',
    '1e-07',
    '1e-7',
    '1.5e+20',
    '1E20',
  ],
  ...[
    '9223372036854775808',
    '18446744073709551616',
    '-0.0',
    '100',
    '1000000000000000000000',
    '0.30',
  ],
  ...[
    'true',
    'false',
    'null',
    '""',
    '"a"',
    '"é"',
    '"\\u00e9"',
    '"\\n"',
    '"\\b\\f\\r\\t\\"\\\\"',
    '"\\/"',
    '"\\u0001"',
    '"\u007f"',
    '"\u0085"',
    '"😀"',
  ],
  ...['[]', '{}', '[1, 2]', '[1,2.50]', '[[],[{}]]', '{"b":1,"a":2}', '{"a":1,"a":2}'],
  ...[
    '{"a":1,"b":2}',
    '{"a" :1}',
    '{"é":1,"z":2}',
    '{"Z":1,"a":2}',
    '{"a":{"d":1,"c":[0.10]}}',
    '{"":1}',
    '{"a\\n":1,"a\\"":2}',
    '{"a\\"":1,"a\\n":2}',
    '{"a\\n":1,"aA":2}',
  ],
  ...['{"\uffff":1,"😀":2}', '{"😀":1,"\uffff":2}', '{"\ue000":1,"\ud83d\ude00":2}'],
];

describe('JSON as a JSON value holds it', () => {
  it('is what parsing and writing give, whether or not the text is left as it is', () => {
    const texts = [
      ...parts,
      ...parts.flatMap((left) => parts.map((right) => `{"a":${left},"b":${right}}`)),
      ...parts.flatMap((left) => parts.map((right) => `[${left},${right}]`)),
    ];
    for (const text of texts) expect(canonicalJson(text), text).to.equal(slowly(text));
  });

  it('refuses what is not JSON', () => {
    for (const part of parts.filter((text) => text.length > 1)) {
      for (const text of [part.slice(0, -1), `${part},`, `${part}}`, `{"a":${part}`, `[${part}`]) {
        let expected: string | undefined;
        try {
          expected = slowly(text);
        } catch {
          expected = undefined;
        }
        if (expected === undefined) expect(() => canonicalJson(text), text).to.throw();
        else expect(canonicalJson(text), text).to.equal(expected);
      }
    }
    for (const text of [
      '',
      '01',
      '-',
      '1.',
      '.5',
      'nul',
      '"a',
      '{"a"}',
      '[1,]',
      '{"a":1,}',
      '1 2',
    ]) {
      expect(() => canonicalJson(text), text).to.throw(/syntax error/);
    }
  });
});
