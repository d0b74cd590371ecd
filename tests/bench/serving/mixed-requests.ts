import type { Request } from 'autocannon';
import type { GamePrediction, PlayerPrediction } from '../../../serving/schemas.ts';

/** What is known of a served day. */
export interface ServedDay {
  date: string;
  games: GamePrediction[];
  player: PlayerPrediction;
}

const json = { 'content-type': 'application/json' };

/** The newest day that is served. */
export async function servedDay(url: string, headers: Record<string, string>): Promise<ServedDay> {
  const get = async (path: string): Promise<unknown> =>
    (await fetch(`${url}${path}`, { headers })).json();
  const ready = (await get('/readyz')) as { predictions_through: string };
  const date = ready.predictions_through;
  const { predictions } = (await get(`/predictions?date=${date}`)) as {
    predictions: GamePrediction[];
  };
  const starter = predictions.find(({ home }) => home.starter !== null)?.home.starter?.id;
  const answer = await fetch(`${url}/predict/player`, {
    method: 'POST',
    headers: { ...headers, ...json },
    body: JSON.stringify({ player_id: starter, game_date: date }),
  });
  return { date, games: predictions, player: (await answer.json()) as PlayerPrediction };
}

/** Of those who take gzipped answers, as browsers and Node's fetch do. */
const headers = { 'accept-encoding': 'gzip, deflate' };

/** Requests as people and programs make them: of 20, ten ask for a game, four for a game by its key, three for a team's day. */
export function mixedRequests({ date, games, player }: ServedDay): Request[] {
  const post = (path: string, body: object): Request => ({
    method: 'POST',
    path,
    headers: { ...headers, ...json },
    body: JSON.stringify(body),
  });
  const get = (path: string): Request => ({ method: 'GET', path, headers });
  return games.flatMap(({ game_pk, home, away }) => [
    ...Array.from({ length: 10 }, () =>
      post('/predict/game', {
        home_team: home.abbreviation,
        away_team: away.team_id,
        game_date: date,
      }),
    ),
    ...Array.from({ length: 4 }, () => get(`/games/${game_pk}`)),
    ...Array.from({ length: 3 }, () => get(`/predictions?date=${date}&team=${home.team_id}`)),
    post('/predict/player', { player_id: player.player_id, game_date: date }),
    get('/track-record?by=season'),
    get(`/predictions?date=${date}`),
  ]);
}
