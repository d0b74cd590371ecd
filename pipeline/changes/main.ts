/** `npx tsx pipeline/changes/main.ts BEFORE.json AFTER.json`: what differs between two outputs of `dataform compile --json`. */
import { readFileSync } from 'node:fs';
import type { CompiledProject } from '../../warehouse/compiled-project.ts';
import { changesBetween, changesText } from './changes.ts';

const [before = '', after = ''] = process.argv.slice(2);
const read = (file: string): CompiledProject =>
  JSON.parse(readFileSync(file, 'utf8')) as CompiledProject;
process.stdout.write(changesText(changesBetween(read(before), read(after))));
