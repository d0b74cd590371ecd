import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';

const root = path.resolve(import.meta.dirname, '..');

/** Which top-level folders the code of a folder may import from. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  embedded: [],
  warehouse: [],
  sim: [],
  ingest: ['warehouse'],
  ml: ['warehouse', 'includes'],
  serving: ['warehouse', 'includes'],
  pipeline: ['embedded', 'warehouse', 'ingest', 'ml', 'serving', 'sim', 'includes'],
};

interface Import {
  file: string;
  from: string;
  to: string;
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.split(path.sep).includes('tests'))
    .map((file) => path.join(folder, file));
}

function relativeImports(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import|import\(|require\(|\)\()\s*'(\.[^']+)'/g)];
  return specifiers.map(([, specifier = '']) => {
    const target = path.relative(root, path.resolve(root, path.dirname(file), specifier));
    return { file, from: file.split(path.sep)[0] ?? '', to: target.split(path.sep)[0] ?? '' };
  });
}

describe('structure', () => {
  for (const folder of Object.keys(allowed)) {
    it(`${folder}/ imports only ${['itself', ...(allowed[folder] ?? [])].join(', ')}`, () => {
      const imports = sources(folder).flatMap(relativeImports);
      expect(imports).not.to.be.empty;
      const forbidden = imports.filter(
        ({ from, to }) => to !== from && !(allowed[folder] ?? []).includes(to),
      );
      expect(forbidden).to.deep.equal([]);
    });
  }

  it('every folder of code has its rule', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter(
        (name) =>
          !['node_modules', 'tests', 'docs', 'infra', 'definitions', 'includes'].includes(name),
      );
    expect(folders.sort()).to.deep.equal(Object.keys(allowed).sort());
  });
});
