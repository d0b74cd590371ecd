import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { projectRoot } from '../../warehouse/dataform.ts';
import { openSmallPipeline, type SmallPipeline } from '../pipeline/small-pipeline.ts';
import { buildah, canBuild, makeBaseImage } from './base-image.ts';
import { freePort, startRole, type RoleProcess } from './role-process.ts';

const base = 'docker.io/library/node:24-slim';
const commit = '0123456789abcdef';

interface Inspected {
  OCIv1: { config: { Entrypoint: string[]; User: string } };
}

/** The process that was started last of those that come from one. */
function innermost(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const last = children.at(-1);
  return last === undefined ? pid : innermost(Number(last));
}

describe('the image, built by infra/Dockerfile', function () {
  this.timeout(900_000);
  const image = `localhost/hanks-tank-test:${process.pid}`;
  const container = `hanks-tank-test-${process.pid}`;
  const isBuilt = canBuild();
  let inspected: Inspected;
  let small: SmallPipeline | undefined;
  const roles: RoleProcess[] = [];
  const inside = (...command: string[]) => buildah('run', container, '--', ...command);

  before(async function () {
    if (!isBuilt) this.skip();
    await makeBaseImage(base);
    await buildah(
      ...['bud', '--pull-never', '--format', 'docker', '--build-arg', `COMMIT=${commit}`],
      ...['--file', 'infra/Dockerfile', '--tag', image, projectRoot],
    );
    await buildah('from', '--pull-never', '--name', container, image);
    inspected = JSON.parse(await buildah('inspect', '--type', 'image', image)) as Inspected;
    small = await openSmallPipeline();
  });

  after(async () => {
    for (const role of roles) role.kill();
    await small?.close();
    if (!isBuilt) return;
    await buildah('rm', container).catch(() => undefined);
    await buildah('rmi', image, base).catch(() => undefined);
  });

  const start = async (role: string): Promise<RoleProcess> => {
    const port = await freePort();
    const env = {
      PORT: String(port),
      TANK_STATE: '/tmp/tank',
      TANK_WAREHOUSE: 'bigquery',
      METADATA_SERVER_DETECTION: 'none',
      BIGQUERY_EMULATOR_HOST: small?.session.config.endpoint ?? '',
    };
    const settings = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const entry = inspected.OCIv1.config.Entrypoint;
    const started = await startRole(
      ['buildah', 'run', ...settings, container, '--', ...entry, role],
      { STORAGE_DRIVER: 'vfs', BUILDAH_ISOLATION: 'chroot' },
      port,
    );
    roles.push(started);
    return started;
  };

  it('runs as a user of its own, who may not change the code', async () => {
    expect(await inside('id', '-un')).to.equal('node');
    expect(inspected.OCIv1.config.User).to.equal('node');
    const write = await inside('touch', '/app/serving/index.ts').catch((error: unknown) => error);
    expect(String(write)).to.include('Permission denied');
  });

  it('has neither the embedded warehouse nor the Dataform CLI, compilers or tests', async () => {
    const files = (await inside('find', '/app', '-maxdepth', '3', '-not', '-name', '.*')).split(
      '\n',
    );
    expect(files).to.include('/app/pipeline/service');
    expect(files).to.include('/app/infra/alerts.yaml');
    expect(
      files.filter((file) =>
        /^\/app\/(embedded|sim|tests|definitions|node_modules\/(@duckdb|@dataform|tsx|typescript|mocha))/.test(
          file,
        ),
      ),
    ).to.deep.equal([]);
  });

  it('is under 200 MB without Node and Debian', async () => {
    const kilobytes = Number((await inside('du', '-sk', '/app')).split('\t')[0]);
    expect(kilobytes).to.be.within(20_000, 200_000);
  });

  it('says of which commit it is, and which roles there are', async () => {
    expect(await inside('printenv', 'TANK_COMMIT')).to.equal(commit);
    const answer = await inside(...inspected.OCIv1.config.Entrypoint).catch(
      (error: unknown) => error as { code: number; stderr: string },
    );
    expect(answer).to.include({ code: 2 });
    expect((answer as { stderr: string }).stderr).to.include('collector, validator, loader');
  });

  it('reads the rules of alerts', async () => {
    const count = await inside(
      ...['node', '--input-type=module', '--eval'],
      `const { readAlertRules } = await import('/app/pipeline/alerts/rules.ts'); console.log(readAlertRules().rules.length)`,
    );
    expect(Number(count)).to.be.greaterThan(5);
  });

  for (const role of ['collector', 'validator', 'loader', 'features', 'trainer', 'pipeline']) {
    it(`${role} answers its probe, and ends in order at SIGTERM`, async () => {
      const started = await start(role);
      process.kill(innermost(started.pid), 'SIGTERM');
      expect(await started.ended).to.equal(0);
    });
  }

  it('prediction-api answers out of the warehouse, and ends in order at SIGTERM', async () => {
    const started = await start('prediction-api');
    const answer = await fetch(`${started.url}/openapi.json`);
    expect(answer.status).to.equal(200);
    process.kill(innermost(started.pid), 'SIGTERM');
    expect(await started.ended).to.equal(0);
  });
});
