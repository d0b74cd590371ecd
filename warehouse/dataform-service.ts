import { setTimeout as wait } from 'node:timers/promises';
import { v1, type protos } from '@google-cloud/dataform';
import { onlyWarns, type DataformAction, type DataformRun } from './dataform.ts';
import { tankError } from './errors.ts';

type Invocation = protos.google.cloud.dataform.v1.IWorkflowInvocation;
type InvocationAction = protos.google.cloud.dataform.v1.IWorkflowInvocationAction;
type Compilation = protos.google.cloud.dataform.v1.ICompilationResult;

/** Where and how the Dataform service runs this project. */
export interface DataformService {
  /** `projects/P/locations/L/repositories/R`. */
  repository: string;
  /** Google Cloud project and location of the datasets. */
  project: string;
  location: string;
  /** What the client is made with; Google and application default credentials unless given. */
  client?: ConstructorParameters<typeof v1.DataformClient>[0];
  /** Milliseconds between two looks at a running invocation. */
  pollMs?: number;
}

const defaultPollMs = 3000;
const releaseId = 'production';

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);

/** @throws TankError E_DATAFORM for what the service refuses */
async function called<Result>(what: string, call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (cause) {
    throw tankError('E_DATAFORM', `Dataform: ${what}: ${messageOf(cause)}`, { cause });
  }
}

/** @throws TankError E_DATAFORM with the errors of the compilation */
function checkCompiled({ name, compilationErrors }: Compilation): string {
  const errors = (compilationErrors ?? []).map(
    ({ path, message }) => `${path ?? '?'}: ${message ?? '?'}`,
  );
  if (errors.length > 0)
    throw tankError('E_DATAFORM', `Dataform did not compile: ${errors.slice(0, 12).join('\n')}`);
  if (!name) throw tankError('E_DATAFORM', 'Dataform compiled, and gave no result');
  return name;
}

function actionOf(action: InvocationAction): DataformAction | undefined {
  const target = `${action.target?.schema ?? ''}.${action.target?.name ?? ''}`;
  const message = action.failureReason ? { message: action.failureReason } : {};
  switch (action.state) {
    case 'SUCCEEDED':
      return { target, status: 'succeeded' };
    case 'FAILED':
      return { target, status: onlyWarns(target) ? 'warned' : 'failed', ...message };
    case 'SKIPPED':
    case 'DISABLED':
      return { target, status: 'skipped' };
    case 'CANCELLED':
      return { target, status: 'failed', message: 'cancelled' };
    default:
      return undefined; // not ended
  }
}

/**
 * Runs the released project by tag in the Dataform service, and follows it to its end.
 * @returns every action, in the order the service lists them. Assertions named `warn_*` may fail; nothing else may.
 * @throws TankError E_DATAFORM when it does not compile or an action fails, with each failed action and its message
 */
export async function runDataformService(
  service: DataformService,
  run: DataformRun,
): Promise<DataformAction[]> {
  const client = new v1.DataformClient(service.client);
  try {
    const [compilation] = await called(
      'the release cannot be compiled',
      client.createCompilationResult({
        parent: service.repository,
        compilationResult: {
          gitCommitish: 'main',
          codeCompilationConfig: {
            defaultDatabase: service.project,
            defaultLocation: service.location,
            vars: { ...run.vars },
          },
        },
      }),
    );
    const compilationResult = checkCompiled(compilation);
    const [started] = await called(
      'the run cannot be started',
      client.createWorkflowInvocation({
        parent: service.repository,
        workflowInvocation: {
          compilationResult,
          invocationConfig: {
            includedTags: [...(run.tags ?? [])],
            includedTargets: (run.actions ?? []).map((action) => {
              const [name = '', schema, database] = action.split('.').reverse();
              return { name, ...(schema && { schema }), database: database ?? service.project };
            }),
            fullyRefreshIncrementalTablesEnabled: run.fullRefresh ?? false,
          },
        },
      }),
    );
    return await follow(client, started, run, service.pollMs ?? defaultPollMs);
  } finally {
    await client.close();
  }
}

async function follow(
  client: v1.DataformClient,
  started: Invocation,
  run: DataformRun,
  pollMs: number,
): Promise<DataformAction[]> {
  const name = started.name ?? '';
  const ended = new Map<string, DataformAction>();
  const look = async (): Promise<void> => {
    const [actions] = await called(
      `${name} does not say what it does`,
      client.queryWorkflowInvocationActions({ name }),
    );
    for (const one of actions) {
      const action = actionOf(one);
      if (action === undefined || ended.has(action.target)) continue;
      ended.set(action.target, action);
      run.onAction?.(action);
    }
  };
  let state = started.state;
  while (state === 'RUNNING' || state === 'CANCELING') {
    try {
      await wait(pollMs, undefined, run.signal && { signal: run.signal });
    } catch (error) {
      await called(`${name} cannot be cancelled`, client.cancelWorkflowInvocation({ name }));
      throw error;
    }
    const [invocation] = await called(
      `${name} does not say how far it is`,
      client.getWorkflowInvocation({ name }),
    );
    await look();
    state = invocation.state;
  }
  await look();
  const actions = [...ended.values()];
  const failed = actions.filter(({ status }) => status === 'failed');
  if (failed.length > 0) {
    const list = failed.map(({ target, message }) => `${target}: ${message ?? 'no message'}`);
    throw tankError('E_DATAFORM', `Dataform: ${list.join('\n')}`, { details: { failed } });
  }
  const onlyWarned = actions.some(({ status }) => status === 'warned');
  if (state !== 'SUCCEEDED' && !onlyWarned)
    throw tankError('E_DATAFORM', `Dataform: ${name} ended as ${String(state)}`);
  return actions;
}

/** A file of the project, relative to its root, with its bytes. */
export interface ReleasedFile {
  path: string;
  contents: Uint8Array;
}

/** A release: what changed in the repository, and what its compilation is called. */
export interface Release {
  /** Undefined when nothing had to be committed. */
  commit?: string;
  written: string[];
  deleted: string[];
  compilation: string;
  actions: number;
}

/** Workflows of the repository and the tags that each runs. */
export type Workflows = Readonly<Record<string, readonly string[]>>;

const notFound = 5;
const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === notFound;

async function filesIn(
  client: v1.DataformClient,
  repository: string,
  folder = '',
): Promise<string[]> {
  const entries: string[] = [];
  const listing = client.queryRepositoryDirectoryContentsAsync({ name: repository, path: folder });
  try {
    for await (const { file, directory } of listing) {
      const inside = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
      if (file) entries.push(inside(file));
      else if (directory) entries.push(...(await filesIn(client, repository, inside(directory))));
    }
  } catch (error) {
    // A repository without a commit has no contents.
    if (folder === '' && isMissing(error)) return [];
    throw error;
  }
  return entries;
}

/**
 * Writes the project's files into the repository, compiles them, and points its release and workflow configurations at the
 * result. The same again commits nothing.
 * @throws TankError E_DATAFORM
 */
export async function releaseToDataform(
  service: DataformService,
  files: readonly ReleasedFile[],
  workflows: Workflows,
  { author, message }: { author: { name: string; emailAddress: string }; message: string },
): Promise<Release> {
  const client = new v1.DataformClient(service.client);
  const { repository } = service;
  try {
    const there = await called(`${repository} cannot be read`, filesIn(client, repository));
    const wanted = new Set(files.map(({ path }) => path));
    const deleted = there.filter((path) => !wanted.has(path));
    const written: ReleasedFile[] = [];
    for (const file of files) {
      const before = there.includes(file.path)
        ? (
            await called(
              file.path,
              client.readRepositoryFile({ name: repository, path: file.path }),
            )
          )[0].contents
        : undefined;
      const isSame =
        before !== undefined &&
        before !== null &&
        Buffer.from(before as Uint8Array).equals(file.contents);
      if (!isSame) written.push(file);
    }
    const operations = {
      ...Object.fromEntries(
        written.map(({ path, contents }) => [path, { writeFile: { contents } }]),
      ),
      ...Object.fromEntries(deleted.map((path) => [path, { deleteFile: {} }])),
    };
    const [committed] =
      Object.keys(operations).length === 0
        ? [undefined]
        : await called(
            'the files cannot be committed',
            client.commitRepositoryChanges({
              name: repository,
              commitMetadata: { author, commitMessage: message },
              fileOperations: operations,
            }),
          );
    const compilation = await configure(client, service, workflows);
    let actions = 0;
    for await (const action of client.queryCompilationResultActionsAsync({ name: compilation })) {
      if (action.declaration === null || action.declaration === undefined) actions += 1;
    }
    return {
      ...(committed?.commitSha && { commit: committed.commitSha }),
      written: written.map(({ path }) => path),
      deleted,
      compilation,
      actions,
    };
  } finally {
    await client.close();
  }
}

/** Compiles main and points the configurations at it. @returns the name of the compilation result */
async function configure(
  client: v1.DataformClient,
  { repository, project, location }: DataformService,
  workflows: Workflows,
): Promise<string> {
  const releaseConfig = `${repository}/releaseConfigs/${releaseId}`;
  const release = {
    name: releaseConfig,
    gitCommitish: 'main',
    codeCompilationConfig: { defaultDatabase: project, defaultLocation: location },
  };
  await upsert(
    'the release configuration',
    () => client.getReleaseConfig({ name: releaseConfig }),
    () =>
      client.createReleaseConfig({
        parent: repository,
        releaseConfigId: releaseId,
        releaseConfig: release,
      }),
    () =>
      client.updateReleaseConfig({
        releaseConfig: release,
        updateMask: { paths: ['git_commitish', 'code_compilation_config'] },
      }),
  );
  const [result] = await called(
    'the release cannot be compiled',
    client.createCompilationResult({ parent: repository, compilationResult: { releaseConfig } }),
  );
  const compilation = checkCompiled(result);
  await called(
    'the release cannot be pointed at its compilation',
    client.updateReleaseConfig({
      releaseConfig: { ...release, releaseCompilationResult: compilation },
      updateMask: { paths: ['release_compilation_result'] },
    }),
  );
  for (const [id, includedTags] of Object.entries(workflows)) {
    const name = `${repository}/workflowConfigs/${id}`;
    const workflowConfig = {
      name,
      releaseConfig,
      invocationConfig: { includedTags: [...includedTags] },
    };
    await upsert(
      `the workflow ${id}`,
      () => client.getWorkflowConfig({ name }),
      () =>
        client.createWorkflowConfig({ parent: repository, workflowConfigId: id, workflowConfig }),
      () =>
        client.updateWorkflowConfig({
          workflowConfig,
          updateMask: { paths: ['release_config', 'invocation_config.included_tags'] },
        }),
    );
  }
  return compilation;
}

async function upsert(
  what: string,
  get: () => Promise<unknown>,
  create: () => Promise<unknown>,
  update: () => Promise<unknown>,
): Promise<void> {
  try {
    await get();
  } catch (error) {
    if (!isMissing(error)) await called(what, Promise.reject(error as Error));
    await called(what, create());
    return;
  }
  await called(what, update());
}
