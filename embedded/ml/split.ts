import { type Cell, type CellValues, type Column, findColumn, googleSqlType } from './column.ts';
import { columnError, dataError } from './errors.ts';
import type { SplitSettings } from './options.ts';

/** Row numbers to train on and to evaluate on; all rows are trained on when `held` is empty. */
export interface RowSplit {
  training: Int32Array;
  held: Int32Array;
}

/** AUTO_SPLIT holds nothing out below this many rows ... */
const fewRows = 500;
/** ... and this many rows above `manyRows`. */
const mostHeldRows = 10_000;
const manyRows = 50_000;

/**
 * Divides `rows` as BigQuery ML documents DATA_SPLIT_METHOD. RANDOM goes by a hash of the row's
 * content and, among equal rows, of its turn: the same rows in another order are divided the same way.
 * SEQ trains on the rows with the smallest values; CUSTOM trains on the rows with FALSE.
 */
export function splitRows(
  rows: Int32Array,
  columns: readonly Column[],
  settings: SplitSettings,
): RowSplit {
  switch (settings.method) {
    case 'NO_SPLIT':
      return { training: rows, held: new Int32Array(0) };
    case 'AUTO_SPLIT': {
      if (rows.length < fewRows) return { training: rows, held: new Int32Array(0) };
      const fraction = rows.length > manyRows ? mostHeldRows / rows.length : 0.2;
      return nonEmpty(byHash(rows, columns, fraction));
    }
    case 'RANDOM':
      return nonEmpty(byHash(rows, columns, settings.evalFraction));
    case 'SEQ':
      return nonEmpty(inSequence(rows, splitColumn(columns, settings), settings.evalFraction));
    case 'CUSTOM':
      return nonEmpty(byFlag(rows, splitColumn(columns, settings)));
  }
}

function nonEmpty(split: RowSplit): RowSplit {
  if (split.training.length === 0) {
    throw dataError('The data split leaves no rows to train on; check DATA_SPLIT_METHOD.');
  }
  return split;
}

function splitColumn(columns: readonly Column[], { column }: SplitSettings): Column {
  const found = findColumn(columns, column ?? '');
  if (found === undefined) {
    throw columnError(`DATA_SPLIT_COL ${column ?? ''} is not a column of the training data.`);
  }
  return found;
}

function byHash(rows: Int32Array, columns: readonly Column[], fraction: number): RowSplit {
  const hashes = new Uint32Array(columns[0]?.values.length ?? 0).fill(0x811c9dc5);
  for (const { values } of columns) mixColumn(hashes, values);
  const limit = fraction * 4294967296;
  const turns = new Map<number, number>();
  const isHeld = new Uint8Array(hashes.length);
  for (const row of rows) {
    const content = hashes[row] ?? 0;
    const turn = turns.get(content) ?? 0;
    turns.set(content, turn + 1);
    isHeld[row] = avalanche(avalanche(content) + turn) < limit ? 1 : 0;
  }
  return {
    training: rows.filter((row) => isHeld[row] === 0),
    held: rows.filter((row) => isHeld[row] === 1),
  };
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** FNV-1a over each value's bits. */
function mixColumn(hashes: Uint32Array, values: CellValues): void {
  for (let row = 0; row < values.length; row++) {
    let hash = hashes[row] ?? 0;
    const value = values[row];
    if (typeof value === 'number' || typeof value === 'bigint') {
      float[0] = Number(value);
      hash = Math.imul(hash ^ (words[0] ?? 0), 0x01000193);
      hash = Math.imul(hash ^ (words[1] ?? 0), 0x01000193);
    } else {
      const text = String(value ?? NaN);
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      hash = Math.imul(hash ^ 0xff, 0x01000193);
    }
    hashes[row] = hash;
  }
}

/** MurmurHash3's finaliser: every input bit reaches every output bit. */
function avalanche(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function inSequence(rows: Int32Array, column: Column, evalFraction: number): RowSplit {
  const values = sortable(column);
  const ordered = [...rows].sort((a, b) => compare(values[a], values[b]) || a - b);
  const trainingCount = Math.round(rows.length * (1 - evalFraction));
  return {
    training: Int32Array.from(ordered.slice(0, trainingCount)).sort(),
    held: Int32Array.from(ordered.slice(trainingCount)).sort(),
  };
}

/** The values of a column, whose texts are in the order of the values: those of TIMESTAMPs once their Z is gone. */
function sortable({ type, values }: Column): CellValues {
  if (googleSqlType(type) !== 'TIMESTAMP') return values;
  return Array.from(values, (value: Cell) =>
    typeof value === 'string' ? value.replace(/Z$/, '') : value,
  );
}

/** NULL first, as BigQuery orders values. */
function compare(a: Cell | undefined, b: Cell | undefined): number {
  const [missingA, missingB] = [isMissing(a), isMissing(b)];
  if (missingA || missingB) return Number(missingB) - Number(missingA);
  if (a === b) return 0;
  return (a as string) < (b as string) ? -1 : 1;
}

function isMissing(value: Cell | undefined): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function byFlag(rows: Int32Array, column: Column): RowSplit {
  if (googleSqlType(column.type) !== 'BOOL') {
    throw columnError(
      `DATA_SPLIT_COL ${column.name} must be of type BOOL when DATA_SPLIT_METHOD is CUSTOM.`,
    );
  }
  const trains = (row: number) => column.values[row] === false || column.values[row] === 0;
  return {
    training: rows.filter((row) => trains(row)),
    held: rows.filter((row) => !trains(row)),
  };
}
