import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { networkOf } from '../../serving/access/client.ts';
import { createLimiter } from '../../serving/access/limits.ts';
import {
  addKey,
  listKeys,
  openKeyring,
  openStore,
  revokeKey,
  rotateKey,
  type ForecastStore,
  type ServerOptions,
} from '../../serving/index.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { problemIn } from './problem-in.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';
import { forecasts, teams } from './small-league.ts';

const game = '/games/1';

describe('access to the API', () => {
  let directory: string;
  let file: string;
  let warehouse: ServedWarehouse;
  let store: ForecastStore;
  let server: OpenServer | undefined;
  let now = new Date('2026-04-15T12:00:00Z');

  before(async () => {
    warehouse = await openServedWarehouse();
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_predictions.game_predictions', forecasts);
    store = await openStore({ client: warehouse.client, now: () => now, pollMs: 0 });
  });
  after(() => warehouse.close());

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'keys-'));
    file = path.join(directory, 'keys.json');
    now = new Date('2026-04-15T12:00:00Z');
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    rmSync(directory, { recursive: true });
  });

  async function open(more: Partial<ServerOptions['access']> = {}, options = {}) {
    const keyring = openKeyring(file);
    const anonymous = { perMinute: 3, perHour: 5 };
    const access = { keyring, access: 'open' as const, anonymous, ...more };
    server = await openServer(warehouse.client, () => now, { store, access, ...options });
    return { keyring };
  }
  const get = (options: InjectOptions) => {
    if (server === undefined) throw new Error('open a server first');
    return server.inject(options);
  };
  const ask = (key?: string, more: object = {}) =>
    get({ url: game, ...(key && { headers: { 'x-api-key': key } }), ...more });
  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000);
  };

  it('counts requests without a key by minute and hour, and says when to come again', async () => {
    await open();
    const first = await ask();
    expect(first.headers).to.include({ 'ratelimit-limit': '3', 'ratelimit-remaining': '2' });
    await ask();
    expect((await ask()).statusCode).to.equal(200);
    now = new Date('2026-04-15T12:00:20Z');
    const refused = await ask();
    problemIn(refused, 429, 'E_RATE_LIMIT');
    expect(refused.headers['retry-after']).to.equal('40');
    later(1);
    // The refused one counted too: the hour has one left.
    expect((await ask()).statusCode).to.equal(200);
    const hourly = await ask();
    problemIn(hourly, 429, 'E_RATE_LIMIT');
    expect(hourly.headers['retry-after']).to.equal(String(58 * 60 + 40));
    later(60);
    expect((await ask()).statusCode).to.equal(200);
  });

  it('counts each address by itself, and an address behind a trusted proxy', async () => {
    await open({}, { trustedProxies: 1 });
    const from = (address: string) =>
      ask(undefined, { headers: { 'x-forwarded-for': `9.9.9.9, ${address}` } });
    for (let count = 0; count < 3; count += 1) await from('1.1.1.1');
    problemIn(await from('1.1.1.1'), 429, 'E_RATE_LIMIT');
    expect((await from('1.1.1.2')).statusCode).to.equal(200);
  });

  it('believes no X-Forwarded-For when no proxy is trusted', async () => {
    await open();
    for (let count = 0; count < 3; count += 1)
      await ask(undefined, { headers: { 'x-forwarded-for': `1.1.1.${count}` } });
    const other = await ask(undefined, { headers: { 'x-forwarded-for': '1.1.1.9' } });
    problemIn(other, 429, 'E_RATE_LIMIT');
  });

  it('limits unknown routes, not what says how the server is', async () => {
    await open();
    for (let count = 0; count < 5; count += 1) {
      for (const url of ['/healthz', '/readyz', '/metrics', '/openapi.json'])
        expect((await get({ url })).statusCode).to.equal(200);
    }
    for (let count = 0; count < 3; count += 1) await get({ url: '/wp-login.php' });
    problemIn(await get({ url: '/wp-login.php' }), 429, 'E_RATE_LIMIT');
  });

  it('gives each key limits of its own', async () => {
    const { secret } = addKey(file, { name: 'a', perMinute: 4, perHour: 100 }, now);
    await open();
    for (let count = 0; count < 4; count += 1) expect((await ask(secret)).statusCode).to.equal(200);
    problemIn(await ask(secret), 429, 'E_RATE_LIMIT');
    expect((await ask()).statusCode).to.equal(200);
  });

  it('takes a key as a bearer token, and refuses a wrong one, whatever is wrong', async () => {
    const { secret, key } = addKey(file, { name: 'a', perMinute: 9, perHour: 9 }, now);
    await open({ access: 'keys' });
    const bearer = (token: string) =>
      get({ url: game, headers: { authorization: `Bearer ${token}` } });
    expect((await bearer(secret)).statusCode).to.equal(200);
    for (const wrong of [`${secret}x`, secret.slice(0, -1), `tank_${key.id}_${'A'.repeat(43)}`])
      problemIn(await bearer(wrong), 401, 'E_KEY_INVALID');
    problemIn(await bearer(secret.replace(key.id, '0'.repeat(12))), 401, 'E_KEY_INVALID');
    problemIn(await ask('nonsense'), 401, 'E_KEY_INVALID');
    problemIn(await ask(), 401, 'E_KEY_INVALID');
    expect((await get({ url: '/healthz' })).statusCode).to.equal(200);
  });

  it('asks for no key and counts nothing behind IAM', async () => {
    await open({ access: 'iam' });
    for (let count = 0; count < 9; count += 1) expect((await ask()).statusCode).to.equal(200);
  });

  it('keeps no secret, and the file to its owner', async () => {
    const { secret } = addKey(file, { name: 'a', perMinute: 9, perHour: 9 }, now);
    await open();
    const text = readFileSync(file, 'utf8');
    expect(text).to.not.include(secret.split('_')[2]);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  it('rotates a key with an overlap, and revokes it, while the server runs', async () => {
    const { secret, key } = addKey(file, { name: 'a', perMinute: 99, perHour: 99 }, now);
    const { keyring } = await open();
    const rotated = rotateKey(file, key.id, 24, now);
    keyring.refresh();
    expect((await ask(rotated.secret)).statusCode).to.equal(200);
    expect((await ask(secret)).statusCode).to.equal(200);
    later(24 * 60);
    problemIn(await ask(secret), 401, 'E_KEY_INVALID');
    expect((await ask(rotated.secret)).statusCode).to.equal(200);
    const revoked = revokeKey(file, key.id, now);
    expect(revokeKey(file, key.id, new Date()).revoked_at).to.equal(revoked.revoked_at);
    keyring.refresh();
    problemIn(await ask(rotated.secret), 401, 'E_KEY_INVALID');
    expect(listKeys(file).map(({ name }) => name)).to.deep.equal(['a']);
    expect(() => rotateKey(file, '0'.repeat(12), 1, now)).to.throw('there is no key');
  });

  it('logs no key, whatever becomes of the request', async () => {
    const { secret } = addKey(file, { name: 'a', perMinute: 1, perHour: 1 }, now);
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
    await open({}, { log });
    await ask(secret);
    await ask(secret);
    await ask(`${secret}x`);
    await get({ url: '/games/zz', headers: { authorization: `Bearer ${secret}` } });
    expect(lines.join('')).to.not.include(secret.slice(-20));
  });

  it('sends the headers that keep browsers safe, and lets listed origins read', async () => {
    await open({}, { corsOrigins: ['https://a.example'] });
    const from = (origin: string) => ask(undefined, { headers: { origin } });
    const listed = await from('https://a.example');
    expect(listed.headers).to.include({
      'access-control-allow-origin': 'https://a.example',
      'x-content-type-options': 'nosniff',
    });
    expect(listed.headers['content-security-policy']).to.include("default-src 'none'");
    expect((await from('https://b.example')).headers).to.not.have.property(
      'access-control-allow-origin',
    );
  });

  it('counts 100,000 clients, and forgets those unseen for longest', async () => {
    const limiter = createLimiter(undefined);
    const limits = { perMinute: 1, perHour: 1 };
    for (let client = 0; client < 100_001; client += 1) await limiter(`${client}`, limits, now);
    expect((await limiter('100000', limits, now)).isAllowed).to.equal(false);
    expect((await limiter('0', limits, now)).isAllowed).to.equal(true);
  });

  const networks = {
    '1.2.3.4': '1.2.3.4',
    '::ffff:1.2.3.4': '1.2.3.4',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
    '2001:db8::6': '2001:db8:0:0',
    '::1': '0:0:0:0',
  };
  for (const [address, network] of Object.entries(networks))
    it(`takes ${address} for ${network}`, () => {
      expect(networkOf(address)).to.equal(network);
    });
});
