import { expect } from 'chai';
import { openTestWarehouse, type TestWarehouse } from './open-client.ts';
import { restCall } from './rest-call.ts';

describe('embedded: what the REST API refuses', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query(
      'CREATE SCHEMA d; CREATE TABLE d.t AS SELECT x AS n, STRUCT(x AS a, "s" AS b) AS r FROM UNNEST([1, 2, 3]) AS x',
    );
  });
  after(() => test.warehouse.close());

  const refusals: [string, string, string, unknown, number, RegExp][] = [
    ['no JSON', 'POST', '/queries', '{"query":', 400, /Invalid JSON payload/],
    ['no query', 'POST', '/queries', {}, 400, /Invalid value at 'query'/],
    ['an empty query', 'POST', '/queries', { query: ' ' }, 400, /missing: query/],
    [
      'legacy SQL',
      'POST',
      '/queries',
      { query: 'SELECT 1', useLegacySql: true },
      501,
      /Legacy SQL is not supported/,
    ],
    [
      'a session',
      'POST',
      '/queries',
      { query: 'SELECT 1', createSession: true },
      501,
      /Sessions are not supported.*script/,
    ],
    [
      'a session property',
      'POST',
      '/queries',
      { query: 'SELECT 1', connectionProperties: [{ key: 'session_id', value: 'x' }] },
      501,
      /session_id/,
    ],
    [
      'a time zone',
      'POST',
      '/queries',
      { query: 'SELECT 1', connectionProperties: [{ key: 'time_zone', value: 'Asia/Tokyo' }] },
      501,
      /time_zone/,
    ],
    [
      'an unknown priority',
      'POST',
      '/queries',
      { query: 'SELECT 1', priority: 'LOW' },
      400,
      /priority/,
    ],
    [
      'bytes that are no number',
      'POST',
      '/queries',
      { query: 'SELECT 1', maximumBytesBilled: 'many' },
      400,
      /maximumBytesBilled/,
    ],
    [
      'unnamed parameters as named ones',
      'POST',
      '/queries',
      {
        query: 'SELECT ?',
        parameterMode: 'NAMED',
        queryParameters: [{ parameterType: { type: 'INT64' }, parameterValue: { value: '1' } }],
      },
      400,
      /have no names/,
    ],
    ['a job of no kind', 'POST', '/jobs', { configuration: {} }, 400, /exactly one/],
    ['a job without configuration', 'POST', '/jobs', {}, 400, /configuration/],
    [
      'script options',
      'POST',
      '/jobs',
      {
        configuration: {
          query: { query: 'SELECT 1', scriptOptions: { keyResultStatement: 'FIRST_SELECT' } },
        },
      },
      501,
      /scriptOptions/,
    ],
    ['an unknown job', 'GET', '/jobs/nothing', undefined, 404, /Not found: Job/],
    ['results of an unknown job', 'GET', '/queries/nothing', undefined, 404, /Not found: Job/],
    ['an unknown state', 'GET', '/jobs?stateFilter=asleep', undefined, 400, /stateFilter/],
    ['an unknown dataset', 'GET', '/datasets/nothing', undefined, 404, /Not found: Dataset/],
    [
      'tables of an unknown dataset',
      'GET',
      '/datasets/nothing/tables',
      undefined,
      404,
      /Not found: Dataset/,
    ],
    ['an unknown table', 'GET', '/datasets/d/tables/nothing', undefined, 404, /Not found: Table/],
    [
      'rows of an unknown table',
      'GET',
      '/datasets/d/tables/nothing/data',
      undefined,
      404,
      /Not found: Table/,
    ],
    [
      'an unknown field of rows',
      'GET',
      '/datasets/d/tables/t/data?selectedFields=n,r.z',
      undefined,
      400,
      /No such field: z/,
    ],
    [
      'a page size that is no number',
      'GET',
      '/datasets/d/tables/t/data?maxResults=all',
      undefined,
      400,
      /maxResults/,
    ],
    ['a dataset without a name', 'POST', '/datasets', {}, 400, /datasetReference/],
    [
      'a dataset with a bad name',
      'POST',
      '/datasets',
      { datasetReference: { datasetId: 'a-b' } },
      400,
      /Invalid dataset ID/,
    ],
    [
      'a table with an unknown type',
      'POST',
      '/datasets/d/tables',
      {
        tableReference: { datasetId: 'd', tableId: 'x' },
        schema: { fields: [{ name: 'a', type: 'NUMBER' }] },
      },
      400,
      /NUMBER is not a valid value/,
    ],
    [
      'a table without a name',
      'POST',
      '/datasets/d/tables',
      { schema: { fields: [{ name: 'a', type: 'INTEGER' }] } },
      400,
      /Invalid table ID/,
    ],
    ['rows without rows', 'POST', '/datasets/d/tables/t/insertAll', {}, 400, /rows/],
    [
      'a template suffix',
      'POST',
      '/datasets/d/tables/t/insertAll',
      { rows: [{ json: { n: 1 } }], templateSuffix: '_x' },
      501,
      /templateSuffix/,
    ],
    ['an unknown model', 'GET', '/datasets/d/models/nothing', undefined, 404, /Not found: Model/],
    [
      'an unknown routine',
      'DELETE',
      '/datasets/d/routines/nothing',
      undefined,
      404,
      /Not found: Routine/,
    ],
    ['an unknown path', 'GET', '/nothing', undefined, 404, /Not found: URL/],
  ];
  for (const [name, method, path, body, status, message] of refusals) {
    it(`refuses ${name}`, async () => {
      const answer = await restCall(test, method, path, body);
      expect(answer.message).to.match(message);
      expect(answer.status).to.equal(status);
      expect(answer.body).to.have.nested.property('error.code', status);
      expect(answer.reason).to.be.a('string');
    });
  }
});
