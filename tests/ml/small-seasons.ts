import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { models, type CatalogEntry } from '../../ml/catalog.ts';
import type { MlContext } from '../../ml/context.ts';
import { createModelTables } from '../../ml/tables.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { openWarehouse } from '../../embedded/index.ts';

const project = 'hankstank';

/** Models of a test: the winner by one feature, and the runs. */
export const plainCatalog: Readonly<Record<string, CatalogEntry>> = {
  game_outcome: {
    label: 'home_won',
    features: ['run_margin_diff'],
    options: { model_type: 'LOGISTIC_REG', l2_reg: 1 },
  },
  home_runs: {
    label: 'home_score',
    features: ['run_margin_diff'],
    options: { model_type: 'LINEAR_REG', l2_reg: 1 },
  },
};

/** Knows nothing: its feature is noise. */
export const worse: CatalogEntry = {
  role: 'game_outcome',
  label: 'home_won',
  features: ['starter_fip_share_diff'],
  options: { model_type: 'LOGISTIC_REG', l2_reg: 1 },
};

/** Knows what the winner really depends on. */
export const better: CatalogEntry = {
  role: 'game_outcome',
  label: 'home_won',
  features: ['run_margin_diff', 'batting_value_diff'],
  options: { model_type: 'LOGISTIC_REG', l2_reg: 1 },
};

/** Puts other models in the place of the catalog's. @returns what puts them back */
export function withCatalog(entries: Readonly<Record<string, CatalogEntry>>): () => void {
  const before = { ...models.catalog };
  const replace = (all: Readonly<Record<string, CatalogEntry>>): void => {
    for (const name of Object.keys(models.catalog)) Reflect.deleteProperty(models.catalog, name);
    Object.assign(models.catalog, all);
  };
  replace(entries);
  return () => {
    replace(before);
  };
}

/** Boosted trees on what the winner depends on. */
export const trees: CatalogEntry = {
  ...better,
  options: { model_type: 'BOOSTED_TREE_CLASSIFIER', max_iterations: 20, max_tree_depth: 2 },
};

/** A number in [0, 1) that depends on the game and a name, and looks random. */
const random = (name: string): string =>
  `(MOD(ABS(FARM_FINGERPRINT(CONCAT('${name}', CAST(n AS STRING)))), 1000000) / 1000000)`;
const bell = (name: string): string =>
  `(${random(`${name}1`)} + ${random(`${name}2`)} + ${random(`${name}3`)} - 1.5) * 2`;

export interface SmallSeasons {
  context: MlContext;
  /** Another client of the same warehouse. */
  another: () => MlContext;
  query: <Row>(sql: string) => Promise<Row[]>;
  close: () => Promise<void>;
}

/**
 * A warehouse in memory with the training rows of two seasons, eight games a day: the home team wins the more often the
 * greater run_margin_diff and batting_value_diff are; starter_fip_share_diff is noise. A postseason game is on 2019-10-02.
 */
export async function openSmallSeasons(): Promise<SmallSeasons> {
  const state = await mkdtemp(path.join(os.tmpdir(), 'tank-models-'));
  const warehouse = await openWarehouse({ file: ':memory:', project, storageDirectory: state });
  const config = loadConfig({ TANK_STATE: state }, { endpoint: warehouse.url, project });
  const context = (): MlContext => ({ client: createClient(config), config, actor: 'tester' });
  const first = context();
  await createModelTables(first);
  await first.client.query(`
    CREATE SCHEMA IF NOT EXISTS mlb_historical_data;
    CREATE TABLE mlb_models.game_outcome_training AS
    WITH games AS (
      SELECT
        n,
        DATE_ADD(IF(n < 1440, DATE '2018-04-01', DATE '2019-04-01'), INTERVAL DIV(MOD(n, 1440), 8) DAY) AS game_date,
        ${bell('margin')} AS run_margin_diff,
        ${bell('batting')} AS batting_value_diff,
        ${bell('noise')} AS starter_fip_share_diff,
        ${random('luck')} AS luck
      FROM UNNEST(GENERATE_ARRAY(0, 2879)) AS n
    )
    SELECT
      n AS game_pk, game_date, game_date AS completed_date, EXTRACT(YEAR FROM game_date) AS season,
      IF(luck < 1 / (1 + EXP(-(0.15 + 1.2 * run_margin_diff + 1.2 * batting_value_diff))), 1, 0) AS home_won,
      CAST(FLOOR(4.5 + run_margin_diff + 3 * luck) AS INT64) AS home_score, 4 AS away_score,
      run_margin_diff, batting_value_diff, starter_fip_share_diff
    FROM games;
    CREATE TABLE mlb_historical_data.games_historical AS
    SELECT
      game_pk, season, 'R' AS game_type, game_date, MOD(game_pk, 30) AS home_team_id,
      MOD(game_pk + 7, 30) AS away_team_id, IF(MOD(game_pk, 10) = 0, 'B', 'A') AS grade, TRUE AS is_final,
      home_won = 1 AS home_won
    FROM mlb_models.game_outcome_training
    UNION ALL
    SELECT 9999, 2019, 'F', DATE '2019-10-02', 1, 2, CAST(NULL AS STRING), FALSE, NULL`);
  return {
    context: first,
    another: context,
    query: async <Row>(sql: string) => {
      const [found] = await first.client.query(sql);
      return found as Row[];
    },
    close: async () => {
      await warehouse.close();
      await rm(state, { recursive: true });
    },
  };
}
