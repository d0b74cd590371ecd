import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** Nothing but data comes from the API: what a browser makes of it may load and run nothing. */
const directives = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };

/** The headers helmet gives answers, asked for once: they are the same for every answer, and dear to make. */
export function secureHeaders(): Readonly<Record<string, string>> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet({ contentSecurityPolicy: { useDefaults: false, directives } })(
    response.req,
    response,
    (error) => {
      if (error !== undefined) throw error as Error;
    },
  );
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
