import type { ObjectReference, Statement } from '../sql/statement.ts';
import type { CatalogChanges } from './catalog.ts';
import { writeDestination, type Destination } from './destination.ts';
import { duckError } from './duck-errors.ts';
import { shownName, sqlName, type Engine } from './engine.ts';
import { BigQueryError, invalid } from './errors.ts';
import { statementReads, type Reads } from './query-bytes.ts';
import { describeStatement, execute, runModelCalls, selectPlanned, selectRows } from './execute.ts';
import type { Job, JobControl, JobOutcome } from './jobs.ts';
import { runScript, translateOne, type Script } from './language.ts';
import type { Outcome } from './outcome.ts';
import type { Planned } from './planned.ts';
import { jobVariables } from './script-variables.ts';
import { openSession, type Session } from './session.ts';
import { quoteName } from './types.ts';

export interface QueryRequest extends Script {
  dryRun: boolean;
  /** The job fails before it starts when it would read more than this. */
  maximumBytesBilled?: number;
  destination?: Destination;
}

/** Runs a query job: one statement or a script. @throws BigQueryError in the words BigQuery would use. */
export async function runQuery(
  engine: Engine,
  request: QueryRequest,
  control: JobControl,
  job: Job,
): Promise<JobOutcome> {
  const session = await openSession(engine, request.sql, () => {
    control.check();
  });
  control.onCancel(() => {
    session.connection.interrupt();
  });
  const reads: Reads[] = [];
  let resultJob: string | undefined;
  const note = async (statement: Statement): Promise<Planned | undefined> => {
    const { planned, ...read } = await statementReads(session, statement);
    reads.push(read);
    checkBytes(read.billed, request.maximumBytesBilled);
    return planned;
  };
  const run = async (statement: Statement): Promise<Outcome> => {
    control.check();
    if (request.dryRun || request.destination !== undefined) {
      await note(statement);
      if (request.destination === undefined) return describeStatement(session, statement);
      return fill(session, statement, request.destination);
    }
    if (statement.kind !== 'query' || statement.modelCalls.length > 0)
      return execute(session, statement, await note(statement));
    const row = await session.snapshot(async () => {
      const planned = await note(statement);
      if (session.inTransaction()) return execute(session, statement, planned);
      return planned?.isOneRow === true ? selectPlanned(session, planned) : undefined;
    });
    return row ?? execute(session, statement);
  };
  try {
    const system = () => jobVariables(job, reads);
    const script = { ...request, parseOnly: request.dryRun, system };
    const reading = async (query: Statement, text: string): Promise<Planned | undefined> => {
      const before = reads.length;
      const planned = await note(query);
      const { statistics } = jobOutcome(
        session,
        { statementType: 'SELECT' },
        reads.slice(before),
        false,
      );
      engine.jobs.addChild(job, {
        configuration: { query: { query: text } },
        created: Date.now(),
        outcome: {
          statistics: { ...statistics, scriptStatistics: { evaluationKind: 'EXPRESSION' } },
        },
      });
      return planned;
    };
    const runOne = async (statement: Statement, source: { text: string; isScript: boolean }) => {
      if (!source.isScript) return run(statement);
      const child = { configuration: { query: { query: source.text } }, created: Date.now() };
      const before = reads.length;
      try {
        const done = await run(statement);
        const statistics = jobOutcome(session, done, reads.slice(before), false);
        resultJob = engine.jobs.addChild(job, { ...child, outcome: statistics });
        return done;
      } catch (error) {
        engine.jobs.addChild(job, { ...child, error: inContext(engine, request.sql, error) });
        throw error;
      }
    };
    const outcome = await runScript(session, script, runOne, reading);
    const done = jobOutcome(session, outcome, reads, request.dryRun);
    if (resultJob === undefined || done.result === undefined) return done;
    delete done.result;
    return { ...done, resultJob };
  } catch (error) {
    throw inContext(engine, request.sql, error);
  } finally {
    await session.close();
  }
}

async function fill(
  session: Session,
  statement: Statement,
  destination: Destination,
): Promise<Outcome> {
  if (statement.kind !== 'query') {
    throw invalid('A destination table is only allowed for a query, not for DDL or DML statements');
  }
  const { engine, connection } = session;
  await runModelCalls(session, statement.modelCalls);
  await session.change((changes) =>
    writeDestination(engine, connection, changes, statement.sql, destination),
  );
  const { target } = destination;
  const entry = session.catalog().get('table', target.dataset, target.name);
  const names = entry?.fields.map((field) => quoteName(field.name)).join(', ') ?? '*';
  return selectRows(session, { sql: `SELECT ${names} FROM ${sqlName(target)}` });
}

/**
 * Runs GoogleSQL whose result nobody wants, and what `finish` changes beside, in one transaction.
 * @throws BigQueryError as a query job would have it.
 */
export async function runStatements(
  engine: Engine,
  sql: string,
  finish: (changes: CatalogChanges) => Promise<void>,
): Promise<void> {
  const session = await openSession(engine, sql);
  try {
    await session.begin();
    await runScript(session, { sql }, (statement) => execute(session, statement));
    await session.change(finish);
    await session.end('COMMIT');
  } catch (error) {
    throw inContext(engine, sql, error);
  } finally {
    await session.close();
  }
}

interface ViewRequest {
  target: ObjectReference;
  /** GoogleSQL. */
  query: string;
  materialized: boolean;
  replace: boolean;
}

/** Makes a view as tables.insert and tables.update do, and whatever `finish` changes beside, in one transaction. */
export async function createViewFromQuery(
  engine: Engine,
  { target, query, materialized, replace }: ViewRequest,
  finish: (changes: CatalogChanges) => Promise<void>,
): Promise<void> {
  const session = await openSession(engine, query);
  const kind = materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  const name = `\`${target.project}.${target.dataset}.${target.name}\``;
  const create = replace ? 'CREATE OR REPLACE' : 'CREATE';
  try {
    await session.begin();
    const statement = await translateOne(session, { sql: `${create} ${kind} ${name} AS ${query}` });
    await execute(session, statement);
    await session.change(finish);
    await session.end('COMMIT');
  } catch (error) {
    throw inContext(engine, query, error);
  } finally {
    await session.close();
  }
}

const inContext = (engine: Engine, source: string, error: unknown): BigQueryError =>
  duckError(error, { source, project: engine.project, location: engine.location });

function checkBytes(billed: number, limit: number | undefined): void {
  if (limit === undefined || billed <= limit) return;
  throw new BigQueryError(
    'bytesBilledLimitExceeded',
    `Query exceeded limit for bytes billed: ${limit}. ${billed} or higher required.`,
  );
}

/** The statistics of the job resource. */
function jobOutcome(
  session: Session,
  outcome: Outcome,
  reads: readonly Reads[],
  dryRun: boolean,
): JobOutcome {
  const { project } = session.engine;
  const bytes = reads.reduce((sum, read) => sum + read.bytes, 0);
  const billed = reads.reduce((sum, read) => sum + read.billed, 0);
  const tables = new Map(
    reads.flatMap(({ references }) =>
      references.map((reference) => [shownName(reference), reference] as const),
    ),
  );
  const { dml, ddl, result } = outcome;
  return {
    ...(result && { result }),
    ...(outcome.fields && { fields: outcome.fields }),
    ...(dml && { dml }),
    statistics: {
      query: {
        statementType: outcome.statementType,
        totalBytesProcessed: String(bytes),
        totalBytesBilled: String(dryRun ? 0 : billed),
        billingTier: 1,
        cacheHit: false,
        referencedTables: [...tables.values()].map(restReference),
        ...(outcome.fields && { schema: { fields: outcome.fields } }),
        ...(dml && {
          numDmlAffectedRows: String(dml.inserted + dml.updated + dml.deleted),
          dmlStats: {
            insertedRowCount: String(dml.inserted),
            updatedRowCount: String(dml.updated),
            deletedRowCount: String(dml.deleted),
          },
        }),
        ...(ddl && {
          ddlOperationPerformed: ddl.operation,
          ...(ddl.target && { ddlTargetTable: restReference(ddl.target) }),
          ...(ddl.dataset !== undefined && {
            ddlTargetDataset: { projectId: project, datasetId: ddl.dataset },
          }),
        }),
      },
    },
  };
}

const restReference = ({ project, dataset, name }: ObjectReference) => ({
  projectId: project,
  datasetId: dataset,
  tableId: name,
});
