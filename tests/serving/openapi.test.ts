import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import openapiTS, { astToString } from 'openapi-typescript';
import { apiPage, apiReference } from './api-reference.ts';
import { describedAnswers, type ApiDocument, type DescribedAnswers } from './described-answers.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';
import { featureReasons, forecasts, games, reasonGroups, teams } from './small-league.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('/openapi.json', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;
  let document: ApiDocument;
  let faults: DescribedAnswers['faults'];

  before(async () => {
    warehouse = await openServedWarehouse();
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_predictions.game_predictions', forecasts);
    await warehouse.insert('mlb_historical_data.games_historical', games);
    await warehouse.insert('mlb_reporting.forecast_reason_groups', reasonGroups);
    await warehouse.insert('mlb_reporting.forecast_reasons', featureReasons);
    server = await openServer(warehouse.client, () => new Date('2026-04-15T12:00:00Z'));
    ({ document, faults } = await describedAnswers(server));
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  const asked: [string, InjectOptions][] = [
    ['/healthz', { url: '/healthz' }],
    ['/readyz', { url: '/readyz' }],
    ['/predictions', { url: '/predictions?date=2026-04-15' }],
    ['/predictions', { url: '/predictions?date=2026-04-15&team=NYY' }],
    ['/predictions', { url: '/predictions?date=2026-04-18' }],
    ['/predictions', { url: '/predictions?date=x' }],
    ['/predictions', { url: '/predictions?date=2026-04-15&team=Metz' }],
    ['/games/{game_pk}', { url: '/games/1' }],
    ['/games/{game_pk}', { url: '/games/2' }],
    ['/games/{game_pk}', { url: '/games/99' }],
    ['/games/{game_pk}/explain', { url: '/games/1/explain' }],
    ['/track-record', { url: '/track-record' }],
    ['/models', { url: '/models' }],
    ['/models/{version}', { url: '/models/v1.0.0' }],
    ['/quality', { url: '/quality' }],
    [
      '/predict/game',
      post('/predict/game', { home_team: 'NYY', away_team: 111, game_date: '2026-04-15' }),
    ],
    [
      '/predict/game',
      post('/predict/game', { home_team: 'NYY', away_team: 111, game_date: '2026-04-16' }),
    ],
    ['/predict/game', post('/predict/game', {})],
    ['/predict/player', post('/predict/player', { player_id: 1, game_date: '2026-04-15' })],
  ];
  for (const [route, options] of asked)
    it(`describes what ${options.method ?? 'GET'} ${JSON.stringify(options.url)} answers`, async () => {
      expect(await faults(route, options)).to.deep.equal([]);
    });

  it('tells an answer that is not as described', async () => {
    const stored = await server.store.current().game(1);
    if (stored === undefined) throw new Error('game 1 is stored');
    const good = stored.written(new Date());
    stored.written = () => ({ ...good, json: Buffer.from('{"game_pk":"1"}') });
    expect(await faults('/games/{game_pk}', { url: '/games/1' })).to.not.deep.equal([]);
    stored.written = () => good;
  });

  it('has every route but those that are not of the API', () => {
    expect(Object.keys(document.paths)).to.include.members([
      ...new Set(asked.map(([route]) => route)),
    ]);
    expect(document.paths).to.not.have.any.keys('/metrics', '/openapi.json');
  });

  it('makes a typed client that an independent generator writes and TypeScript checks', async function () {
    this.timeout(60_000);
    const directory = mkdtempSync(path.join(root, 'tests/serving/.client-'));
    try {
      const types = astToString(await openapiTS(JSON.stringify(document)));
      writeFileSync(path.join(directory, 'api.d.ts'), types);
      writeFileSync(path.join(directory, 'client.ts'), client);
      const compile = promisify(execFile)('npx', [
        'tsc',
        ...['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--types', 'node'],
        ...['--module', 'nodenext', '--target', 'es2023', path.join(directory, 'client.ts')],
      ]);
      await compile.catch((error: unknown) => {
        throw new Error((error as { stdout: string }).stdout);
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

function post(url: string, payload: object): InjectOptions {
  return { method: 'POST', url, payload };
}

/** What it gets wrong must not compile: each `@ts-expect-error` is itself an error when it does. */
const client = `
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

const api = createClient<paths>({ baseUrl: 'http://localhost:8080' });
const { data, error } = await api.POST('/predict/game', {
  body: { home_team: 'NYY', away_team: 111, game_date: '2026-04-15', starting_pitchers: { home: 1 } },
});
export const probability: number | undefined = data?.predictions.home_win_probability;
export const status: 'scheduled' | 'sealed' | 'final' | undefined = data?.status;
export const code: string | undefined = error?.code;
const list = await api.GET('/predictions', { params: { query: { team: 'NYY' } } });
export const first: string | undefined = list.data?.predictions[0]?.game_id;
const game = await api.GET('/games/{game_pk}', { params: { path: { game_pk: 1 } } });
export const winner: 'home' | 'away' | 'tie' | undefined = game.data?.outcome?.winner;
// @ts-expect-error a date is needed
await api.POST('/predict/game', { body: { home_team: 'NYY', away_team: 111 } });
// @ts-expect-error there is no such field
export const nothing: unknown = data?.predictions.home_win_chance;
// @ts-expect-error nor such a route
await api.GET('/prediction');
`;

describe('docs/api.md', () => {
  it('is what `npm run api-reference` makes of the document', async () => {
    expect(readFileSync(apiPage, 'utf8')).to.equal(await apiReference());
  });
});
