import { expect } from 'chai';
import { openTestWarehouse, type TestWarehouse } from './open-client.ts';
import { restCall } from './rest-call.ts';

describe('embedded: query parameters by hand', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
  });
  after(() => test.warehouse.close());

  const ask = async (sql: string, parameterType: object, parameterValue: object) => {
    const answer = await restCall(test, 'POST', '/queries', {
      query: sql,
      useLegacySql: false,
      queryParameters: [{ name: 'p', parameterType, parameterValue }],
    });
    const { rows } = answer.body as { rows?: { f: { v: unknown }[] }[] };
    return answer.status === 200 ? rows?.[0]?.f[0]?.v : answer.message;
  };
  const range = { type: 'RANGE', rangeElementType: { type: 'DATE' } };

  const answers: Record<string, [string, object, object, unknown]> = {
    INTERVAL: [
      'SELECT CAST(@p AS STRING)',
      { type: 'INTERVAL' },
      { value: '1-2 -3 4:5:6.5' },
      '1-2 -3 4:5:6.500',
    ],
    'a negative INTERVAL': [
      'SELECT CAST(@p AS STRING)',
      { type: 'INTERVAL' },
      { value: '-1-2 3 -0:0:1' },
      '-1-2 3 -0:0:1',
    ],
    'an INTERVAL in ISO 8601': [
      'SELECT CAST(@p AS STRING)',
      { type: 'INTERVAL' },
      { value: 'P1Y2M3DT4H5M-6S' },
      '1-2 3 4:4:54',
    ],
    RANGE: [
      'SELECT CAST(RANGE_END(@p) AS STRING)',
      range,
      { rangeValue: { start: { value: '2020-01-01' }, end: { value: '2020-02-01' } } },
      '2020-02-01',
    ],
    'a RANGE without an end': [
      'SELECT RANGE_END(@p) IS NULL',
      range,
      { rangeValue: { start: { value: '2020-01-01' } } },
      'true',
    ],
    'a NULL RANGE': ['SELECT @p IS NULL', range, {}, 'true'],
  };
  for (const [title, [sql, type, value, expected]] of Object.entries(answers)) {
    it(`takes ${title}`, async () => {
      expect(await ask(sql, type, value)).to.equal(expected);
    });
  }

  const refusals: Record<string, [object, object, RegExp]> = {
    'an INTERVAL that is none': [
      { type: 'INTERVAL' },
      { value: '3 days' },
      /Invalid value for type INTERVAL/,
    ],
    'an empty INTERVAL': [{ type: 'INTERVAL' }, { value: 'P' }, /Invalid value for type INTERVAL/],
    'a RANGE that ends before it starts': [
      range,
      { rangeValue: { start: { value: '2020-02-01' }, end: { value: '2020-01-01' } } },
      /Invalid RANGE value/,
    ],
    'a RANGE of numbers': [
      { type: 'RANGE', rangeElementType: { type: 'INT64' } },
      {},
      /rangeElementType of DATE, DATETIME or TIMESTAMP/,
    ],
    'an array for a scalar': [
      { type: 'INT64' },
      { arrayValues: [{ value: '1' }] },
      /in value, not in arrayValues/,
    ],
    'a scalar for an array': [
      { type: 'ARRAY', arrayType: { type: 'INT64' } },
      { value: '1' },
      /in arrayValues, not in value/,
    ],
    'a struct’s field that its type has not': [
      { type: 'STRUCT', structTypes: [{ name: 'a', type: { type: 'INT64' } }] },
      { structValues: { b: { value: '1' } } },
      /no such field/,
    ],
    'a number that is none': [
      { type: 'INT64' },
      { value: '1.5' },
      /Invalid value for type INTEGER/,
    ],
    'a date that there is not': [{ type: 'DATE' }, { value: '2020-02-30' }, /date/i],
  };
  for (const [title, [type, value, message]] of Object.entries(refusals)) {
    it(`refuses ${title}`, async () => {
      expect(await ask('SELECT @p', type, value)).to.match(message);
    });
  }
});
