import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Not googleapis.com, so that Google's clients sign their own tokens and ask no token server. */
const universeDomain = 'embedded.localhost';

/**
 * Writes a Dataform credentials file (`.df-credentials.json`) with a service-account key made now, readable by its owner only. The key
 * opens nothing: the embedded warehouse asks for no credentials, but Google's clients insist on some.
 */
export function writeCredentials(file: string, project: string, location = 'US'): void {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const key = {
    type: 'service_account',
    project_id: project,
    private_key_id: randomBytes(20).toString('hex'),
    private_key: privateKey,
    client_email: `embedded@${project}.iam.gserviceaccount.com`,
    client_id: '0',
    universe_domain: universeDomain,
  };
  mkdirSync(path.dirname(file), { recursive: true });
  const credentials = { projectId: project, location, credentials: JSON.stringify(key) };
  writeFileSync(file, '', { mode: 0o600 });
  chmodSync(file, 0o600);
  writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`);
}
