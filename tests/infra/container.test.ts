import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../warehouse/dataform.ts';

const entry = 'pipeline/service/main.ts';

interface Graph {
  files: Set<string>;
  packages: Set<string>;
}

const atOnce = /^(?:import|export)\s+(?!type\b)(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gm;
const later = /\bawait import\('([^']+)'\)/g;

/** What the container never asks for. */
const isLeftOut = (file: string): boolean => /^(embedded|sim|tests)\//.test(file);

/**
 * What is loaded with a file before anything is called: its imports, theirs, and so on; types are not.
 * @param imports patterns of imports; with `later`, what is loaded when it is called too
 */
function loadedWith(start: string, imports: readonly RegExp[] = [atOnce]): Graph {
  const graph: Graph = { files: new Set(), packages: new Set() };
  const visit = (file: string): void => {
    if (graph.files.has(file)) return;
    graph.files.add(file);
    if (isLeftOut(file) || !/\.(ts|js)$/.test(file)) return;
    const text = readFileSync(path.join(projectRoot, file), 'utf8');
    for (const [, specifier = ''] of imports.flatMap((pattern) => [...text.matchAll(pattern)])) {
      if (specifier.startsWith('.'))
        visit(path.normalize(path.join(path.dirname(file), specifier)));
      else if (!specifier.startsWith('node:'))
        graph.packages.add(
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  };
  visit(start);
  return graph;
}

const dockerfile = readFileSync(path.join(projectRoot, 'infra/Dockerfile'), 'utf8');

describe('the container', () => {
  const graph = loadedWith(entry, [atOnce, later]);

  it('loads nothing of the embedded warehouse or the simulated league', () => {
    const { files } = loadedWith(entry);
    expect(files.size).to.be.greaterThan(100);
    expect([...files].filter(isLeftOut)).to.deep.equal([]);
    // On a laptop the same code does, when it is called.
    expect([...graph.files].filter(isLeftOut)).to.include('embedded/index.ts');
  });

  it('has every folder that is loaded, and no package that is left out is needed', () => {
    const copied = [...dockerfile.matchAll(/^COPY (\w+) \.\/\w+$/gm)].map(([, folder]) => folder);
    const needed = new Set(
      [...graph.files].filter((file) => !isLeftOut(file)).map((file) => file.split('/')[0]),
    );
    expect([...needed]).to.include('serving');
    expect([...needed].filter((folder) => !copied.includes(folder))).to.deep.equal([]);
    const removed = [...dockerfile.matchAll(/dependencies\.([@\w/-]+)/g)].map(([, name]) => name!);
    expect(removed).to.include('@duckdb/node-api');
    expect(removed.filter((name) => graph.packages.has(name))).to.deep.equal([]);
  });

  it('needs only packages that are dependencies, not those of development', () => {
    const { dependencies } = JSON.parse(
      readFileSync(path.join(projectRoot, 'package.json'), 'utf8'),
    ) as {
      dependencies: Record<string, string>;
    };
    expect([...graph.packages].filter((name) => !(name in dependencies))).to.deep.equal([]);
  });

  it('is built in two stages, runs as a user of its own, and starts the entry as its first process', () => {
    expect(dockerfile.match(/^FROM /gm)).to.have.length(2);
    expect(dockerfile).to.match(/^USER node$/m);
    expect(dockerfile).to.match(new RegExp(`^ENTRYPOINT \\["node".*"${entry}"\\]$`, 'm'));
    expect(dockerfile).not.to.match(/:latest|^ADD /m);
    expect(existsSync(path.join(projectRoot, '.dockerignore'))).to.equal(true);
  });

  it('says which roles there are when it is given none', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', entry], {
      cwd: projectRoot,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (text: Buffer) => {
      errors += text.toString();
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).to.equal(2);
    expect(errors).to.include(
      'collector, validator, loader, features, trainer, pipeline, prediction-api',
    );
  });
});
