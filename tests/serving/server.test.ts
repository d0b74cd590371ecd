import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../../serving/index.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { createDatabase } from '../../warehouse/database.ts';
import { problemIn } from './problem-in.ts';

const list = '/predictions?date=2026-04-15';
const emptyAnswer = {
  jobComplete: true,
  jobReference: { projectId: 'hankstank', jobId: 'job_1', location: 'US' },
  schema: { fields: [{ name: 'game_pk', type: 'INTEGER' }] },
};

describe('the HTTP server', () => {
  let warehouse: Server;
  let answer: { status: number; json: object } | 'nothing';
  let whenAsked: () => Promise<void>;
  let server: FastifyInstance;

  beforeEach(async () => {
    answer = { status: 200, json: emptyAnswer };
    whenAsked = () => Promise.resolve();
    warehouse = createHttpServer((_request, response) => {
      void whenAsked().then(() => {
        if (answer === 'nothing') return;
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer.json));
      });
    });
    await new Promise<void>((resolve) => warehouse.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(warehouse.address() as AddressInfo).port}`;
    server = createServer({
      database: createDatabase(createClient(loadConfig({}, { endpoint }))),
      warehouseTimeoutMs: 500,
    });
  });

  afterEach(async () => {
    await server.close();
    warehouse.closeAllConnections();
    warehouse.close();
  });

  describe('when it cannot answer', () => {
    it('names the nearest routes', async () => {
      const problem = problemIn(await server.inject('/prediction?x=1'), 404, 'E_ROUTE_NOT_FOUND');
      expect(problem.detail).to.equal('GET /prediction is not a route');
      expect(problem.choices?.[0]).to.deep.equal({ method: 'GET', path: '/predictions' });
      expect(problem.instance).to.equal('/prediction?x=1');
    });

    it('names the method a route has', async () => {
      const problem = problemIn(await server.inject('/predict/game'), 404, 'E_ROUTE_NOT_FOUND');
      expect(problem.hint).to.equal('Use POST.');
      expect(problem.choices).to.deep.equal([{ method: 'POST', path: '/predict/game' }]);
    });

    it('refuses a malformed URL', async () => {
      problemIn(await server.inject('/%zz'), 400, 'E_REQUEST_INVALID');
    });

    const bodies: [string, number, { payload: string; contentType: string }][] = [
      ['what is not JSON', 400, { payload: '{"home_team"', contentType: 'application/json' }],
      ['an empty JSON body', 400, { payload: '', contentType: 'application/json' }],
      ['another media type', 415, { payload: '<a/>', contentType: 'application/xml' }],
      [
        'more than 64 kB',
        413,
        { payload: `"${'x'.repeat(64 * 1024)}"`, contentType: 'application/json' },
      ],
      [
        'a poisoned prototype',
        400,
        { payload: '{"__proto__": {"x": 1}}', contentType: 'application/json' },
      ],
    ];
    for (const [what, status, { payload, contentType }] of bodies) {
      it(`refuses ${what} with ${status}`, async () => {
        const response = await server.inject({
          method: 'POST',
          url: '/predict/game',
          payload,
          headers: { 'content-type': contentType },
        });
        problemIn(response, status, 'E_REQUEST_INVALID');
      });
    }
  });

  describe('when the warehouse fails', () => {
    it('is 503 and tells nothing of the inside', async () => {
      answer = {
        status: 404,
        json: { error: { code: 404, message: 'Not found: Table secret.table' } },
      };
      const problem = problemIn(await server.inject(list), 503, 'E_WAREHOUSE');
      expect(JSON.stringify(problem)).to.not.include('secret');
      expect(problem.hint).to.include('request_id');
    });

    it('is 503 when the answer does not come in time', async () => {
      answer = 'nothing';
      const started = Date.now();
      problemIn(await server.inject(list), 503, 'E_WAREHOUSE');
      expect(Date.now() - started).to.be.lessThan(20_000);
    });

    it('is 503 when nothing listens there', async () => {
      warehouse.close();
      problemIn(await server.inject(list), 503, 'E_WAREHOUSE');
    });

    it('is an internal error when a stored row is not what it must be, and tells nothing', async () => {
      answer = {
        status: 200,
        json: {
          ...emptyAnswer,
          schema: { fields: [{ name: 'game_pk', type: 'STRING' }] },
          rows: [{ f: [{ v: 'secret' }] }],
        },
      };
      const problem = problemIn(await server.inject(list), 500, 'E_INTERNAL');
      expect(JSON.stringify(problem)).to.not.include('secret');
      expect(JSON.stringify(problem)).to.not.include('game_pk');
    });

    it('is still alive', async () => {
      warehouse.close();
      const response = await server.inject('/healthz');
      expect(response.statusCode).to.equal(200);
      expect(response.json()).to.deep.equal({ status: 'ok' });
    });
  });

  describe('request ids', () => {
    it('are the caller’s when sane, in the header and the problem', async () => {
      const response = await server.inject({ url: '/x', headers: { 'x-request-id': 'abc-1' } });
      expect(response.headers['x-request-id']).to.equal('abc-1');
      expect(problemIn(response, 404, 'E_ROUTE_NOT_FOUND').request_id).to.equal('abc-1');
    });

    it('are new ones otherwise', async () => {
      for (const given of ['', 'a b', 'x'.repeat(101), '<script>']) {
        const response = await server.inject({
          url: '/healthz',
          headers: { 'x-request-id': given },
        });
        expect(response.headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
      }
    });
  });

  it('lets a running request end when it closes, and then refuses connections', async () => {
    let asked: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (asked = resolve));
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    whenAsked = () => {
      asked();
      return released;
    };
    answer = {
      status: 200,
      json: {
        ...emptyAnswer,
        schema: {
          fields: [
            { name: 'last_date', type: 'DATE' },
            { name: 'newest_at', type: 'TIMESTAMP' },
          ],
        },
        rows: [{ f: [{ v: '2026-04-19' }, { v: '1776256200000000' }] }],
      },
    };
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const running = fetch(`${url}/readyz`);
    await reached;
    const closed = server.close();
    release();
    expect((await running).status).to.equal(200);
    await closed;
    let refused = false;
    await fetch(`${url}/healthz`).catch(() => (refused = true));
    expect(refused).to.equal(true);
  });
});
