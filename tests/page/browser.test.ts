import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openServer, type OpenServer } from '../serving/open-server.ts';
import { openServedWarehouse, type ServedWarehouse } from '../serving/served-warehouse.ts';
import { openBrowser } from './browser.ts';
import { fillPageWarehouse, morning } from './page-warehouse.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const addresses = [
  '/',
  '/day/2026-04-15',
  '/day/2026-04-19',
  '/day/2026-01-05?team=NYY',
  '/game/1',
  '/record',
  '/pipeline',
  '/reference',
  '/day/yesterday',
];

const desktop = { width: 1280, height: 900 };

/** What is checked how: in the dark only colours are others. */
const looks = [
  { name: 'light', colorScheme: 'light', viewport: desktop, axe: 'axe.run()' },
  {
    name: 'dark',
    colorScheme: 'dark',
    viewport: desktop,
    axe: "axe.run({ runOnly: 'color-contrast' })",
  },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 760 }, axe: 'axe.run()' },
] as const;

describe('the pages in Chromium', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;
  let browser: Browser;
  let base: string;

  before(async function () {
    const found = await openBrowser();
    if (found === undefined) this.skip();
    browser = found;
    warehouse = await openServedWarehouse();
    await fillPageWarehouse(warehouse);
    server = await openServer(warehouse.client, morning);
    base = await server.listen({ port: 0, host: '127.0.0.1' });
  });

  after(async () => {
    // Undefined where there is no Chromium.
    await (browser as Browser | undefined)?.close();
    await (server as OpenServer | undefined)?.close();
    await (warehouse as ServedWarehouse | undefined)?.close();
  });

  interface Opened {
    page: Page;
    /** Everything that was asked for, and how many bytes came. */
    requests: { url: string; bytes: number }[];
    /** What the browser complained of: blocked scripts and styles among it. */
    complaints: string[];
  }

  async function withPage<T>(
    options: Parameters<Browser['newContext']>[0],
    use: (opened: Opened, context: BrowserContext) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const opened: Opened = { page, requests: [], complaints: [] };
      page.on('console', (message) => {
        const text = message.text();
        if (message.type() === 'error' && !text.includes('400 (Bad Request)')) {
          opened.complaints.push(text);
        }
      });
      page.on('pageerror', (error) => opened.complaints.push(String(error)));
      page.on('requestfinished', (request) => {
        const noted = { url: request.url(), bytes: 0 };
        opened.requests.push(noted);
        void request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
          noted.bytes = responseBodySize + responseHeadersSize;
        });
      });
      return await use(opened, context);
    } finally {
      await context.close();
    }
  }

  for (const address of addresses) {
    it(`${address} passes axe in light, in dark and on a phone, fits, and asks nothing of other hosts`, async () => {
      await withPage({}, async ({ page, requests, complaints }) => {
        await page.goto(`${base}${address}`);
        // Through the debugger, for which the page's policy does not hold.
        await page.evaluate(axe);
        for (const { name, colorScheme, viewport, axe: check } of looks) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(viewport);
          const { violations, passes } = await page.evaluate<AxeResults>(check);
          const found = violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .map(({ html }) => html)
                .join(' ')
                .slice(0, 300)}`,
          );
          expect(found, name).to.deep.equal([]);
          expect(passes, name).not.to.be.empty;
          const overflow = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect(overflow, `wider than the window, ${name}`).to.equal(0);
        }
        expect(complaints).to.deep.equal([]);
        const others = requests.filter(({ url }) => !url.startsWith(base));
        expect(others).to.deep.equal([]);
        expect(requests.length).to.be.at.least(3);
      });
    });
  }

  it('first page stays under 300 kB', async () => {
    await withPage({}, async ({ page, requests }) => {
      await page.goto(base, { waitUntil: 'networkidle' });
      const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
      expect(requests.map(({ url }) => new URL(url).pathname)).to.include('/');
      expect(bytes).to.be.within(5_000, 300_000);
    });
  });

  it('can be used with a keyboard alone', async () => {
    await withPage({}, async ({ page }) => {
      await page.goto(`${base}/day/2026-04-15`);
      const focused = () =>
        page.evaluate('document.activeElement.textContent.trim().replace(/\\s+/g, " ")');
      await page.keyboard.press('Tab');
      expect(await focused()).to.equal('Skip to content');
      expect(await page.locator('.skip').boundingBox())
        .to.have.property('x')
        .that.is.above(0);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).to.equal('main');

      await page.goto(`${base}/day/2026-04-15`);
      const seen: unknown[] = [];
      for (let press = 0; press < 6; press += 1) {
        await page.keyboard.press('Tab');
        seen.push(await focused());
      }
      expect(seen).to.deep.equal([
        'Skip to content',
        "Hank's Tank",
        'Games',
        'Track record',
        'Pipeline',
        'API',
      ]);
      await page.keyboard.press('Shift+Tab');
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(outline).to.equal('solid');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${base}/pipeline`);
    });
  });

  it('shows any date and any team', async () => {
    await withPage({ viewport: { width: 360, height: 760 } }, async ({ page }) => {
      await page.goto(base);
      await page.getByLabel('Date', { exact: true }).fill('2026-04-15');
      await page.getByRole('combobox', { name: 'Team' }).selectOption({ label: 'New York Mets' });
      await page.getByRole('button', { name: 'Show' }).press('Enter');
      await page.waitForURL(`${base}/day/2026-04-15?team=NYM`);
      expect(await page.getByRole('article').count()).to.equal(1);
      expect(await page.getByRole('article').textContent()).to.include('Chicago Cubs');
    });
  });

  it('changes between light and dark at a button, and remembers it', async () => {
    await withPage({}, async ({ page }) => {
      const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      await page.goto(`${base}/record`);
      const light = await background();
      await page.getByRole('button', { name: 'Switch between light and dark' }).press('Space');
      const dark = await background();
      expect(dark).not.to.equal(light);
      await page.goto(`${base}/pipeline`);
      expect(await background()).to.equal(dark);
    });
  });

  it('needs no scripts', async () => {
    await withPage({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(`${base}/game/1`);
      const heading = page.getByRole('heading', { level: 1 });
      expect(await heading.textContent()).to.equal('Boston Red Sox at New York Yankees');
    });
  });

  it('tells what plots show to who does not see them', async () => {
    await withPage({}, async ({ page }) => {
      await page.goto(`${base}/record`);
      for (const figure of await page.getByRole('figure').all()) {
        const plots = await figure.getByRole('img').all();
        expect(plots).to.have.length(1);
        expect(await plots[0]?.getAttribute('aria-label')).to.have.length.above(40);
        await figure.locator('summary').click();
        expect(await figure.getByRole('row').count()).to.be.above(1);
      }
    });
  });
});
