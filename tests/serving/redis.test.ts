import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { createLimiter } from '../../serving/access/limits.ts';
import { createCache } from '../../serving/cache.ts';
import { openRedis } from '../../serving/index.ts';
import { freePort, redisMissing, startRedis, type RedisProcess } from '../redis-process.ts';

describe('Redis', function () {
  this.timeout(20_000);
  const now = new Date('2026-04-15T12:00:00Z');
  const limits = { perMinute: 3, perHour: 100 };
  let directory: string;
  let port: number;
  let server: RedisProcess | undefined;
  let connections: Redis[] = [];

  before(async function () {
    if (redisMissing !== undefined) {
      console.log(`      skipped: ${redisMissing}`);
      this.skip();
    }
    directory = mkdtempSync(path.join(tmpdir(), 'redis-'));
    port = await freePort();
  });
  beforeEach(start);
  afterEach(async () => {
    for (const redis of connections) redis.disconnect();
    connections = [];
    await stop();
  });
  after(() => {
    if (directory) rmSync(directory, { recursive: true });
  });

  async function start(): Promise<void> {
    server = await startRedis(directory, port);
    await open();
  }

  async function stop(): Promise<void> {
    await server?.kill();
    server = undefined;
  }

  async function open(): Promise<Redis> {
    const redis = openRedis(`redis://127.0.0.1:${port}`);
    connections.push(redis);
    await until(() => redis.status === 'ready');
    return redis;
  }

  it('counts the requests of a client together for all servers', async () => {
    const [one, other] = [createLimiter(await open()), createLimiter(await open())];
    for (let count = 0; count < 3; count += 1)
      expect((await (count === 1 ? other : one)('a', limits, now)).isAllowed).to.equal(true);
    expect((await other('a', limits, now)).isAllowed).to.equal(false);
    expect((await one('b', limits, now)).isAllowed).to.equal(true);
  });

  it('is done without while it is gone: each server counts by itself, at once', async () => {
    const redis = await open();
    const limiter = createLimiter(redis);
    await limiter('a', limits, now);
    await stop();
    const started = Date.now();
    const allowed: boolean[] = [];
    for (let count = 0; count < 4; count += 1)
      allowed.push((await limiter('a', limits, now)).isAllowed);
    expect(allowed).to.deep.equal([true, true, true, false]);
    expect(Date.now() - started).to.be.lessThan(5000);
    await start();
    await until(() => redis.status === 'ready');
    expect((await limiter('c', limits, now)).remaining).to.equal(2);
  });

  it('holds what one server computed for the others, and makes it once', async () => {
    let made = 0;
    const make = async () => {
      made += 1;
      await wait(100);
      return { value: made };
    };
    const caches = [
      createCache({ redis: await open() }),
      createCache({ redis: await open() }),
      createCache({ redis: await open() }),
    ] as const;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, count) =>
        (caches[count % 3] ?? caches[0]).getOrMake('k', make),
      ),
    );
    expect(made).to.equal(1);
    expect(new Set(answers.map((answer) => answer.value))).to.deep.equal(new Set([1]));
    const late = createCache({ redis: await open() });
    expect(await late.getOrMake('k', make)).to.deep.equal({ value: 1 });
  });

  it('is no harm to the cache when it goes: what is not in memory is made again', async () => {
    const cache = createCache({ redis: await open() });
    expect(await cache.getOrMake('k', () => Promise.resolve({ value: 1 }))).to.deep.equal({
      value: 1,
    });
    await stop();
    expect(await cache.getOrMake('k', () => Promise.resolve({ value: 2 }))).to.deep.equal({
      value: 1,
    });
    expect(await cache.getOrMake('l', () => Promise.resolve({ value: 3 }))).to.deep.equal({
      value: 3,
    });
  });

  it('waits no longer than a server may take that died while it made a value', async () => {
    const redis = await open();
    await redis.set('tank:cache:k:lock', '1');
    const cache = createCache({ redis, makeSeconds: 0.2 });
    expect(await cache.getOrMake('k', () => Promise.resolve({ value: 1 }))).to.deep.equal({
      value: 1,
    });
  });

  it('keeps no failure', async () => {
    const cache = createCache({ redis: await open() });
    const failing = cache.getOrMake('k', () => Promise.reject(new Error('no')));
    expect(await failing.catch((error: unknown) => String(error))).to.equal('Error: no');
    expect(await cache.getOrMake('k', () => Promise.resolve({ value: 1 }))).to.deep.equal({
      value: 1,
    });
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let count = 0; count < 200 && !isSo(); count += 1) await wait(25);
  if (!isSo()) throw new Error('it did not come to pass in five seconds');
}
