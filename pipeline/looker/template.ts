import { chartQuery, lookerReport, type Chart } from './report.ts';

/** The template in Markdown: each page's charts with their fields and queries. */
export function templateMarkdown(): string {
  return lookerReport
    .map(({ title, charts }) => [`## Page: ${title}`, ...charts.map(chartMarkdown)].join('\n\n'))
    .join('\n\n')
    .concat('\n');
}

function chartMarkdown(chart: Chart): string {
  const { title, kind, view, dimensions, metrics, filter, sort, rows } = chart;
  const code = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');
  const facts = [
    ['Data source', code([view])],
    ['Dimensions', code(dimensions)],
    ['Metrics', code(metrics.map(({ field, aggregate }) => `${aggregate}(${field})`))],
    ['Filter', filter === undefined ? '' : code([filter])],
    ['Sorted by', sort === undefined ? '' : `${code([sort])}, descending`],
    ['Rows', rows === undefined ? '' : String(rows)],
  ].filter(([, value]) => value !== '');
  return [
    `### ${title}`,
    `A ${kind.toLowerCase()} chart. ${facts.map(([name, value]) => `${name}: ${value}.`).join(' ')}`,
    `\`\`\`sql\n${chartQuery(chart)}\n\`\`\``,
  ].join('\n\n');
}
