import { columns } from '../report.ts';
import type { Night } from './night.ts';
import { headline, sectionsOf } from './sections.ts';

/** The report as plain text. */
export function reportText(night: Night): string {
  const parts = sectionsOf(night).map(({ title, lines, table }) =>
    [
      title,
      '-'.repeat(title.length),
      ...lines,
      ...(table ? columns([table.head, ...table.rows], table.right) : []),
    ].join('\n'),
  );
  return `${[`Hank's Tank, ${headline(night)}`, ...parts].join('\n\n')}\n`;
}
