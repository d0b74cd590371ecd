import { generateKeyPairSync, sign } from 'node:crypto';
import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import type { Delivery } from '../../pipeline/events/bus.ts';
import { pubSubBus } from '../../pipeline/events/pubsub-bus.ts';
import { topics, type Envelope } from '../../pipeline/events/envelope.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { createEventServer } from '../../pipeline/service/event-server.ts';
import { checkPushToken } from '../../pipeline/service/push-token.ts';
import { eventRoles } from '../../pipeline/service/roles.ts';
import type { TankError } from '../../warehouse/errors.ts';
import { fail, startContractServer, type ContractServer } from '../google/grpc-server.ts';
import { openSmallPipeline, type SmallPipeline } from '../pipeline/small-pipeline.ts';
import { readConfiguration } from './configuration.ts';
import { startRole, type RoleProcess } from './role-process.ts';

const envelope: Envelope<'data.collected'> = {
  id: 'e1',
  topic: 'data.collected',
  correlation_id: 'daily-2026-04-15',
  cause: null,
  attempt: 1,
  occurred_at: '2026-04-15T06:00:00.000Z',
  payload: { round: 1, outcome: 'complete', changed_rows: 3 },
};

const pushed = (data: string) => ({
  message: { data: Buffer.from(data).toString('base64'), messageId: '1' },
  subscription: 'projects/p/subscriptions/s',
});

describe('roles', () => {
  it('each topic is handled by one, the one that Terraform pushes it to', async () => {
    const made = (await readConfiguration()).get('.')!.locals.topics;
    const handled = Object.entries(eventRoles).flatMap(([role, list]) =>
      list.map((topic) => [topic, role]),
    );
    expect(handled).to.have.length(topics.length);
    expect(Object.fromEntries(handled)).to.deep.equal(made);
  });

  describe('pushes', () => {
    let server: FastifyInstance;
    let delivery: Delivery | Error;
    let handled: unknown[];

    beforeEach(() => {
      handled = [];
      delivery = 'acknowledged';
      server = createEventServer({
        topics: ['data.collected'],
        log: silentLog,
        handle: (value) => {
          handled.push(value);
          return delivery instanceof Error ? Promise.reject(delivery) : Promise.resolve(delivery);
        },
      });
    });

    afterEach(() => server.close());

    const post = (payload: object) => server.inject({ method: 'POST', url: '/events', payload });

    it('are acknowledged when the event is handled', async () => {
      expect(await post(pushed(JSON.stringify(envelope)))).to.include({ statusCode: 204 });
      expect(handled).to.deep.equal([envelope]);
    });

    it('come again while another worker has the run, and after a failure', async () => {
      delivery = 'busy';
      expect(await post(pushed(JSON.stringify(envelope)))).to.include({ statusCode: 503 });
      delivery = new Error('out of memory');
      expect(await post(pushed(JSON.stringify(envelope)))).to.include({ statusCode: 500 });
    });

    it('of what cannot be read are given to the handler, which buries it', async () => {
      expect(await post(pushed('no JSON'))).to.include({ statusCode: 204 });
      expect(handled).to.deep.equal(['no JSON']);
    });

    it('of another topic, or that are no push, are refused', async () => {
      expect(await post(pushed(JSON.stringify({ ...envelope, topic: 'data.loaded' })))).to.include({
        statusCode: 400,
      });
      expect(await post({ hello: 1 })).to.include({ statusCode: 400 });
      expect(handled).to.deep.equal([]);
    });
  });

  describe('the token of a push', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const certificates = () => Promise.resolve({ k: pem });
    const account = 'invoker@hankstank.iam.gserviceaccount.com';
    const token = (claims: object): string => {
      const part = (value: object): string =>
        Buffer.from(JSON.stringify(value)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const body = `${part({ alg: 'RS256', kid: 'k', typ: 'JWT' })}.${part({
        iss: 'https://accounts.google.com',
        aud: 'https://collector.run.app',
        sub: '1',
        iat: now - 10,
        exp: now + 600,
        email: account,
        email_verified: true,
        ...claims,
      })}`;
      return `${body}.${sign('sha256', Buffer.from(body), privateKey).toString('base64url')}`;
    };
    const check = (header: string | undefined) =>
      checkPushToken(header, account, certificates).then(
        () => 'good',
        (error: unknown) => (error as TankError).code,
      );

    it('is good when Google signed it for the account', async () => {
      expect(await check(`Bearer ${token({})}`)).to.equal('good');
    });

    it('is refused when it is missing, of another account or issuer, over, or changed', async () => {
      const changed = token({}).split('.');
      changed[1] = Buffer.from(JSON.stringify({ email: account })).toString('base64url');
      for (const header of [
        undefined,
        `Bearer ${token({ email: 'other@example.com' })}`,
        `Bearer ${token({ email_verified: false })}`,
        `Bearer ${token({ iss: 'https://example.com' })}`,
        `Bearer ${token({ exp: 1000, iat: 500 })}`,
        `Bearer ${changed.join('.')}`,
      ])
        expect(await check(header), header).to.equal('E_KEY_INVALID');
    });
  });

  describe('Pub/Sub', () => {
    let server: ContractServer;
    const before_ = process.env.PUBSUB_EMULATOR_HOST;

    before(async () => {
      server = await startContractServer('@google-cloud/pubsub', ['google.pubsub.v1.Publisher'], {
        Publish: ({ topic }: { topic: string }) =>
          topic.endsWith('/data.loaded')
            ? fail('PERMISSION_DENIED', 'not yours')
            : { messageIds: ['1'] },
      });
      process.env.PUBSUB_EMULATOR_HOST = `127.0.0.1:${server.port}`;
    });

    after(async () => {
      if (before_ === undefined) delete process.env.PUBSUB_EMULATOR_HOST;
      else process.env.PUBSUB_EMULATOR_HOST = before_;
      await server.close();
    });

    it('gets an event on the topic of its name, whole', async () => {
      const bus = pubSubBus('hankstank');
      await bus.publish(envelope);
      await bus.close();
      const [request] = server.requests('Publish') as {
        topic: string;
        messages: { data: Buffer; attributes: object }[];
      }[];
      expect(request?.topic).to.equal('projects/hankstank/topics/data.collected');
      expect(JSON.parse(request!.messages[0]!.data.toString())).to.deep.equal(envelope);
      expect(request?.messages[0]?.attributes).to.deep.equal({
        event: 'e1',
        run: 'daily-2026-04-15',
      });
    });

    it('refusing an event is E_PUBLISH', async () => {
      const bus = pubSubBus('hankstank');
      const error = await bus
        .publish({ ...envelope, topic: 'data.loaded' } as never)
        .catch((caught: unknown) => caught as TankError);
      await bus.close();
      expect(error).to.include({ code: 'E_PUBLISH' });
    });
  });

  describe('as processes, beside a warehouse of another process', () => {
    let small: SmallPipeline;
    const roles: RoleProcess[] = [];

    before(async () => {
      small = await openSmallPipeline();
    });

    after(async () => {
      for (const role of roles) role.kill();
      await small.close();
    });

    const start = async (role: string): Promise<RoleProcess> => {
      const started = await startRole(
        [process.execPath, '--import', 'tsx', 'pipeline/service/main.ts', role],
        {
          TANK_STATE: small.session.config.stateDirectory,
          BIGQUERY_EMULATOR_HOST: small.session.config.endpoint ?? '',
        },
      );
      roles.push(started);
      return started;
    };

    for (const role of ['collector', 'prediction-api']) {
      it(`${role} answers its probe, and ends in order at SIGTERM`, async () => {
        const { stop } = await start(role);
        expect(await stop()).to.equal(0);
      });
    }

    it('validator acknowledges an event of a run that there is not, and buries it', async () => {
      const { url, stop } = await start('validator');
      const answer = await fetch(`${url}/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(pushed(JSON.stringify(envelope))),
      });
      expect(answer.status).to.equal(204);
      expect(await stop()).to.equal(0);
      const rows = await small.query<{ topic: string; error_code: string }>(
        'SELECT topic, error_code FROM mlb_ops.dead_events',
      );
      expect(rows).to.deep.equal([{ topic: 'data.collected', error_code: 'E_EVENT_INVALID' }]);
    });
  });
});
