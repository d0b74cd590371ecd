import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import { openSource, type Source, type SourceOptions } from '../../ingest/sources/source.ts';
import { tankError } from '../../warehouse/errors.ts';
import {
  anything,
  failureOf,
  good,
  startLocalServer,
  status,
  type LocalServer,
} from './local-server.ts';

describe('breaker of a source', () => {
  let server: LocalServer;
  let source: Source;
  let changes: string[];

  beforeEach(async () => {
    server = await startLocalServer();
    changes = [];
  });

  afterEach(async () => {
    source.close();
    await server.close();
  });

  const open = (options: Partial<SourceOptions> = {}): void => {
    source = openSource({
      origin: 'savant',
      baseUrl: server.url,
      backoffMs: [1],
      shapeBackoffMs: [1],
      timeoutMs: 10_000,
      breakerOpenMs: 60,
      onBreaker: ({ state }) => changes.push(state),
      ...options,
    });
  };

  /** Three requests that fail after all their tries. */
  const trip = async (): Promise<void> => {
    server.answer(status(503));
    for (const path of ['/1', '/2', '/3']) {
      expect((await failureOf(source.read(path, anything))).code).to.equal('E_SOURCE_HTTP');
    }
    expect(changes).to.deep.equal(['open']);
  };

  it('opens after three requests in a row that failed after their tries', async () => {
    open();
    await trip();
    expect(server.asked).to.have.length(6);
  });

  it('counts failures in a row only', async () => {
    open();
    for (const [index, handler] of [503, 503, 200, 503, 503].entries()) {
      server.answer(handler === 200 ? good : status(handler));
      await source.read(`/${index}`, anything).catch(() => undefined);
    }
    expect(changes).to.deep.equal([]);
  });

  it('counts no failures that concern one request only: 404, a refused body, too large a one', async () => {
    open({ maximumBytes: 20 });
    const refusing: Endpoint<unknown> = {
      ...anything,
      check: () => {
        throw tankError('E_SOURCE_SHAPE', 'no');
      },
    };
    const fail = async (endpoint = anything): Promise<void> => {
      await failureOf(source.read('/x', endpoint));
    };
    server.answer(status(503));
    await fail();
    await fail();
    server.answer(status(404));
    await fail();
    server.answer(status(503));
    await fail();
    await fail();
    server.answer(good);
    await fail(refusing);
    server.answer(status(200, {}, JSON.stringify('x'.repeat(50))));
    for (let index = 0; index < 4; index += 1) await fail();
    expect(changes).to.deep.equal([]);
  });

  it('counts being turned away', async () => {
    open();
    server.answer(status(403));
    for (let index = 0; index < 3; index += 1) await failureOf(source.read('/x', anything));
    expect(changes).to.deep.equal(['open']);
  });

  it('makes reads wait, probes with one of them, and lets all go when it succeeds', async () => {
    open();
    await trip();
    const before = server.asked.length;
    let askedDuringProbe: string[] = [];
    server.answer((response, _path, count) => {
      void setTimeout(50).then(() => {
        if (count === before + 1) askedDuringProbe = server.asked.slice(before);
        response.end('{}');
      });
    });
    const reads = ['/a', '/b', '/c'].map((path) => source.read(path, anything));
    expect(server.asked).to.have.length(before);
    await Promise.all(reads);
    expect(askedDuringProbe).to.deep.equal(['/a']);
    expect(server.askedAt[before]! - server.askedAt[before - 1]!).to.be.above(55);
    expect(server.asked).to.have.length(before + 3);
    expect(changes).to.deep.equal(['open', 'half_open', 'closed']);
  });

  it('gives no read up because it was a probe that failed', async () => {
    open();
    await trip();
    const before = server.asked.length;
    server.answer((response, _path, count) => {
      (count === before + 1 ? status(500) : good)(response, '', count);
    });
    const values = await Promise.all(['/a', '/b'].map((path) => source.read(path, anything)));
    expect(values.map(({ value }) => value)).to.deep.equal([{ ok: true }, { ok: true }]);
    expect(server.asked.slice(before, before + 2)).to.deep.equal(['/a', '/b']);
    expect(changes).to.deep.equal(['open', 'half_open', 'open', 'half_open', 'closed']);
  });

  it('takes the source to be down after three failed probes, and asks nothing more', async () => {
    open();
    await trip();
    const before = server.asked.length;
    const paths = Array.from({ length: 50 }, (_, index) => `/${index}`);
    const failures = await Promise.all(paths.map((path) => failureOf(source.read(path, anything))));
    expect(new Set(failures.map(({ code }) => code))).to.deep.equal(new Set(['E_SOURCE_DOWN']));
    expect(failures[0]!.message).to.contain('savant').and.to.contain('503');
    expect(server.asked.length - before).to.equal(3);
    expect(changes.at(-1)).to.equal('down');
    expect((await failureOf(source.read('/late', anything))).code).to.equal('E_SOURCE_DOWN');
    expect(server.asked.length - before).to.equal(3);
  });

  it('tries a source that was down once more when it is reopened', async () => {
    open({ breakerProbes: 1 });
    await trip();
    await failureOf(source.read('/probe', anything));
    const before = server.asked.length;
    source.reopen();
    expect((await failureOf(source.read('/again', anything))).code).to.equal('E_SOURCE_DOWN');
    expect(server.asked.length - before).to.equal(1);
    source.reopen();
    server.answer(good);
    await source.read('/better', anything);
    expect(changes.at(-1)).to.equal('closed');
  });

  it('fails at once while it is open when asked to, and probes when it is time', async () => {
    open({ breakerOpenMs: 1000 });
    await trip();
    const before = server.asked.length;
    server.answer(good);
    const fast = { failFast: true };
    const failure = await failureOf(source.read('/fast', anything, undefined, fast));
    expect(failure.code).to.equal('E_SOURCE_DOWN');
    expect(server.asked).to.have.length(before);
    await setTimeout(1020);
    expect((await source.read('/fast', anything, undefined, fast)).value).to.deep.equal({
      ok: true,
    });
  });

  it('stops waiting when the run is stopped', async () => {
    open({ breakerOpenMs: 60_000 });
    await trip();
    const stop = new AbortController();
    const waiting = source.read('/x', anything, stop.signal).catch((error: unknown) => error);
    await setTimeout(10);
    const started = performance.now();
    stop.abort();
    expect(await waiting)
      .to.be.instanceOf(Error)
      .with.property('name', 'AbortError');
    expect(performance.now() - started).to.be.below(10_000);
  });

  it('leaves a source alone that asks for more time than a run has', async () => {
    open();
    server.answer(status(429, { 'retry-after': '3600' }));
    expect((await failureOf(source.read('/x', anything))).message).to.contain('3600 s');
    source.reopen();
    expect((await failureOf(source.read('/y', anything))).code).to.equal('E_SOURCE_DOWN');
    expect(server.asked).to.deep.equal(['/x']);
  });
});
