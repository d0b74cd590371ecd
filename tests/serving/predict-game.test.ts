import { expect } from 'chai';
import { gamePrediction } from '../../serving/schemas.ts';
import { problemIn } from './problem-in.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';
import { forecasts, games, reasonGroups, teams } from './small-league.ts';

const yankeesAtHome = { home_team: 'NYY', away_team: 'BOS', game_date: '2026-04-15' };

describe('POST /predict/game', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;

  before(async () => {
    warehouse = await openServedWarehouse();
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_predictions.game_predictions', forecasts);
    await warehouse.insert('mlb_historical_data.games_historical', games);
    await warehouse.insert('mlb_reporting.forecast_reason_groups', reasonGroups);
    server = await openServer(warehouse.client, () => new Date('2026-04-15T17:05:00Z'));
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  async function ask(body: object) {
    return server.inject({ method: 'POST', url: '/predict/game', payload: body });
  }

  async function predicted(body: object) {
    const response = await ask(body);
    expect(response.statusCode, response.body).to.equal(200);
    return gamePrediction.strict().parse(response.json());
  }

  async function refused(body: object, status: number, code: string) {
    return problemIn(await ask(body), status, code);
  }

  it('answers with the stored forecast of the game, its reasons and its outcome', async () => {
    expect(await predicted(yankeesAtHome)).to.deep.equal({
      game_id: '2026-04-15-NYY-BOS',
      game_pk: 1,
      game_date: '2026-04-15',
      game_number: 1,
      first_pitch_at: '2026-04-15T17:05:00.000Z',
      home: {
        team_id: 147,
        abbreviation: 'NYY',
        name: 'New York Yankees',
        starter: { id: 543037, name: 'Gerrit Cole' },
      },
      away: {
        team_id: 111,
        abbreviation: 'BOS',
        name: 'Boston Red Sox',
        starter: { id: 605483, name: 'Blake Snell' },
      },
      predictions: {
        home_win_probability: 0.625,
        away_win_probability: 0.375,
        home_win_interval: null,
        predicted_score: { home: 4.75, away: 3.5 },
        distribution: {
          home_runs: { low: 1, high: 9 },
          away_runs: { low: 0, high: 7 },
          total_runs: {
            expected: 8.25,
            low: 3,
            high: 14,
            lines: [
              { line: 7.5, over_probability: 0.53 },
              { line: 8.5, over_probability: 0.44 },
            ],
          },
          by_two_or_more: { home: 0.45, away: 0.22 },
        },
      },
      data_quality: null,
      confidence: 0.75,
      model_version: 'v12',
      feature_row_id: '1@2026-04-15T04:00:00.000Z',
      as_of: '2026-04-15T04:00:00.000Z',
      predicted_at: '2026-04-15T12:30:00.123456Z',
      reasons: [
        {
          group: 'starter',
          label: 'Starting pitchers',
          contribution: 0.4,
          points: 9.8,
          favours: 'NYY',
          words:
            'Starting pitchers +9.8 points for NYY: Gerrit Cole is expected to cost fewer runs',
        },
        {
          group: 'home',
          label: 'Playing at home',
          contribution: 0.21,
          points: 5.1,
          favours: 'NYY',
          words: 'Playing at home +5.1 points for NYY',
        },
      ],
      feature_importance: [
        {
          feature: 'starter_fip_share_diff',
          label: 'Starter FIP share, home minus away',
          contribution: 0.4,
          value: null,
        },
        {
          feature: 'run_margin_diff',
          label: 'Run margin, home minus away',
          contribution: -0.1,
          value: -0.5,
        },
      ],
      status: 'final',
      outcome: { home_score: 3, away_score: 5, winner: 'away' },
      arm: 'champion',
      on_demand: false,
      source: 'replay',
      simulated: false,
    });
  });

  it('has no outcome before the end, and no starter before one is announced', async () => {
    const answer = await predicted({
      home_team: 'NYM',
      away_team: 'CHC',
      game_date: '2026-04-15',
    });
    expect(answer).to.deep.include({ status: 'scheduled', outcome: null });
    expect(answer.home.starter).to.equal(null);
  });

  it('knows a tie', async () => {
    const answer = await predicted({
      home_team: 'NYY',
      away_team: 'NYM',
      game_date: '2026-04-17',
    });
    expect(answer.outcome).to.deep.equal({ home_score: 2, away_score: 2, winner: 'tie' });
  });

  it('says so when the game is simulated', async () => {
    const answer = await predicted({
      home_team: 'STL',
      away_team: 'BOS',
      game_date: '2026-04-19',
    });
    expect(answer).to.deep.include({ source: 'sim', simulated: true });
  });

  for (const home_team of [147, '147', 'nyy', ' Yankees ', 'NEW YORK YANKEES']) {
    it(`takes the team ${JSON.stringify(home_team)}`, async () => {
      expect((await predicted({ ...yankeesAtHome, home_team })).home.team_id).to.equal(147);
    });
  }

  it('takes a city with one team, whatever its dots', async () => {
    const body = { home_team: 'st louis', away_team: 'boston', game_date: '2026-04-19' };
    expect((await predicted(body)).game_id).to.equal('2026-04-19-STL-BOS');
  });

  it('names the nearest teams when it does not know one', async () => {
    const problem = await refused(
      { ...yankeesAtHome, home_team: 'Yankess' },
      404,
      'E_TEAM_UNKNOWN',
    );
    expect(problem.detail).to.include('Yankess');
    expect(problem.choices?.[0]).to.deep.equal({
      team_id: 147,
      abbreviation: 'NYY',
      name: 'New York Yankees',
    });
  });

  it('names the teams that share a city', async () => {
    const problem = await refused(
      { ...yankeesAtHome, home_team: 'New York' },
      404,
      'E_TEAM_UNKNOWN',
    );
    expect(problem.choices?.map(({ abbreviation }) => abbreviation)).to.have.members([
      'NYY',
      'NYM',
    ]);
  });

  it('knows the teams of a season to come from the latest one known', async () => {
    const problem = await refused(
      { ...yankeesAtHome, game_date: '2027-05-01' },
      404,
      'E_GAME_NOT_FOUND',
    );
    expect(problem.detail).to.include('Boston Red Sox at New York Yankees');
  });

  it('knows no teams before the first season', async () => {
    await refused({ ...yankeesAtHome, game_date: '1969-07-20' }, 404, 'E_TEAM_UNKNOWN');
  });

  it('refuses one team twice', async () => {
    const problem = await refused({ ...yankeesAtHome, away_team: 147 }, 400, 'E_REQUEST_INVALID');
    expect(problem.errors?.[0]?.field).to.equal('away_team');
  });

  it('names the nearest games of the two teams when there is none that day', async () => {
    const problem = await refused(
      { ...yankeesAtHome, game_date: '2026-04-18' },
      404,
      'E_GAME_NOT_FOUND',
    );
    expect(problem.choices?.map(({ game_id }) => game_id)).to.deep.equal([
      '2026-04-16-NYY-BOS',
      '2026-04-16-NYY-BOS-2',
      '2026-04-15-NYY-BOS',
    ]);
  });

  it('does not take home for away, but names the game', async () => {
    const problem = await refused(
      { home_team: 'BOS', away_team: 'NYY', game_date: '2026-04-15' },
      404,
      'E_GAME_NOT_FOUND',
    );
    expect(problem.choices?.[0]).to.deep.equal({
      game_id: '2026-04-15-NYY-BOS',
      game_pk: 1,
      game_date: '2026-04-15',
      game_number: 1,
      home_team: 'NYY',
      away_team: 'BOS',
      first_pitch_at: '2026-04-15T17:05:00.000Z',
    });
  });

  it('has no choices for teams that never meet', async () => {
    const problem = await refused(
      { home_team: 'STL', away_team: 'CHC', game_date: '2026-04-15' },
      404,
      'E_GAME_NOT_FOUND',
    );
    expect(problem.choices).to.deep.equal([]);
  });

  describe('of a doubleheader', () => {
    const doubleheader = { ...yankeesAtHome, game_date: '2026-04-16' };

    it('asks which game, and names both', async () => {
      const problem = await refused(doubleheader, 409, 'E_GAME_AMBIGUOUS');
      expect(problem.hint).to.include('game_number');
      expect(
        problem.choices?.map(({ game_number, game_id }) => ({ game_number, game_id })),
      ).to.deep.equal([
        { game_number: 1, game_id: '2026-04-16-NYY-BOS' },
        { game_number: 2, game_id: '2026-04-16-NYY-BOS-2' },
      ]);
    });

    it('answers for the game that was named', async () => {
      const second = await predicted({ ...doubleheader, game_number: 2 });
      expect(second).to.include({ game_pk: 4, game_id: '2026-04-16-NYY-BOS-2' });
      const first = await predicted({ ...doubleheader, game_number: 1 });
      expect(first).to.include({ game_pk: 3, game_id: '2026-04-16-NYY-BOS' });
    });

    it('names the games there are when the number is none of them', async () => {
      const problem = await refused({ ...doubleheader, game_number: 3 }, 404, 'E_GAME_NOT_FOUND');
      expect(problem.choices?.map(({ game_pk }) => game_pk)).to.deep.equal([3, 4]);
    });
  });

  describe('with starters named', () => {
    it('answers when they are the forecast’s', async () => {
      const starting_pitchers = { home: 543037, away: 605483 };
      expect((await predicted({ ...yankeesAtHome, starting_pitchers })).game_pk).to.equal(1);
      expect((await predicted({ ...yankeesAtHome, starting_pitchers: {} })).game_pk).to.equal(1);
    });
  });

  describe('with a malformed body', () => {
    for (const game_date of ['2026-13-01', '2026-02-29', '15.4.2026', '', 20260415]) {
      it(`calls the date ${JSON.stringify(game_date)} E_DATE`, async () => {
        const problem = await refused({ ...yankeesAtHome, game_date }, 400, 'E_DATE');
        expect(problem.errors).to.deep.equal([
          { field: 'game_date', message: 'must be a date as YYYY-MM-DD' },
        ]);
      });
    }

    it('names every field that is wrong', async () => {
      const problem = await refused(
        { home_team: '', game_date: 'x', starting_pitchers: { home: '5' }, game_number: 0 },
        400,
        'E_REQUEST_INVALID',
      );
      expect(problem.errors?.map(({ field }) => field)).to.have.members([
        'home_team',
        'away_team',
        'game_date',
        'starting_pitchers.home',
        'game_number',
      ]);
    });

    it('refuses a field it does not know', async () => {
      const problem = await refused({ ...yankeesAtHome, gameNumber: 1 }, 400, 'E_REQUEST_INVALID');
      expect(problem.detail).to.include('gameNumber');
    });

    it('refuses an array, and no body at all', async () => {
      await refused([yankeesAtHome], 400, 'E_REQUEST_INVALID');
      const empty = await server.inject({ method: 'POST', url: '/predict/game' });
      problemIn(empty, 400, 'E_REQUEST_INVALID');
    });
  });
});
