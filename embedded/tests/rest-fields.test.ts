import { expect } from 'chai';
import { openTestWarehouse, failureOf, rowsOf, type TestWarehouse } from './open-client.ts';
import { restCall } from './rest-call.ts';

describe('embedded: fields of REST requests', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query(
      'CREATE SCHEMA d; CREATE TABLE d.t (x INT64); CREATE VIEW d.v AS SELECT 1 AS x',
    );
  });
  after(() => test.warehouse.close());

  const tables = '/datasets/d/tables';
  const tableOf = (tableId: string, fields: unknown[], more: object = {}) => ({
    tableReference: { datasetId: 'd', tableId },
    schema: { fields },
    ...more,
  });
  const x = { name: 'x', type: 'INT64' };
  const query = { query: 'SELECT 1', useLegacySql: false };
  const to = { datasetId: 'd', tableId: 'u' };

  const unknown: Record<string, [string, string, unknown]> = {
    'a job': ['POST', '/jobs', { configuration: { query }, what: 1 }],
    'a query job': ['POST', '/jobs', { configuration: { query: { ...query, what: 1 } } }],
    'a query': ['POST', '/queries', { ...query, what: 1 }],
    'a load job': ['POST', '/jobs', { configuration: { load: { destinationTable: to, what: 1 } } }],
    'a copy job': ['POST', '/jobs', { configuration: { copy: { destinationTable: to, what: 1 } } }],
    'an extract job': ['POST', '/jobs', { configuration: { extract: { what: 1 } } }],
    'a dataset': ['POST', '/datasets', { datasetReference: { datasetId: 'e' }, what: 1 }],
    'a dataset that is changed': ['PATCH', '/datasets/d', { what: 1 }],
    'a table': ['POST', tables, tableOf('u', [x], { what: 1 })],
    'a table that is changed': ['PATCH', `${tables}/t`, { what: 1 }],
    'a column': ['POST', tables, tableOf('u', [{ ...x, what: 1 }])],
    partitioning: [
      'POST',
      tables,
      tableOf('u', [x], { timePartitioning: { type: 'DAY', what: 1 } }),
    ],
    rows: ['POST', `${tables}/t/insertAll`, { rows: [{ json: { x: 1 } }], what: 1 }],
    'a routine': [
      'POST',
      '/datasets/d/routines',
      {
        routineReference: { routineId: 'f' },
        routineType: 'SCALAR_FUNCTION',
        definitionBody: '1',
        what: 1,
      },
    ],
    'a query parameter': [
      'POST',
      '/queries',
      { ...query, queryParameters: [{ parameterType: { type: 'INT64', what: 1 } }] },
    ],
  };
  for (const [title, [method, path, body]] of Object.entries(unknown)) {
    it(`refuses an unknown field of ${title}`, async () => {
      const answer = await restCall(test, method, path, body);
      expect(answer).to.include({ status: 400, reason: 'invalid' });
      expect(answer.message).to.match(
        /^Invalid JSON payload received\. Unknown name "what"(?: at '[\w.]+')?: Cannot find field\.$/,
      );
    });
  }

  const refused: Record<string, [string, string, unknown, RegExp]> = {
    'two kinds of jobs in one': [
      'POST',
      '/jobs',
      { configuration: { query, load: { destinationTable: to } } },
      /only one/,
    ],
    'a job without a kind': ['POST', '/jobs', { configuration: {} }, /exactly one/],
    'an external table': [
      'POST',
      tables,
      tableOf('u', [x], { externalDataConfiguration: { sourceUris: [] } }),
      /externalDataConfiguration of a table/,
    ],
    'a collation': [
      'POST',
      tables,
      tableOf('u', [{ ...x, collation: 'und:ci' }]),
      /collations are not supported/,
    ],
    'another rounding': [
      'POST',
      tables,
      tableOf('u', [x], { defaultRoundingMode: 'ROUND_HALF_EVEN' }),
      /rounding mode ROUND_HALF_EVEN/,
    ],
    'a dataset without regard to case': [
      'POST',
      '/datasets',
      { datasetReference: { datasetId: 'e' }, isCaseInsensitive: true },
      /isCaseInsensitive of a dataset/,
    ],
    'a dataset beside one of the same letters': [
      'POST',
      '/datasets',
      { datasetReference: { datasetId: 'D' } },
      /dataset D beside d/,
    ],
    'a table beside one of the same letters': ['POST', tables, tableOf('T', [x]), /T beside t/],
    'a table in place of a view': [
      'POST',
      tables,
      { tableReference: { datasetId: 'd', tableId: 'v' }, view: { query: 'SELECT 2 AS x' } },
      /Already Exists/,
    ],
    'a view in legacy SQL': [
      'POST',
      tables,
      {
        tableReference: { datasetId: 'd', tableId: 'w' },
        view: { query: 'SELECT 2 AS x', useLegacySql: true },
      },
      /legacy SQL/,
    ],
    'a table of another dataset': [
      'POST',
      tables,
      { tableReference: { datasetId: 'e', tableId: 'u' }, schema: { fields: [x] } },
      /names test-project:e/,
    ],
    'a clustering column that is not there': [
      'POST',
      tables,
      tableOf('u', [x], { clustering: { fields: ['y'] } }),
      /clustering cannot be found.*y/,
    ],
    'a partitioning column that is not there': [
      'POST',
      tables,
      tableOf('u', [x], { timePartitioning: { type: 'DAY', field: 'y' } }),
      /partitioning cannot be found.*y/,
    ],
    'a partitioning column of a wrong type': [
      'POST',
      tables,
      tableOf('u', [x], { timePartitioning: { type: 'DAY', field: 'x' } }),
      /type found is: INTEGER/,
    ],
    'a key of columns that are not there': [
      'POST',
      tables,
      tableOf('u', [x], { tableConstraints: { primaryKey: { columns: ['y'] } } }),
      /Key column y/,
    ],
    'a column twice': [
      'POST',
      tables,
      tableOf('u', [x, { name: 'X', type: 'STRING' }]),
      /Duplicate column names/,
    ],
    'a DEFAULT of a wrong type': [
      'POST',
      tables,
      tableOf('u', [{ ...x, defaultValueExpression: "'text'" }]),
      /STRING cannot be assigned/,
    ],
    'a length of a number': [
      'POST',
      tables,
      tableOf('u', [{ ...x, maxLength: '3' }]),
      /cannot have maxLength/,
    ],
    'no rows': ['POST', `${tables}/t/insertAll`, { rows: [] }, /No rows present/],
    'timestamps in a format that there is not': [
      'POST',
      '/queries',
      { ...query, formatOptions: { timestampOutputFormat: 'ROMAN' } },
      /timestampOutputFormat/,
    ],
    'a number of too many digits': [
      'POST',
      '/queries',
      `{"query":"SELECT @p","useLegacySql":false,"queryParameters":[{"name":"p","parameterType":{"type":"INT64"},"parameterValue":{"value":9007199254740993}}]}`,
      /more digits than JSON keeps/,
    ],
  };
  for (const [title, [method, path, body, message]] of Object.entries(refused)) {
    it(`refuses ${title}`, async () => {
      const answer = await restCall(test, method, path, body);
      expect(answer.status).to.be.within(400, 501);
      expect(answer.message).to.match(message);
      expect(answer.reason).not.to.equal('internalError');
    });
  }

  it('keeps what a schema says of its columns', async () => {
    const fields = [
      {
        name: 's',
        type: 'STRING',
        mode: 'NULLABLE',
        maxLength: '3',
        defaultValueExpression: "'abc'",
      },
      { name: 'n', type: 'NUMERIC', mode: 'NULLABLE', precision: '5', scale: '2' },
      { name: 'r', type: 'RANGE', mode: 'NULLABLE', rangeElementType: { type: 'DATE' } },
    ];
    const tableConstraints = {
      primaryKey: { columns: ['s'] },
      foreignKeys: [
        {
          name: 'other',
          referencedTable: { projectId: 'test-project', datasetId: 'd', tableId: 't' },
          columnReferences: [{ referencingColumn: 'n', referencedColumn: 'x' }],
        },
      ],
    };
    const made = await restCall(
      test,
      'POST',
      tables,
      tableOf('kept', fields, { tableConstraints }),
    );
    expect(made.body).to.deep.include({ schema: { fields }, tableConstraints });
    await test.client.query(
      "INSERT d.kept (n, r) VALUES (1.5, RANGE<DATE> '[2020-01-01, 2020-02-01)')",
    );
    expect(await rowsOf(test.client, 'SELECT s, CAST(n AS STRING) AS n FROM d.kept')).to.deep.equal(
      [{ s: 'abc', n: '1.5' }],
    );
    const long = await failureOf(test.client.query("INSERT d.kept (s) VALUES ('abcd')"));
    expect(long.message).to.include('STRING(3) has maximum length 3');
    expect(
      await rowsOf(
        test.client,
        "SELECT constraint_name FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE table_name = 'kept' ORDER BY 1",
      ),
    ).to.deep.equal([{ constraint_name: 'kept.other' }, { constraint_name: 'kept.pk$' }]);
  });

  it('takes back what it showed of a table, a view and a dataset', async () => {
    for (const path of [`${tables}/t`, `${tables}/v`, '/datasets/d']) {
      const { body } = await restCall(test, 'GET', path);
      const changed = await restCall(test, 'PUT', path, { ...body, description: 'told' });
      expect(changed.message).to.equal('');
      expect(changed.body.description).to.equal('told');
    }
  });

  it('removes a dataset’s setting with null', async () => {
    const set = await restCall(test, 'PATCH', '/datasets/d', {
      defaultTableExpirationMs: 7_200_000,
    });
    expect(set.body.defaultTableExpirationMs).to.equal('7200000');
    const gone = await restCall(test, 'PATCH', '/datasets/d', { defaultTableExpirationMs: null });
    expect(gone.body).not.to.have.property('defaultTableExpirationMs');
  });

  it('shows a routine’s language, arguments, types and body', async () => {
    await test.client
      .query(`CREATE FUNCTION d.twice(x FLOAT64, names ARRAY<STRING>) RETURNS FLOAT64 LANGUAGE js AS "return x * 2";
      CREATE FUNCTION d.any(x ANY TYPE) AS (x);
      CREATE PROCEDURE d.proc(IN a INT64, OUT b STRING) BEGIN SET b = CAST(a AS STRING); END`);
    const get = async (name: string) =>
      (await restCall(test, 'GET', `/datasets/d/routines/${name}`)).body;
    expect(await get('twice')).to.deep.include({
      routineType: 'SCALAR_FUNCTION',
      language: 'JAVASCRIPT',
      definitionBody: 'return x * 2',
      arguments: [
        { name: 'x', dataType: { typeKind: 'FLOAT64' } },
        {
          name: 'names',
          dataType: { typeKind: 'ARRAY', arrayElementType: { typeKind: 'STRING' } },
        },
      ],
      returnType: { typeKind: 'FLOAT64' },
    });
    expect(await get('any')).to.deep.include({
      language: 'SQL',
      definitionBody: 'x',
      arguments: [{ name: 'x', argumentKind: 'ANY_TYPE' }],
    });
    expect(await get('proc')).to.deep.include({
      routineType: 'PROCEDURE',
      arguments: [
        { name: 'a', dataType: { typeKind: 'INT64' }, mode: 'IN' },
        { name: 'b', dataType: { typeKind: 'STRING' }, mode: 'OUT' },
      ],
    });
  });
});
