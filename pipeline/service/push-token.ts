import { OAuth2Client } from 'google-auth-library';
import { tankError } from '../../warehouse/errors.ts';

/** Public keys by their id, as PEM. */
export type Certificates = Readonly<Record<string, string>>;

const issuers = ['https://accounts.google.com', 'accounts.google.com'];
const client = new OAuth2Client();

async function googleCertificates(): Promise<Certificates> {
  return (await client.getFederatedSignonCertsAsync()).certs as Certificates;
}

/**
 * Checks the token that Pub/Sub sends with a push: Google signed it, for the account that is to deliver events.
 * Cloud Run has checked it before, audience included; this holds should a service ever be opened to everybody.
 * @param header the request's Authorization
 * @param account e-mail address of who may push
 * @throws TankError E_KEY_INVALID
 */
export async function checkPushToken(
  header: string | undefined,
  account: string,
  certificates: () => Promise<Certificates> = googleCertificates,
): Promise<void> {
  const token = /^Bearer (.+)$/.exec(header ?? '')?.[1];
  if (token === undefined) throw tankError('E_KEY_INVALID', 'the push has no token');
  const keys = await certificates();
  const ticket = await client
    .verifySignedJwtWithCertsAsync(token, { ...keys }, undefined, issuers)
    .catch((cause: unknown) => {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw tankError('E_KEY_INVALID', `the token of the push is not good: ${message}`, { cause });
    });
  const { email, email_verified: isVerified } = ticket.getPayload() ?? {};
  if (email !== account || isVerified !== true)
    throw tankError('E_KEY_INVALID', `the push is not by ${account}`);
}
