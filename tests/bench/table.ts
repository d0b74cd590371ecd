import { meetsTarget, ratioOf, type Measurement } from '../../embedded/bench/index.ts';

const digits = (value: number): string =>
  value.toLocaleString(
    'en-US',
    value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );

function targetText({ target, unit }: Measurement): string {
  if (target === undefined) return '';
  const bound = target.atMost ?? target.atLeast ?? NaN;
  const sign = target.atMost === undefined ? '≥' : '≤';
  return `${sign} ${digits(bound)}${target.of === 'ratio' ? '×' : ` ${unit}`}`;
}

/** The columns of a result: what, figure, yardstick, ratio, target, verdict. */
export const header = ['measured', 'figure', 'beside it', 'ratio', 'target', 'kept'] as const;

export function cellsOf(measurement: Measurement): string[] {
  const { what, value, unit, against } = measurement;
  const ratio = ratioOf(measurement);
  const kept = meetsTarget(measurement);
  return [
    what,
    `${digits(value)} ${unit}`,
    against === undefined ? '' : `${against.what}: ${digits(against.value)} ${unit}`,
    ratio === undefined ? '' : `${digits(ratio)}×`,
    targetText(measurement),
    kept === undefined ? '' : kept ? 'yes' : 'no',
  ];
}

/** A Markdown table of results. */
export function markdownTable(measurements: readonly Measurement[]): string {
  const rows = [header, header.map(() => '---'), ...measurements.map(cellsOf)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
