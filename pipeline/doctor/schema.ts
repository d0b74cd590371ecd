import type { BigQuery, TableField } from '@google-cloud/bigquery';
import pMap from 'p-map';
import type { OperationalTable } from '../../ingest/index.ts';
import type {
  CompiledOperation,
  CompiledProject,
  CompiledTable,
} from '../../warehouse/compiled-project.ts';
import {
  columnSchema,
  readTableSchemas,
  type ColumnSchema,
} from '../../warehouse/table-schemas.ts';

/** A table that is not what it is defined to be. */
export interface SchemaFault {
  /** `dataset.name`. */
  table: string;
  says: string;
  remedy: string;
}

export interface SchemaCheck {
  compared: number;
  /** Tables whose columns were compared by name alone: they need functions of their own, so that they cannot be planned alone. */
  namesOnly: string[];
  faults: SchemaFault[];
}

type Types = ReadonlyMap<string, string>;

/** A type as GoogleSQL writes it. */
function typeText({ type, mode, fields }: ColumnSchema): string {
  const text =
    type === 'STRUCT'
      ? `STRUCT<${fields.map((field) => `${field.name} ${typeText(field)}`).join(', ')}>`
      : type;
  return mode === 'REPEATED' ? `ARRAY<${text}>` : text;
}

const typesOf = (columns: readonly ColumnSchema[]): Types =>
  new Map(columns.map((column) => [column.name, typeText(column)]));

/** Columns that a query makes, which BigQuery tells without running it. */
async function plannedTypes(client: BigQuery, query: string): Promise<Types> {
  const [job] = await client.createQueryJob({ query, dryRun: true });
  const { statistics } = job.metadata as {
    statistics: { query?: { schema?: { fields?: TableField[] } } };
  };
  return typesOf((statistics.query?.schema?.fields ?? []).map(columnSchema));
}

const describedNames = ({ actionDescriptor }: Pick<CompiledTable, 'actionDescriptor'>): string[] =>
  (actionDescriptor?.columns ?? [])
    .filter(({ path }) => path.length === 1)
    .map(({ path }) => path[0] ?? '');

/** In words, where columns differ; `undefined` for a type that is not known. */
function differences(
  defined: ReadonlyMap<string, string | undefined>,
  there: Types,
): { missing: string[]; changed: string[]; extra: string[] } {
  const missing = [...defined].filter(([name]) => !there.has(name));
  const changed = [...defined].filter(([name, type]) => {
    const is = there.get(name);
    return type !== undefined && is !== undefined && is !== type;
  });
  return {
    missing: missing.map(([name, type]) => `${name}${type === undefined ? '' : ` ${type}`}`),
    changed: changed.map(
      ([name, type]) => `${name} is ${there.get(name) ?? ''}, defined as ${type ?? ''}`,
    ),
    extra: [...there.keys()].filter((name) => !defined.has(name)),
  };
}

function saysOf({ missing, changed, extra }: ReturnType<typeof differences>): string {
  return [
    ...(missing.length > 0 ? [`without ${missing.join(', ')}`] : []),
    ...changed,
    ...(extra.length > 0 ? [`no definition makes ${extra.join(', ')}`] : []),
  ].join('; ');
}

interface Warehouse {
  client: BigQuery;
  /** Columns of the tables that are there. */
  there: ReadonlyMap<string, Types>;
}

/** Columns that a definition makes; of those that need functions of their own by name alone, as they are described. */
async function definedTypes(
  client: BigQuery,
  table: Made,
): Promise<ReadonlyMap<string, string | undefined>> {
  return !('query' in table) || hasFunctions(table)
    ? new Map(describedNames(table).map((column) => [column, undefined]))
    : plannedTypes(client, table.query);
}

/** What makes a table: its query, or statements of which only the names of columns are known. */
type Made = CompiledTable | CompiledOperation;

const hasFunctions = ({ preOps = [] }: CompiledTable): boolean =>
  preOps.some((sql) => /CREATE\s+TEMP\s+FUNCTION/i.test(sql));

async function madeFault(
  { client, there }: Warehouse,
  table: Made,
  made: ReadonlySet<string>,
): Promise<SchemaFault | undefined> {
  const name = nameOf(table);
  const run = `npm run -s tank -- run --tags ${table.tags?.[0] ?? ''}`;
  const present = there.get(name);
  if (present === undefined) {
    const remedy = `Build it, and before it what it is made of: \`${run}\`.`;
    return { table: name, says: 'is missing', remedy };
  }
  let defined;
  try {
    defined = await definedTypes(client, table);
  } catch (error) {
    const sources = (table.dependencyTargets ?? []).map((target) => nameOf({ target }));
    if (sources.some((source) => made.has(source) && !there.has(source))) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    const says = `its definition cannot be run: ${message.split('\n')[0] ?? ''}`;
    return { table: name, says, remedy: `Mend ${table.fileName}.` };
  }
  const says = saysOf(differences(defined, present));
  const remedy = `Make it anew: \`${run} --full-refresh\`.`;
  return says === '' ? undefined : { table: name, says, remedy };
}

/**
 * Compares every table that the definitions make, and those that `pipeline/` and `ingest/` write, with what the warehouse holds.
 * A definition that cannot be planned is a fault, unless a table that it reads is missing, which is one by itself.
 * @throws an error of the warehouse when its tables cannot be listed
 */
export async function checkSchema(
  client: BigQuery,
  { tables = [], operations = [], declarations = [] }: CompiledProject,
  written: { dataset: string; tables: readonly OperationalTable[] },
): Promise<SchemaCheck> {
  const schemas = await readTableSchemas(client, 'mlb_');
  const there = new Map(
    schemas.map(({ dataset, table, columns }) => [`${dataset}.${table}`, typesOf(columns)]),
  );
  const making = operations.filter(
    ({ hasOutput, queries }) =>
      hasOutput === true &&
      queries.some((sql) => /CREATE\s[^;(]*?\bTABLE\s+(?!FUNCTION)/i.test(sql)),
  );
  const active = [...tables, ...making].filter(({ disabled }) => disabled !== true);
  const own = written.tables.map((table) => ({ name: `${written.dataset}.${table.name}`, table }));
  const made = new Set([...active, ...declarations].map(nameOf));
  const faults = [
    ...(await pMap(active, (table) => madeFault({ client, there }, table, made), {
      concurrency: 4,
    })),
    ...declarations.map((declared) => readFault(nameOf(declared), there)),
    ...own.map(({ name, table }) => writtenFault(name, table, there)),
  ].filter((fault) => fault !== undefined);
  const once = new Map(faults.map((fault) => [fault.table, fault]));
  return {
    compared: new Set([...made, ...own.map(({ name }) => name)]).size,
    namesOnly: active
      .filter((table) => !('query' in table) || hasFunctions(table))
      .map(nameOf)
      .sort(),
    faults: [...once.values()].sort((a, b) => a.table.localeCompare(b.table)),
  };
}

function readFault(name: string, there: Warehouse['there']): SchemaFault | undefined {
  if (there.has(name)) return undefined;
  return {
    table: name,
    says: 'is missing, though definitions read it',
    remedy: 'Collect: `npm run -s tank -- daily`; models make theirs with the first training.',
  };
}

const nameOf = ({ target }: { target: { schema: string; name: string } }): string =>
  `${target.schema}.${target.name}`;

const standard: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
};

/** These tables are made once and keep their rows: columns are added to them by hand. */
function writtenFault(
  name: string,
  { columns }: OperationalTable,
  there: ReadonlyMap<string, Types>,
): SchemaFault | undefined {
  const present = there.get(name);
  if (present === undefined)
    return {
      table: name,
      says: 'is missing',
      remedy: 'Any command of a run makes it: `npm run -s tank -- runs`.',
    };
  const defined = new Map(
    columns.map((column) => [column.name, standard[column.type] ?? column.type]),
  );
  const { missing, changed, extra } = differences(defined, present);
  const says = saysOf({ missing, changed, extra });
  if (says === '') return undefined;
  const remedy =
    changed.length > 0
      ? `Keep its rows under another name and let it be made again: ALTER TABLE ${name} RENAME TO ${name.split('.')[1] ?? ''}_before.`
      : [
          ...missing.map((column) => `ALTER TABLE ${name} ADD COLUMN ${column}`),
          ...extra.map((column) => `ALTER TABLE ${name} DROP COLUMN ${column}`),
        ].join('; ') + '.';
  return { table: name, says, remedy };
}
