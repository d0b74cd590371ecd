import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import { forecastOnDemand } from '../../serving/on-demand.ts';
import type { GamePrediction, Problem } from '../../serving/schemas.ts';
import type { Database } from '../../warehouse/database.ts';
import { describedAnswers } from '../serving/described-answers.ts';
import { askOfDate } from '../serving/every-answer.ts';
import type { OpenServer } from '../serving/open-server.ts';

/** Checks what is served of the newest date that has forecasts: every answer, and forecasts for other starters. */
export async function checkServed(server: OpenServer, database: Database): Promise<void> {
  const set = server.store.current();
  const date = set.index.dates.at(-1) ?? '';
  const { games } = await set.day(date);
  const described = await describedAnswers(server);
  expect((await askOfDate(described, server.store, date)).faults).to.deep.equal([]);

  const [first, second] = games;
  if (first === undefined || second === undefined)
    throw new Error(`two games are forecast on ${date}`);
  const { forecast } = first;
  const announced = {
    home: forecast.home_starter_id ?? undefined,
    away: forecast.away_starter_id ?? undefined,
  };
  const again = await forecastOnDemand(database, forecast, announced, new Date());
  expect({ ...again, predicted_at: '' }).to.deep.equal({ ...forecast, predicted_at: '' });

  const other = second.forecast.home_starter_id;
  const ask = (home: number | null): InjectOptions => ({
    method: 'POST',
    url: '/predict/game',
    payload: {
      home_team: forecast.home_team_id,
      away_team: forecast.away_team_id,
      game_date: date,
      starting_pitchers: { home },
    },
  });
  const response = await server.inject(ask(other));
  expect(response.statusCode, response.body).to.equal(200);
  const computed = response.json<GamePrediction>();
  expect(computed.on_demand).to.equal(true);
  expect(computed.home.starter?.id).to.equal(other);
  expect(computed.predictions.home_win_probability).to.not.equal(forecast.home_win_probability);
  expect((await server.inject(ask(other))).json(), 'the cached one').to.deep.equal(computed);
  expect(await described.faults('/predict/game', ask(other))).to.deep.equal([]);
  expect((await server.inject(ask(forecast.home_starter_id))).json()).to.include({
    on_demand: false,
  });
  const unknown = (await server.inject(ask(5))).json<Problem>();
  expect(unknown.code).to.equal('E_PLAYER_UNKNOWN');
  expect(unknown.choices).to.have.length.above(0);
}
