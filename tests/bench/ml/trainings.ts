import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import type { BenchContext, Benchmark } from '../../../embedded/bench/index.ts';
import { openWarehouse } from '../../../embedded/index.ts';
import { train, type TrainOutcome } from '../../../ml/train.ts';
import { models } from '../../../ml/catalog.ts';
import { createClient } from '../../../warehouse/client.ts';
import { loadConfig } from '../../../warehouse/config.ts';

const project = 'hankstank';
/** The plan's bounds, in seconds. */
const bounds = { incremental: 5, full: 60 };

/** A number around 0 that depends on the row and a name, and looks random. */
const noise = (name: string): string =>
  `(MOD(ABS(FARM_FINGERPRINT(CONCAT('${name}', CAST(n AS STRING)))), 2000001) / 1000000 - 1)`;

/** Columns that the games' models read, which a winner hardly depends on, as in reality. */
async function makeGames(client: BigQuery, perSeason: number): Promise<void> {
  const entries = models
    .recipes('game_outcome')
    .flatMap((recipe) => Object.values(recipe.models))
    .map((name) => models.catalog[name]);
  const features = [...new Set(entries.flatMap((entry) => entry?.features ?? []))];
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS mlb_models;
    CREATE SCHEMA IF NOT EXISTS mlb_historical_data;
    CREATE TABLE mlb_models.game_outcome_training AS
    WITH games AS (
      SELECT
        n, DATE_ADD(DATE(2017 + DIV(n, ${perSeason}), 4, 1), INTERVAL DIV(MOD(n, ${perSeason}) * 180, ${perSeason}) DAY) AS game_date,
        ${features.map((name) => `${noise(name)} AS ${name}`).join(', ')}, ${noise('luck')} AS luck
      FROM UNNEST(GENERATE_ARRAY(0, ${3 * perSeason} - 1)) AS n
    )
    SELECT
      n AS game_pk, game_date, game_date AS completed_date, EXTRACT(YEAR FROM game_date) AS season,
      IF(luck < 0.08 + 0.2 * ${features[0] ?? 'luck'}, 1, 0) AS home_won,
      CAST(ROUND(4 + 4 * luck) AS INT64) AS home_score, CAST(ROUND(4 - 4 * luck) AS INT64) AS away_score,
      CAST(8 AS INT64) AS total_score, ${features.join(', ')}
    FROM games;
    CREATE TABLE mlb_historical_data.games_historical AS
    SELECT
      game_pk, season, 'R' AS game_type, game_date, MOD(game_pk, 30) AS home_team_id,
      MOD(game_pk + 7, 30) AS away_team_id, 'A' AS grade, TRUE AS is_final, home_won = 1 AS home_won
    FROM mlb_models.game_outcome_training`);
}

/** Rows of a training set of players: so many of each game, of whom the labels hardly depend on the features. */
async function makePlayers(
  client: BigQuery,
  training: string,
  { perGame, games }: { perGame: number; games: number },
): Promise<void> {
  const entries = Object.values(models.catalog).filter((entry) => entry.training === training);
  const features = [...new Set(entries.flatMap((entry) => entry.features))];
  const labels = [...new Set(entries.map(({ label }) => label))];
  await client.query(`
    CREATE TABLE mlb_models.${training} AS
    WITH drawn AS (
      SELECT
        n, games.game_pk, games.game_date, games.completed_date, games.season,
        ${[...features, ...labels].map((name) => `${noise(name)} AS ${name}`).join(', ')}
      FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY game_pk DESC) AS recency FROM mlb_models.game_outcome_training) AS games
      CROSS JOIN UNNEST(GENERATE_ARRAY(1, ${perGame})) AS place
      CROSS JOIN UNNEST([games.game_pk * 100 + place]) AS n
      WHERE games.recency <= ${games}
    )
    SELECT
      game_pk, n AS player_id, game_date, completed_date, season, ${features.join(', ')},
      ${labels
        .map((name) => `CAST(ROUND(2 + ${features[0] ?? name} + ${name}) AS INT64) AS ${name}`)
        .join(', ')}
    FROM drawn`);
}

async function measure(context: BenchContext): Promise<void> {
  const perSeason = context.smoke ? 400 : 2430;
  const warehouse = await openWarehouse({
    file: path.join(context.directory, 'warehouse.duckdb'),
    project,
    storageDirectory: context.directory,
  });
  try {
    const config = loadConfig(
      { TANK_STATE: context.directory },
      { endpoint: warehouse.url, project },
    );
    const client = createClient(config);
    await makeGames(client, perSeason);
    await makePlayers(client, 'starter_training', { perGame: 2, games: 3 * perSeason });
    await makePlayers(client, 'batter_training', { perGame: 18, games: perSeason });
    const seconds = async (asOf: string, full: boolean): Promise<number> => {
      const started = performance.now();
      const outcomes = await train({ client, config }, asOf, { full });
      // Models of players are trained once a week: the days between update those of games alone.
      const isDone = ({ type, trained }: TrainOutcome): boolean =>
        trained || (!full && type === 'player_performance');
      const idle = outcomes.find((outcome) => !isDone(outcome));
      if (idle !== undefined) throw new Error(`${idle.type}: ${idle.says}`);
      return (performance.now() - started) / 1000;
    };
    await seconds('2019-09-01', true);
    const recipes = models.types().reduce((sum, type) => sum + models.recipes(type).length, 0);
    const size = `${(3 * perSeason).toLocaleString('en-US')} games with their starters, batters of ${perSeason.toLocaleString('en-US')}`;
    for (const [update, asOf] of [
      ['incremental', '2019-09-03'],
      ['full', '2019-09-04'],
    ] as const) {
      context.report({
        what: `${update === 'full' ? `weekly full training of ${recipes} recipes, of games and players` : 'daily incremental training of the same'}: fits, judgement, promotion, cards; ${size}`,
        value: await seconds(asOf, update === 'full'),
        unit: 's',
        target: { of: 'value', atMost: bounds[update] },
      });
    }
  } finally {
    await warehouse.close();
  }
}

export const trainings: Benchmark = { name: 'trainings', run: measure };
