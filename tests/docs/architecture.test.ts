import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../warehouse/dataform.ts';

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
const diagram = /```mermaid\n(.*?)```/s.exec(read('docs/architecture.md'))?.[1] ?? '';

/** Names of a subgraph of the diagram. */
function nodesOf(subgraph: string): string[] {
  const [, body = ''] = new RegExp(`subgraph ${subgraph}\\b.*\n([^]*?)\n  end`).exec(diagram) ?? [];
  return body
    .split('\n')
    .map((line) => line.trim().replace(/\[.*/, ''))
    .sort();
}

const arrows = (kind: string): string[] =>
  [...diagram.matchAll(new RegExp(`(\\w+) ${kind} (\\w+)`, 'g'))]
    .map(([, from = '', to = '']) => `${from} ${to}`)
    .sort();

const folders = nodesOf('code');

/** Folders that the code of a folder imports from. */
function importedBy(folder: string): string[] {
  const files = readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((file) => file.endsWith('.ts') && !file.split(path.sep).includes('tests'))
    .flatMap((file) =>
      [...read(path.join(folder, file)).matchAll(/'(\.\.?\/[^']+)'/g)].map(([, target = '']) => {
        const absolute = path.resolve(projectRoot, folder, path.dirname(file), target);
        return path.relative(projectRoot, absolute).split(path.sep)[0] ?? '';
      }),
    );
  return [...new Set(found)].filter((to) => to !== folder && folders.includes(to));
}

/** Datasets of the models, with the datasets that the models of each read by `ref` alone. */
function datasetsRead(): Map<string, Set<string>> {
  const files = readdirSync(path.join(projectRoot, 'definitions'), {
    recursive: true,
    encoding: 'utf8',
  }).filter((file) => file.endsWith('.sqlx'));
  const texts = files.map((file) => read(path.join('definitions', file)));
  const homes = new Map<string, string>();
  const models = texts.flatMap((text, at) => {
    const dataset = /schema: "(mlb_\w+)"/.exec(text)?.[1];
    if (dataset === undefined) return [];
    const name = /^\s*name: "(\w+)"/m.exec(text)?.[1] ?? path.basename(files[at] ?? '', '.sqlx');
    homes.set(name, dataset);
    return [{ dataset, text }];
  });
  const reads = new Map<string, Set<string>>();
  for (const { dataset, text } of models) {
    const from = reads.get(dataset) ?? new Set<string>();
    for (const [, , name = ''] of text.matchAll(/ref\((?:"(\w+)", *)?"(\w+)"\)/g)) {
      const home = homes.get(name);
      if (home !== undefined) from.add(home);
    }
    reads.set(dataset, from);
  }
  return reads;
}

describe('the diagram of docs/architecture.md', () => {
  it('has the folders of code, and their imports', () => {
    const there = readdirSync(projectRoot, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .filter((name) => !['node_modules', 'tests', 'docs', 'infra', 'definitions'].includes(name));
    expect(folders).to.deep.equal(there.sort());
    const imports = folders.flatMap((from) => importedBy(from).map((to) => `${from} ${to}`));
    expect(arrows('-->')).to.deep.equal(imports.sort());
  });

  it('has the datasets, and no way of rows from one to another that no model goes', () => {
    const reads = datasetsRead();
    expect(nodesOf('bigquery')).to.deep.equal([...reads.keys()].sort());
    const ways = arrows('-.->').filter((way) => /^mlb_\w+ mlb_/.test(way));
    expect(ways).to.have.length(7);
    const untrue = ways.filter((way) => {
      const [from = '', to = ''] = way.split(' ');
      return reads.get(to)?.has(from) !== true;
    });
    expect(untrue).to.deep.equal([]);
  });
});
