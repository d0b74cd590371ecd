import { expect } from 'chai';
import { parseHTML } from 'linkedom';
import { openServer, type OpenServer } from '../serving/open-server.ts';
import { breakableWarehouse, type BreakableWarehouse } from '../serving/breakable-warehouse.ts';
import { openServedWarehouse, type ServedWarehouse } from '../serving/served-warehouse.ts';
import { lastGood } from '../../serving/page/last-good.ts';
import { fillPageWarehouse, morning } from './page-warehouse.ts';

/** A page's text, its spaces made one. */
function textOf(html: string): string {
  const { document } = parseHTML(html.replaceAll('<', ' <')) as unknown as { document: Document };
  return (
    document
      .querySelector('body')
      ?.textContent.replace(/\s+/g, ' ')
      .replace(/ ([,.:;])/g, '$1') ?? ''
  );
}

/** What is used of the DOM here. */
interface Document {
  querySelector(selector: string): { textContent: string } | null;
}

describe('pages', () => {
  let warehouse: BreakableWarehouse;
  let server: OpenServer;
  let now = morning();

  before(async () => {
    warehouse = await breakableWarehouse();
    await fillPageWarehouse(warehouse);
    server = await openServer(warehouse.client, () => now);
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  afterEach(() => {
    warehouse.mend();
    now = morning();
  });

  async function pageAt(url: string, status = 200): Promise<string> {
    const response = await server.inject({ url, headers: { accept: 'text/html' } });
    expect(response.statusCode, response.body).to.equal(status);
    expect(response.headers['content-type']).to.equal('text/html; charset=utf-8');
    expect(response.headers['content-security-policy']).to.include("default-src 'none'");
    return response.body;
  }

  const textAt = async (url: string, status = 200): Promise<string> =>
    textOf(await pageAt(url, status));

  it('shows a game with starters, chances, runs, reasons in words and the data behind it', async () => {
    const text = await textAt('/day/2026-04-15?team=NYY');
    for (const part of [
      'Wednesday, April 15, 2026',
      'BOS at NYY',
      'Boston Red Sox Blake Snell 38%',
      'New York Yankees Gerrit Cole 63%',
      '4.8 1–9',
      'BOS won, the underdog at 38%.',
      'Starting pitchers NYY +9.8',
      'Gerrit Cole is expected to cost fewer runs.',
      'Data grade F, 2 games behind it, 1 held back',
    ]) {
      expect(text).to.include(part);
    }
    expect(text).not.to.include('CHC at NYM');
  });

  it('shows today’s games and the day before with its results', async () => {
    const text = await textAt('/');
    expect(text).to.include('Today Thursday, April 16, 2026');
    expect(text).to.include('BOS at NYY, game 2');
    expect(text).to.include('The day before Wednesday, April 15, 2026');
    expect(text).to.include('The favourite won 0 of 1 game. Log loss 0.981');
    expect(text).to.include('No result yet');
  });

  it('shows the last games when there are none today', async () => {
    now = new Date('2026-04-28T13:00:00Z');
    const text = await textAt('/');
    expect(text).to.include('No game is forecast for today');
    expect(text).to.include('The last games forecast Sunday, April 19, 2026');
    expect(text).to.include('BOS at STL');
  });

  it('says of simulated games that they are, and of no others', async () => {
    expect(await textAt('/day/2026-04-19')).to.include('Simulated league.');
    expect(await textAt('/day/2026-04-15')).not.to.include('Simulated league.');
    expect(await textAt('/record?source=sim')).to.include('Simulated league.');
    expect(await textAt('/record')).not.to.include('Simulated league.');
  });

  it('leads from the form to the day', async () => {
    const response = await server.inject('/day?date=2026-04-15&team=NYM');
    expect(response.statusCode).to.equal(303);
    expect(response.headers.location).to.equal('/day/2026-04-15?team=NYM');
    expect((await server.inject('/day?date=2026-04-15&team=')).headers.location).to.equal(
      '/day/2026-04-15',
    );
  });

  it('shows the record beside Elo and the home rate, by day and month, with what is bad', async () => {
    const { client } = warehouse;
    const text = await textAt('/record');
    const [[sums]] = (await client.query(`
      SELECT
        COUNT(*) AS games, AVG(log_loss) AS log_loss, AVG(brier_score) AS brier,
        AVG(IF(favourite_won, 100, 0)) AS accuracy, AVG(elo_log_loss - log_loss) AS gain
      FROM mlb_predictions.forecast_outcomes
      WHERE source = 'replay'`)) as [
      [{ games: number; log_loss: number; brier: number; accuracy: number; gain: number }],
    ];
    expect(text).to.include(`${sums.games} decided games of replayed past seasons`);
    expect(text).to.include(`Log loss ${sums.log_loss.toFixed(4)}`);
    expect(text).to.include(`Brier score ${sums.brier.toFixed(4)}`);
    expect(text).to.include(`Favourites that won ${sums.accuracy.toFixed(1)}%`);
    expect(text).to.include(
      `Gain on Elo ${sums.gain > 0 ? '+' : '−'}${Math.abs(sums.gain).toFixed(4)}`,
    );
    for (const part of ['March 2026', 'Fri, Apr 10', 'v1.1.0 champion', 'v1.2.0 challenger']) {
      expect(text).to.include(part);
    }
    // The challenger of the tests is sure of what happened.
    expect(text).to.match(/v1\.2\.0 v1\.1\.0 \d+ 0\.1054 0\.\d{4} \+0\.\d{4} ± 0\.\d{4}: better/);
  });

  it('shows the pipeline, with what is stale, failed, dead and drifted', async () => {
    const text = await textAt('/pipeline');
    for (const part of [
      'statcast_pitches is 5 days behind',
      'stale, 5 days',
      'daily of Thu, Apr 16: failed',
      'E_DATAFORM: an assertion failed',
      'Instead: the tables of the day before',
      'boxscores 103',
      'GET /game/103/boxscore: 404',
      'significant 0.310',
      '0.10 US dollars over 2 days',
      'v1.1.0 game outcome champion',
      'E_SOURCE_HTTP: a game was refused',
    ]) {
      expect(text).to.include(part);
    }
  });

  it('traces a forecast down to what was received and when', async () => {
    const html = await pageAt('/game/1');
    const text = textOf(html);
    for (const part of [
      'From 50% to 62.5%',
      'log-odds of 0.511',
      'run_margin_diff',
      'mlb_features.team_form',
      'f7dc2c815f89',
      'https://statsapi.example/api/v1/schedule?date=2026-04-15',
      'Apr 15, 2026, 10:00 UTC',
      'NYM at NYY',
      'abcdef012345',
    ]) {
      expect(text).to.include(part);
    }
    expect(html).to.include('<time datetime="2026-04-15T10:00:01.000Z"');
  });

  it('lists every route of the API, with examples that it answers', async () => {
    const html = await pageAt('/reference');
    const { paths } = (await server.inject('/openapi.json')).json<{ paths: object }>();
    for (const path of Object.keys(paths)) expect(html).to.include(`<code>${path}</code>`);
    const examples = [...html.matchAll(/<a href="([^"#]+)">Try it/g)].map(([, url = '']) => url);
    expect(examples.length).to.be.above(5);
    // Forms of teams and players are functions of the warehouse, which this one has not.
    for (const url of examples.filter((each) => !/^\/(?:teams|players)\//.test(each))) {
      const response = await server.inject(url.replaceAll('&amp;', '&'));
      expect(response.statusCode, url).to.be.oneOf([200, 404]);
      expect(response.headers['content-type'], url).to.include('json');
    }
  });

  it('answers what is wrong with a page: what, and what else', async () => {
    expect(await textAt('/day/yesterday', 400)).to.include('must be a date as YYYY-MM-DD');
    const unknown = await pageAt('/?team=Yankes', 404);
    expect(textOf(unknown)).to.include('Yankes is not a team of that season');
    expect(unknown).to.include('<a href="/?team=NYY">');
    expect(await textAt('/game/99999', 404)).to.include('no forecast is stored for game_pk 99999');
    expect(await textAt('/recordd', 404)).to.include('GET /recordd is not a route');
  });

  it('shows text as text, wherever it comes from', async () => {
    const text = '<script>alert(1)</script>';
    const html = await pageAt(`/?team=${encodeURIComponent(text)}`, 404);
    expect(html).not.to.include(text);
    expect(html).to.include('&lt;script&gt;alert(1)');
  });

  it('lets browsers keep what it loads for good, packed when they can unpack it', async () => {
    const [, css = ''] = /href="(\/assets\/[^"]+page\.css)"/.exec(await pageAt('/')) ?? [];
    const plain = await server.inject(css);
    expect(plain.headers['cache-control']).to.include('immutable');
    expect(plain.headers['content-encoding']).to.equal(undefined);
    const packed = await server.inject({ url: css, headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers['content-encoding']).to.equal('gzip');
    expect(packed.rawPayload.length).to.be.below(plain.rawPayload.length / 2);
  });

  it('shows the last good pages while the warehouse is down, and says how old they are', async () => {
    await pageAt('/record');
    await pageAt('/pipeline');
    warehouse.breakDown();
    now = new Date('2026-04-16T13:05:00Z');
    await server.store.refresh();
    const home = await textAt('/');
    expect(home).to.include(
      'The warehouse does not answer. What is shown was its newest 5 minutes ago.',
    );
    expect(home).to.include('BOS at NYY');
    expect(await textAt('/record')).to.include('This was read at Apr 16, 2026, 13:00 UTC.');
    expect(await textAt('/pipeline')).to.include('Old data.');
    const game = await textAt('/game/1');
    expect(game).to.include('What was received cannot be read now');
    expect(game).to.include('From 50% to 62.5%');
    warehouse.mend();
    await server.store.refresh();
    expect(await textAt('/record')).not.to.include('Old data.');
  });

  describe('of an empty warehouse', () => {
    let empty: ServedWarehouse;
    let young: OpenServer;

    before(async () => {
      empty = await openServedWarehouse();
      young = await openServer(empty.client, morning);
    });

    after(async () => {
      await young.close();
      await empty.close();
    });

    for (const [url, says] of [
      ['/', 'No day has forecasts yet'],
      ['/record', 'No published forecast has met its result yet'],
      ['/pipeline', 'Freshness is not watched yet. npm run -s tank -- run --tags monitoring'],
      ['/reference', 'GET /predictions'],
    ] as const) {
      it(`says at ${url} what is missing`, async () => {
        const response = await young.inject(url);
        expect(response.statusCode, response.body).to.equal(200);
        expect(textOf(response.body)).to.include(says);
      });
    }
  });
});

describe('the last good answer', () => {
  const clock = { ms: 0 };
  const options = {
    freshMs: 100,
    now: () => new Date(clock.ms),
    onFailure: () => undefined,
  };

  it('is read once for many who ask at once, and again when it is no longer fresh', async () => {
    let readings = 0;
    const read = lastGood((key: string) => Promise.resolve(`${key} ${(readings += 1)}`), options);
    const answers = await Promise.all([read('a'), read('a'), read('b')]);
    expect(answers.map(({ value }) => value)).to.deep.equal(['a 1', 'a 1', 'b 2']);
    clock.ms = 99;
    expect((await read('a')).value).to.equal('a 1');
    clock.ms = 100;
    expect((await read('a')).value).to.equal('a 3');
  });

  it('stays when reading fails, and is told as old; without one the failure is thrown', async () => {
    let isDown = false;
    const read = lastGood(
      () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve('good')),
      options,
    );
    await read('a');
    isDown = true;
    clock.ms += 200;
    expect(await read('a')).to.include({ value: 'good', isOld: true });
    const failure = await read('b').catch((error: unknown) => error);
    expect(failure).to.be.an('error').with.property('message', 'down');
    isDown = false;
    expect(await read('a')).to.include({ isOld: false });
  });
});
