import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import {
  readConfiguration,
  terraformRoot,
  texts,
  type Block,
  type Module,
} from './configuration.ts';
import type { Arguments } from './provider-arguments.ts';

const providerArguments = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'provider-arguments.json'), 'utf8'),
) as Record<string, Arguments>;

/** What Terraform itself takes in any resource. */
const metaArguments = [
  'provider',
  'for_each',
  'count',
  'depends_on',
  'lifecycle',
  'connection',
  'provisioner',
];

const matches = (text: string, pattern: RegExp): string[][] =>
  [...text.matchAll(pattern)].map((match) => [...match]);

/** The text without comments and without texts in quotes, but with what is interpolated in them. */
function code(text: string): string {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return lines
    .join('\n')
    .replace(/"(?:[^"\\$]|\\.|\$(?!\{)|\$\{(?:[^{}"]|"[^"]*")*\})*"/g, (quoted) =>
      matches(quoted, /\$\{((?:[^{}"]|"[^"]*")*)\}/g)
        .map(([, inner = '']) => ` ${inner} `)
        .join(' '),
    );
}

/** References that lead nowhere. */
function dangling(module: Module, configuration: Map<string, Module>): string[] {
  const text = code(module.text);
  const names = (pattern: RegExp, known: (a: string, b: string) => boolean): string[] =>
    matches(text, pattern)
      .filter(([, a = '', b = '']) => !known(a, b))
      .map(([whole = '']) => `${module.folder}: ${whole}`);
  return [
    ...names(/\bvar\.(\w+)/g, (name) => module.variables.has(name)),
    ...names(/\blocal\.(\w+)/g, (name) => name in module.locals),
    ...names(/\bmodule\.(\w+)(?:\[[^\]]*\])?\.(\w+)/g, (name, output) => {
      const source = module.modules.get(name)?.source;
      return (
        typeof source === 'string' &&
        configuration.get(source.slice(2))?.outputs.has(output) === true
      );
    }),
    ...names(
      /(?<![\w.])data\.(\w+)\.(\w+)/g,
      (type, name) => module.data.get(type)?.has(name) === true,
    ),
    ...names(
      /(?<![\w.-])(google_\w+)\.(\w+)/g,
      (type, name) => module.resources.get(type)?.has(name) === true,
    ),
  ];
}

/** What a block gives that the provider does not know, or leaves out that it must have. */
function faults(where: string, block: Block, known: Arguments): string[] {
  const found: string[] = [];
  const given = new Set<string>();
  const check = (name: string, values: unknown): void => {
    given.add(name);
    const argument = known[name];
    if (argument === undefined) {
      found.push(`${where}: there is no ${name}`);
      return;
    }
    const inner = argument.block;
    if (inner === undefined) return;
    for (const value of [values].flat()) {
      if (typeof value === 'object' && value !== null)
        found.push(...faults(`${where}.${name}`, value as Block, inner));
    }
  };
  for (const [name, value] of Object.entries(block)) {
    if (name === 'dynamic') {
      for (const [dynamic, list] of Object.entries(value as Record<string, Block[]>)) {
        check(dynamic, list.map(({ content }) => content).flat());
      }
    } else if (!metaArguments.includes(name)) check(name, value);
  }
  for (const [name, { required }] of Object.entries(known)) {
    if (required === true && !given.has(name)) found.push(`${where}: ${name} is missing`);
  }
  return found;
}

describe('terraform', () => {
  let configuration: Map<string, Module>;
  const all = (): Module[] => [...configuration.values()];

  before(async () => {
    configuration = await readConfiguration();
  });

  it('refers only to what there is', () => {
    expect(all().flatMap((module) => dangling(module, configuration))).to.deep.equal([]);
  });

  it('sees a reference that leads nowhere', () => {
    const [root] = all();
    const broken = { ...root!, text: 'x = "${var.nothing}-${module.services.nowhere}"\n' };
    expect(dangling(broken, configuration)).to.deep.equal([
      '.: var.nothing',
      '.: module.services.nowhere',
    ]);
  });

  it('uses every variable and local value that it has', () => {
    const unused = all().flatMap((module) => [
      ...[...module.variables.keys()].filter(
        (name) => !new RegExp(`\\bvar\\.${name}\\b`).test(code(module.text)),
      ),
      ...Object.keys(module.locals).filter(
        (name) => !new RegExp(`\\blocal\\.${name}\\b`).test(code(module.text)),
      ),
    ]);
    // Terraform hands it to the command-line: nothing else reads the name of an output.
    expect(unused).to.deep.equal([]);
  });

  it('gives each module what it asks for, and nothing else', () => {
    const wrong = all().flatMap((module) =>
      [...module.modules].flatMap(([name, block]) => {
        const target = configuration.get((block.source as string).slice(2))!;
        const given = Object.keys(block).filter((key) => !['source', 'count'].includes(key));
        const needed = [...target.variables].filter(([, variable]) => !('default' in variable));
        return [
          ...given.filter((key) => !target.variables.has(key)).map((key) => `${name}: no ${key}`),
          ...needed
            .filter(([key]) => !given.includes(key))
            .map(([key]) => `${name}: ${key} missing`),
        ];
      }),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('gives every resource arguments that the provider knows, and all that it must have', () => {
    const wrong = all().flatMap((module) =>
      [...module.resources].flatMap(([type, named]) =>
        [...named].flatMap(([name, block]) =>
          faults(`${type}.${name}`, block, providerArguments[type] ?? {}),
        ),
      ),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('sees an unknown and a missing argument', () => {
    const bucket = { name: 'a', locatoin: 'US', versioning: [{ on: true }] };
    expect(faults('bucket', bucket, providerArguments.google_storage_bucket!)).to.deep.equal([
      'bucket: there is no locatoin',
      'bucket.versioning: there is no on',
      'bucket.versioning: enabled is missing',
      'bucket: location is missing',
    ]);
  });

  it('describes every variable and output, types every variable', () => {
    const bare = all().flatMap(({ folder, variables, outputs }) =>
      [
        ...[...variables].filter(([, { type, description }]) => !type || !description),
        ...[...outputs].filter(([, { description }]) => !description),
      ].map(([name]) => `${folder}: ${name}`),
    );
    expect(bare).to.deep.equal([]);
  });

  it('validates what an owner can set wrongly', () => {
    const root = configuration.get('.')!;
    const free = [...root.variables]
      .filter(([, { type, validation }]) => type !== '${bool}' && validation === undefined)
      .map(([name]) => name);
    expect(free).to.deep.equal([]);
  });

  it('is written as terraform fmt writes it', function () {
    const binary = ['/usr/local/bin/terraform', '/usr/bin/terraform', '/usr/bin/tofu'].find(
      existsSync,
    );
    if (binary === undefined) {
      for (const module of all()) {
        const uneven = module.text.split('\n').filter((line) => /^( {2})* \S|\t|\s+$/.test(line));
        expect(uneven, module.folder).to.deep.equal([]);
      }
      return;
    }
    const changed = execFileSync(binary, ['fmt', '-check', '-list', '-recursive', terraformRoot], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(changed).to.equal('');
  });

  it('keeps no secret: no version of one, no key, no password, nothing that looks like one', () => {
    for (const { resources, text } of all()) {
      expect([...resources.keys()]).not.to.include.members([
        'google_secret_manager_secret_version',
      ]);
      expect([...resources.keys()]).not.to.include.members(['google_service_account_key']);
      expect(text).not.to.match(/-----BEGIN|AIza[0-9A-Za-z_-]{30}|xox[bp]-|ghp_[0-9A-Za-z]{30}/);
    }
    const files = readdirSync(terraformRoot, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /tfstate|terraform\.tfvars|\.json$/.test(file))).to.deep.equal(
      [],
    );
  });

  it('lets nobody write without a name: allUsers only calls the API, and only when it is public', () => {
    const open = all().flatMap(({ folder, resources }) =>
      [...resources].flatMap(([type, named]) =>
        [...named]
          .filter(([, block]) =>
            texts(block as never).some((text) => /allUsers|allAuthenticatedUsers/.test(text)),
          )
          .map(([name, { role }]) => [folder, type, name, role]),
      ),
    );
    expect(open).to.deep.equal([
      ['modules/services', 'google_cloud_run_v2_service_iam_member', 'api', 'roles/run.invoker'],
    ]);
  });
});
