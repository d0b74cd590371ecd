import { addDays } from '../../pipeline/dates.ts';
import { everyDamage } from '../ingest/damage.ts';

/** The share of requests that is answered wrongly, in every way that the replay knows. */
export const faultRate = 0.03;

/** First days of outages of two days each: nothing answers. In spring, in July beside the All-Star break, in the postseason. */
export const outages2019 = ['2019-05-11', '2019-07-12', '2019-10-04'] as const;

/** Longer than any request is waited for. */
const longest = 120_000;

export const isOut = (date: string, outages: readonly string[]): boolean =>
  outages.some((first) => date === first || date === addDays(first, 1));

/** Rules of the replay for a date. @param timeoutMs a tenth of the time for which some requests stay without answer */
export const faultsOn = (
  date: string,
  outages: readonly string[],
  timeoutMs: number = longest,
): object[] =>
  isOut(date, outages) ? [{ match: '.*', kind: 'reset' }] : everyDamage(faultRate, timeoutMs);
