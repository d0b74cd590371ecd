import { createRequire } from 'node:module';
import path from 'node:path';

/** The Dataform CLI's own entry, which Node runs. Looked for when it is needed: the container has none. */
export const dataformCli = (): string =>
  createRequire(import.meta.url).resolve('@dataform/cli/bundle.js');

const quickCompile = path.join(import.meta.dirname, 'quick-compile.cjs');

/** Compiled graphs, by what they are made of; they may be removed at any time. */
const compiled = path.join(import.meta.dirname, '../node_modules/.cache/hanks-tank/compiled');

/** The environment that the CLI is run in: with what keeps its worker from doing things more than once. */
export function dataformEnvironment(
  more: Readonly<Record<string, string>> = {},
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const options = [env.NODE_OPTIONS, `--require ${JSON.stringify(quickCompile)}`];
  return {
    TANK_COMPILED: compiled,
    ...env,
    NODE_OPTIONS: options.filter(Boolean).join(' '),
    ...more,
  };
}
