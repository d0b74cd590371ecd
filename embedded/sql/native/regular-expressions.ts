import { characters } from '../characters.ts';
import { capturedPattern, javascriptPattern, rewriteError } from '../re2.ts';
import { native } from './define.ts';
import { remembered } from './remembered.ts';

const patternOf = remembered((pattern: string) => javascriptPattern(pattern, 'dg'), 100);

function groupOf(pattern: string): number {
  const { groups } = capturedPattern(pattern);
  if (groups > 1)
    throw new Error(
      'Regular expressions passed into extraction functions must not have more than 1 capturing group',
    );
  return groups;
}

/** Matches from left to right; an empty one moves the search on by one character, and none starts at the end. */
function matchesIn(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  let at = 0;
  do {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) break;
    matches.push(match);
    at = match.index + (match[0].length || characterLength(text, match.index));
  } while (at < text.length);
  return matches;
}

const characterLength = (text: string, at: number) =>
  (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;

/** A text from a 1-based position on, and its matches. */
function search(text: string, pattern: string, position: bigint) {
  if (position <= 0n) throw new Error('Position must be positive');
  const group = groupOf(pattern);
  const skipped = characters(text)
    .slice(0, Number(position) - 1)
    .join('');
  const rest = text.slice(skipped.length);
  return { skipped, rest, matches: matchesIn(rest, patternOf(pattern)), group };
}

const nth = <T>(items: T[], occurrence: bigint): T | undefined => {
  if (occurrence <= 0n) throw new Error('Occurrence must be positive');
  return items[Number(occurrence) - 1];
};

function extract(
  text: string,
  pattern: string,
  position: bigint,
  occurrence: bigint,
): string | null {
  const { matches, group, rest, skipped } = search(text, pattern, position);
  const match = nth(matches, occurrence);
  return rest === '' && skipped !== '' ? null : (match?.[group] ?? null);
}

/** An empty match counts as lying after the character that follows it, as BigQuery has it. */
function instr(
  text: string,
  pattern: string,
  position: bigint,
  occurrence: bigint,
  after: bigint,
): bigint {
  if (after !== 0n && after !== 1n) throw new Error('Invalid return_position_after_match.');
  const { matches, group, rest, skipped } = search(text, pattern, position);
  const match = nth(matches, occurrence);
  const span = match?.indices?.[group];
  if (match === undefined || span === undefined || rest === '' || pattern === '') return 0n;
  const units = after === 1n ? span[1] : span[0];
  const before = characters(skipped + rest.slice(0, units)).length;
  return BigInt(before + (match[0] === '' && units < rest.length ? 2 : 1));
}

export const regularExpressionFunctions = [
  native('bq_regexp_group', ['VARCHAR'], 'BIGINT', (pattern) => BigInt(groupOf(pattern))),
  native('bq_regexp_rewrite', ['VARCHAR', 'VARCHAR'], 'VARCHAR', (rewrite, pattern) => {
    const wrong = rewriteError(rewrite, capturedPattern(pattern).groups);
    if (wrong !== undefined) throw new Error(wrong);
    return rewrite;
  }),
  native('bq_regexp_find', ['VARCHAR', 'VARCHAR', 'BIGINT', 'BIGINT'], 'VARCHAR', extract),
  native('bq_regexp_find_all', ['VARCHAR', 'VARCHAR'], 'VARCHAR[]', (text, pattern) => {
    const { matches, group } = search(text, pattern, 1n);
    return matches.map((match) => match[group] ?? '');
  }),
  native('bq_regexp_instr', ['VARCHAR', 'VARCHAR', 'BIGINT', 'BIGINT', 'BIGINT'], 'BIGINT', instr),
];
