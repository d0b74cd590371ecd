import { expect } from 'chai';
import { gameExplanation, gamePrediction } from '../../serving/schemas.ts';
import { problemIn } from './problem-in.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { addChallengers, openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';
import { featureReasons, forecasts, games, reasonGroups, teams } from './small-league.ts';

describe('GET /games/{game_pk}', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;
  let now = new Date('2026-04-16T12:00:00Z');

  before(async () => {
    warehouse = await openServedWarehouse();
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_predictions.game_predictions', forecasts);
    await warehouse.insert('mlb_historical_data.games_historical', games);
    await warehouse.insert('mlb_reporting.forecast_reason_groups', reasonGroups);
    await warehouse.insert('mlb_reporting.forecast_reasons', featureReasons);
    server = await openServer(warehouse.client, () => now);
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  async function game(game_pk: number) {
    const response = await server.inject(`/games/${game_pk}`);
    expect(response.statusCode, response.body).to.equal(200);
    return gamePrediction.strict().parse(response.json());
  }

  it('is the forecast that POST /predict/game gives', async () => {
    const response = await server.inject({
      method: 'POST',
      url: '/predict/game',
      payload: { home_team: 'NYY', away_team: 'BOS', game_date: '2026-04-15' },
    });
    expect(await game(1)).to.deep.equal(response.json());
  });

  it('is scheduled, then sealed from first pitch on, then final', async () => {
    expect(await game(3)).to.include({ status: 'scheduled', outcome: null });
    now = new Date('2026-04-16T17:05:00Z');
    expect(await game(3)).to.include({ status: 'sealed', outcome: null });
    expect(await game(1)).to.include({ status: 'final' });
  });

  it('has no distribution when none was stored', async () => {
    expect((await game(2)).predictions.distribution).to.equal(null);
  });

  it('names where to look when there is no such game', async () => {
    const problem = problemIn(await server.inject('/games/99'), 404, 'E_GAME_NOT_FOUND');
    expect(problem.detail).to.include('99');
    expect(problem.hint).to.include('/predictions');
  });

  for (const what of ['0', '-1', '1.5', 'abc', '9'.repeat(30)]) {
    it(`refuses ${what}`, async () => {
      const problem = problemIn(await server.inject(`/games/${what}`), 400, 'E_REQUEST_INVALID');
      expect(problem.errors?.[0]?.field).to.equal('game_pk');
    });
  }

  it('explains the forecast feature by feature, and by kind', async () => {
    const response = await server.inject('/games/1/explain');
    expect(response.statusCode, response.body).to.equal(200);
    const explanation = gameExplanation.strict().parse(response.json());
    expect(explanation.home_win_log_odds).to.be.closeTo(Math.log(0.625 / 0.375), 1e-12);
    expect(explanation.baseline_log_odds).to.equal(0.21);
    expect(explanation.reasons.map(({ group }) => group)).to.deep.equal(['starter', 'home']);
    expect(explanation.features).to.deep.equal([
      {
        feature: 'starter_fip_share_diff',
        label: 'Starter FIP share, home minus away',
        meaning: 'Share of the runs',
        group: 'starter',
        value: null,
        contribution: 0.4,
        points: 9.8,
        favours: 'NYY',
        words: null,
      },
      {
        feature: 'run_margin_diff',
        label: 'Run margin, home minus away',
        meaning: 'Run margin',
        group: 'rating',
        value: -0.5,
        contribution: -0.1,
        points: -2.4,
        favours: 'BOS',
        words: 'BOS outscores others by more than NYY',
      },
    ]);
  });

  it('explains the challenger’s forecast to who is served it, in the words of the same SQL', async () => {
    const probability = 1 / (1 + Math.exp(-(0.3 + 0.25 - 0.1)));
    await addChallengers(warehouse, [
      {
        ...forecasts.find(({ game_pk }) => game_pk === 1),
        model_version: 'v13',
        home_win_probability: probability,
        away_win_probability: 1 - probability,
        baseline_log_odds: 0.3,
        top_features: [
          { feature: 'run_margin_diff', value: 0.5, contribution: 0.25 },
          { feature: 'bullpen_fip_share_diff', value: 0.2, contribution: -0.1 },
        ],
      },
    ]);
    const trial = await openServer(warehouse.client, () => now, { challengerShare: 1 });
    const response = await trial.inject('/games/1/explain');
    const served = (await trial.inject('/games/1')).json<{ reasons: unknown[]; arm: string }>();
    const untried = (await trial.inject('/games/2/explain')).json<{ arm: string }>();
    await trial.close();
    const explanation = gameExplanation.strict().parse(response.json());
    expect(explanation).to.include({ arm: 'challenger', model_version: 'v13' });
    expect(explanation.features.map(({ words }) => words)).to.deep.equal([
      'NYY outscores others by more than BOS',
      'the bullpen of BOS is expected to cost fewer runs than the bullpen of NYY',
    ]);
    expect(explanation.reasons.map(({ group }) => group)).to.deep.equal([
      'home',
      'rating',
      'bullpen',
    ]);
    const sum = explanation.reasons.reduce((all, { contribution }) => all + contribution, 0);
    expect(sum).to.be.closeTo(explanation.home_win_log_odds, 1e-12);
    const points = explanation.reasons.reduce((all, reason) => all + reason.points, 0);
    expect(points).to.be.closeTo(100 * (probability - 0.5), 1e-9);
    expect(served).to.deep.include({ arm: 'challenger', reasons: explanation.reasons });
    expect(untried.arm).to.equal('champion');
  });

  it('keeps the lists of both arms apart, however clients alternate', async () => {
    const trial = await openServer(warehouse.client, () => now, {
      challengerShare: 0.5,
      trustedProxies: 1,
    });
    const arms: string[] = [];
    for (let client = 0; client < 20; client += 1) {
      const headers = { 'x-forwarded-for': `10.0.0.${client}` };
      const ask = async (url: string) => (await trial.inject({ url, headers })).json<unknown>();
      const alone = (await ask('/games/1')) as { arm: string };
      const list = (await ask('/predictions?date=2026-04-15')) as {
        count: number;
        predictions: { game_pk: number; arm: string }[];
      };
      expect(list.predictions).to.have.length(list.count);
      expect(list.predictions.find(({ game_pk }) => game_pk === 1)).to.deep.equal(alone);
      arms.push(alone.arm);
    }
    await trial.close();
    expect(new Set(arms)).to.deep.equal(new Set(['champion', 'challenger']));
  });

  it('has nothing to explain of a game without a forecast', async () => {
    problemIn(await server.inject('/games/99/explain'), 404, 'E_GAME_NOT_FOUND');
  });
});
