import { expect } from 'chai';
import { playerPrediction } from '../../serving/schemas.ts';
import { problemIn } from './problem-in.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';
import { forecasts, games, teams } from './small-league.ts';

const judge = 592450;
const of = (game_pk: number, game_date: string, target: string, more: object = {}) => ({
  game_pk,
  game_date,
  first_pitch_at: `${game_date}T${game_pk === 4 ? 22 : 17}:05:00.000Z`,
  team_id: 147,
  opponent_team_id: game_pk === 5 ? 121 : 111,
  player_id: judge,
  player_name: 'Aaron Judge',
  player_kind: 'batter',
  batting_place: 2,
  is_announced: false,
  target,
  expected_value: 1.05,
  interval_low: 0,
  interval_high: 2,
  lines: [
    { line: 0.5, over_probability: 0.66 },
    { line: 1.5, over_probability: 0.27 },
  ],
  model_version: 'v1.0.0',
  as_of: `${game_date}T04:00:00.000Z`,
  predicted_at: `${game_date}T12:30:00.000Z`,
  source: 'replay',
  ...more,
});

describe('POST /predict/player', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;
  let now = new Date('2026-04-15T12:00:00Z');

  before(async () => {
    warehouse = await openServedWarehouse();
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_historical_data.games_historical', games);
    await warehouse.insert('mlb_predictions.game_predictions', forecasts);
    await warehouse.insert('mlb_predictions.player_predictions', [
      of(1, '2026-04-15', 'home_runs', { expected_value: 0.25, interval_high: 1 }),
      of(1, '2026-04-15', 'hits'),
      of(3, '2026-04-16', 'hits'),
      of(4, '2026-04-16', 'hits'),
      of(5, '2026-04-17', 'hits'),
    ]);
    server = await openServer(warehouse.client, () => now);
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  const ask = (body: object) =>
    server.inject({ method: 'POST', url: '/predict/player', payload: body });

  async function predicted(body: object) {
    const response = await ask(body);
    expect(response.statusCode, response.body).to.equal(200);
    return playerPrediction.strict().parse(response.json());
  }

  it('answers with everything that is expected of him in the game', async () => {
    expect(await predicted({ player_id: judge, game_date: '2026-04-15' })).to.deep.equal({
      player_id: judge,
      name: 'Aaron Judge',
      game_pk: 1,
      game_date: '2026-04-15',
      first_pitch_at: '2026-04-15T17:05:00.000Z',
      team_id: 147,
      opponent_team_id: 111,
      batting_place: 2,
      announced: false,
      predictions: [
        {
          as: 'batter',
          stat: 'hits',
          expected: 1.05,
          low: 0,
          high: 2,
          lines: [
            { line: 0.5, over_probability: 0.66 },
            { line: 1.5, over_probability: 0.27 },
          ],
        },
        {
          as: 'batter',
          stat: 'home_runs',
          expected: 0.25,
          low: 0,
          high: 1,
          lines: [
            { line: 0.5, over_probability: 0.66 },
            { line: 1.5, over_probability: 0.27 },
          ],
        },
      ],
      model_version: 'v1.0.0',
      as_of: '2026-04-15T04:00:00.000Z',
      predicted_at: '2026-04-15T12:30:00.000Z',
      status: 'final',
      source: 'replay',
      simulated: false,
    });
  });

  it('takes the request of the plan: an opponent and some numbers', async () => {
    const { predictions } = await predicted({
      player_id: judge,
      game_date: '2026-04-15',
      opponent: 'BOS',
      stats: ['hits', 'rbis'],
    });
    expect(predictions.map(({ stat }) => stat)).to.deep.equal(['hits']);
  });

  it('wants to know which game of a doubleheader', async () => {
    const asked = { player_id: judge, game_date: '2026-04-16' };
    const problem = problemIn(await ask(asked), 409, 'E_GAME_AMBIGUOUS');
    expect(problem.choices?.map(({ game_pk }) => game_pk)).to.deep.equal([3, 4]);
    expect(await predicted({ ...asked, game_pk: 4 })).to.include({
      game_pk: 4,
      status: 'scheduled',
    });
    now = new Date('2026-04-16T22:05:00Z');
    expect(await predicted({ ...asked, game_pk: 4 })).to.include({ status: 'sealed' });
  });

  it('names the nearest dates, games or numbers there are', async () => {
    const code = 'E_PLAYER_NOT_FORECAST';
    const idle = problemIn(await ask({ player_id: judge, game_date: '2026-04-20' }), 404, code);
    expect(idle.choices?.[0]).to.deep.equal({ game_date: '2026-04-17' });
    const elsewhere = { player_id: judge, game_date: '2026-04-17', opponent: 'Red Sox' };
    expect(problemIn(await ask(elsewhere), 404, code).choices?.[0]?.game_pk).to.equal(5);
    const unasked = { player_id: judge, game_date: '2026-04-17', stats: ['outs'] };
    expect(problemIn(await ask(unasked), 404, code).choices).to.deep.equal([{ stat: 'hits' }]);
    const unknown = problemIn(await ask({ player_id: 1, game_date: '2026-04-17' }), 404, code);
    expect(unknown.choices).to.deep.equal([]);
    expect(unknown.hint).to.include('No date');
  });

  const bodies: [string, object][] = [
    ['a name for an id', { player_id: 'Judge', game_date: '2026-04-15' }],
    ['no number', { player_id: judge, game_date: '2026-04-15', stats: [] }],
    [
      'a number that is not forecast',
      { player_id: judge, game_date: '2026-04-15', stats: ['wins'] },
    ],
    ['a field it does not know', { player_id: judge, game_date: '2026-04-15', name: 'x' }],
  ];
  for (const [what, body] of bodies)
    it(`refuses ${what}`, async () => {
      problemIn(await ask(body), 400, 'E_REQUEST_INVALID');
    });
});
