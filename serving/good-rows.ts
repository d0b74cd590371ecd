import type { z } from 'zod';
import { tankError } from '../warehouse/errors.ts';

/** Told of what cannot be served, which does not keep the rest from being. */
export type Report = (error: Error) => void;

/** The rows that are what they must be; the others are told of, and left out. */
export function goodRows<Row>(
  schema: z.ZodType<Row>,
  rows: readonly unknown[],
  of: string,
  report: Report,
): Row[] {
  const parsed = rows.map((row) => schema.safeParse(row));
  const bad = parsed.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const [first] = bad;
  if (first !== undefined) {
    report(
      tankError('E_INTERNAL', `${bad.length} of ${rows.length} rows of ${of} cannot be served`, {
        cause: first,
      }),
    );
  }
  return parsed.flatMap(({ success, data }) => (success ? [data] : []));
}
