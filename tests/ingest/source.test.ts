import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import { openSource, type Source, type SourceOptions } from '../../ingest/sources/source.ts';
import { TankError } from '../../warehouse/errors.ts';

type Handler = (response: http.ServerResponse, count: number) => void;

const good: Handler = (response) => response.end('{"ok":true}');
const status =
  (code: number, headers: http.OutgoingHttpHeaders = {}): Handler =>
  (response) =>
    response.writeHead(code, headers).end('no');
const reset: Handler = (response) => response.socket?.resetAndDestroy();
const silent: Handler = () => undefined;

const anything: Endpoint<unknown> = {
  name: 'anything',
  format: 'json',
  check: ({ body }) => body,
};

const failureOf = async (promise: Promise<unknown>): Promise<TankError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TankError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('source', () => {
  let server: http.Server;
  let base: string;
  let handlers: Handler[];
  let count: number;
  let source: Source;

  beforeEach((done) => {
    handlers = [];
    count = 0;
    server = http.createServer((_request, response) => {
      const handler = handlers[Math.min(count, handlers.length - 1)] ?? good;
      count += 1;
      handler(response, count);
    });
    server.listen(0, '127.0.0.1', () => {
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });

  afterEach((done) => {
    source.close();
    server.closeAllConnections();
    server.close(done);
  });

  const open = (options: Partial<SourceOptions> = {}): Source => {
    source = openSource({
      origin: 'stats_api',
      baseUrl: `${base}/`,
      backoffMs: [1, 1],
      timeoutMs: 10_000,
      ...options,
    });
    return source;
  };

  for (const code of [408, 409, 425, 429, 500, 503]) {
    it(`repeats after ${code}`, async () => {
      handlers = [status(code), good];
      const answer = await open().read('/x', anything);
      expect(answer).to.include({ url: `${base}/x`, status: 200 });
      expect(answer.value).to.deep.equal({ ok: true });
      expect(source.requests()).to.equal(2);
    });
  }

  for (const code of [400, 401, 403, 404, 410]) {
    it(`does not repeat after ${code}, and names method, URL and status`, async () => {
      handlers = [status(code)];
      const error = await failureOf(open().read('/x?y=1', anything));
      expect(error.code).to.equal('E_SOURCE_HTTP');
      expect(error.message).to.contain(`GET ${base}/x?y=1: ${code}`);
      expect(count).to.equal(1);
    });
  }

  it('repeats broken connections, bodies that are cut or empty, and timeouts', async () => {
    const cut: Handler = (response) => response.end('{"ok":tr');
    const empty: Handler = (response) => response.end();
    const half: Handler = (response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"ok"');
      setTimeout(() => response.destroy(), 5);
    };
    handlers = [reset, cut, empty, half, silent, good];
    const answer = await open({ backoffMs: [1, 1, 1, 1, 1], timeoutMs: 1000 }).read('/x', anything);
    expect(answer.value).to.deep.equal({ ok: true });
    expect(count).to.equal(6);
  });

  it('gives up after its repetitions, with the last error', async () => {
    handlers = [status(500), status(503)];
    const error = await failureOf(open().read('/x', anything));
    expect(error.message).to.contain('503');
    expect(count).to.equal(3);
  });

  it('tells a timeout from a refusal, and waits twice as long each time', async () => {
    handlers = [silent];
    const tries: string[] = [];
    const slow = await failureOf(
      open({
        backoffMs: [1, 1, 1],
        timeoutMs: 20,
        maximumTimeoutMs: 50,
        onFailedTry: (message) => tries.push(message),
      }).read('/x', anything),
    );
    expect(slow.code).to.equal('E_SOURCE_UNREACHABLE');
    expect(slow.message).to.contain('no answer within 50 ms');
    expect(tries.map((message) => /within (\d+) ms/.exec(message)?.[1])).to.deep.equal([
      '20',
      '40',
      '50',
      '50',
    ]);
    source.close();
    const nowhere = openSource({
      origin: 'stats_api',
      baseUrl: 'http://127.0.0.1:9',
      backoffMs: [],
    });
    const refused = await failureOf(nowhere.read('/x', anything));
    expect(refused.code).to.equal('E_SOURCE_UNREACHABLE');
    expect(refused.message).to.contain('GET http://127.0.0.1:9/x').and.to.contain('ECONNREFUSED');
  });

  it('calls a body that stays broken a wrong shape', async () => {
    handlers = [(response) => response.end('<html>')];
    const error = await failureOf(open().read('/x', anything));
    expect(error.code).to.equal('E_SOURCE_SHAPE');
    expect(error.message).to.contain('not whole JSON');
  });

  it('asks nothing before Retry-After has passed, of any request', async () => {
    handlers = [status(429, { 'retry-after': '1' }), good];
    const started = performance.now();
    const asked: number[] = [];
    server.on('request', () => asked.push(performance.now() - started));
    const refused = new Promise<string>((resolve) => {
      open({ onFailedTry: resolve });
    });
    const first = source.read('/x', anything);
    expect(await refused).to.contain('429');
    expect(asked).to.have.length(1);
    await Promise.all([first, source.read('/y', anything)]);
    expect(asked).to.have.length(3);
    expect(asked[1]).to.be.above(950);
    expect(asked[2]).to.be.above(950);
  });

  it('fails at once when Retry-After is longer than it waits', async () => {
    handlers = [status(503, { 'retry-after': '3600' })];
    const error = await failureOf(open().read('/x', anything));
    expect(error.code).to.equal('E_SOURCE_HTTP');
    expect(error.message).to.contain('3600 s');
    expect(count).to.equal(1);
  });

  it('has no more requests under way than its concurrency', async () => {
    let open_ = 0;
    let most = 0;
    handlers = [
      (response) => {
        open_ += 1;
        most = Math.max(most, open_);
        setTimeout(() => {
          open_ -= 1;
          response.end('{}');
        }, 10);
      },
    ];
    open({ concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, index) => source.read(`/${index}`, anything)));
    expect(most).to.equal(3);
  });

  it('keeps its connection', async () => {
    let connections = 0;
    server.on('connection', () => (connections += 1));
    open();
    for (let index = 0; index < 5; index += 1) await source.read(`/${index}`, anything);
    expect(connections).to.equal(1);
  });

  it('does not follow the source elsewhere', async () => {
    handlers = [status(302, { location: '/other' }), good];
    const error = await failureOf(open().read('/x', anything));
    expect(error.message).to.contain('302');
    expect(count).to.equal(1);
  });

  const enough = new Error('enough');

  it('ends at once when stopped', async () => {
    handlers = [silent];
    const stop = new AbortController();
    const reading = open().read('/x', anything, stop.signal);
    setTimeout(() => {
      stop.abort(enough);
    }, 20);
    const started = performance.now();
    expect(await reading.catch((error: unknown) => error)).to.equal(enough);
    expect(performance.now() - started).to.be.below(8000);
    expect(count).to.equal(1);
  });

  it('stops while waiting between repetitions', async () => {
    handlers = [status(503)];
    const stop = new AbortController();
    const reading = open({ backoffMs: [10_000] }).read('/x', anything, stop.signal);
    setTimeout(() => {
      stop.abort(enough);
    }, 50);
    const started = performance.now();
    expect(await reading.catch((error: unknown) => error)).to.equal(enough);
    expect(performance.now() - started).to.be.below(8000);
  });

  it('takes an answer with its doubts once they were the same three times', async () => {
    handlers = [good];
    const doubted: Endpoint<unknown> = { ...anything, doubts: () => ['no score'] };
    const answer = await open().read('/x', doubted);
    expect(answer.doubts).to.deep.equal(['no score']);
    expect(count).to.equal(3);
  });
});
