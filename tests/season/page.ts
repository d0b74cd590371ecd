import type { Entry } from './entry.ts';
import type { Verdict } from './verdict.ts';

interface Season {
  from: string;
  to: string;
  faultRate: number;
  outages: readonly string[];
  entries: readonly Entry[];
  verdict: Verdict;
}

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const list = (items: readonly (string | number)[]): string =>
  items.length === 0 ? 'none' : items.join(', ');

function statuses(entries: readonly Entry[]): string {
  const names = [...new Set(entries.map(({ status }) => status))].sort();
  return names
    .map((name) => `${entries.filter(({ status }) => status === name).length} ${name}`)
    .join(', ');
}

/** What became of a season, as a page. */
export function seasonPage({ from, to, faultRate, outages, entries, verdict }: Season): string {
  const workflows = ['daily', 'weekly', 'monthly'].map((name) => {
    const those = entries.filter(({ workflow }) => workflow === name);
    const seconds = those.map((entry) => entry.seconds);
    return [
      name,
      those.length,
      statuses(those),
      quantile(seconds, 0.5).toFixed(1),
      quantile(seconds, 0.9).toFixed(1),
      quantile(seconds, 1).toFixed(1),
      Math.max(0, ...those.map(({ memory }) => memory)),
    ];
  });
  const out = entries.filter((entry) => entry.isOut);
  const low = verdict.explained.map(({ game_pk, game_date, grade, why }) => [
    game_pk,
    game_date,
    grade,
    why.replaceAll('|', ' '),
  ]);
  return `# A season, hands off

\`npm run season\` replays ${from} to ${to}: one \`tank daily\` per day, \`tank weekly\` and \`tank monthly\` when they are due, each a process of
its own, after a backfill of the season before. ${Math.round(100 * faultRate)} % of requests are answered wrongly, in fourteen ways, and
nothing answers for two days from ${outages.join(', ')}. Nobody does anything by hand. This page is what the last whole run
wrote.

${table(
  ['asked', 'came to'],
  [
    ['no gap', `${verdict.games} finished games; missing or otherwise: ${list(verdict.gaps)}`],
    [
      'no duplicate',
      list(Object.entries(verdict.duplicates).map(([name, rows]) => `${name}: ${rows}`)),
    ],
    [
      'graded A or B, or explained',
      `${Object.entries(verdict.grades)
        .map(([grade, games]) => `${games} ${grade}`)
        .join(', ')}; unexplained: ${list(verdict.unexplained)}`,
    ],
    ['frozen in the postseason', `trained or promoted then: ${list(verdict.changedInPostseason)}`],
    [
      'sealed before first pitch, over 99.5 %',
      `${verdict.sealed} of ${verdict.forecastable} games, ${percent(verdict.sealed, verdict.forecastable)}; not: ${list(verdict.unsealed)}`,
    ],
    [
      'by hand',
      `0 commands; healed by itself: ${list(Object.entries(verdict.healed).map(([name, times]) => `${times} ${name}`))}`,
    ],
  ],
)}

## Nights

${table(['workflow', 'runs', 'ended', 'median s', '90 % s', 'longest s', 'most MB'], workflows)}

A night is *degraded* when it went on with something older or less: of ${out.length} runs within outages,
${out.length === 0 ? 'none' : statuses(out)}.

## Games below B

${low.length === 0 ? 'None.' : table(['game', 'date', 'grade', 'failed checks'], low)}
`;
}
