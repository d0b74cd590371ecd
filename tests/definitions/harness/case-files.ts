import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';

type Given = Record<string, unknown>;

/** Rows that a file gives, or how they differ from those of the step before. */
export type Rows =
  { kind: 'all'; rows: Given[] } | { kind: 'edits'; apply: (before: Given[]) => Given[] };

/** One run of the model: what is in the tables it reads, and what it must make of them. */
export interface Step {
  name: string;
  /** By table name; a table left out is empty in the first step and unchanged in later ones. */
  inputs: Map<string, Rows>;
  expected?: Given[];
  /** Column -> values: only rows with these are compared with what is expected. */
  expectedOf?: Record<string, unknown[]>;
}

export interface Case {
  model: string;
  name: string;
  directory: string;
  steps: Step[];
  /** Assertions of the model that these rows must fail. */
  failing: string[];
  /** The date it is for the model, where it asks for the current one. */
  today?: string;
}

export const casesDirectory = path.resolve(import.meta.dirname, '../cases');

const folders = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];

const isMap = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps are merged, everything else is replaced. */
function merged(base: Given, over: Given): Given {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value;
  }
  return result;
}

function read(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.ndjson')) {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as unknown);
  }
  return load(text, { schema: CORE_SCHEMA, filename: file });
}

const mapsOf = (value: unknown, what: string): Given[] => {
  if (!Array.isArray(value) || !value.every(isMap)) throw new Error(`${what} is no list of rows`);
  return value;
};

const matches = (row: Given, where: Given): boolean =>
  Object.entries(where).every(
    ([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value),
  );

function editsOf(content: Given, file: string, defaults: Given): Rows {
  const removed = mapsOf(content.remove ?? [], `${file}: remove`);
  const changes = mapsOf(content.change ?? [], `${file}: change`);
  const added = mapsOf(content.add ?? [], `${file}: add`).map((row) => merged(defaults, row));
  const chosen = (before: Given[], where: Given): Given[] => {
    const rows = before.filter((row) => matches(row, where));
    if (rows.length === 0) throw new Error(`${file}: no row is ${JSON.stringify(where)}`);
    return rows;
  };
  return {
    kind: 'edits',
    apply: (before) => {
      let rows = before;
      for (const where of removed) {
        const gone = new Set(chosen(rows, where));
        rows = rows.filter((row) => !gone.has(row));
      }
      for (const { where, set, ...rest } of changes) {
        if (!isMap(where) || !isMap(set) || Object.keys(rest).length > 0)
          throw new Error(`${file}: a change has where and set, both maps`);
        const changed = new Set(chosen(rows, where));
        rows = rows.map((row) => (changed.has(row) ? merged(row, set) : row));
      }
      return [...rows, ...added];
    },
  };
}

/** Which rows an expected file speaks of: `of: {column: value or [values]}`; all of them when it does not say. */
function readExpectedOf(file: string): Record<string, unknown[]> {
  const content = read(file);
  const of = isMap(content) && isMap(content.of) ? content.of : {};
  return Object.fromEntries(
    Object.entries(of).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]),
  );
}

/** Reads a file of rows: a list, `{defaults, rows}`, or edits `{defaults, add, remove, change}`. */
function readRows(file: string): Rows {
  const content = read(file);
  if (content === undefined || content === null) return { kind: 'all', rows: [] };
  if (Array.isArray(content)) return { kind: 'all', rows: mapsOf(content, file) };
  if (!isMap(content)) throw new Error(`${file} is neither a list nor a map`);
  const isExpected = path.parse(file).name === 'expected';
  const known = ['defaults', 'rows', ...(isExpected ? ['of'] : ['add', 'remove', 'change'])];
  const unknown = Object.keys(content).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    throw new Error(`${file}: ${unknown.join(', ')}: not ${known.join(', ')}`);
  const defaults = isMap(content.defaults) ? content.defaults : {};
  if (!('rows' in content)) return editsOf(content, file, defaults);
  const rows = mapsOf(content.rows ?? [], file);
  return { kind: 'all', rows: rows.map((row) => merged(defaults, row)) };
}

const rowFiles = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory)
        .filter((file) => /\.(yaml|ndjson)$/.test(file))
        .sort()
    : [];

function readStep(directory: string, name: string): Step {
  const inputDirectory = path.join(directory, 'input');
  const expected = rowFiles(directory).find((file) => path.parse(file).name === 'expected');
  const expectedFile = expected === undefined ? undefined : path.join(directory, expected);
  const rows = expectedFile === undefined ? undefined : readRows(expectedFile);
  if (rows?.kind === 'edits') throw new Error(`${directory}: expected rows are all or none`);
  return {
    name,
    inputs: new Map(
      rowFiles(inputDirectory).map((file) => [
        path.parse(file).name,
        readRows(path.join(inputDirectory, file)),
      ]),
    ),
    ...(rows !== undefined && { expected: rows.rows }),
    ...(expectedFile !== undefined && { expectedOf: readExpectedOf(expectedFile) }),
  };
}

function readCase(model: string, name: string): Case {
  const directory = path.join(casesDirectory, model, name);
  const later = folders(directory).filter((folder) => folder.startsWith('step_'));
  const wrong = folders(directory).filter(
    (folder) => folder !== 'input' && !later.includes(folder),
  );
  if (wrong.length > 0) throw new Error(`${directory}: ${wrong.join(', ')}: input or step_2, ...`);
  later.forEach((folder, at) => {
    if (folder !== `step_${at + 2}`) throw new Error(`${directory}: no step_${at + 2}`);
  });
  const steps = [
    readStep(directory, 'first run'),
    ...later.map((folder) => readStep(path.join(directory, folder), folder)),
  ];
  if (!steps.some(({ expected }) => expected)) throw new Error(`${directory}: no expected.yaml`);
  const settingsFile = path.join(directory, 'case.yaml');
  const settings = existsSync(settingsFile) ? read(settingsFile) : {};
  const { failing = [], today } = settings as Partial<Pick<Case, 'failing' | 'today'>>;
  return { model, name, directory, steps, failing, ...(today !== undefined && { today }) };
}

/** Every case there is, by model and name. @throws Error naming the file that is wrong. */
export const readCases = (): Case[] =>
  folders(casesDirectory).flatMap((model) =>
    folders(path.join(casesDirectory, model)).map((name) => readCase(model, name)),
  );
