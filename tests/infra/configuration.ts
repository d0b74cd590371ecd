import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

// Required, not imported: its types bring those of browsers into every file.
const { parse } = createRequire(import.meta.url)('@cdktf/hcl2json') as {
  parse: (file: string, text: string) => Promise<unknown>;
};

export const terraformRoot = path.resolve(import.meta.dirname, '../../infra/terraform');

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Block = Record<string, Value>;

/** Blocks by their labels, as hcl2json gives them: a list, since a block may be repeated. */
const blocks = z.record(z.string(), z.array(z.record(z.string(), z.json())));

const parsedFile = z.strictObject({
  terraform: z.array(z.record(z.string(), z.json())).default([]),
  provider: z.record(z.string(), z.json()).default({}),
  variable: blocks.default({}),
  output: blocks.default({}),
  module: blocks.default({}),
  locals: z.array(z.record(z.string(), z.json())).default([]),
  resource: z.record(z.string(), blocks).default({}),
  data: z.record(z.string(), blocks).default({}),
});

/** A module of Terraform, its files as one. */
export interface Module {
  /** Relative to infra/terraform; the root is `.`. */
  folder: string;
  text: string;
  variables: Map<string, Block>;
  outputs: Map<string, Block>;
  modules: Map<string, Block>;
  locals: Block;
  /** By type and then name. */
  resources: Map<string, Map<string, Block>>;
  data: Map<string, Map<string, Block>>;
}

const one = (list: readonly unknown[]): Block => list[0] as Block;

function byName(into: Map<string, Block>, from: z.infer<typeof blocks>): void {
  for (const [name, list] of Object.entries(from)) into.set(name, one(list));
}

function byType(
  into: Map<string, Map<string, Block>>,
  from: Record<string, z.infer<typeof blocks>>,
): void {
  for (const [type, named] of Object.entries(from)) {
    const known = into.get(type) ?? new Map<string, Block>();
    byName(known, named);
    into.set(type, known);
  }
}

export async function readModule(folder: string): Promise<Module> {
  const directory = path.join(terraformRoot, folder);
  const files = readdirSync(directory).filter((file) => file.endsWith('.tf'));
  const module: Module = {
    folder,
    text: '',
    variables: new Map(),
    outputs: new Map(),
    modules: new Map(),
    locals: {},
    resources: new Map(),
    data: new Map(),
  };
  for (const file of files) {
    const text = readFileSync(path.join(directory, file), 'utf8');
    const parsed = parsedFile.parse(await parse(file, text));
    module.text += text;
    byName(module.variables, parsed.variable);
    byName(module.outputs, parsed.output);
    byName(module.modules, parsed.module);
    for (const locals of parsed.locals) Object.assign(module.locals, locals);
    byType(module.resources, parsed.resource);
    byType(module.data, parsed.data);
  }
  return module;
}

/** The root and every module below it. */
export async function readConfiguration(): Promise<Map<string, Module>> {
  const folders = readdirSync(path.join(terraformRoot, 'modules')).map((name) => `modules/${name}`);
  const modules = await Promise.all(['.', ...folders].map(readModule));
  return new Map(modules.map((module) => [module.folder, module]));
}

/** Every text below a value. */
export function texts(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
  return [];
}
