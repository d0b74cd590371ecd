import { pino, type Logger } from 'pino';

/** Cloud Logging's names of pino's levels. */
const severities: Readonly<Record<string, string>> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

/** Fields that are never written, wherever they are. */
const secret = ['authorization', 'password', 'token', 'key', 'apikey', 'webhook', 'cookie'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** What looks like a secret within a text, and what is left of it. */
const shapes: readonly [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"\\]*:)[^\s@"\\]+@/gi, '$1[secret]@'],
  [/(\bhooks\.slack\.com\/)[^\s"\\]+/gi, '$1[secret]'],
  [/([?&](?:api_?key|key|token|access_token|password|signature)=)[^&\s"\\]+/gi, '$1[secret]'],
  [/(\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gi, '$1[secret]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?="))/gs, '[secret]'],
  // An API key of ours: its number may be told, what follows may not.
  [/\b(tank_[0-9a-f]{12}_)[\w-]{43}/g, '$1[secret]'],
];

/** Settings that are secrets themselves, wherever their values turn up. */
const settings = ['TANK_SMTP_URL', 'TANK_SLACK_WEBHOOK', 'TANK_WEATHER_KEY'];

/** Values that must not be written: those of secret settings, and passwords within them. */
function secretValues(env: Readonly<Record<string, string | undefined>>): string[] {
  const values = settings.map((name) => env[name] ?? '');
  const passwords = values
    .filter((value) => URL.canParse(value))
    .flatMap((value) => {
      const { password } = new URL(value);
      return [password, decodeURIComponent(password)];
    });
  // The longest first: a whole address before the password in it.
  return [...values, ...passwords]
    .filter((value) => value.length >= 4)
    .map((value) => JSON.stringify(value).slice(1, -1))
    .sort((a, b) => b.length - a.length);
}

/** A line of the log without secrets. */
function masked(line: string, secrets: readonly string[]): string {
  const known = secrets.reduce((text, value) => text.replaceAll(value, '[secret]'), line);
  return shapes.reduce((text, [shape, rest]) => text.replace(shape, rest), known);
}

/**
 * A log of JSON lines with the field names of Cloud Logging: severity, message, time, component, and run and event where
 * there are any. Nothing secret is written: neither fields that are named like secrets, nor what looks like one in a text, nor
 * values of secret settings.
 * @param output where lines go: standard error unless given
 */
export function createLog(
  component: string,
  output: { write: (line: string) => void } = process.stderr,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Logger {
  const secrets = secretValues(env);
  return pino(
    {
      base: { component },
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
      redact: { paths: secret, censor: '[secret]' },
    },
    {
      write: (line: string) => {
        output.write(masked(line, secrets));
      },
    },
  );
}

/** A log that writes nothing: on a terminal progress tells instead. */
export const silentLog: Logger = pino({ enabled: false });
