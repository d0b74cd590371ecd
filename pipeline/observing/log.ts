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

/**
 * A log of JSON lines with the field names of Cloud Logging: severity, message, time, component, and run and event where
 * there are any. Nothing secret is written.
 * @param output where lines go: standard error unless given
 */
export function createLog(
  component: string,
  output: { write: (line: string) => void } = process.stderr,
): Logger {
  return pino(
    {
      base: { component },
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
      redact: { paths: secret, censor: '[secret]' },
    },
    output,
  );
}

/** A log that writes nothing: on a terminal progress tells instead. */
export const silentLog: Logger = pino({ enabled: false });
