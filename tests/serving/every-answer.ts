import type { InjectOptions } from 'fastify';
import type { ForecastStore } from '../../serving/index.ts';
import type { DescribedAnswers } from './described-answers.ts';

export interface Fault {
  asked: InjectOptions;
  faults: unknown;
}

/** Players of a date that are asked for; most are alike. */
const players = 25;

/**
 * Asks every route of the document for what a date has, and for what it has not, and tells which answers are not as described.
 * @returns how many were asked, and the faults; a route that nothing was asked of is one
 */
export async function askOfDate(
  { document, faults }: DescribedAnswers,
  store: ForecastStore,
  date: string,
): Promise<{ asked: number; faults: Fault[] }> {
  const requests = await requestsOf(store, date);
  const found: Fault[] = [];
  for (const [route, options] of requests) {
    const wrong = await faults(route, options);
    if (Array.isArray(wrong) && wrong.length === 0) continue;
    found.push({ asked: options, faults: wrong });
  }
  const asked = new Set(requests.map(([route]) => route));
  for (const route of Object.keys(document.paths)) {
    if (!asked.has(route)) found.push({ asked: { url: route }, faults: 'was never asked' });
  }
  return { asked: requests.length, faults: found };
}

async function requestsOf(store: ForecastStore, date: string): Promise<[string, InjectOptions][]> {
  const set = store.current();
  const { games } = await set.day(date);
  const forecast = [...(await set.players(date)).entries()];
  const some = forecast.filter((_, place) => place % Math.ceil(forecast.length / players) === 0);
  const versions = [...set.models.values()].flat().map(({ model_version }) => model_version);
  const get = (route: string, url = route): [string, InjectOptions] => [route, { url }];
  const post = (url: string, payload: object): [string, InjectOptions] => [
    url,
    { method: 'POST', url, payload },
  ];
  return [
    get('/healthz'),
    get('/readyz'),
    get('/predictions', `/predictions?date=${date}`),
    get('/predictions', `/predictions?date=${date}&team=Nobody`),
    get('/predictions', '/predictions?date=tomorrow'),
    ...['day', 'month', 'season', 'all'].map((by) =>
      get('/track-record', `/track-record?by=${by}`),
    ),
    get('/models'),
    ...[...set.models.keys()].map((type) => get('/models', `/models?type=${type}`)),
    ...[...new Set([...versions, 'v0.0.1'])].map((version) =>
      get('/models/{version}', `/models/${version}`),
    ),
    get('/quality'),
    get('/quality', `/quality?date=${date}`),
    get('/games/{game_pk}', '/games/1'),
    get('/games/{game_pk}/explain', '/games/1/explain'),
    get('/players/{player_id}', `/players/1?date=${date}`),
    get('/teams/{team}/form', `/teams/Nobody/form?date=${date}`),
    post('/predict/game', { home_team: 'Nobody', away_team: 1, game_date: date }),
    post('/predict/game', { game_date: 'soon' }),
    post('/predict/player', { player_id: 1, game_date: date }),
    ...games.flatMap(({ forecast: game }) => [
      get('/games/{game_pk}', `/games/${game.game_pk}`),
      get('/games/{game_pk}/explain', `/games/${game.game_pk}/explain`),
      get('/predictions', `/predictions?date=${date}&team=${game.home_team_id}`),
      get('/teams/{team}/form', `/teams/${game.away_team_id}/form?date=${date}`),
      post('/predict/game', {
        home_team: game.home_team_id,
        away_team: game.away_team_id,
        game_date: date,
      }),
      post('/predict/game', {
        home_team: game.home_team_id,
        away_team: game.away_team_id,
        game_date: date,
        game_number: game.game_number,
      }),
    ]),
    ...some.flatMap(([id, [first]]) => [
      get('/players/{player_id}', `/players/${id}?date=${date}`),
      post('/predict/player', { player_id: id, game_date: date }),
      post('/predict/player', {
        player_id: id,
        game_date: date,
        ...(first && { game_pk: first.game_pk, stats: [first.target] }),
      }),
    ]),
  ];
}
