import { mkdir, rm, stat, writeFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { tankError } from '../../warehouse/errors.ts';
import type { Content } from './content.ts';
import { lineageData, searchData } from './data.ts';
import { machineCatalog } from './machine-catalog.ts';
import { featuresPage } from './pages/features.ts';
import { pageOf } from './pages/frame.ts';
import { homePage } from './pages/home.ts';
import { lineagePage } from './pages/lineage.ts';
import { tablePage } from './pages/table.ts';
import { testsPage } from './pages/tests.ts';
import { script, scriptOf, stylesheet } from './scripts.ts';

/** Every file of the site by its path: the same content gives the same bytes. */
export function renderSite(content: Content): Map<string, string> {
  return new Map([
    ['index.html', homePage(content)],
    ['lineage.html', lineagePage(content)],
    ['features.html', featuresPage(content)],
    ['tests.html', testsPage(content)],
    ...[...content.catalog.values()].map(
      (node) => [pageOf(node.id), tablePage(node, content)] as const,
    ),
    ['catalog.json', `${JSON.stringify(machineCatalog(content), null, 1)}\n`],
    ['assets/site.css', stylesheet()],
    ['assets/site.js', script('site')],
    ['assets/lineage.js', script('lineage')],
    ['assets/lineage-data.js', scriptOf('tankLineage', lineageData(content))],
    ['assets/search-data.js', scriptOf('tankSearch', searchData(content))],
  ]);
}

const mark = 'catalog.json';

/**
 * Writes the site in place of an earlier one.
 * @returns bytes written
 * @throws TankError E_USAGE when the directory holds something else
 */
export async function writeSite(
  directory: string,
  files: ReadonlyMap<string, string>,
): Promise<number> {
  await clear(directory);
  let bytes = 0;
  for (const [file, text] of files) {
    const target = path.join(directory, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

/** Removes what an earlier site has left, and refuses to touch a directory that is none. */
async function clear(directory: string): Promise<void> {
  const entries: string[] = await readdir(directory).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [] as string[];
    throw tankError('E_USAGE', `${directory} cannot be written to`, { cause: error });
  });
  if (entries.length === 0) return;
  const isSite = await stat(path.join(directory, mark)).catch(() => undefined);
  if (!isSite || !entries.includes('lineage.html')) {
    throw tankError('E_USAGE', `${directory} holds something else than a site`, {
      hint: 'Choose an empty directory with --out.',
    });
  }
  for (const entry of ['tables', 'assets']) {
    await rm(path.join(directory, entry), { recursive: true, force: true });
  }
}
