import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { projectRoot } from '../../warehouse/dataform.ts';

const folder = path.join(projectRoot, '.github/workflows');

interface Step {
  uses?: string;
  run?: string;
}
interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { 'timeout-minutes'?: number; environment?: string; steps: Step[] }>;
}

const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  return { file, text, workflow: load(text) as Workflow };
});
const scripts = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('workflows', () => {
  for (const { file, text, workflow } of workflows) {
    it(`${file} pins every action by digest, may only read, and ends by itself`, () => {
      const jobs = Object.values(workflow.jobs);
      const uses = jobs.flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
      expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(action))).to.deep.equal(
        [],
      );
      expect(workflow.permissions).to.deep.equal({ contents: 'read' });
      expect(jobs.filter((job) => job['timeout-minutes'] === undefined)).to.deep.equal([]);
      expect(text).not.to.match(/secrets\.|:latest/);
    });

    it(`${file} runs only commands that there are`, () => {
      const lines = Object.values(workflow.jobs).flatMap(({ steps }) =>
        steps.flatMap((step) => step.run ?? []),
      );
      const used = lines.flatMap((line) =>
        [...line.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name),
      );
      expect(used.filter((name) => !(name in scripts.scripts))).to.deep.equal([]);
      const files = lines.flatMap((line) =>
        [...line.matchAll(/(?:^|\s)((?:infra|pipeline|tests)\/[\w./-]+\.(?:sh|ts))/g)].map(
          ([, name = '']) => name,
        ),
      );
      for (const name of files) readFileSync(path.join(projectRoot, name));
    });
  }

  it('what reaches Google asks for the approval of the environment, and has no key', () => {
    const reaching = workflows.flatMap(({ file, workflow }) =>
      Object.entries(workflow.jobs)
        .filter(([, { steps }]) =>
          steps.some(({ uses }) => uses?.startsWith('google-github-actions/auth')),
        )
        .map(([name, { environment }]) => [file, name, environment]),
    );
    expect(reaching).to.deep.equal([
      ['deploy.yml', 'deploy', 'production'],
      ['smoke.yml', 'smoke', 'production'],
    ]);
  });
});

/** Runs infra/deploy.sh with a gcloud and a curl that write down what they are asked. */
async function deploy(isHealthy: boolean): Promise<{ code: number; calls: string[] }> {
  const directory = mkdtempSync(path.join(tmpdir(), 'tank-deploy-'));
  const command = (name: string, body: string): void => {
    const file = path.join(directory, name);
    writeFileSync(file, `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(file, 0o755);
  };
  const log = path.join(directory, 'calls');
  command(
    'gcloud',
    `echo "$*" >> ${log}
case "$*" in
  *print-identity-token*) echo token ;;
  *"--format json"*) echo '{"status":{"traffic":[{"tag":"candidate","revisionName":"api-2","url":"https://candidate"}]}}' ;;
  *describe*) echo api-1 ;;
esac`,
  );
  command('curl', isHealthy ? 'exit 0' : 'exit 22');
  // Of what the script needs of it: the one expression.
  command('jq', 'cat > /dev/null; echo "api-2 https://candidate"');
  try {
    const code = await promisify(execFile)(
      path.join(projectRoot, 'infra/deploy.sh'),
      [`i@sha256:${'0'.repeat(64)}`],
      {
        env: {
          ...process.env,
          PATH: `${directory}:${process.env.PATH ?? ''}`,
          PROJECT: 'p',
          REGION: 'r',
          WATCH_SECONDS: '60',
          POLL_SECONDS: '0',
        },
      },
    ).then(
      () => 0,
      (error: unknown) => (error as { code: number }).code,
    );
    return { code, calls: readFileSync(log, 'utf8').trim().split('\n') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('infra/deploy.sh', () => {
  const traffic = (calls: string[]): (string | undefined)[] =>
    calls
      .filter((call) => call.includes('update-traffic'))
      .map((call) => /--to-revisions (\S+)/.exec(call)?.[1]);

  it('gives a healthy revision a tenth, then all, then the image to every service and job', async () => {
    const { code, calls } = await deploy(true);
    expect(code).to.equal(0);
    expect(traffic(calls)).to.deep.equal(['api-2=10,api-1=90', 'api-2=100']);
    expect(calls.filter((call) => /(services|jobs) update \w/.test(call))).to.have.length(13);
  });

  it('puts back what an ill revision took, and leaves the rest alone', async () => {
    const { code, calls } = await deploy(false);
    expect(code).not.to.equal(0);
    expect(traffic(calls)).to.deep.equal(['api-2=10,api-1=90', 'api-1=100']);
    expect(calls.filter((call) => call.includes('services update collector'))).to.deep.equal([]);
  });
});
