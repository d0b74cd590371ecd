import { expect } from 'chai';
import { refreshInputs } from '../../pipeline/runs/inputs.ts';
import { announced } from '../../pipeline/steps/announced.ts';
import type { StepContext } from '../../pipeline/steps/step.ts';
import { openSmallPipeline, type SmallPipeline } from './small-pipeline.ts';

const date = '2026-05-20';
/** 17:10 in New York. */
const now = new Date('2026-05-20T21:10:00Z');
const night = '2026-05-20T23:05:00Z';

/** A schedule's entry as the Stats API has it, of starters 11 and 12. */
const entry = (changes: object = {}): string =>
  JSON.stringify({
    gameDate: night,
    teams: { home: { probablePitcher: { id: 11 } }, away: { probablePitcher: { id: 12 } } },
    ...changes,
  });

describe('what is announced of games to come', () => {
  let small: SmallPipeline;
  let context: StepContext;

  before(async () => {
    small = await openSmallPipeline();
    context = {
      session: small.session,
      inputs: refreshInputs({ date, hour: 17, source: 'live' }),
      now: () => now,
    } as unknown as StepContext;
    await small.session.client.query(`
      CREATE SCHEMA IF NOT EXISTS mlb_raw;
      CREATE SCHEMA IF NOT EXISTS mlb_staging;
      CREATE TABLE mlb_raw.raw_schedule (game_pk INT64, schedule_date DATE, payload JSON);
      CREATE TABLE mlb_staging.stg_games (
        game_pk INT64, completed_date DATE, first_pitch_at TIMESTAMP,
        home_probable_pitcher_id INT64, away_probable_pitcher_id INT64, announced_lineups JSON)`);
  });

  after(() => small.close());

  /** What is announced of game 1 when the schedule says so, beside what was built of it. */
  const newsOf = async (payload: string, built = true): Promise<string[]> => {
    const { client } = small.session;
    await client.query('TRUNCATE TABLE mlb_raw.raw_schedule; TRUNCATE TABLE mlb_staging.stg_games');
    await client.query({
      query: 'INSERT mlb_raw.raw_schedule VALUES (1, CAST(? AS DATE), PARSE_JSON(?))',
      params: [date, payload],
    });
    if (built)
      await client.query(
        `INSERT mlb_staging.stg_games VALUES (1, DATE '${date}', TIMESTAMP '${night}', 11, 12, NULL)`,
      );
    return announced(context);
  };

  it('is nothing while the schedule says what the games were built with', async () => {
    expect(await newsOf(entry())).to.deep.equal([]);
  });

  it('is another starter, one that is no more, a lineup, another first pitch, another game', async () => {
    const starters = (id?: number): object => ({
      teams: { home: { probablePitcher: { id: 11 } }, away: id ? { probablePitcher: { id } } : {} },
    });
    expect(await newsOf(entry(starters(13)))).to.deep.equal(['1 starters']);
    expect(await newsOf(entry(starters()))).to.deep.equal(['1 starters']);
    expect(await newsOf(entry({ lineups: { homePlayers: [{ id: 5 }] } }))).to.deep.equal([
      '1 lineups',
    ]);
    expect(await newsOf(entry({ gameDate: '2026-05-20T23:40:00Z' }))).to.deep.equal([
      '1 first pitch',
    ]);
    expect(await newsOf(entry(), false)).to.deep.equal(['1 game']);
  });

  it('is nothing of a game that has begun', async () => {
    expect(await newsOf(entry({ gameDate: '2026-05-20T17:05:00Z', teams: {} }))).to.deep.equal([]);
  });
});
