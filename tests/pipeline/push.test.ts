import { createSign, generateKeyPairSync } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import { deadEvents } from '../../pipeline/events/dead-events.ts';
import { createHandler } from '../../pipeline/events/handle.ts';
import { topics } from '../../pipeline/events/envelope.ts';
import { pubSubBus, type PubSubBus } from '../../pipeline/events/pubsub-bus.ts';
import { createEventServer } from '../../pipeline/service/event-server.ts';
import { checkPushToken } from '../../pipeline/service/push-token.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { dailyInputs } from '../../pipeline/runs/inputs.ts';
import { takeLease } from '../../pipeline/runs/lease.ts';
import { readRuns } from '../../pipeline/runs/run-store.ts';
import { startRun } from '../../pipeline/runs/start.ts';
import { warehouseOf } from '../../pipeline/tables.ts';
import { TankError } from '../../warehouse/errors.ts';
import { startPubSub, type LocalPubSub, type Published } from './local-pubsub.ts';
import {
  allSteps,
  countedSteps,
  openSmallPipeline,
  quiet,
  type SmallPipeline,
} from './small-pipeline.ts';

const account = 'pusher@hankstank.iam.gserviceaccount.com';
const audience = 'https://worker.example.com';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const certificates = { key1: publicKey.export({ type: 'spki', format: 'pem' }) as string };

/** A token as Google signs it, with changes. */
function token(changes: Readonly<Record<string, unknown>> = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: 'key1', typ: 'JWT' })}.${part({
    iss: 'https://accounts.google.com',
    aud: audience,
    email: account,
    email_verified: true,
    sub: '1',
    iat: seconds,
    exp: seconds + 3600,
    ...changes,
  })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

describe('events through Pub/Sub', function () {
  this.timeout(60_000);
  let small: SmallPipeline;
  let pubSub: LocalPubSub;
  let bus: PubSubBus;
  let workers: FastifyInstance[];
  const done: string[] = [];
  const hostBefore = process.env.PUBSUB_EMULATOR_HOST;

  before(async () => {
    small = await openSmallPipeline();
    pubSub = await startPubSub();
    process.env.PUBSUB_EMULATOR_HOST = pubSub.host;
    bus = pubSubBus('hankstank');
    workers = ['first', 'second'].map((worker) => {
      const handle = createHandler({
        warehouse: warehouseOf(small.session),
        bus,
        steps: countedSteps(done),
        worker,
        keeps: 'event',
        leaseSeconds: 60,
        pause: () => 0,
        contextOf: ({ runId, inputs }, signal) =>
          Promise.resolve({
            runId,
            inputs,
            session: small.session,
            source: small.source,
            progress: quiet,
            log: silentLog,
            now: () => new Date(),
            signal,
          }),
      });
      return createEventServer({
        handle,
        topics,
        log: silentLog,
        checkToken: (header) =>
          checkPushToken(header, account, () => Promise.resolve(certificates)),
      });
    });
  });

  after(async () => {
    for (const worker of workers) await worker.close();
    await bus.close();
    pubSub.close();
    if (hostBefore === undefined) delete process.env.PUBSUB_EMULATOR_HOST;
    else process.env.PUBSUB_EMULATOR_HOST = hostBefore;
    await small.close();
  });

  /** What Pub/Sub does with a message: pushes it to a worker. */
  const push = async (
    message: Partial<Published>,
    worker = 0,
    bearer: string | null = token(),
  ): Promise<number> => {
    const response = await workers[worker]?.inject({
      method: 'POST',
      url: '/events',
      headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
      payload: {
        message: { ...message, messageId: '1' },
        subscription: 'projects/p/subscriptions/s',
      },
    });
    return response?.statusCode ?? 0;
  };

  it('run a whole chain on two workers, each event delivered twice', async () => {
    const warehouse = warehouseOf(small.session);
    const inputs = dailyInputs({ date: '2026-04-15', source: 'http://127.0.0.1:9' });
    const { run, first } = await startRun(warehouse, inputs, {
      source: 'replay',
      worker: '',
      leaseSeconds: 60,
    });
    await bus.publish(first);
    for (let place = 0; place < pubSub.published.length; place += 1) {
      const message = pubSub.published[place]!;
      expect(await push(message, place % 2)).to.equal(204);
      expect(await push(message, (place + 1) % 2)).to.equal(204);
    }
    expect(done).to.deep.equal(allSteps);
    expect(pubSub.published.map(({ topic }) => topic).slice(0, 2)).to.deep.equal([
      'run.requested',
      'data.collected',
    ]);
    expect(pubSub.published[1]?.attributes).to.have.property('run', 'daily-2026-04-15');
    const [state] = await readRuns(warehouse, { runId: run.runId });
    expect(state?.status).to.equal('done');
  });

  it('are refused without a token of the expected sender', async () => {
    const message = pubSub.published[0]!;
    const wrong = [
      null,
      'no token',
      token({ email: 'else@hankstank.iam.gserviceaccount.com' }),
      token({ email_verified: false }),
      token({ iss: 'https://else.example.com' }),
      token({ exp: 1 }),
      `${token().slice(0, -6)}AAAAAA`,
    ];
    for (const bearer of wrong)
      expect(await push(message, 0, bearer), String(bearer)).to.equal(401);
  });

  it('are put aside when they are none, and delivered again while another run is at work', async () => {
    const warehouse = warehouseOf(small.session);
    expect(await push({ data: Buffer.from('{"id": 1}').toString('base64') })).to.equal(204);
    expect(await push({ data: Buffer.from('no JSON').toString('base64') })).to.equal(204);
    expect((await deadEvents(warehouse)).map(({ code }) => code)).to.deep.equal([
      'E_EVENT_INVALID',
      'E_EVENT_INVALID',
    ]);
    const inputs = dailyInputs({ date: '2026-04-16', source: 'http://127.0.0.1:9' });
    const { first } = await startRun(warehouse, inputs, {
      source: 'replay',
      worker: '',
      leaseSeconds: 60,
    });
    await takeLease(warehouse, { runId: first.correlation_id, worker: 'third' }, 60);
    const data = Buffer.from(JSON.stringify(first)).toString('base64');
    expect(await push({ data })).to.equal(503);
    await small.query('UPDATE mlb_ops.leases SET expires_at = CURRENT_TIMESTAMP() WHERE TRUE');
    expect(await push({ data })).to.equal(204);
  });

  it('that cannot be published are an error, and the step is not done again', async () => {
    const warehouse = warehouseOf(small.session);
    await small.query('UPDATE mlb_ops.leases SET expires_at = CURRENT_TIMESTAMP() WHERE TRUE');
    const inputs = dailyInputs({ date: '2026-04-17', source: 'http://127.0.0.1:9' });
    const { first } = await startRun(warehouse, inputs, {
      source: 'replay',
      worker: '',
      leaseSeconds: 0.3,
    });
    done.length = 0;
    pubSub.failing = status.NOT_FOUND;
    const error = await bus.publish(first).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_PUBLISH');
    const data = Buffer.from(JSON.stringify(first)).toString('base64');
    expect(await push({ data })).to.equal(500);
    expect(done).to.deep.equal(['collect']);
    delete pubSub.failing;
    const before = pubSub.published.length;
    expect(await push({ data })).to.equal(204);
    expect(done).to.deep.equal(['collect']);
    expect(pubSub.published.slice(before).map(({ topic }) => topic)).to.deep.equal([
      'data.collected',
    ]);
  });
});
