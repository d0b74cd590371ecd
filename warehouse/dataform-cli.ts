import { createRequire } from 'node:module';
import path from 'node:path';

/** The Dataform CLI's own entry: Node runs it. */
export const dataformCli = createRequire(import.meta.url).resolve('@dataform/cli/bundle.js');

const compileOnce = path.join(import.meta.dirname, 'compile-once.cjs');

/** The environment that the CLI is run in: with what keeps its worker from compiling twice. */
export function dataformEnvironment(
  more: Readonly<Record<string, string>> = {},
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const options = [env.NODE_OPTIONS, `--require ${JSON.stringify(compileOnce)}`];
  return { ...env, NODE_OPTIONS: options.filter(Boolean).join(' '), ...more };
}
