import { parse } from 'csv-parse/sync';
import { tankError } from '../../warehouse/errors.ts';
import { requiredColumns, textColumns } from './savant-columns.ts';

/** One row of Savant's export. */
export interface Pitch {
  atBatNumber: number;
  pitchNumber: number;
  /** JSON text of the columns that are not blank, keys in order, numbers as numbers. */
  payload: string;
}

export interface SavantPitches {
  /** Rows that were sent, repeated ones included. */
  rows: number;
  columns: readonly string[];
  /** Pitches by game, each once (of repeated ones the last), in the order they were thrown. */
  games: ReadonlyMap<number, readonly Pitch[]>;
}

/** Where a payload takes a value from, and how its key begins in JSON. */
interface Field {
  index: number;
  prefix: string;
  isText: boolean;
  /** Column of the same name further left. */
  repeats: number | undefined;
}

interface Layout {
  columns: readonly string[];
  fields: readonly Field[];
  gamePk: number;
  atBatNumber: number;
  pitchNumber: number;
}

const number = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/**
 * Reads Savant's export by the names of its columns. Blank values, which older layouts write as `null`, are left out;
 * a column that comes twice is kept once where its values are equal.
 * @throws TankError E_SOURCE_SHAPE when a required column is missing or the text is no whole CSV.
 */
export function parseSavant(url: string, text: string): SavantPitches {
  const games = new Map<number, Map<string, Pitch>>();
  let layout: Layout | undefined;
  let rows = 0;
  try {
    parse(text, {
      bom: true,
      on_record: (record: string[]) => {
        if (layout === undefined) {
          layout = layoutOf(url, record);
          return null;
        }
        rows += 1;
        const [gamePk, atBatNumber, pitchNumber] = keyOf(url, record, layout);
        const pitches = games.get(gamePk) ?? new Map<string, Pitch>();
        games.set(gamePk, pitches);
        const payload = payloadOf(record, layout.fields);
        pitches.set(`${atBatNumber} ${pitchNumber}`, { atBatNumber, pitchNumber, payload });
        return null;
      },
    });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause) || String(cause.code).startsWith('E_')) {
      throw cause;
    }
    throw shapeError(url, `the body is not whole CSV: ${cause.message}`, cause);
  }
  if (layout === undefined) throw shapeError(url, 'the body is empty');
  return {
    rows,
    columns: layout.columns,
    games: new Map([...games].map(([gamePk, pitches]) => [gamePk, inOrder(pitches)])),
  };
}

function layoutOf(url: string, columns: readonly string[]): Layout {
  const missing = requiredColumns.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
    throw shapeError(url, `no column ${missing.slice(0, 5).join(', ')}${more}`);
  }
  const fields = columns.map((name, index) => {
    const first = columns.indexOf(name);
    const times = columns.slice(0, index).filter((other) => other === name).length;
    const key = times === 0 ? name : `${name}.${times}`;
    return {
      index,
      key,
      prefix: `${JSON.stringify(key)}:`,
      isText: textColumns.has(name),
      repeats: times === 0 ? undefined : first,
    };
  });
  return {
    columns,
    fields: fields.sort((a, b) => (a.key < b.key ? -1 : 1)),
    gamePk: columns.indexOf('game_pk'),
    atBatNumber: columns.indexOf('at_bat_number'),
    pitchNumber: columns.indexOf('pitch_number'),
  };
}

function keyOf(url: string, record: readonly string[], layout: Layout): [number, number, number] {
  const { columns, gamePk, atBatNumber, pitchNumber } = layout;
  const integer = (index: number): number => {
    const text = record[index] ?? '';
    if (/^\d+$/.test(text)) return Number(text);
    throw shapeError(url, `"${text}" is no ${columns[index] ?? ''}`);
  };
  return [integer(gamePk), integer(atBatNumber), integer(pitchNumber)];
}

function payloadOf(record: readonly string[], fields: readonly Field[]): string {
  const members: string[] = [];
  for (const { index, prefix, isText, repeats } of fields) {
    const value = record[index] ?? '';
    if (value === '' || value === 'null') continue;
    if (repeats !== undefined && record[repeats] === value) continue;
    members.push(prefix + (isText ? JSON.stringify(value) : literal(value)));
  }
  return `{${members.join(',')}}`;
}

/** A number as JSON has it; text that no double holds exactly stays text. */
function literal(value: string): string {
  if (!number.test(value)) return JSON.stringify(value);
  const parsed = Number(value);
  const isHeld = Number.isInteger(parsed) ? Number.isSafeInteger(parsed) : Number.isFinite(parsed);
  return isHeld ? String(parsed) : JSON.stringify(value);
}

function inOrder(pitches: ReadonlyMap<string, Pitch>): Pitch[] {
  return [...pitches.values()].sort(
    (a, b) => a.atBatNumber - b.atBatNumber || a.pitchNumber - b.pitchNumber,
  );
}

function shapeError(url: string, reason: string, cause?: unknown): Error {
  return tankError('E_SOURCE_SHAPE', `GET ${url}: ${reason}`, {
    hint: 'Look at the answer; if Savant changed its columns, adapt ingest/sources/savant-columns.ts.',
    cause,
    details: { url },
  });
}
