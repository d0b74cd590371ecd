/**
 * The compatibility page, made from the titles of the tests of this folder: `npm run compatibility` writes
 * docs/compatibility.md, `--print` prints it. Every test passes in CI, so a listed construct works, and one whose
 * suite or test is titled `refused: ...` fails with a message that names it.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { format, resolveConfig } from 'prettier';

interface Shown {
  file: string;
  titles: string[];
}

const folder = import.meta.dirname;
const page = path.resolve(folder, '../../docs/compatibility.md');

async function tests(): Promise<Shown[]> {
  const mocha = new Mocha({ ui: 'bdd' });
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  for (const file of files.sort()) mocha.addFile(path.join(folder, file));
  await mocha.loadFilesAsync();
  const found: Shown[] = [];
  mocha.suite.eachTest((test) => {
    found.push({ file: path.basename(test.file ?? ''), titles: test.titlePath() });
  });
  return found;
}

interface Row {
  construct: string;
  file: string;
  count: number;
  refused: boolean;
}

const refusal = 'refused: ';

/** GoogleSQL's tests are titled suite, area, construct, statement; the others suite, perhaps more suites, and what works. */
function place({ titles }: Shown): { section: string; construct: string } {
  const [suite = '', area = '', ...rest] = titles;
  if (suite.startsWith('GoogleSQL '))
    return { section: `GoogleSQL: ${area}`, construct: rest.slice(0, -1).join(': ') || area };
  return { section: suite, construct: titles.slice(1).join(': ') };
}

function sections(shown: readonly Shown[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const one of shown) {
    const { section, construct } = place(one);
    const rows = found.get(section) ?? [];
    found.set(section, rows);
    const row = rows.find((each) => each.construct === construct && each.file === one.file);
    if (row !== undefined) row.count += 1;
    else rows.push({ construct, file: one.file, count: 1, refused: construct.startsWith(refusal) });
  }
  return found;
}

const cell = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll(/[|<>*_`[\]]/g, '\\$&');

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ construct, file, count, refused }) => {
    const status = refused ? 'refused' : 'works';
    return `| ${cell(construct.replace(refusal, ''))} | ${status} | ${count} | ${file} |`;
  });
  return ['| construct | status | tests | in |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function render(shown: readonly Shown[]): string {
  const found = sections(shown);
  const all = [...found.values()].flat();
  const refused = all.filter((row) => row.refused).length;
  const sorted = [...found].sort(
    ([a], [b]) => Number(b.startsWith('GoogleSQL')) - Number(a.startsWith('GoogleSQL')),
  );
  const parts = sorted.map(([title, rows]) => `## ${title}\n\n${table(rows)}`);
  return `# What the embedded warehouse can do

Made by \`npm run compatibility\` from the tests in \`embedded/tests/\`, which pass in CI: ${all.length - refused} constructs work and ${refused}
are refused with a message that names them and the nearest thing that works; ${shown.length} tests in all. "Against the reference
evaluator" means compared value by value with Google's own.

${parts.join('\n\n')}
`;
}

const text = await format(render(await tests()), {
  ...(await resolveConfig(page)),
  filepath: page,
});
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(page, text);
