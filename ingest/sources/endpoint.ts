import type { z } from 'zod';
import { tankError } from '../../warehouse/errors.ts';

/** Body of an answer: what JSON text says, or text itself. */
export interface AnswerBody {
  url: string;
  body: unknown;
}

/** What is known of an endpoint's answers. */
export interface Endpoint<Value> {
  name: string;
  /** Form of the body. */
  format: 'json' | 'text';
  /**
   * Checks a body and gives what ingest works with.
   * @throws TankError E_SOURCE_SHAPE naming the URL and what is missing or wrong.
   */
  check: (answer: AnswerBody) => Value;
  /**
   * What makes an accepted body look damaged, in words: a total that differs from what was sent, a score that is missing.
   * Such an answer is asked for again, and taken with its doubts once they were the same several times.
   */
  doubts?: (value: Value) => readonly string[];
  /** Fields of the body that are known besides those listed in ingest/known-fields. */
  fields?: readonly string[];
}

/**
 * An endpoint whose JSON bodies must have the fields of a schema. The schema only demands and changes nothing: the
 * body itself is returned, unknown fields and all.
 */
export function jsonEndpoint<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  scrutiny: Pick<Endpoint<z.infer<Schema>>, 'doubts' | 'fields'> = {},
): Endpoint<z.infer<Schema>> {
  return {
    name,
    format: 'json',
    ...scrutiny,
    check: ({ url, body }) => {
      const result = schema.safeParse(body);
      if (result.success) return body as z.infer<Schema>;
      const shown = result.error.issues.slice(0, 3).map((issue) => {
        const path = issue.path.join('.') || 'the body';
        return `${path}: ${issue.message}`;
      });
      const more = result.error.issues.length - shown.length;
      throw tankError(
        'E_SOURCE_SHAPE',
        `GET ${url}: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
        {
          hint: `Look at the answer; if the service changed, adapt the "${name}" schema in ingest/sources.`,
          cause: result.error,
          details: { url, schema: name, issues: shown },
        },
      );
    },
  };
}
