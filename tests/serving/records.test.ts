import { expect } from 'chai';
import { modelList, modelVersion, qualityList, trackRecord } from '../../serving/schemas.ts';
import { problemIn } from './problem-in.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';

const period = (
  period_kind: string,
  period_from: string,
  period_to: string,
  source = 'replay',
) => ({
  source,
  period_kind,
  period_from,
  period_to,
  games: 30,
  accuracy: 0.6,
  log_loss: 0.67,
  log_loss_standard_error: 0.02,
  brier_score: 0.24,
  expected_home_wins: 16.2,
  home_wins: 17,
  elo_log_loss: 0.675,
  gain_on_elo: -0.005,
  gain_on_elo_standard_error: 0.01,
  is_simulated: source === 'sim',
});

const version = (number: number, model_version: string, status: string) => ({
  model_type: 'game_outcome',
  model_version,
  version_number: number,
  recipe: 'game_outcome',
  update_kind: 'full',
  as_of_date: '2026-04-01',
  training_through: '2026-03-31',
  training_rows: 9000,
  feature_names: ['elo_rating_diff'],
  model_status: status,
  is_champion: status === 'champion',
  trained_at: '2026-04-01T07:00:00.000Z',
});

const day = (game_date: string, games_grade_a: number, games_grade_f: number) => ({
  game_date,
  games_final: games_grade_a + games_grade_f,
  games_grade_a,
  games_grade_b: 0,
  games_grade_c: 0,
  games_grade_f,
  games_held_back: games_grade_f,
  mean_quality_score: 0.98,
  lowest_quality_score: 0.5,
});

describe('what is known of forecasts, models and data', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;

  before(async () => {
    warehouse = await openServedWarehouse();
    await warehouse.insert('mlb_reporting.track_record', [
      period('month', '2026-04-01', '2026-04-30'),
      period('month', '2026-05-01', '2026-05-31'),
      period('month', '2026-05-01', '2026-05-31', 'sim'),
      period('season', '2026-01-01', '2026-05-31'),
    ]);
    await warehouse.insert('mlb_models.model_versions', [
      version(1, 'v1.0.0', 'former champion'),
      version(2, 'v1.1.0', 'champion'),
      { ...version(9, 'v1.0.0', 'champion'), model_type: 'player_performance' },
    ]);
    await warehouse.insert('mlb_reporting.data_quality_daily', [
      day('2026-04-16', 14, 1),
      day('2026-04-15', 15, 0),
      day('2026-04-17', 12, 0),
    ]);
    server = await openServer(warehouse.client);
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  async function get(url: string): Promise<unknown> {
    const response = await server.inject(url);
    expect(response.statusCode, response.body).to.equal(200);
    return response.json();
  }

  it('GET /track-record gives periods of one kind, the newest first, each source by itself', async () => {
    const months = trackRecord.strict().parse(await get('/track-record?by=month'));
    expect(months.by).to.equal('month');
    expect(months.periods.map(({ period_from, source }) => [period_from, source])).to.deep.equal([
      ['2026-05-01', 'replay'],
      ['2026-05-01', 'sim'],
      ['2026-04-01', 'replay'],
    ]);
    const seasons = trackRecord.parse(await get('/track-record'));
    expect(seasons.periods).to.have.length(1);
    expect(seasons.periods[0]).to.include({ gain_on_elo: -0.005, home_rate_log_loss: null });
    expect(trackRecord.parse(await get('/track-record?by=month&limit=1')).periods).to.have.length(
      1,
    );
  });

  it('refuses periods it does not have', async () => {
    for (const query of ['by=week', 'limit=0', 'limit=9999', 'x=1'])
      problemIn(await server.inject(`/track-record?${query}`), 400, 'E_REQUEST_INVALID');
  });

  it('GET /models lists the versions of a type, the newest first', async () => {
    const { models } = modelList.strict().parse(await get('/models'));
    expect(models.map(({ model_version, status }) => [model_version, status])).to.deep.equal([
      ['v1.1.0', 'champion'],
      ['v1.0.0', 'former champion'],
    ]);
    const players = modelList.parse(await get('/models?type=player_performance'));
    expect(players.models.map(({ model_version }) => model_version)).to.deep.equal(['v1.0.0']);
  });

  it('GET /models/{version} gives one, and names those there are', async () => {
    const one = modelVersion.strict().parse(await get('/models/v1.0.0'));
    expect(one).to.include({ status: 'former champion', is_champion: false, promoted_at: null });
    const unknown = problemIn(await server.inject('/models/v9.0.0'), 404, 'E_MODEL_UNKNOWN');
    expect(unknown.choices?.map((choice) => choice.model_version)).to.deep.equal([
      'v1.1.0',
      'v1.0.0',
    ]);
    problemIn(await server.inject('/models/newest'), 400, 'E_REQUEST_INVALID');
  });

  it('GET /quality gives the grades of a date or of dates', async () => {
    const dates = async (query: string) =>
      qualityList
        .strict()
        .parse(await get(`/quality${query}`))
        .days.map(({ game_date }) => game_date);
    expect(await dates('')).to.deep.equal(['2026-04-15', '2026-04-16', '2026-04-17']);
    expect(await dates('?date=2026-04-16')).to.deep.equal(['2026-04-16']);
    expect(await dates('?from=2026-04-16')).to.deep.equal(['2026-04-16', '2026-04-17']);
    expect(await dates('?to=2026-04-15')).to.deep.equal(['2026-04-15']);
    expect(await dates('?date=2026-07-01')).to.deep.equal([]);
    problemIn(await server.inject('/quality?date=2026-04-16&to=2026-04-17'), 400, 'E_DATE');
  });
});
