/** Parameters of a query that nobody may see, such as the key of an account. */
export type SecretParameters = Readonly<Record<string, string>>;

/** Adds secret parameters to what is sent and keeps them out of what is shown. */
export interface Hidden {
  /** A URL as it is sent. */
  sent: (url: string) => string;
  /** The same URL as it is shown and stored: `apikey=***`. */
  shown: (url: string) => string;
  /** Text without secrets. */
  masked: (text: string) => string;
  /** An error without secrets in its messages. */
  maskedError: (error: unknown) => unknown;
}

const mask = '***';

export function hide(parameters: SecretParameters = {}): Hidden {
  const entries = Object.entries(parameters);
  const values = entries
    .flatMap(([, value]) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
    .filter((value) => value.length > 0);
  const masked = (text: string): string =>
    values.reduce((sum, value) => sum.replaceAll(value, mask), text);
  const withParameters = (url: string, valueOf: (value: string) => string): string =>
    entries.reduce((sum, [name, value]) => {
      const parameter = `${encodeURIComponent(name)}=${valueOf(value)}`;
      return `${sum}${sum.includes('?') ? '&' : '?'}${parameter}`;
    }, url);
  const maskedError = (error: unknown): unknown => {
    if (entries.length === 0 || !(error instanceof Error)) return error;
    const copy = new Error(masked(error.message), { cause: maskedError(error.cause) });
    copy.name = error.name;
    return copy;
  };
  return {
    sent: (url) => withParameters(url, encodeURIComponent),
    shown: (url) => withParameters(masked(url), () => mask),
    masked,
    maskedError,
  };
}
