import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { breakableWarehouse, type BreakableWarehouse } from './breakable-warehouse.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { problemIn } from './problem-in.ts';
import { forecasts, games, teams } from './small-league.ts';

const heldDay = '/predictions?date=2026-04-15';
const earlierDay = '/predictions?date=2025-09-01';

describe('the HTTP server', () => {
  let warehouse: BreakableWarehouse;
  let server: OpenServer;
  let now = new Date('2026-04-15T12:00:00Z');

  before(async () => {
    warehouse = await breakableWarehouse();
    const [first] = forecasts;
    const earlier = {
      game_pk: 9,
      game_date: '2025-09-01',
      first_pitch_at: '2025-09-01T17:05:00.000Z',
    };
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_historical_data.games_historical', games);
    await warehouse.insert('mlb_predictions.game_predictions', [
      ...forecasts,
      { ...first, ...earlier },
    ]);
  });

  beforeEach(async () => {
    now = new Date('2026-04-15T12:00:00Z');
    warehouse.mend();
    server = await openServer(warehouse.client, () => now);
  });

  afterEach(() => server.close());
  after(() => warehouse.close());

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

    it('lets who sends too much send it all, so that the refusal is read', async () => {
      const { port } = new URL(await server.listen({ port: 0, host: '127.0.0.1' }));
      const socket = connect(Number(port), '127.0.0.1');
      let text = '';
      let failure: Error | undefined;
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', (error) => (failure = error));
      const answered = async (status: string): Promise<void> => {
        while (!text.includes(`HTTP/1.1 ${status}`) && !socket.closed) await wait(10);
      };
      const head = 'Host: x\r\nContent-Type: application/json\r\nContent-Length: 1048576';
      socket.write(`POST /predict/game HTTP/1.1\r\n${head}\r\n\r\n"`);
      await answered('413');
      for (let part = 0; part < 16; part += 1) {
        socket.write('x'.repeat(part < 15 ? 65_536 : 65_535));
        await wait(5);
      }
      socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
      await answered('200');
      socket.destroy();
      expect(failure).to.equal(undefined);
      expect(text).to.include('413').and.to.include('HTTP/1.1 200');
    });
  });

  describe('when the warehouse is down', () => {
    it('serves on what it holds, and says how old it is', async () => {
      expect((await server.inject(heldDay)).headers).to.not.have.property('x-data-age');
      warehouse.breakDown();
      now = new Date('2026-04-15T12:10:00Z');
      await server.store.refresh();
      const response = await server.inject(heldDay);
      expect(response.statusCode).to.equal(200);
      expect(response.headers['x-data-age']).to.equal('600');
      const ready = await server.inject('/readyz');
      expect(ready.json()).to.deep.include({ warehouse: 'down', age_seconds: 600 });
      warehouse.mend();
      await server.store.refresh();
      expect((await server.inject(heldDay)).headers).to.not.have.property('x-data-age');
    });

    it('is 503 for what it does not hold, and tells nothing of the inside', async () => {
      warehouse.breakDown();
      const problem = problemIn(await server.inject(earlierDay), 503, 'E_WAREHOUSE');
      expect(JSON.stringify(problem)).to.not.match(/ECONN|socket|127\.0/);
      expect(problem.hint).to.include('request_id');
      warehouse.mend();
      expect((await server.inject(earlierDay)).statusCode).to.equal(200);
    });

    it('is 503 when the answer does not come in time', async () => {
      const hasty = await openServer(warehouse.client, () => now, {}, { readTimeoutMs: 300 });
      warehouse.hold();
      problemIn(await hasty.inject(earlierDay), 503, 'E_WAREHOUSE');
      await hasty.close();
    });

    it('is alive but not ready when it was down from the start, until it is up', async () => {
      warehouse.breakDown();
      const early = await openServer(warehouse.client, () => now);
      expect((await early.inject('/healthz')).json()).to.deep.equal({ status: 'ok' });
      problemIn(await early.inject('/readyz'), 503, 'E_WAREHOUSE');
      problemIn(await early.inject(heldDay), 503, 'E_WAREHOUSE');
      warehouse.mend();
      await early.store.refresh();
      expect((await early.inject('/readyz')).statusCode).to.equal(200);
      expect((await early.inject(heldDay)).statusCode).to.equal(200);
      await early.close();
    });
  });

  it('reads a day it does not hold once, however many ask for it', async () => {
    warehouse.hold();
    const asked = warehouse.requests();
    const answers = Array.from({ length: 50 }, () => server.inject(earlierDay));
    await warehouse.reached();
    warehouse.mend();
    for (const answer of await Promise.all(answers)) expect(answer.statusCode).to.equal(200);
    const once = warehouse.requests() - asked;
    await server.store.reload();
    const again = warehouse.requests();
    await server.inject(earlierDay);
    expect(once).to.equal(warehouse.requests() - again);
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
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    warehouse.hold();
    const running = fetch(`${url}${earlierDay}`);
    await warehouse.reached();
    const closed = server.close();
    warehouse.mend();
    expect((await running).status).to.equal(200);
    await closed;
    let refused = false;
    await fetch(`${url}/healthz`).catch(() => (refused = true));
    expect(refused).to.equal(true);
  });
});
