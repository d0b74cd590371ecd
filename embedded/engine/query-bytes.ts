import type { FieldSchema, ObjectReference, Statement } from '../sql/statement.ts';
import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import { isStored, type TableEntry } from './catalog.ts';
import { sqlName } from './engine.ts';
import type { BigQueryError } from './errors.ts';
import { invalidQuery } from './errors.ts';
import { planned, type Planned } from './planned.ts';
import { planOf, type Scan } from './scans.ts';
import type { Session } from './session.ts';
import { columnSizes, rowShare } from './table-bytes.ts';
import { quoteName } from './types.ts';

/** What a statement reads. */
export interface Reads {
  /** Logical bytes of the columns and partitions it refers to. */
  bytes: number;
  /** Whole megabytes, ten or more for every table. */
  billed: number;
  /** Tables it reads, and views and tables it names. */
  references: ObjectReference[];
  /** The statement, if it is to be run as it was planned. */
  planned?: Planned;
}

interface TableReads {
  entry: TableEntry;
  columns: Set<string>;
  /** One per scan, by partition column alone; undefined when a scan reads every partition. */
  partitions: (string | undefined)[];
  /** Whether every scan has some condition on the partition column. */
  filtered: boolean;
}

const megabyte = 1024 * 1024;

/**
 * What a statement would read, found in DuckDB's plan of it. In a transaction the plan is kept to be run.
 * @throws BigQueryError invalidQuery for a table that wants a partition filter and has none; DuckDB's error when the statement
 * cannot be planned.
 */
export async function statementReads(session: Session, statement: Statement): Promise<Reads> {
  const sql = readSql(statement);
  const named = namedTables(session, sourceSql(statement, sql));
  const tables = new Map<string, TableReads>();
  let kept: Planned | undefined;
  if (named.length > 0) {
    const callsModels = 'modelCalls' in statement && statement.modelCalls.length > 0;
    if (!callsModels && session.isOpen() && canBeKept(statement))
      kept = await planned(session.connection, sql);
    const plan = kept ?? (callsModels ? undefined : await planOf(session.connection, sql));
    if (plan !== undefined) addScans(session, tables, plan.scans);
    for (const entry of named) if (isStored(entry)) addUnplanned(tables, entry, sql);
    addTarget(tables, statement, named);
  }
  let bytes = 0;
  let billed = 0;
  for (const reads of tables.values()) {
    if (lacksFilter(session, reads, [sql, ...viewTexts(session, named)]))
      throw missingFilter(reads.entry);
    const size = await readBytes(session, reads);
    bytes += size;
    if (size > 0) billed += Math.max(Math.ceil(size / megabyte), 10) * megabyte;
  }
  const entries = new Set([...named, ...[...tables.values()].map(({ entry }) => entry)]);
  const { project } = session.engine;
  return {
    bytes,
    billed,
    references: [...entries].map(({ dataset, name }) => ({ project, dataset, name })),
    ...(kept && { planned: kept }),
  };
}

/** Whether DuckDB can hold a statement's plan. */
const canBeKept = (statement: Statement): boolean =>
  statement.kind === 'query' ||
  (statement.kind === 'dml' && ['INSERT', 'UPDATE', 'DELETE'].includes(statement.verb));

/** INFORMATION_SCHEMA.PARTITIONS counts rows of tables that the statement does not read. */
const readsMetadata = ({ source }: Session): boolean => /\bINFORMATION_SCHEMA\b/i.test(source);

/** The DuckDB SQL that a statement reads with, of model calls too. */
function readSql(statement: Statement): string {
  const calls = 'modelCalls' in statement ? statement.modelCalls : [];
  const inputs = calls.map(({ input }) => input ?? '');
  const query = 'query' in statement ? statement.query : undefined;
  const own = 'sql' in statement && typeof statement.sql === 'string' ? statement.sql : '';
  if (statement.kind === 'create_view' || statement.kind === 'create_function') return '';
  return [query ?? own, ...inputs].filter((text) => text !== '').join('\n');
}

/** The same without an INSERT's target, which is only written. */
function sourceSql(statement: Statement, sql: string): string {
  return statement.kind === 'dml' && statement.verb === 'INSERT'
    ? sql.replace(sqlName(statement.target), '')
    : sql;
}

/** Of at most as many letters as BigQuery's names have: a match of unlimited length in a long text exhausts the stack. */
const namePart = '"((?:[^"]|""){1,1024})"';
const qualifiedName = new RegExp([namePart, namePart, namePart].join(String.raw`\.`), 'g');

/** The tables and views that translated SQL names. */
function namedTables(session: Session, sql: string): TableEntry[] {
  const found = new Set<TableEntry>();
  for (const [, project, dataset = '', name = ''] of sql.matchAll(qualifiedName)) {
    if (project !== session.engine.project) continue;
    const entry = session.catalog().get('table', dataset, name);
    if (entry !== undefined) found.add(entry);
  }
  return [...found];
}

const keyOf = ({ dataset, name }: TableEntry): string => `${dataset}.${name}`;

function addScans(session: Session, tables: Map<string, TableReads>, scans: readonly Scan[]): void {
  for (const scan of scans) {
    if (scan.catalog !== session.engine.project) continue;
    const entry = session.catalog().get('table', scan.schema, scan.table);
    if (entry === undefined) continue;
    const reads = readsOf(tables, entry);
    for (const column of scan.columns) reads.columns.add(column);
    const byColumn = scan.filters.map((filter) => ({ filter, used: columnsIn(filter, entry) }));
    for (const { used } of byColumn) for (const { name } of used) reads.columns.add(name);
    const field = partitionColumn(entry);
    const onPartition = byColumn.filter(({ used }) => used.some(({ name }) => name === field));
    reads.filtered &&= onPartition.length > 0;
    const pruning = onPartition.flatMap(({ filter, used }) =>
      used.length === 1 && field !== undefined ? (pruningSql(filter, field) ?? []) : [],
    );
    reads.partitions.push(pruning.length > 0 ? pruning.join(' AND ') : undefined);
  }
}

function readsOf(tables: Map<string, TableReads>, entry: TableEntry): TableReads {
  const known = tables.get(keyOf(entry));
  if (known !== undefined) return known;
  const made = { entry, columns: new Set<string>(), partitions: [], filtered: true };
  tables.set(keyOf(entry), made);
  return made;
}

/** A filter without the texts in it. */
const withoutTexts = (filter: string): string => filter.replaceAll(/'[^']*(?:''[^']*)*'/g, "''");

/** The column that tells a table's partitions apart, the hidden one included. */
const partitionColumn = ({ partitioning }: TableEntry): string | undefined =>
  partitioning === undefined ? undefined : (partitioning.field ?? partitionTime);

const columnsIn = (filter: string, entry: TableEntry): FieldSchema[] => {
  const bare = withoutTexts(filter);
  const hidden: FieldSchema[] = [{ name: partitionTime, type: 'TIMESTAMP' }];
  return [...entry.fields, ...hidden].filter(({ name }) =>
    new RegExp(`(?<![\\w"])"?${escaped(name)}"?(?![\\w"(])`, 'u').test(bare),
  );
};

const escaped = (name: string): string => name.replaceAll(/[^\w]/gu, '\\$&');

/** A plan's filter as SQL that selects partitions; undefined when BigQuery would not prune by it. */
function pruningSql(filter: string, column: string): string | undefined {
  const text = filter.replace(/^optional: /, '');
  const bare = withoutTexts(text).replaceAll(
    /\b(?:CAST|make_timestamp|epoch_us|list_contains|IN|OR|AND) ?\(/g,
    '(',
  );
  if (/[\w"]\(|#|Dynamic/.test(bare)) return undefined;
  return text.replaceAll(
    new RegExp(`('(?:[^']|'')*')|(?<![\\w"])${escaped(column)}(?![\\w"])`, 'gu'),
    (_, literal: string | undefined) => literal ?? quoteName(column),
  );
}

/** A table the plan does not show was found empty by its statistics: the columns the SQL names are what it refers to. */
function addUnplanned(tables: Map<string, TableReads>, entry: TableEntry, sql: string): void {
  if (tables.has(keyOf(entry))) return;
  const named = entry.fields.filter(({ name }) => sql.includes(`.${quoteName(name)}`));
  const field = partitionColumn(entry);
  const byPartition = field !== undefined && sql.includes(`.${quoteName(field)}`);
  const reads = readsOf(tables, entry);
  reads.filtered = byPartition || entry.partitioning === undefined;
  if (byPartition) reads.partitions.push('false');
  else reads.partitions.push(undefined);
  for (const { name } of named) reads.columns.add(name);
}

/** UPDATE, DELETE and MERGE are charged for every column of the rows' partitions in their target. */
function addTarget(
  tables: Map<string, TableReads>,
  statement: Statement,
  named: readonly TableEntry[],
): void {
  if (statement.kind !== 'dml' || statement.verb === 'INSERT' || statement.verb === 'TRUNCATE')
    return;
  if (
    statement.verb === 'MERGE' &&
    !/WHEN (?:NOT )?MATCHED[^;]*?THEN (?:UPDATE|DELETE)/i.test(statement.sql)
  ) {
    return;
  }
  const { dataset, name } = statement.target;
  const entry = named.find((table) => table.dataset === dataset && table.name === name);
  if (entry === undefined) return;
  const reads = readsOf(tables, entry);
  for (const field of entry.fields) reads.columns.add(field.name);
}

async function readBytes(session: Session, reads: TableReads): Promise<number> {
  const { entry, columns } = reads;
  if (columns.size === 0) return 0;
  const names = new Set([...columns].map((path) => topLevel(path, entry)));
  const sizes = await columnSizes(session.connection, session.engine.project, entry, names);
  const bytes = [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  const conditions = reads.partitions.filter((condition) => condition !== undefined);
  if (conditions.length === 0 || conditions.length < reads.partitions.length) return bytes;
  const condition = conditions.map((text) => `(${text})`).join(' OR ');
  const share = await rowShare(
    session.connection,
    session.engine.project,
    entry,
    condition,
    partitionSql(entry),
  );
  return Math.round(bytes * share);
}

const topLevel = (path: string, entry: TableEntry): string => {
  if (entry.fields.some(({ name }) => name === path)) return path;
  const owner = entry.fields.find(({ name }) => path.startsWith(`${name}.`));
  return owner?.name ?? path;
};

/** SQL that tells partitions apart; undefined where a partition is one value of the column. */
function partitionSql({ partitioning, fields }: TableEntry): string | undefined {
  if (partitioning === undefined) return undefined;
  const column = quoteName(partitioning.field ?? partitionTime);
  if (partitioning.type === 'RANGE') {
    return `(${column} - ${partitioning.start}) // ${partitioning.interval}`;
  }
  const type = fields.find(({ name }) => name === partitioning.field)?.type;
  if (type === 'DATE' && partitioning.type === 'DAY') return undefined;
  return `date_trunc('${partitioning.type}', ${column})`;
}

/** GoogleSQL of the views among the tables, and of those they read. */
function viewTexts(session: Session, named: readonly TableEntry[]): string[] {
  const found = new Set(named.filter((entry) => entry.viewQuery !== undefined));
  if (found.size === 0) return [];
  const views = session.catalog().list('table');
  for (const { viewQuery = '' } of found) {
    const words = new Set(viewQuery.match(/[\p{L}\p{N}_-]+/gu));
    for (const entry of views)
      if (entry.viewQuery !== undefined && words.has(entry.name)) found.add(entry);
  }
  return [...found].map(({ viewQuery = '' }) => viewQuery);
}

/**
 * A filter that every row passes is not in the plan, and a plan that finds rows first and their wide columns later reads the table a
 * second time without it, so the comparisons of the SQL and of the views it reads count too.
 */
function lacksFilter(
  session: Session,
  { entry, filtered }: TableReads,
  [sql = '', ...views]: string[],
): boolean {
  const field = partitionColumn(entry);
  if (entry.requirePartitionFilter !== true || filtered || readsMetadata(session)) return false;
  if (field === undefined) return true;
  const column = `\\."${escaped(field)}"\\)*`;
  const compared = new RegExp(
    `${column} *(?:[<>=]|IN\\b|BETWEEN\\b|IS\\b)|(?:[<>=] *|bq_in_unnest)\\(*"[^"]+"${column}`,
    'iu',
  );
  const written = new RegExp(
    `\\b${escaped(field)}[\`)]* *(?:[<>=]|IN\\b|BETWEEN\\b|IS\\b)|[<>=] *[\`(\\w.]*\\b${escaped(field)}\\b`,
    'iu',
  );
  return !compared.test(sql) && !views.some((text) => written.test(text));
}

const missingFilter = ({ dataset, name, partitioning }: TableEntry): BigQueryError =>
  invalidQuery(
    `Cannot query over table '${dataset}.${name}' without a filter over column(s) '${partitioning?.field ?? '_PARTITIONTIME'}'` +
      ' that can be used for partition elimination',
  );
