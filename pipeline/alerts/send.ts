import { createTransport } from 'nodemailer';
import { readSecret } from '../../ingest/index.ts';
import { tankError } from '../../warehouse/errors.ts';

export interface Mail {
  subject: string;
  text: string;
  html?: string;
  /** The same for the same news, so that a mail program shows one that comes twice once. */
  messageId?: string;
}

/** Ways to reach somebody; those that are not configured are left out. */
export interface Notifiers {
  email?: (mail: Mail) => Promise<void>;
  slack?: (text: string) => Promise<void>;
}

const slackTimeout = 10_000;

/**
 * Ways to reach somebody as the environment says: TANK_SMTP_URL (`smtps://user:password@host`) with TANK_MAIL_FROM and
 * TANK_MAIL_TO, and TANK_SLACK_WEBHOOK. The address of the server and the webhook are secrets: neither is shown in errors.
 * @throws TankError E_CONFIG for mail without sender or receiver; what it gives throws E_NOTIFY
 */
export async function openNotifiers(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Notifiers> {
  const [smtp, webhook] = await Promise.all([
    readSecret('TANK_SMTP_URL', env),
    readSecret('TANK_SLACK_WEBHOOK', env),
  ]);
  return {
    ...(smtp !== undefined && { email: mailer(smtp, env) }),
    ...(webhook !== undefined && { slack: slackOf(webhook) }),
  };
}

function mailer(
  smtp: string,
  env: Readonly<Record<string, string | undefined>>,
): NonNullable<Notifiers['email']> {
  const { TANK_MAIL_FROM: from, TANK_MAIL_TO: to } = env;
  if (!URL.canParse(smtp) || !/^smtps?:$/.test(new URL(smtp).protocol))
    throw tankError('E_CONFIG', 'TANK_SMTP_URL is not smtp(s)://user:password@host:port');
  if (!from || !to)
    throw tankError('E_CONFIG', 'mail needs TANK_MAIL_FROM and TANK_MAIL_TO beside TANK_SMTP_URL');
  const transport = createTransport({
    url: smtp,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
  });
  return async (mail) => {
    try {
      await transport.sendMail({ from, to, ...mail });
    } catch (cause) {
      throw refused('the mail server', cause, smtp);
    }
  };
}

function slackOf(webhook: string): NonNullable<Notifiers['slack']> {
  if (!URL.canParse(webhook)) throw tankError('E_CONFIG', 'TANK_SLACK_WEBHOOK is not a URL');
  return async (text) => {
    let response;
    try {
      response = await fetch(webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
        signal: AbortSignal.timeout(slackTimeout),
      });
    } catch (cause) {
      throw refused('Slack', cause, webhook);
    }
    if (!response.ok)
      throw tankError('E_NOTIFY', `Slack answered ${response.status}: ${await response.text()}`);
  };
}

function refused(who: string, cause: unknown, secret: string) {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replaceAll(secret, '***');
  return tankError('E_NOTIFY', `${who} could not be reached: ${reason}`);
}
