import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { tankError } from '../warehouse/errors.ts';

/** Reads a version of a secret: `projects/P/secrets/S/versions/latest`. */
export type SecretReader = (name: string) => Promise<string>;

/**
 * A secret: the variable itself, or the version in Secret Manager that the variable of the same name with `_SECRET`
 * names. It is for use only: never shown, logged or stored.
 * @returns undefined when neither variable is set
 * @throws TankError E_CONFIG naming the variable, never the secret
 */
export async function readSecret(
  variable: string,
  env: Readonly<Record<string, string | undefined>>,
  read: SecretReader = (name) => readFromSecretManager(name),
): Promise<string | undefined> {
  const value = env[variable];
  if (value !== undefined && value !== '') return value;
  const name = env[`${variable}_SECRET`];
  if (name === undefined || name === '') return undefined;
  if (!/^projects\/[^/]+\/secrets\/[^/]+\/versions\/[^/]+$/.test(name)) {
    throw tankError(
      'E_CONFIG',
      `${variable}_SECRET is not projects/P/secrets/S/versions/V, but '${name}'`,
    );
  }
  let secret;
  try {
    secret = (await read(name)).trim();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_CONFIG', `${variable}_SECRET: cannot read ${name}: ${reason}`, { cause });
  }
  if (secret === '') throw tankError('E_CONFIG', `${variable}_SECRET: ${name} is empty`);
  return secret;
}

/**
 * The text of a version of a secret. The client is loaded only when a secret is asked for.
 * @param options what the client is made with; Google and application default credentials unless given
 * @throws Error of the client, such as for a version that is not there or may not be read
 */
export async function readFromSecretManager(
  name: string,
  options: ConstructorParameters<typeof SecretManagerServiceClient>[0] = {},
): Promise<string> {
  const secretManager = await import('@google-cloud/secret-manager');
  const client = new secretManager.SecretManagerServiceClient(options);
  try {
    const [version] = await client.accessSecretVersion({ name });
    const data = version.payload?.data;
    return typeof data === 'string' ? data : Buffer.from(data ?? []).toString('utf8');
  } finally {
    await client.close();
  }
}
