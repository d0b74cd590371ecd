import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Command } from 'commander';
import { dump, load } from 'js-yaml';
import { projectRoot } from '../../warehouse/dataform.ts';
import type { ReleasedFile, Workflows } from '../../warehouse/dataform-service.ts';
import { tankError } from '../../warehouse/errors.ts';
import {
  configOf,
  printer,
  reportError,
  withCommonOptions,
  type CommonOptions,
} from '../run-command.ts';
import { buildTags, reportTags } from '../stages.ts';

/** Workflows of the repository; infra/terraform/modules/dataform says the same. */
export const workflows: Workflows = {
  build: buildTags,
  predict: ['predict'],
  report: reportTags,
};

const settingsFile = 'workflow_settings.yaml';

/**
 * What the Dataform service gets of this project: definitions, includes and settings, which there name the version of
 * Dataform, since no package.json does. Nothing of Node's is among it, so that the service installs nothing.
 */
export async function releasedFiles(project: string): Promise<ReleasedFile[]> {
  const files: ReleasedFile[] = [];
  for (const folder of ['definitions', 'includes']) {
    const names = await readdir(path.join(projectRoot, folder), { recursive: true });
    for (const name of names.filter((one) => /\.(sqlx|js)$/.test(one)).sort()) {
      const file = path.posix.join(folder, name.split(path.sep).join('/'));
      files.push({ path: file, contents: await readFile(path.join(projectRoot, file)) });
    }
  }
  const settings = load(await readFile(path.join(projectRoot, settingsFile), 'utf8')) as object;
  const { version } = createRequire(import.meta.url)('@dataform/core/package.json') as {
    version: string;
  };
  const text = dump({ ...settings, defaultProject: project, dataformCoreVersion: version });
  return [...files, { path: settingsFile, contents: Buffer.from(text) }];
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' }).trim();
}

/** `release`: the Dataform project of this tree, into the repository of the Dataform service. */
export function registerRelease(program: Command): void {
  withCommonOptions(
    program
      .command('release')
      .description(
        'write the SQL into the Dataform service, compile it there, and point its workflows at it',
      ),
  )
    .option('--message <text>', 'what the commit says (default: the newest commit of this tree)')
    .action(async (options: CommonOptions & { message?: string }) => {
      try {
        const config = configOf(options);
        const { dataformRepository: repository, project, location } = config;
        if (repository === undefined)
          throw tankError('E_CONFIG', 'TANK_DATAFORM_REPOSITORY is not set');
        const { releaseToDataform } = await import('../../warehouse/dataform-service.ts');
        const release = await releaseToDataform(
          { repository, project, location },
          await releasedFiles(project),
          workflows,
          {
            author: {
              name: git('log', '-1', '--format=%an'),
              emailAddress: git('log', '-1', '--format=%ae'),
            },
            message: options.message ?? git('log', '-1', '--format=%h %s'),
          },
        );
        printer(options.json === true)(release, [
          `${release.written.length} files written, ${release.deleted.length} deleted, ${release.commit === undefined ? 'nothing to commit' : `commit ${release.commit}`}`,
          `${release.actions} actions compiled: ${release.compilation}`,
        ]);
      } catch (error) {
        reportError(error, options.json);
      }
    });
}
