/**
 * Writes provider-arguments.json: the arguments and blocks of the resources that infra/terraform uses, as the providers of
 * Google declare them. It reads the types in the packages @cdktf/provider-google and @cdktf/provider-google-beta, of which only
 * this program has need: `npm pack` and unpack both, then
 * `npx tsx tests/infra/provider-arguments.ts GOOGLE/package/lib BETA/package/lib`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfiguration } from './configuration.ts';

/** An argument: whether it must be given, and what it holds when it is a block. */
export interface Argument {
  required?: true;
  block?: Arguments;
}
// A record cannot refer to itself.
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
export interface Arguments {
  [name: string]: Argument;
}

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const pascal = (name: string): string =>
  name
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

function declarations(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => readFileSync(path.join(directory, file), 'utf8'))
    .join('\n');
}

/** Arguments of an interface of the package, by their names in Terraform. */
function argumentsOf(text: string, name: string): Arguments {
  const head = new RegExp(`export interface ${name}\\b[^{]*\\{`).exec(text);
  if (head === null) throw new Error(`there is no interface ${name}`);
  const body = text.slice(head.index + head[0].length, text.indexOf('\n}', head.index));
  const found: Arguments = {};
  // The link above a property ends with its name in Terraform.
  const property = /#([a-z0-9_]+) [A-Za-z0-9]+#[a-z0-9_]+\}[^]*?readonly (\w+)(\??): ([^;]+);/g;
  for (const [, link = '', camel = '', optional = '', type = ''] of body.matchAll(property)) {
    const inner = /^([A-Z]\w+)(?:\[\])?(?: \||$)/.exec(type)?.[1];
    found[link === '' ? snake(camel) : link] = {
      ...(optional === '' && { required: true as const }),
      ...(inner !== undefined && { block: argumentsOf(text, inner) }),
    };
  }
  return found;
}

const [google = '', beta = ''] = process.argv.slice(2);
const result: Record<string, Arguments> = {};
for (const module of (await readConfiguration()).values()) {
  for (const [type, named] of module.resources) {
    const isBeta = [...named.values()].some(({ provider }) => provider === '${google-beta}');
    const name = isBeta ? type : type.replace(/^google_/, '');
    const directory = path.join(isBeta ? beta : google, name.replaceAll('_', '-'));
    if (!existsSync(directory)) throw new Error(`${type} is not in ${directory}`);
    const text = declarations(directory);
    const head = /export interface (\w+Config) extends cdktf\.TerraformMetaArguments/.exec(text);
    result[type] = argumentsOf(text, head?.[1] ?? `${pascal(name)}Config`);
  }
}
const sorted = Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  path.join(import.meta.dirname, 'provider-arguments.json'),
  `${JSON.stringify(sorted, null, 1)}\n`,
);
