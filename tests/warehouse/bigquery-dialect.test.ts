import { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { PassThroughClient } from 'google-auth-library';
import { Kysely, sql } from 'kysely';
import { bigQueryDialect } from '../../warehouse/bigquery-dialect.ts';
import { TankError } from '../../warehouse/errors.ts';
import { parameter } from '../../warehouse/query-parameters.ts';
import {
  queryAnswer,
  startRecordingEndpoint,
  type RecordingEndpoint,
} from './recording-endpoint.ts';

interface Tables {
  'league.games': { game_pk: number; venue: string | null };
}

describe('the BigQuery dialect, as the official client sends and reads it', () => {
  let endpoint: RecordingEndpoint;
  let database: Kysely<Tables>;

  beforeEach(async () => {
    endpoint = await startRecordingEndpoint();
    database = new Kysely<Tables>({ dialect: bigQueryDialect(endpoint.client) });
  });

  afterEach(() => endpoint.close());

  async function sentParameters(...values: unknown[]): Promise<unknown> {
    endpoint.answers.push(queryAnswer([], []));
    await sql`select ${sql.join(values)}`.execute(database);
    return endpoint.requests[0]?.body.queryParameters;
  }

  async function read(fields: Record<string, unknown>[], row: unknown[]): Promise<unknown> {
    endpoint.answers.push(queryAnswer(fields, [row]));
    const { rows } = await sql`select 1`.execute(database);
    return rows[0];
  }

  async function failure(work: Promise<unknown>): Promise<TankError> {
    try {
      await work;
    } catch (error) {
      if (error instanceof TankError) return error;
      throw error;
    }
    throw new Error('it did not fail');
  }

  describe('parameters', () => {
    it('infers types from values', async () => {
      const sent = await sentParameters('x', 7, 0.5, true, 9007199254740993n, [1, 2], [1, 0.5]);
      expect(sent).to.deep.equal([
        { parameterType: { type: 'STRING' }, parameterValue: { value: 'x' } },
        { parameterType: { type: 'INT64' }, parameterValue: { value: 7 } },
        { parameterType: { type: 'FLOAT64' }, parameterValue: { value: 0.5 } },
        { parameterType: { type: 'BOOL' }, parameterValue: { value: true } },
        { parameterType: { type: 'INT64' }, parameterValue: { value: '9007199254740993' } },
        {
          parameterType: { type: 'ARRAY', arrayType: { type: 'INT64' } },
          parameterValue: { arrayValues: [{ value: 1 }, { value: 2 }] },
        },
        {
          parameterType: { type: 'ARRAY', arrayType: { type: 'FLOAT64' } },
          parameterValue: { arrayValues: [{ value: 1 }, { value: 0.5 }] },
        },
      ]);
    });

    it('sends bytes in base64, instants in UTC and numbers that are not finite by name', async () => {
      const sent = await sentParameters(
        Buffer.from('hi'),
        new Date('2019-07-04T17:05:00Z'),
        Number.NaN,
        Number.NEGATIVE_INFINITY,
      );
      expect(sent).to.deep.equal([
        { parameterType: { type: 'BYTES' }, parameterValue: { value: 'aGk=' } },
        {
          parameterType: { type: 'TIMESTAMP' },
          parameterValue: { value: '2019-07-04T17:05:00.000Z' },
        },
        { parameterType: { type: 'FLOAT64' }, parameterValue: { value: 'NaN' } },
        { parameterType: { type: 'FLOAT64' }, parameterValue: { value: '-Infinity' } },
      ]);
    });

    it('sends the type that was given: dates, nulls, empty arrays, structs', async () => {
      const sent = await sentParameters(
        parameter('2019-07-04', 'DATE'),
        parameter(null, 'INT64'),
        parameter([], ['DATE']),
        parameter(['2019-07-04'], ['DATE']),
        parameter({ day: '2019-07-04', runs: 3 }, { day: 'DATE', runs: 'INT64' }),
      );
      expect(sent).to.deep.equal([
        { parameterType: { type: 'DATE' }, parameterValue: { value: '2019-07-04' } },
        { parameterType: { type: 'INT64' }, parameterValue: { value: null } },
        {
          parameterType: { type: 'ARRAY', arrayType: { type: 'DATE' } },
          parameterValue: { arrayValues: [] },
        },
        {
          parameterType: { type: 'ARRAY', arrayType: { type: 'DATE' } },
          parameterValue: { arrayValues: [{ value: '2019-07-04' }] },
        },
        {
          parameterType: {
            type: 'STRUCT',
            structTypes: [
              { name: 'day', type: { type: 'DATE' } },
              { name: 'runs', type: { type: 'INT64' } },
            ],
          },
          parameterValue: { structValues: { day: { value: '2019-07-04' }, runs: { value: 3 } } },
        },
      ]);
    });

    for (const [what, value] of [
      ['an empty array', []],
      ['an object', { runs: 3 }],
      ['an array of two kinds', [1, 'x']],
    ] as const) {
      it(`asks for the type of ${what}`, async () => {
        const error = await failure(sentParameters(value));
        expect(error.code).to.equal('E_INTERNAL');
        expect(error.hint).to.include('parameter(value, type)');
        expect(endpoint.requests).to.deep.equal([]);
      });
    }
  });

  describe('values', () => {
    it('reads every type as plain values', async () => {
      const row = await read(
        [
          { name: 'game_pk', type: 'INTEGER' },
          { name: 'share', type: 'FLOAT' },
          { name: 'salary', type: 'NUMERIC' },
          { name: 'huge', type: 'BIGNUMERIC' },
          { name: 'is_final', type: 'BOOLEAN' },
          { name: 'day', type: 'DATE' },
          { name: 'first_pitch_at', type: 'TIMESTAMP' },
          { name: 'known_at', type: 'TIMESTAMP' },
          { name: 'at', type: 'DATETIME' },
          { name: 'clock', type: 'TIME' },
          { name: 'payload', type: 'JSON' },
          { name: 'hash', type: 'BYTES' },
          { name: 'nothing', type: 'DATE' },
          { name: 'innings', type: 'INTEGER', mode: 'REPEATED' },
        ],
        [
          '567074',
          '0.1',
          '-1234567890123456789.123456789',
          '1e30',
          'true',
          '2019-07-04',
          '1562259900000000',
          '1562259900123456',
          '2019-07-04T13:05:00',
          '13:05:00',
          '{"id":12345678901234567890}',
          'aGk=',
          null,
          [{ v: '1' }, { v: '2' }],
        ],
      );
      expect(row).to.deep.equal({
        game_pk: 567074,
        share: 0.1,
        salary: '-1234567890123456789.123456789',
        huge: '1000000000000000000000000000000',
        is_final: true,
        day: '2019-07-04',
        first_pitch_at: '2019-07-04T17:05:00.000Z',
        known_at: '2019-07-04T17:05:00.123456Z',
        at: '2019-07-04T13:05:00',
        clock: '13:05:00',
        payload: '{"id":12345678901234567890}',
        hash: Buffer.from('hi'),
        nothing: null,
        innings: [1, 2],
      });
    });

    it('reads arrays of structs', async () => {
      const field = {
        name: 'top_features',
        type: 'RECORD',
        mode: 'REPEATED',
        fields: [
          { name: 'feature', type: 'STRING' },
          { name: 'since', type: 'DATE' },
          { name: 'rank', type: 'INTEGER' },
        ],
      };
      const struct = { f: [{ v: 'elo' }, { v: '2019-07-01' }, { v: '3' }] };
      expect(await read([field], [[{ v: struct }]])).to.deep.equal({
        top_features: [{ feature: 'elo', since: '2019-07-01', rank: 3 }],
      });
    });

    it('keeps the largest integers a number holds and refuses to round the next', async () => {
      const field = { name: 'id', type: 'INTEGER' };
      expect(await read([field], ['-9007199254740991'])).to.deep.equal({ id: -9007199254740991 });
      const error = await failure(read([field], ['9007199254740993']));
      expect(error.code).to.equal('E_WAREHOUSE');
      expect(error.message).to.include('id is 9007199254740993');
    });
  });

  it('reads every page', async () => {
    const fields = [{ name: 'game_pk', type: 'INTEGER' }];
    endpoint.answers.push(
      queryAnswer(fields, [['1']], { pageToken: 'second' }),
      queryAnswer(fields, [['2']]),
    );
    const rows = await database.selectFrom('league.games').select('game_pk').execute();
    expect(rows).to.deep.equal([{ game_pk: 1 }, { game_pk: 2 }]);
    expect(endpoint.requests[1]?.path).to.include('pageToken=second');
  });

  it('streams rows', async () => {
    const fields = [{ name: 'game_pk', type: 'INTEGER' }];
    endpoint.answers.push(queryAnswer(fields, [['1'], ['2']]));
    const rows: unknown[] = [];
    for await (const row of database.selectFrom('league.games').select('game_pk').stream()) {
      rows.push(row);
    }
    expect(rows).to.deep.equal([{ game_pk: 1 }, { game_pk: 2 }]);
  });

  it('says how many rows a change touched', async () => {
    endpoint.answers.push({
      json: {
        jobReference: { projectId: 'hankstank', jobId: 'job_1', location: 'US' },
        jobComplete: true,
        numDmlAffectedRows: '3',
      },
    });
    const result = await database
      .updateTable('league.games')
      .set({ venue: null })
      .where('game_pk', '>', 1)
      .executeTakeFirstOrThrow();
    expect(result.numUpdatedRows).to.equal(3n);
  });

  it('gives the warehouse’s refusal as E_WAREHOUSE with its words and its error as the cause', async () => {
    endpoint.answers.push({
      status: 400,
      json: {
        error: {
          code: 400,
          message: 'Unrecognized name: venu at [1:8]',
          errors: [{ reason: 'invalidQuery', message: 'Unrecognized name: venu at [1:8]' }],
        },
      },
    });
    const error = await failure(sql`select venu`.execute(database));
    expect(error.code).to.equal('E_WAREHOUSE');
    expect(error.message).to.include('refused the query: Unrecognized name: venu at [1:8]');
    expect(error.cause).to.have.property('errors');
  });

  it('says to build the tables when one is missing', async () => {
    const message = 'Not found: Table hankstank:league.games';
    endpoint.answers.push({
      status: 404,
      json: { error: { code: 404, message, errors: [{ reason: 'notFound', message }] } },
    });
    const error = await failure(database.selectFrom('league.games').selectAll().execute());
    expect(error.message).to.include(message);
    expect(error.hint).to.include('Build the tables');
  });

  it('gives a warehouse that is not there as E_WAREHOUSE', async () => {
    const impatient = new BigQuery({
      projectId: 'hankstank',
      apiEndpoint: 'http://127.0.0.1:9',
      authClient: new PassThroughClient(),
      autoRetry: false,
      maxRetries: 0,
    });
    const error = await failure(
      sql`select 1`.execute(new Kysely({ dialect: bigQueryDialect(impatient) })),
    );
    expect(error.code).to.equal('E_WAREHOUSE');
    expect(error.message).to.include('cannot be reached');
  });

  it('has no transactions, and says so', async () => {
    const error = await failure(
      database.transaction().execute((transaction) => sql`select 1`.execute(transaction)),
    );
    expect(error.message).to.equal('the warehouse has no transactions');
  });
});
