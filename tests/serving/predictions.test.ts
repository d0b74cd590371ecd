import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { predictionList, readiness } from '../../serving/schemas.ts';
import { problemIn } from './problem-in.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';
import { forecasts, games, teams } from './small-league.ts';

describe('GET /predictions', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;
  let today = new Date('2026-04-15T12:00:00Z');

  before(async () => {
    warehouse = await openServedWarehouse();
    server = await openServer(warehouse.client, () => today);
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  async function list(url: string) {
    const response = await server.inject(url);
    expect(response.statusCode, response.body).to.equal(200);
    return predictionList.strict().parse(response.json());
  }

  describe('of an empty warehouse', () => {
    it('is empty and says why', async () => {
      const answer = await list('/predictions?date=2026-04-15');
      expect(answer).to.deep.include({
        count: 0,
        simulated: false,
        predictions: [],
        nearest_dates: { previous: null, next: null },
      });
      expect(answer.message).to.include('2026-04-15');
    });

    it('is not ready', async () => {
      const problem = problemIn(await server.inject('/readyz'), 503, 'E_WAREHOUSE');
      expect(problem.detail).to.include('No predictions');
    });
  });

  describe('of a warehouse with forecasts', () => {
    before(async () => {
      await warehouse.insert('mlb_historical_data.teams_historical', teams);
      await warehouse.insert('mlb_predictions.game_predictions', forecasts);
      await warehouse.insert('mlb_historical_data.games_historical', games);
      await server.store.refresh();
    });

    it('lists the games of a date by first pitch', async () => {
      const answer = await list('/predictions?date=2026-04-15');
      expect(answer.predictions.map(({ game_id }) => game_id)).to.deep.equal([
        '2026-04-15-NYY-BOS',
        '2026-04-15-NYM-CHC',
      ]);
      expect(answer).to.deep.include({ date: '2026-04-15', count: 2, simulated: false });
      expect(answer).to.not.have.any.keys('message', 'nearest_dates');
    });

    it('is gzipped for those who take it', async () => {
      const url = '/predictions?date=2026-04-15';
      const ask = (accepted: string) =>
        server.inject({ url, headers: { 'accept-encoding': accepted } });
      const plain = await server.inject(url);
      for (const accepted of ['gzip, deflate, br', 'deflate;q=0.5, gzip;q=0.9']) {
        const packed = await ask(accepted);
        expect(packed.headers).to.include({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
        expect(gunzipSync(packed.rawPayload).toString()).to.equal(plain.body);
      }
      for (const refused of ['identity', 'gzip;q=0', 'gzip;q=0.0, br']) {
        const whole = await ask(refused);
        expect(whole.headers).to.include({ vary: 'accept-encoding' });
        expect(whole.headers).not.to.have.property('content-encoding');
        expect(whole.body).to.equal(plain.body);
      }
    });

    it('gives the same forecast as POST /predict/game', async () => {
      const { predictions } = await list('/predictions?date=2026-04-15');
      const response = await server.inject({
        method: 'POST',
        url: '/predict/game',
        payload: { home_team: 'NYY', away_team: 'BOS', game_date: '2026-04-15' },
      });
      expect(predictions[0]).to.deep.equal(response.json());
    });

    it('lists the games of one team, at home or away', async () => {
      const home = await list('/predictions?date=2026-04-15&team=mets');
      expect(home.predictions.map(({ game_pk }) => game_pk)).to.deep.equal([2]);
      const away = await list('/predictions?date=2026-04-15&team=111');
      expect(away.predictions.map(({ game_pk }) => game_pk)).to.deep.equal([1]);
    });

    it('says when only the team is idle', async () => {
      const answer = await list('/predictions?date=2026-04-15&team=STL');
      expect(answer.count).to.equal(0);
      expect(answer.message).to.include('St. Louis Cardinals');
    });

    it('names the nearest dates with games when a date has none', async () => {
      const answer = await list('/predictions?date=2026-04-18');
      expect(answer.count).to.equal(0);
      expect(answer.nearest_dates).to.deep.equal({ previous: '2026-04-17', next: '2026-04-19' });
    });

    it('says that games are simulated', async () => {
      expect(await list('/predictions?date=2026-04-19')).to.deep.include({ simulated: true });
    });

    it('means today in US/Eastern when no date is given', async () => {
      today = new Date('2026-04-16T03:59:00Z');
      expect((await list('/predictions')).date).to.equal('2026-04-15');
      today = new Date('2026-04-16T04:00:00Z');
      expect((await list('/predictions')).date).to.equal('2026-04-16');
    });

    it('refuses what is not a date', async () => {
      for (const date of ['2026-4-1', '2026-02-30', 'today', '']) {
        problemIn(await server.inject(`/predictions?date=${date}`), 400, 'E_DATE');
      }
    });

    it('refuses unknown teams and unknown parameters', async () => {
      const team = await server.inject('/predictions?date=2026-04-15&team=Metz');
      const { choices } = problemIn(team, 404, 'E_TEAM_UNKNOWN');
      expect(choices?.[0]).to.include({ abbreviation: 'NYM' });
      const url = '/predictions?date=2026-04-15&teams=NYM';
      problemIn(await server.inject(url), 400, 'E_REQUEST_INVALID');
    });

    it('is ready, and says how far the predictions go', async () => {
      const response = await server.inject('/readyz');
      expect(response.statusCode).to.equal(200);
      expect(readiness.parse(response.json())).to.deep.equal({
        status: 'ready',
        predictions_through: '2026-04-19',
        newest_prediction_at: '2026-04-15T12:30:00.123456Z',
        loaded_at: '2026-04-15T12:00:00.000Z',
        warehouse: 'up',
        age_seconds: 16 * 3600,
      });
    });

    it('leaves out a forecast that is not what it must be, and serves the rest', async () => {
      const [first] = forecasts;
      await warehouse.insert('mlb_predictions.game_predictions', [
        { ...first, game_pk: 77, home_win_probability: null },
      ]);
      await server.store.refresh();
      const { predictions } = await list('/predictions?date=2026-04-15');
      expect(predictions.map(({ game_pk }) => game_pk)).to.deep.equal([1, 2]);
      problemIn(await server.inject('/games/77'), 404, 'E_GAME_NOT_FOUND');
    });
  });
});
