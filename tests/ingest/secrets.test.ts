import { inspect } from 'node:util';
import { expect } from 'chai';
import { readSecret } from '../../ingest/secrets.ts';
import { openSources } from '../../ingest/sources/open-sources.ts';
import { openSource, type Source } from '../../ingest/sources/source.ts';
import { tankError } from '../../warehouse/errors.ts';
import { anything, failureOf, startLocalServer, status, type LocalServer } from './local-server.ts';

describe('readSecret', () => {
  const name = 'projects/p/secrets/weather/versions/latest';
  const never = (): Promise<string> => Promise.reject(new Error('asked'));

  it('takes the variable itself first, and nothing when there is none', async () => {
    const env = { KEY: 'k', KEY_SECRET: name };
    expect(await readSecret('KEY', env, never)).to.equal('k');
    expect(await readSecret('KEY', {}, never)).to.equal(undefined);
  });

  it('reads the version in Secret Manager that is named', async () => {
    const asked: string[] = [];
    const read = (version: string): Promise<string> => {
      asked.push(version);
      return Promise.resolve('from the manager\n');
    };
    expect(await readSecret('KEY', { KEY_SECRET: name }, read)).to.equal('from the manager');
    expect(asked).to.deep.equal([name]);
  });

  it('fails with the name of the variable', async () => {
    const misnamed = await failureOf(readSecret('KEY', { KEY_SECRET: 'weather' }, never));
    expect(misnamed).to.include({ code: 'E_CONFIG' });
    expect(misnamed.message).to.contain('KEY_SECRET');
    const failed = await failureOf(readSecret('KEY', { KEY_SECRET: name }, never));
    expect(failed.message).to.contain('KEY_SECRET').and.to.contain(name).and.to.contain('asked');
    const empty = await failureOf(
      readSecret('KEY', { KEY_SECRET: name }, () => Promise.resolve(' ')),
    );
    expect(empty.code).to.equal('E_CONFIG');
  });
});

describe('secret parameters', () => {
  const key = 's3cr3t/+&=key';
  let server: LocalServer;
  let source: Source;
  let told: string[];

  beforeEach(async () => {
    server = await startLocalServer();
    told = [];
    const note = (text: unknown): number => told.push(inspect(text, { depth: 10 }));
    source = openSource({
      origin: 'open_meteo',
      baseUrl: server.url,
      secretParameters: { apikey: key },
      backoffMs: [1],
      shapeBackoffMs: [1],
      timeoutMs: 1000,
      onFailedTry: note,
      onBreaker: note,
    });
  });

  afterEach(async () => {
    source.close();
    await server.close();
  });

  const expectHidden = (shown: string): void => {
    for (const form of [key, encodeURIComponent(key), 's3cr3t']) {
      expect(shown).not.to.contain(form);
    }
  };

  it('are sent, and masked in what is kept', async () => {
    const { url } = await source.read('/v1/archive?latitude=1', anything);
    expect(server.asked).to.deep.equal([
      `/v1/archive?latitude=1&apikey=${encodeURIComponent(key)}`,
    ]);
    expect(url).to.equal(`${server.url}/v1/archive?latitude=1&apikey=***`);
    expect((await source.read('/v1/archive', anything)).url).to.match(/archive\?apikey=\*\*\*$/);
  });

  it('are in no error, cause, detail or message, whatever goes wrong', async () => {
    const refusing = {
      ...anything,
      check: ({ url }: { url: string }) => {
        throw tankError('E_SOURCE_SHAPE', `GET ${url}: no`);
      },
    };
    for (const [handler, endpoint] of [
      [status(400, {}, `no such key: ${key}`), anything],
      [status(503, {}, `busy, ${encodeURIComponent(key)}`), anything],
      [status(200, {}, `{"key": ${key}`), anything],
      [status(200, {}, '{}'), refusing],
      [() => undefined, anything],
      [
        (response: { socket: { resetAndDestroy: () => unknown } | null }) =>
          void response.socket?.resetAndDestroy(),
        anything,
      ],
    ] as const) {
      server.answer(handler);
      const error = await failureOf(source.read('/v1/archive', endpoint));
      expect(error.message).to.contain('apikey=***');
      expectHidden(inspect(error, { depth: 10 }));
      expectHidden(JSON.stringify([error, error.message, error.details, error.stack]));
    }
    const dead = openSource({
      origin: 'open_meteo',
      baseUrl: 'http://127.0.0.1:9',
      secretParameters: { apikey: key },
      backoffMs: [],
    });
    expectHidden(inspect(await failureOf(dead.read('/x', anything)), { depth: 10 }));
    dead.close();
    expect(told).not.to.be.empty;
    expectHidden(told.join('\n'));
  });
});

describe('services', () => {
  it("ask Open-Meteo's hosts for customers with a key, and other hosts where they are", async () => {
    const asked = async (openMeteoUrl: string, openMeteoForecastUrl: string): Promise<string[]> => {
      const services = openSources(
        {
          baseUrl: 'http://127.0.0.1:9',
          source: 'live',
          weatherKey: 'k',
          openMeteoUrl,
          openMeteoForecastUrl,
        },
        { backoffMs: [], timeoutMs: 1 },
        {},
      );
      const failures = [services.openMeteo, services.openMeteoForecast].map(async (service) => {
        const { message } = await failureOf(service.read('/v1', anything));
        service.close();
        return /https?:\/\/[^/]+/.exec(message)?.[0] ?? '';
      });
      return Promise.all(failures);
    };
    expect(
      await asked('https://archive-api.open-meteo.com', 'https://api.open-meteo.com'),
    ).to.deep.equal([
      'https://customer-archive-api.open-meteo.com',
      'https://customer-api.open-meteo.com',
    ]);
    expect(await asked('http://127.0.0.1:9', 'http://127.0.0.1:9')).to.deep.equal([
      'http://127.0.0.1:9',
      'http://127.0.0.1:9',
    ]);
  });
});
