import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { expect } from 'chai';
import { createRawTables } from '../../ingest/landing/landing.ts';
import type { Catalog } from '../../pipeline/docs/catalog.ts';
import type { Content } from '../../pipeline/docs/content.ts';
import { noFacts, readFacts } from '../../pipeline/docs/facts.ts';
import { fileOf, serveDirectory } from '../../pipeline/docs/serve.ts';
import { renderSite, writeSite } from '../../pipeline/docs/site.ts';
import { openRawWarehouse, project, type RawWarehouse } from '../ingest/raw-warehouse.ts';
import { projectCatalog } from './project-catalog.ts';

const builtAt = '2026-04-01T12:00:00.000Z';

/** What stands in the attributes of a page's tags, as a browser reads it. */
function attributes(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`<[a-z][^>]*\\s${name}="([^"]*)"`, 'g'))].map(
    ([, value = '']) => value.replaceAll('&amp;', '&'),
  );
}

describe('site of the warehouse', function () {
  let warehouse: RawWarehouse;
  let catalog: Catalog;
  let content: Content;
  let files: Map<string, string>;

  before(async () => {
    catalog = await projectCatalog();
    warehouse = await openRawWarehouse();
    const { client } = warehouse;
    await createRawTables({ client, project, location: 'US' });
    await client.query(`INSERT INTO mlb_raw.raw_teams (season, team_id, payload, source, origin, url, http_status, event_at,
      known_at, batch_id, content_sha256, loaded_at)
      SELECT 2024, team_id, JSON '{"name": "Club", "abbreviation": "CLB"}', 'sim', 'stats_api', 'http://sim/teams', 200, NULL,
        TIMESTAMP '2024-04-01 00:00:00+00', 'b', 'h', TIMESTAMP '2024-04-02 03:04:00+00'
      FROM UNNEST([147, 119]) AS team_id`);
    for (const dataset of ['mlb_staging', 'mlb_quality']) await client.createDataset(dataset);
    for (const id of ['mlb_staging.stg_teams', 'mlb_staging.stg_venues']) {
      const table = catalog.get(id);
      await client.query(`CREATE VIEW ${id} AS ${table?.query ?? ''}`);
      for (const assertion of table?.assertions ?? [])
        await client.query(`CREATE VIEW ${assertion.id} AS ${assertion.query}`);
    }
    const [failing] = catalog.get('mlb_staging.stg_teams')?.assertions ?? [];
    await client.query(
      `CREATE OR REPLACE VIEW ${failing?.id ?? ''} AS SELECT team_id FROM mlb_staging.stg_teams`,
    );
    content = {
      catalog,
      facts: await readFacts(client, catalog, true),
      features: [],
      cases: new Map([['stg_teams', ['typed']]]),
      builtAt,
      project,
      warehouse: 'the embedded warehouse',
    };
    files = renderSite(content);
  });
  after(() => warehouse.close());

  const pageOf = (id: string): string => files.get(`tables/${id}.html`) ?? '';

  it('has a page for every table with its grain, key, columns and types, and SQL', () => {
    for (const { id, catalog: columns } of catalog.values()) {
      const page = pageOf(id);
      for (const { name } of columns) expect(page).to.include(`id="column-${name}"`);
    }
    const page = pageOf('mlb_features.team_rolling_features').replace(/\s+/g, ' ');
    expect(page).to.include('One row per team and date with a game');
    expect(page).to.include('<code>team_id</code>, <code>game_date</code>');
    expect(page).to.match(/win_rate_30d<\/a\s*>.{0,40}<\/th>\s*<td class="type">FLOAT64/);
    expect(page).to.include('<span class="k">WITH</span>');
  });

  it('says how fresh a table is, how its tests came out, and what is not built', () => {
    const raw = pageOf('mlb_raw.raw_teams');
    expect(raw).to.include('2024-04-02 03:04');
    expect(raw).to.include('GET /api/v1/teams?sportId=1&amp;season={season}');
    const teams = pageOf('mlb_staging.stg_teams');
    expect(teams).to.match(/<dt>Rows<\/dt>\s*<dd>2<\/dd>/);
    expect(teams).to.include('2 failing rows');
    expect(pageOf('mlb_staging.stg_venues')).to.match(/verdict passed/);
    expect(teams).to.include('typed');
    expect(pageOf('mlb_features.team_form')).to.include('not built');
    expect(files.get('tests.html')).to.include('2 failing rows');
    const machine = JSON.parse(files.get('catalog.json') ?? '') as {
      tables: { table: string; rows: number | null; tests: { failing_rows: number | null }[] }[];
    };
    const listed = machine.tables.find(({ table }) => table === 'mlb_staging.stg_teams');
    expect(listed?.rows).to.equal(2);
    expect(listed?.tests.map(({ failing_rows }) => failing_rows)).to.deep.equal([2]);
  });

  it('links only to what there is, and to nothing outside', () => {
    const broken: string[] = [];
    for (const [file, text] of files) {
      if (!file.endsWith('.html')) continue;
      const ids = new Set(attributes(text, 'id'));
      expect(ids.size, `${file} has an id twice`).to.equal(attributes(text, 'id').length);
      for (const link of [...attributes(text, 'href'), ...attributes(text, 'src')]) {
        if (link === 'data:,') continue;
        const [address = '', anchor] = link.split('#');
        const target = address === '' ? file : path.posix.join(path.posix.dirname(file), address);
        const page = files.get(target);
        if (/^[a-z]+:|^\/\//i.test(link) || page === undefined) broken.push(`${file}: ${link}`);
        else if (
          anchor &&
          (address === '' || !target.startsWith('lineage')) &&
          !page.includes(`id="${anchor}"`)
        )
          broken.push(`${file}: ${link}`);
        else if (anchor && address !== '' && target.startsWith('lineage')) {
          const [dataset = '', name = '', column] = anchor.split('.');
          const node = catalog.get(`${dataset}.${name}`);
          const isThere = column === undefined || node?.catalog.some((one) => one.name === column);
          if (node === undefined || isThere !== true) broken.push(`${file}: ${link}`);
        }
      }
    }
    expect(broken).to.deep.equal([]);
    const code = ['assets/site.css', 'assets/site.js', 'assets/lineage.js'].map((name) =>
      files.get(name),
    );
    expect(code.join('').replaceAll('http://www.w3.org/2000/svg', '')).not.to.match(
      /https?:|@import|url\(/,
    );
  });

  it('is the same, byte by byte, of the same warehouse', async () => {
    const again = renderSite({
      ...content,
      facts: await readFacts(warehouse.client, catalog, true),
    });
    expect([...again]).to.deep.equal([...files]);
  });

  it('is whole without a warehouse, and says so', () => {
    const bare = renderSite({ ...content, facts: noFacts });
    expect([...bare.keys()]).to.deep.equal([...files.keys()]);
    expect(bare.get('index.html')).to.include('0 built');
    expect(bare.get('tests.html')).to.include('Not evaluated');
    expect(bare.get('tables/mlb_staging.stg_teams.html')).to.include('INT64');
  });

  it('shows text as text, wherever it comes from', () => {
    const evil = `<img src=x onerror="alert(1)">'</script><script>alert(2)</script>&amp;`;
    const node = catalog.get('mlb_staging.stg_teams')!;
    const [first, ...others] = node.catalog;
    const poisoned = {
      ...node,
      description: evil,
      tags: [evil],
      problem: evil,
      catalog: [{ ...first!, description: evil, expressions: [evil], type: evil }, ...others],
      statements: [{ title: evil, sql: `SELECT '${evil.replaceAll("'", '')}' -- ${evil}` }],
      assertions: node.assertions.map((one) => ({ ...one, description: evil, name: 'other' })),
    };
    const site = renderSite({
      ...content,
      catalog: new Map([...catalog, [node.id, poisoned]]),
      facts: noFacts,
      features: [
        {
          column: evil,
          family: evil,
          type: evil,
          unit: evil,
          window: evil,
          shrinkage: evil,
          known: evil,
          gain: evil,
          table: evil,
          description: evil,
        },
      ],
      project: evil,
    });
    for (const [file, text] of site) {
      if (file.endsWith('.json')) continue;
      expect(text, file).not.to.match(/<img|<script>|<\/script>[^\n]*alert/);
      if (file.endsWith('data.js')) {
        expect(text).not.to.include('</');
        const box = { window: {} as Record<string, unknown> };
        vm.runInNewContext(text, box);
        expect(JSON.stringify(box.window)).to.include('onerror');
      }
    }
  });

  it('describes every feature when the project has a catalogue', () => {
    const feature = {
      column: 'run_margin_diff',
      family: 'compact',
      type: 'FLOAT64',
      unit: 'runs',
      window: 'all dates before',
      shrinkage: '',
      known: 'morning',
      gain: 'yes',
      table: 'game_side_features',
      description: 'Margin.',
    };
    const page = renderSite({ ...content, features: [feature] }).get('features.html') ?? '';
    expect(page).to.include('#column-run_margin_diff');
    expect(page).to.match(/<td>morning<\/td>\s*<td>yes<\/td>/);
    expect(files.get('features.html')).to.include('has no feature catalogue');
  });

  describe('on disk', () => {
    let directory: string;
    beforeEach(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'tank-docs-'));
    });
    afterEach(() => rm(directory, { recursive: true, force: true }));

    it('replaces an earlier site, and nothing else', async () => {
      await writeSite(directory, files);
      await writeFile(path.join(directory, 'tables', 'gone.html'), '');
      await writeSite(directory, files);
      expect(await readFile(path.join(directory, 'index.html'), 'utf8')).to.equal(
        files.get('index.html'),
      );
      expect(
        await readFile(path.join(directory, 'tables', 'gone.html')).catch(() => 'gone'),
      ).to.equal('gone');
      const other = path.join(directory, 'tables');
      const refusal = await writeSite(other, files).catch((error: unknown) => error as Error);
      expect(refusal)
        .to.be.instanceOf(Error)
        .with.property('message')
        .match(/something else/);
    });

    it('is served on the loopback, and nothing beside it', async () => {
      await writeSite(directory, files);
      const site = await serveDirectory(directory, 0);
      try {
        const home = await fetch(site.url);
        expect(home.headers.get('content-type')).to.equal('text/html; charset=utf-8');
        expect(await home.text()).to.equal(files.get('index.html'));
        expect((await fetch(`${site.url}nothing.html`)).status).to.equal(404);
      } finally {
        await site.close();
      }
      expect(fileOf(directory, '/%2e%2e/%2e%2e/etc/passwd')).to.satisfy(
        (file?: string) => file === undefined || file.startsWith(directory + path.sep),
      );
      expect(fileOf(directory, '/..%2f..%2fetc/passwd')).to.equal(undefined);
      expect(fileOf(directory, '/%')).to.equal(undefined);
    });
  });
});
