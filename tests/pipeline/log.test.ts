import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openNotifiers } from '../../pipeline/alerts/send.ts';
import { createLog } from '../../pipeline/observing/log.ts';
import { addKey } from '../../serving/access/keyring.ts';

const env = {
  TANK_SMTP_URL: 'smtps://night:s3kr%21t-smtp@mail.example.com:465',
  TANK_SLACK_WEBHOOK: 'https://chat.example.com/hooks/W0rksp4ce/abcdefgh',
  TANK_WEATHER_KEY: 'weather"key\\1234',
};

describe('the log', () => {
  const lines: string[] = [];
  const log = createLog('test', { write: (line) => void lines.push(line) }, env);

  const written = (): Record<string, unknown> =>
    JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;

  it("has Cloud Logging's field names, run and event", () => {
    log
      .child({ run: 'daily-2026-04-15' })
      .warn({ event: 'step.try_failed', attempt: 2 }, 'no answer');
    expect(written()).to.include({
      severity: 'WARNING',
      component: 'test',
      run: 'daily-2026-04-15',
      event: 'step.try_failed',
      attempt: 2,
      message: 'no answer',
    });
    expect(written().time).to.match(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    log.error({ err: new TypeError('broken', { cause: new Error('deeper') }) }, 'failed');
    expect(written()).to.have.property('severity', 'ERROR');
    expect(written()).to.have.nested.property('err.type', 'TypeError');
    expect(JSON.stringify(written())).to.contain('deeper');
  });

  const key = 'tank_0123456789ab_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';
  const secrets: Readonly<Record<string, readonly [secret: string, kept: string]>> = {
    [`an API key ${key} was refused`]: [
      'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
      'tank_0123456789ab_',
    ],
    'connect smtps://night:s3kr%21t-smtp@mail.example.com:465 failed': ['s3kr%21t-smtp', 'connect'],
    'AUTH failed for s3kr!t-smtp': ['s3kr!t-smtp', 'AUTH failed'],
    'redis://user:an0ther-pw@10.0.0.3:6379 is down': ['an0ther-pw', '10.0.0.3:6379'],
    'POST https://chat.example.com/hooks/W0rksp4ce/abcdefgh: 404': ['W0rksp4ce', '404'],
    'POST https://hooks.slack.com/services/T000/B000/xyzxyzxyz: 500': ['xyzxyzxyz', '500'],
    'GET https://api.example.com/v1/forecast?lat=1&apikey=0pen-met3o&hourly=t: 429': [
      '0pen-met3o',
      'hourly=t: 429',
    ],
    'authorization: Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln': [
      'eyJhbGciOiJSUzI1NiJ9',
      'authorization',
    ],
    'weather"key\\1234 is not valid': ['key\\1234', 'is not valid'],
    '{"private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n"}': [
      'MIIEvQ',
      'private_key',
    ],
  };

  for (const [text, [secret, kept]] of Object.entries(secrets)) {
    it(`hides what is secret in: ${text.slice(0, 40)}`, () => {
      const ways: (() => void)[] = [
        () => {
          log.info(text);
        },
        () => {
          log.info({ detail: { list: [text] } }, 'a field');
        },
        () => {
          log.error({ err: new Error(text) }, 'an error');
        },
        () => {
          log.error({ err: new Error('outer', { cause: new Error(text) }) }, 'its cause');
        },
        () => {
          log.child({ note: text }).warn('a child');
        },
      ];
      for (const way of ways) {
        way();
        // What is read back, not only its escaped form.
        const all = `${lines.at(-1) ?? ''} ${Object.values(JSON.parse(lines.at(-1) ?? '') as object).join(' ')}`;
        expect(all).not.to.contain(secret);
        expect(all).not.to.contain(JSON.stringify(secret).slice(1, -1));
        expect(all).to.contain('[secret]');
        expect(JSON.stringify(written())).to.contain(JSON.stringify(kept).slice(1, -1));
      }
    });
  }

  it('hides fields that are named like secrets', () => {
    log.info(
      { key: 'abc', user: { password: 'abc', headers: { authorization: 'abc', cookie: 'abc' } } },
      'x',
    );
    expect(lines.at(-1)).not.to.contain('abc');
  });

  it('leaves alone what is none', () => {
    log.info(
      '12:30 at http://127.0.0.1:8080/predictions?date=2026-04-15 for a@example.com; key: none',
    );
    expect(written().message).to.equal(
      '12:30 at http://127.0.0.1:8080/predictions?date=2026-04-15 for a@example.com; key: none',
    );
  });

  it('hides a key as it is given out, and what a mail server is told when it refuses', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'tank-log-'));
    try {
      const limits = { name: 'n', perMinute: 1, perHour: 1 };
      const { secret } = addKey(path.join(directory, 'keys.json'), limits, new Date());
      log.info(`given: ${secret}`);
      expect(lines.at(-1)).to.contain('_[secret]').and.not.to.contain(secret);
    } finally {
      await rm(directory, { recursive: true });
    }
    const { email } = await openNotifiers({
      TANK_SMTP_URL: 'smtp://night:s3kr%21t-smtp@127.0.0.1:1',
      TANK_MAIL_FROM: 'a@example.com',
      TANK_MAIL_TO: 'b@example.com',
    });
    const error = await email?.({ subject: 's', text: 't' }).catch((reason: unknown) => reason);
    log.error({ err: error }, String(error));
    expect(lines.at(-1))
      .to.contain('E_NOTIFY')
      .and.not.to.match(/s3kr(%21|!)t/);
  });
});
