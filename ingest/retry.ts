import { easternDate } from './dates.ts';
import { inOrder, type IngestSummary } from './summary.ts';
import type { PlannedRead } from './entity.ts';
import type { IngestOptions } from './options.ts';
import { deadLetters, type LetterChoice } from './operations/dead-letters.ts';
import { inRun } from './run.ts';

/**
 * Does the reads of dead letters again: those that succeed land and lose their letter, the others count one failure
 * more.
 * @throws TankError as `ingest` does.
 */
export async function retryDeadLetters(
  options: Omit<IngestOptions, 'from' | 'to' | 'entities'>,
  choice: LetterChoice = {},
): Promise<IngestSummary> {
  const today = easternDate((options.now ?? (() => new Date()))());
  const range = { from: today, to: today };
  return inRun({ ...options, ...range }, range, async (run) => {
    const letters = await deadLetters(options, choice);
    for (const name of inOrder(letters.map(({ entity }) => entity))) {
      const reads = letters
        .filter(({ entity }) => entity === name)
        .map(({ key, request }): PlannedRead<unknown> => ({
          key,
          request,
          reason: 'missing',
          items: 1,
        }));
      await run.collect(name, { expected: reads.length, present: 0, reads });
    }
  });
}
