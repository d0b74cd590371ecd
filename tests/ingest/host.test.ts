import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { retryAfter } from '../../ingest/sources/failures.ts';
import { defaultPolicy, policyOf } from '../../ingest/sources/policy.ts';
import { openSource, type Source, type SourceOptions } from '../../ingest/sources/source.ts';
import { tankError } from '../../warehouse/errors.ts';
import { anything, failureOf, startLocalServer, status, type LocalServer } from './local-server.ts';

describe('politeness to a host', () => {
  let server: LocalServer;
  let source: Source;

  beforeEach(async () => {
    server = await startLocalServer();
  });

  afterEach(async () => {
    source.close();
    await server.close();
  });

  const open = (options: Partial<SourceOptions> = {}): void => {
    source = openSource({ origin: 'stats_api', baseUrl: server.url, backoffMs: [1], ...options });
  };

  it('begins no more requests in a second than allowed, repetitions included', async () => {
    open({ requestsPerSecond: 20, backoffMs: [1, 1, 1] });
    server.answer((response, _path, count) => {
      status(count % 2 === 0 ? 200 : 503, {}, '{}')(response, '', count);
    });
    await Promise.all(['/a', '/b', '/c', '/d'].map((path) => source.read(path, anything)));
    const { askedAt } = server;
    expect(askedAt.length).to.be.above(5);
    const needed = (askedAt.length - 1) * 50;
    expect(askedAt.at(-1)! - askedAt[0]!).to.be.above(needed - 40);
  });

  it('waits 1, 2, 4, 8, 16 seconds between six tries unless told otherwise', () => {
    expect(defaultPolicy.backoffMs).to.deep.equal([1000, 2000, 4000, 8000, 16_000]);
    expect(policyOf('stats_api', 'live').requestsPerSecond).to.equal(10);
    expect(policyOf('stats_api', 'replay')).to.deep.equal({});
  });

  it('waits longer each time, a quarter more or less', async () => {
    open({ backoffMs: [40, 80, 160] });
    server.answer(status(500));
    await failureOf(source.read('/x', anything));
    const gaps = server.askedAt.slice(1).map((at, index) => at - server.askedAt[index]!);
    expect(gaps).to.have.length(3);
    for (const [index, wait] of [40, 80, 160].entries()) {
      expect(gaps[index]).to.be.above(0.75 * wait - 3);
    }
  });

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2024-10-30T12:00:00Z');
    expect(retryAfter('7', now)).to.equal(7000);
    expect(retryAfter('Wed, 30 Oct 2024 12:00:30 GMT', now)).to.equal(30_000);
    expect(retryAfter('Wed, 30 Oct 2024 11:00:00 GMT', now)).to.equal(0);
    expect(retryAfter('soon', now)).to.equal(undefined);
    expect(retryAfter(null, now)).to.equal(undefined);
  });

  it('keeps the whole host quiet until the date of a Retry-After', async () => {
    open({ concurrency: 1 });
    server.answer((response, _path, count) => {
      const date = new Date(Date.now() + 2000).toUTCString();
      const limited = status(429, { 'retry-after': date });
      (count === 1 ? limited : status(200, {}, '{}'))(response, '', count);
    });
    await Promise.all(['/a', '/b'].map((path) => source.read(path, anything)));
    const [first, second, third] = server.askedAt;
    expect(second! - first!).to.be.above(900);
    expect(third! - first!).to.be.above(900);
  });

  it('leaves the queue at once when stopped while the host wants quiet', async () => {
    open();
    server.answer(status(429, { 'retry-after': '100' }));
    const stop = new AbortController();
    const reading = source.read('/x', anything, stop.signal).catch((error: unknown) => error);
    await setTimeout(100);
    const started = performance.now();
    stop.abort();
    expect(await reading).to.have.property('name', 'AbortError');
    expect(performance.now() - started).to.be.below(10_000);
  });

  it('repeats a refused body a few times, then calls it a wrong shape', async () => {
    open({ backoffMs: [], shapeBackoffMs: [1, 1, 1] });
    const refusing = {
      ...anything,
      check: () => {
        throw tankError('E_SOURCE_SHAPE', 'no teams');
      },
    };
    const error = await failureOf(source.read('/x', refusing));
    expect(error).to.include({ code: 'E_SOURCE_SHAPE', message: 'no teams' });
    expect(server.asked).to.have.length(4);
  });

  it('reads no body beyond its limit, and says so', async () => {
    open({ maximumBytes: 1000 });
    server.answer(status(200, {}, JSON.stringify('x'.repeat(2000))));
    const error = await failureOf(source.read('/x', anything));
    expect(error.code).to.equal('E_SOURCE_SHAPE');
    expect(error.message).to.equal(`GET ${server.url}/x: the body is larger than 1000 bytes`);
    expect(server.asked).to.have.length(1);
  });
});
