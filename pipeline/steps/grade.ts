import { rowsOf } from '../rows.ts';
import type { Step } from './step.ts';

/** Times that a run collects data again whose grade asks for it. */
const mostRounds = 2;

interface Graded {
  games_final: number;
  games_held_back: number;
  a: number;
  b: number;
  c: number;
  f: number;
  retry_from: string | null;
  retry_to: string | null;
  retry_games: number;
}

/** `data.validated`: reads the grades of the dates of the run. Those that ask for it are collected again, twice at most. */
export const grade: Step<'data.validated'> = {
  name: 'grade',
  topic: 'data.validated',
  retries: 1,
  work: async ({ round, failed_features }, { session, inputs }) => {
    const from = inputs.collect?.from ?? inputs.logical_date;
    const to = inputs.collect?.to ?? inputs.logical_date;
    const [graded] = await rowsOf<Graded>(
      session,
      `SELECT
  COUNT(*) AS games_final,
  COUNTIF(NOT is_admitted) AS games_held_back,
  COUNTIF(grade = 'A') AS a,
  COUNTIF(grade = 'B') AS b,
  COUNTIF(grade = 'C') AS c,
  COUNTIF(grade = 'F') AS f,
  MIN(IF(should_retry, game_date, NULL)) AS retry_from,
  MAX(IF(should_retry, game_date, NULL)) AS retry_to,
  COUNTIF(should_retry) AS retry_games
FROM mlb_quality.game_quality_grades
WHERE game_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)`,
      [from, to],
    );
    if (graded === undefined) throw new Error('a count has one row');
    const { games_final, games_held_back, a, b, c, f, retry_from, retry_to } = graded;
    const facts = { from, to, games_final, games_held_back, a, b, c, f, round };
    const says = `${games_final} final games: ${a} A, ${b} B, ${c} C, ${f} F; ${games_held_back} held back`;
    if (
      inputs.collect !== null &&
      retry_from !== null &&
      retry_to !== null &&
      round <= mostRounds
    ) {
      return {
        says,
        facts,
        emits: {
          topic: 'data.retry',
          payload: {
            round,
            from: retry_from,
            to: retry_to,
            reason: `${graded.retry_games} games whose grade asks for it`,
            failed_features,
          },
        },
      };
    }
    return {
      says,
      facts,
      emits: {
        topic: 'data.loaded',
        payload: { round, games_final, games_held_back, failed_features },
      },
    };
  },
};
