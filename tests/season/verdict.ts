import { rawDataset, rawTables } from '../../ingest/index.ts';
import { compileProject } from '../definitions/compile.ts';
import type { Session } from '../../pipeline/session.ts';
import { rowsOf } from '../../pipeline/rows.ts';
import { everyRow } from '../whole-tables.ts';

/** What a replayed season came to. */
export interface Verdict {
  /** Finished games that the source has, of the kinds that are forecast or are their run-up. */
  games: number;
  /** Of those, games that the historical tables have not, or with another score. */
  gaps: number[];
  /** Rows that break a unique key, by assertion. */
  duplicates: Record<string, number>;
  grades: Record<string, number>;
  /** Games neither A nor B: each with the checks that it failed. */
  explained: { game_pk: number; game_date: string; grade: string; why: string }[];
  unexplained: number[];
  /** Games of the regular season and the postseason, and those whose forecast was published before first pitch. */
  forecastable: number;
  sealed: number;
  unsealed: number[];
  /** Models promoted or trained while the postseason was on. */
  changedInPostseason: string[];
  healed: Record<string, number>;
}

export interface Played {
  gamePk: number;
  homeScore: number;
  awayScore: number;
}

/** Final games of a range as the source tells them now, each once. @throws Error when the source does not answer */
export async function playedGames(url: string, from: string, to: string): Promise<Played[]> {
  const response = await fetch(
    `${url}/api/v1/schedule?sportId=1&startDate=${from}&endDate=${to}&hydrate=linescore`,
  );
  if (!response.ok) throw new Error(`schedule: ${response.status}`);
  const { dates } = (await response.json()) as {
    dates: {
      games: {
        gamePk: number;
        gameType: string;
        status: { codedGameState: string };
        teams: Record<'home' | 'away', { score?: number }>;
      }[];
    }[];
  };
  const games = dates
    .flatMap((day) => day.games)
    .filter(({ gameType, status }) => /[SRFDLW]/.test(gameType) && status.codedGameState === 'F');
  return [
    ...new Map(
      games.map(({ gamePk, teams }) => [
        gamePk,
        { gamePk, homeScore: teams.home.score ?? -1, awayScore: teams.away.score ?? -1 },
      ]),
    ).values(),
  ];
}

const kinds = "('R', 'F', 'D', 'L', 'W')";

/** Judges the tables of a warehouse against what was played. @throws TankError E_WAREHOUSE */
export async function judge(
  session: Session,
  played: readonly Played[],
  { from, to }: { from: string; to: string },
): Promise<Verdict> {
  const range = [from, to];
  const between = (column: string): string =>
    `${column} BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)`;
  const held = await rowsOf<{ game_pk: number; home_score: number; away_score: number }>(
    session,
    `SELECT game_pk, home_score, away_score
FROM mlb_historical_data.games_historical
WHERE is_final AND ${between('game_date')}`,
    range,
  );
  const scores = new Map(held.map((game) => [game.game_pk, game]));
  const graded = await rowsOf<{ game_pk: number; game_date: string; grade: string; why: string }>(
    session,
    `SELECT game_pk, game_date, grade, TO_JSON_STRING(failed_checks) AS why
FROM mlb_quality.game_quality_grades
WHERE ${between('game_date')}`,
    range,
  );
  const low = graded.filter(({ grade }) => !'AB'.includes(grade));
  const forecast = await rowsOf<{ game_pk: number; is_sealed: boolean }>(
    session,
    `SELECT
  game_pk,
  EXISTS (
    SELECT 1
    FROM mlb_predictions.forecast_ledger AS ledger
    WHERE ledger.game_pk = games.game_pk AND ledger.published_at < games.first_pitch_at
  ) AS is_sealed
FROM mlb_historical_data.games_historical AS games
WHERE is_final AND game_type IN ${kinds} AND ${between('game_date')}`,
    range,
  );
  const frozen = await rowsOf<{ what: string }>(
    session,
    `SELECT CONCAT(event_kind, ' ', IFNULL(model_version, model_type), ' on ', CAST(as_of_date AS STRING)) AS what
FROM mlb_models.model_events
WHERE event_kind IN ('trained', 'updated', 'tuned', 'promoted')
  AND as_of_date > (
    SELECT MIN(game_date) FROM mlb_historical_data.games_historical
    WHERE game_type IN ('F', 'D', 'L', 'W') AND ${between('game_date')}
  )
  AND as_of_date <= (
    SELECT MAX(game_date) FROM mlb_historical_data.games_historical
    WHERE game_type = 'W' AND ${between('game_date')}
  )
ORDER BY event_number`,
    [...range, ...range],
  );
  const actions = await rowsOf<{ action: string; times: number }>(
    session,
    `SELECT heal_action AS action, COUNT(*) AS times
FROM mlb_ops.heal_actions
WHERE NOT is_dry_run
GROUP BY heal_action`,
  );
  return {
    games: played.length,
    gaps: played
      .filter(({ gamePk, homeScore, awayScore }) => {
        const game = scores.get(gamePk);
        return game?.home_score !== homeScore || game.away_score !== awayScore;
      })
      .map(({ gamePk }) => gamePk),
    duplicates: await duplicates(session),
    grades: count(graded.map(({ grade }) => grade)),
    explained: low.filter(({ why }) => why !== '[]'),
    unexplained: low.filter(({ why }) => why === '[]').map(({ game_pk }) => game_pk),
    forecastable: forecast.length,
    sealed: forecast.filter(({ is_sealed }) => is_sealed).length,
    unsealed: forecast.filter(({ is_sealed }) => !is_sealed).map(({ game_pk }) => game_pk),
    changedInPostseason: frozen.map(({ what }) => what),
    healed: Object.fromEntries(actions.map(({ action, times }) => [action, times])),
  };
}

/** Rows that the unique keys of the project's models forbid, where there are any. */
async function duplicates(session: Session): Promise<Record<string, number>> {
  const { assertions } = await compileProject();
  const found: Record<string, number> = {};
  for (const { target } of assertions.filter(({ target: { name } }) => name.endsWith('_rows'))) {
    const name = `${target.schema}.${target.name}`;
    const [row] = await rowsOf<{ n: number }>(
      session,
      `SELECT COUNTIF(rows_of_key > 1) AS n FROM ${name}`,
    );
    if (row !== undefined && row.n > 0) found[name] = row.n;
  }
  for (const [table, { keys }] of Object.entries(rawTables)) {
    const name = `${rawDataset}.${table}`;
    const [row] = await rowsOf<{ n: number }>(
      session,
      `SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${name} WHERE ${everyRow(table)} GROUP BY ${keys.join(', ')} HAVING COUNT(*) > 1)`,
    );
    if (row !== undefined && row.n > 0) found[name] = row.n;
  }
  return found;
}

const count = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(values)]
      .sort()
      .map((value) => [value, values.filter((one) => one === value).length]),
  );
