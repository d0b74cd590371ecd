import { nameOf } from '../compile.ts';
import type { Case } from './case-files.ts';
import { circumstances, findModel, type Bench } from './subject.ts';

/**
 * Columns that no case of their model expects a value in, sorted, by `dataset.name`. Models without a case and those
 * that are complete are left out. A column that is only ever expected to be NULL counts as not expected.
 */
export function columnsNowhereExpected(
  { graph, warehouse }: Bench,
  cases: readonly Case[],
): Record<string, string[]> {
  const expected = new Map<string, Set<string>>();
  for (const { model, steps } of cases) {
    const name = nameOf(findModel(graph, model).target);
    const names = expected.get(name) ?? new Set();
    for (const row of steps.flatMap((step) => step.expected ?? [])) {
      for (const [column, value] of Object.entries(row)) if (value !== null) names.add(column);
    }
    expected.set(name, names);
  }
  const missing = [...expected].map(([name, names]): [string, string[]] => [
    name,
    (warehouse.columns.get(name) ?? [])
      .map((column) => column.name)
      .filter((column) => !names.has(column) && !circumstances.includes(column))
      .sort(),
  ]);
  return Object.fromEntries(missing.filter(([, columns]) => columns.length > 0));
}
