import type { ModelArtifact } from './artifact.ts';
import { type Cell, type Column, googleSqlType } from './column.ts';

/** The parts of a TIMESTAMP that linear models take as categories, by the beginning of BigQuery ML's names for them. */
const parts: Readonly<Record<string, (at: Date) => number>> = {
  _TF_DOM_: (at) => at.getUTCDate(),
  _TF_DOW_: (at) => at.getUTCDay() + 1,
  _TF_MOY_: (at) => at.getUTCMonth() + 1,
  _TF_HOD_: (at) => at.getUTCHours(),
  _TF_MOH_: (at) => at.getUTCMinutes(),
  _TF_WOY_: weekOfYear,
  _TF_YEAR_: (at) => at.getUTCFullYear(),
};

/** As EXTRACT(WEEK): weeks begin on Sunday, the days before the first one are week 0. */
function weekOfYear(at: Date): number {
  const newYear = Date.UTC(at.getUTCFullYear(), 0, 1);
  const day = Math.floor((at.getTime() - newYear) / 86_400_000);
  return Math.floor((day + 7 - at.getUTCDay()) / 7);
}

/** TIMESTAMP columns as a linear model sees them: Unix seconds, and a category for each of their parts. */
export function expandTimestamps(columns: readonly Column[]): Column[] {
  return columns.flatMap((column) =>
    googleSqlType(column.type) === 'TIMESTAMP' ? expand(column) : [column],
  );
}

/** The columns of a function's input as the model was trained on them. */
export const columnsFor = (
  { predictor }: Pick<ModelArtifact, 'predictor'>,
  columns: readonly Column[],
): readonly Column[] => (predictor.family === 'linear' ? expandTimestamps(columns) : columns);

function expand({ name, values }: Column): Column[] {
  const times = Array.from(values, (value: Cell) =>
    typeof value === 'string' ? new Date(value) : undefined,
  );
  return [
    {
      name,
      type: 'INT64',
      values: Float64Array.from(times, (at) =>
        at === undefined ? NaN : Math.floor(at.getTime() / 1000),
      ),
    },
    ...Object.entries(parts).map(([prefix, part]) => ({
      name: prefix + name,
      type: 'STRING',
      values: times.map((at) => (at === undefined ? null : String(part(at)))),
    })),
  ];
}
