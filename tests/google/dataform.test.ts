import { expect } from 'chai';
import { releasedFiles, workflows } from '../../pipeline/commands/release.ts';
import {
  releaseToDataform,
  runDataformService,
  type DataformService,
} from '../../warehouse/dataform-service.ts';
import type { TankError } from '../../warehouse/errors.ts';
import { fail, startContractServer, type ContractServer } from './grpc-server.ts';

const repository = 'projects/hankstank/locations/us-central1/repositories/hanks-tank';
const bytes = (text: string): Buffer => Buffer.from(text);

/** The repository of a Dataform service: what is committed is there, what is not there is NOT_FOUND. */
function fakeRepository(files: Map<string, Buffer>) {
  const configs = new Map<string, object>();
  let state: 'RUNNING' | 'SUCCEEDED' | 'FAILED' = 'RUNNING';
  const service = {
    compilationErrors: [] as { path: string; message: string }[],
    actions: [] as object[],
    endsAs: 'SUCCEEDED' as 'SUCCEEDED' | 'FAILED',
    looks: 0,
  };
  const folder = (inside: string) => {
    const prefix = inside === '' ? '' : `${inside}/`;
    const names = [...files.keys()].filter((name) => name.startsWith(prefix));
    return [
      ...new Set(
        names
          .map((name) => name.slice(prefix.length))
          .map((name) => (name.includes('/') ? `${name.split('/')[0]!}/` : name)),
      ),
    ];
  };
  const keep = (name: string, value: object): object => {
    configs.set(name, value);
    return value;
  };
  const find = (name: string): object => configs.get(name) ?? fail('NOT_FOUND', `no ${name}`);
  const answers = {
    QueryRepositoryDirectoryContents: ({ path = '' }: { path?: string }) => {
      if (files.size === 0) fail('NOT_FOUND', 'the repository is empty');
      return {
        directoryEntries: folder(path).map((name) =>
          name.endsWith('/') ? { directory: name.slice(0, -1) } : { file: name },
        ),
      };
    },
    ReadRepositoryFile: ({ path }: { path: string }) => ({
      contents: files.get(path) ?? fail('NOT_FOUND', path),
    }),
    CommitRepositoryChanges: ({
      fileOperations,
    }: {
      fileOperations: Record<string, { writeFile?: { contents: Buffer } }>;
    }) => {
      for (const [name, { writeFile }] of Object.entries(fileOperations)) {
        if (writeFile) files.set(name, Buffer.from(writeFile.contents));
        else files.delete(name);
      }
      return { commitSha: 'c0ffee' };
    },
    GetReleaseConfig: ({ name }: { name: string }) => find(name),
    CreateReleaseConfig: ({
      parent,
      releaseConfigId,
      releaseConfig,
    }: {
      parent: string;
      releaseConfigId: string;
      releaseConfig: object;
    }) => keep(`${parent}/releaseConfigs/${releaseConfigId}`, releaseConfig),
    UpdateReleaseConfig: ({ releaseConfig }: { releaseConfig: { name: string } }) =>
      keep(releaseConfig.name, { ...configs.get(releaseConfig.name), ...releaseConfig }),
    GetWorkflowConfig: ({ name }: { name: string }) => find(name),
    CreateWorkflowConfig: ({
      parent,
      workflowConfigId,
      workflowConfig,
    }: {
      parent: string;
      workflowConfigId: string;
      workflowConfig: object;
    }) => keep(`${parent}/workflowConfigs/${workflowConfigId}`, workflowConfig),
    UpdateWorkflowConfig: ({ workflowConfig }: { workflowConfig: { name: string } }) =>
      keep(workflowConfig.name, workflowConfig),
    CreateCompilationResult: () => ({
      name: `${repository}/compilationResults/1`,
      compilationErrors: service.compilationErrors,
    }),
    QueryCompilationResultActions: () => ({
      compilationResultActions: [
        { target: { schema: 'mlb_raw', name: 'schedule' }, declaration: {} },
        { target: { schema: 'mlb_staging', name: 'stg_games' }, relation: {} },
      ],
    }),
    CreateWorkflowInvocation: () => {
      state = 'RUNNING';
      service.looks = 0;
      return { name: `${repository}/workflowInvocations/1`, state };
    },
    GetWorkflowInvocation: () => {
      service.looks += 1;
      if (service.looks > 1) state = service.endsAs;
      return { name: `${repository}/workflowInvocations/1`, state };
    },
    QueryWorkflowInvocationActions: () => ({ workflowInvocationActions: service.actions }),
    CancelWorkflowInvocation: () => ({}),
  };
  return { service, answers, configs };
}

describe('the Dataform service', () => {
  let server: ContractServer;
  let dataform: DataformService;
  let fake: ReturnType<typeof fakeRepository>;
  const files = new Map<string, Buffer>();

  before(async () => {
    fake = fakeRepository(files);
    server = await startContractServer(
      '@google-cloud/dataform',
      ['google.cloud.dataform.v1.Dataform'],
      fake.answers,
    );
    dataform = {
      repository,
      project: 'hankstank',
      location: 'US',
      client: server.clientOptions,
      pollMs: 5,
    };
  });

  beforeEach(() => {
    files.clear();
    fake.configs.clear();
    server.received.length = 0;
    Object.assign(fake.service, { compilationErrors: [], actions: [], endsAs: 'SUCCEEDED' });
  });

  after(() => server.close());

  const author = { name: 'A', emailAddress: 'a@example.com' };
  const release = (list: [string, string][]) =>
    releaseToDataform(
      dataform,
      list.map(([path, text]) => ({ path, contents: bytes(text) })),
      workflows,
      { author, message: 'm' },
    );

  it('gets the files that are new or changed, loses those that are gone, and is not committed to twice', async () => {
    const first = await release([
      ['definitions/a.sqlx', 'a'],
      ['includes/b/c.js', 'c'],
    ]);
    expect(first).to.include({ commit: 'c0ffee', actions: 1 });
    expect(first.written).to.deep.equal(['definitions/a.sqlx', 'includes/b/c.js']);
    const again = await release([
      ['definitions/a.sqlx', 'a'],
      ['includes/b/c.js', 'c'],
    ]);
    expect(again).to.deep.include({ written: [], deleted: [] });
    expect(again).not.to.have.property('commit');
    const changed = await release([['definitions/a.sqlx', 'A']]);
    expect(changed).to.deep.include({
      written: ['definitions/a.sqlx'],
      deleted: ['includes/b/c.js'],
    });
    expect([...files]).to.deep.equal([['definitions/a.sqlx', bytes('A')]]);
  });

  it('has its release point at the compilation, and a workflow for each group of tags', async () => {
    await release([['definitions/a.sqlx', 'a']]);
    await release([['definitions/a.sqlx', 'a']]);
    expect(fake.configs.get(`${repository}/releaseConfigs/production`)).to.include({
      releaseCompilationResult: `${repository}/compilationResults/1`,
    });
    expect(fake.configs.get(`${repository}/workflowConfigs/report`)).to.deep.include({
      releaseConfig: `${repository}/releaseConfigs/production`,
      invocationConfig: { includedTags: ['reporting', 'monitoring'] },
    });
    expect(server.requests('CreateReleaseConfig')).to.have.length(1);
  });

  it('is told in the header which repository a call is for', async () => {
    await release([['definitions/a.sqlx', 'a']]);
    const commit = server.received.find(({ method }) => method === 'CommitRepositoryChanges');
    expect(String(commit?.metadata['x-goog-request-params'])).to.include(
      encodeURIComponent(repository),
    );
  });

  it('refuses what does not compile, with the file', async () => {
    fake.service.compilationErrors = [{ path: 'definitions/a.sqlx', message: 'unknown ref' }];
    const error = await release([['definitions/a.sqlx', 'a']]).catch(
      (caught: unknown) => caught as TankError,
    );
    expect(error).to.include({ code: 'E_DATAFORM' });
    expect((error as TankError).message).to.include('definitions/a.sqlx: unknown ref');
  });

  it('runs by tag and variables, and tells of each action once, as it ends', async () => {
    const target = (name: string) => ({ database: 'hankstank', schema: 'mlb_staging', name });
    fake.service.actions = [
      { target: target('stg_games'), state: 'SUCCEEDED' },
      { target: target('warn_late_games'), state: 'FAILED', failureReason: '3 rows' },
      { target: target('later'), state: 'SKIPPED' },
    ];
    const told: string[] = [];
    const actions = await runDataformService(dataform, {
      tags: ['staging'],
      vars: { as_of_date: '2026-04-15' },
      fullRefresh: true,
      onAction: ({ target: name }) => told.push(name),
    });
    expect(actions).to.deep.equal([
      { target: 'mlb_staging.stg_games', status: 'succeeded' },
      { target: 'mlb_staging.warn_late_games', status: 'warned', message: '3 rows' },
      { target: 'mlb_staging.later', status: 'skipped' },
    ]);
    expect(told).to.have.length(3);
    expect(server.requests('CreateCompilationResult')[0]).to.deep.nested.include({
      parent: repository,
      'compilationResult.gitCommitish': 'main',
      'compilationResult.codeCompilationConfig.vars': { as_of_date: '2026-04-15' },
    });
    expect(server.requests('CreateWorkflowInvocation')[0]).to.deep.nested.include({
      'workflowInvocation.compilationResult': `${repository}/compilationResults/1`,
      'workflowInvocation.invocationConfig.includedTags': ['staging'],
      'workflowInvocation.invocationConfig.fullyRefreshIncrementalTablesEnabled': true,
    });
  });

  it('fails with every action that failed and its reason', async () => {
    fake.service.endsAs = 'FAILED';
    fake.service.actions = [
      {
        target: { schema: 'mlb_staging', name: 'a' },
        state: 'FAILED',
        failureReason: 'no such column',
      },
      {
        target: { schema: 'mlb_staging', name: 'b' },
        state: 'FAILED',
        failureReason: 'out of quota',
      },
    ];
    const error = await runDataformService(dataform, { tags: ['staging'] }).catch(
      (caught: unknown) => caught as TankError,
    );
    expect((error as TankError).message)
      .to.include('mlb_staging.a: no such column')
      .and.to.include('mlb_staging.b: out of quota');
  });

  it('fails when it ended badly and no action says why', async () => {
    fake.service.endsAs = 'FAILED';
    const error = await runDataformService(dataform, {}).catch(
      (caught: unknown) => caught as TankError,
    );
    expect((error as TankError).message).to.include('ended as FAILED');
  });

  it('cancels the run when it is given up', async () => {
    fake.service.endsAs = 'SUCCEEDED';
    const stop = new AbortController();
    const run = runDataformService({ ...dataform, pollMs: 60_000 }, { signal: stop.signal });
    while (server.requests('CreateWorkflowInvocation').length === 0)
      await new Promise(setImmediate);
    setTimeout(() => {
      stop.abort();
    }, 50);
    const error = await run.catch((caught: unknown) => caught as Error);
    expect((error as Error).name).to.equal('AbortError');
    expect(server.requests('CancelWorkflowInvocation')).to.have.length(1);
  });

  it('gets definitions, includes and settings with the version of Dataform, and nothing of Node', async () => {
    const list = await releasedFiles('other-project');
    const names = list.map(({ path }) => path);
    expect(
      names.filter(
        (name) =>
          !/^(definitions\/.*\.(sqlx|js)|includes\/.*\.js|workflow_settings\.yaml)$/.test(name),
      ),
    ).to.deep.equal([]);
    expect(names).to.include('includes/docs.js');
    const settings = Buffer.from(list.at(-1)!.contents).toString();
    expect(settings)
      .to.match(/defaultProject: other-project/)
      .and.to.match(/dataformCoreVersion: 3\.\d+\.\d+/);
  });
});
