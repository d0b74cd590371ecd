import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { dataformCli, dataformEnvironment } from './dataform-cli.ts';
import { projectRoot } from './dataform.ts';
import { tankError } from './errors.ts';

/** A compiled name: `database` is the Google Cloud project, `schema` the dataset. */
export interface CompiledTarget {
  database: string;
  schema: string;
  name: string;
}

interface Descriptor {
  description?: string;
  columns?: { path: string[]; description: string }[];
}

interface Action {
  target: CompiledTarget;
  fileName: string;
  tags?: string[];
  disabled?: boolean;
  actionDescriptor?: Descriptor;
  dependencyTargets?: CompiledTarget[];
}

export interface CompiledTable extends Action {
  enumType: 'TABLE' | 'VIEW' | 'INCREMENTAL';
  uniqueKey?: string[];
  query: string;
  preOps?: string[];
  postOps?: string[];
  incrementalQuery?: string;
  incrementalPreOps?: string[];
  incrementalPostOps?: string[];
  bigquery?: { partitionBy?: string; clusterBy?: string[] };
}

export interface CompiledOperation extends Action {
  /** Whether it makes the table of its name. */
  hasOutput?: boolean;
  queries: string[];
}

export interface CompiledAssertion extends Action {
  query: string;
}

/** What `dataform compile --json` prints. */
export interface CompiledProject {
  tables?: CompiledTable[];
  operations?: CompiledOperation[];
  assertions?: CompiledAssertion[];
  declarations?: Action[];
  graphErrors?: { compilationErrors?: { message: string }[] };
}

/** Name of the assertion about a model's rows that its layer's `assertions.js` declares. */
export const rowsAssertion = ({ schema, name }: Pick<CompiledTarget, 'schema' | 'name'>): string =>
  `${schema}_${name}_rows`;

/**
 * Columns that tell a model's rows apart: what it merges by, or what the assertion about its rows (`includes/row_checks.js`) groups
 * by; none when nothing says.
 */
export function keyOf(
  {
    tables = [],
    assertions = [],
  }: {
    tables?: readonly Pick<CompiledTable, 'target' | 'uniqueKey'>[];
    assertions?: readonly Pick<CompiledAssertion, 'target' | 'query'>[];
  },
  { schema, name }: Pick<CompiledTarget, 'schema' | 'name'>,
): string[] {
  const own = tables.find(({ target }) => target.schema === schema && target.name === name);
  if (own?.uniqueKey !== undefined && own.uniqueKey.length > 0) return own.uniqueKey;
  const rows = assertions.find(({ target }) => target.name === rowsAssertion({ schema, name }));
  const [, list] = /GROUP BY (.+)\n/.exec(rows?.query ?? '') ?? [];
  return list?.split(', ') ?? [];
}

const run = promisify(execFile);
const largestOutput = 256 * 1024 * 1024;

/**
 * A Dataform project, this one unless given, compiled by the Dataform CLI itself for a Google Cloud project.
 * @throws TankError E_DATAFORM with the first errors when it does not compile
 */
export async function compileDataform(
  database: string,
  root: string = projectRoot,
): Promise<CompiledProject> {
  const options = ['compile', root, '--json', '--default-database', database];
  const { stdout, stderr = '' } = await run(process.execPath, [dataformCli(), ...options], {
    cwd: root,
    env: dataformEnvironment(),
    maxBuffer: largestOutput,
  }).catch((error: unknown) => error as { stdout: string; stderr?: string });
  const compiled = parse(stdout);
  const errors = compiled?.graphErrors?.compilationErrors ?? [];
  if (compiled === undefined || errors.length > 0) {
    const messages = errors.slice(0, 5).map(({ message }) => message);
    throw tankError(
      'E_DATAFORM',
      `Dataform did not compile: ${messages.join('; ') || stderr.slice(0, 500)}`,
    );
  }
  return compiled;
}

function parse(text: string): CompiledProject | undefined {
  try {
    return JSON.parse(text) as CompiledProject;
  } catch {
    return undefined;
  }
}
