import { hash } from 'node:crypto';
import { tankError } from '../../warehouse/errors.ts';
import { canonicalJson } from '../tables/raw-row.ts';

/** How answers are judged that cannot be believed by themselves: they do not say how long they are, or contradict. */
export interface Judgement {
  /** Equal answers it takes to believe it: 1 when it is beyond doubt. */
  needed: 1 | 2 | 3;
  /** What has to be equal. */
  content: unknown;
}

const mostAnswers = 9;

/**
 * Asks until an answer is believed: one beyond doubt at once, a doubtful one when it comes as often as its judgement
 * demands, so that what is odd but true passes and what was broken on its way does not.
 * @param what names the question in the error
 * @throws TankError E_SOURCE_SHAPE when the answers do not agree, and whatever `ask` throws.
 */
export async function vouched<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  judge: (answer: Answer) => Judgement,
): Promise<Answer> {
  const counts = new Map<string, number>();
  for (let asked = 0; asked < mostAnswers; asked += 1) {
    const answer = await ask();
    const { needed, content } = judge(answer);
    if (needed === 1) return answer;
    const digest = hash('sha256', canonicalJson(content));
    const count = (counts.get(digest) ?? 0) + 1;
    if (count >= needed) return answer;
    counts.set(digest, count);
  }
  throw tankError('E_SOURCE_SHAPE', `${what}: ${mostAnswers} answers that do not agree`, {
    hint: 'The source sends incomplete answers, or changes them while it is asked; repeat the run later.',
  });
}
