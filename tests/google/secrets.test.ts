import { expect } from 'chai';
import { readFromSecretManager, readSecret } from '../../ingest/secrets.ts';
import { TankError } from '../../warehouse/errors.ts';
import { fail, startContractServer, type ContractServer } from './grpc-server.ts';

describe('Secret Manager', () => {
  let server: ContractServer;
  const name = 'projects/hankstank/secrets/weather-api-key/versions/latest';
  const read = (version: string) => readFromSecretManager(version, server.clientOptions);

  before(async () => {
    server = await startContractServer(
      '@google-cloud/secret-manager',
      ['google.cloud.secretmanager.v1.SecretManagerService'],
      {
        AccessSecretVersion: ({ name: asked }: { name: string }) =>
          asked === name
            ? { name, payload: { data: Buffer.from('clé\n') } }
            : fail('PERMISSION_DENIED', `secretmanager.versions.access denied on ${asked}`),
      },
    );
  });

  after(() => server.close());

  it('gives the text of a version, which is asked for by its name', async () => {
    expect(await readSecret('TANK_WEATHER_KEY', { TANK_WEATHER_KEY_SECRET: name }, read)).to.equal(
      'clé',
    );
    expect(server.requests('AccessSecretVersion')).to.deep.equal([{ name }]);
    expect(server.received[0]?.metadata['x-goog-request-params']).to.include(
      encodeURIComponent(name),
    );
  });

  it('says which secret may not be read, by its name', async () => {
    const other = name.replace('weather', 'other');
    const error: unknown = await readSecret('KEY', { KEY_SECRET: other }, read).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_CONFIG');
    expect((error as TankError).message)
      .to.include(`cannot read ${other}`)
      .and.to.include('denied');
  });
});
