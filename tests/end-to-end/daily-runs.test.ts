import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { openSession, type Session } from '../../pipeline/session.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { compileProject, nameOf, type CompiledGraph } from '../definitions/compile.ts';
import {
  buildGraph,
  demandSuccess,
  planGraph,
  runActions,
} from '../definitions/harness/run-graph.ts';
import { servedPlayers, served } from './feature-rows.ts';
import { fileSnapshot } from './file-snapshot.ts';
import { mistakesAround } from './late-corrections.ts';
import { keepRaw, land, type World } from './past-and-future.ts';
import { daysOf, openRealDays } from './real-days.ts';
import { needReplay, replayMissing } from './replay.ts';

const catalogue = createRequire(import.meta.url)('../../includes/catalogue.js') as {
  columns: { column: string; known: string }[];
};

const tags = ['staging', 'quality', 'historical', 'features'];

/** Days before the last on which the daily runs begin; what is before is there from the start. */
const daysRun = Number(process.env.TANK_DAILY_RUNS ?? 7);

/**
 * What a served row may say otherwise a day later: columns that wait for lineups, umpires and forecasts, which come in the
 * course of the day.
 */
const announced: Readonly<Record<string, readonly string[]>> = {
  [served]: catalogue.columns
    .filter(({ known }) => known !== 'morning')
    .map(({ column }) => column),
  [servedPlayers]: [],
};

const when = ['loaded_at', 'raw_loaded_at', 'known_at'];

/**
 * Days of real games, run as they come: each morning what happened on the day before arrives, with mistakes that are put
 * right days later, and the increments run. In the end every table must be what a full refresh makes of the same rows; and
 * what a row said when it was served, before the game, must be what it says in training.
 */
describe('daily runs over real days', function () {
  this.timeout(daysRun * 400_000);
  const days = daysOf(process.env);
  const mornings = [...days.played, days.to].slice(-daysRun - 1);
  const wrongOn = mornings.filter((_, place) => place % 4 === 1 && place + 5 < mornings.length);
  const mistakes = wrongOn.flatMap(mistakesAround);
  let directory: string;
  let session: Session;
  let client: BigQuery;
  let graph: CompiledGraph;

  before(async function () {
    needReplay(this);
    graph = await compileProject();
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-daily-runs-'));
    session = await openRealDays(directory, days);
    ({ client } = session);
    await buildGraph(client, graph, { actions: staged(graph), assertions: false });
    await keepRaw(client);
  });

  after(async () => {
    if (replayMissing !== undefined) return;
    await session.close();
    await rm(directory, { recursive: true });
  });

  const world = (date: string): World => ({ date, how: 'morning', mistakes });
  const corrected = (date: string): boolean => mistakes.some(({ until }) => until === date);

  it('a row that was served is the row that is trained on', async () => {
    const [first = '', ...next] = mornings;
    await land(client, world(first), days.from);
    await buildGraph(client, graph, { tags, fullRefresh: true, assertions: false });
    const increments = (await planGraph(client, graph, { tags, assertions: false })).filter(
      ({ tableType }) => tableType !== 'view',
    );
    let last = first;
    const differences: string[] = [];
    for (const date of next) {
      await serve(client, last);
      await land(client, world(date), corrected(date) ? days.from : last);
      demandSuccess(await runActions(client, increments));
      if (!corrected(date)) differences.push(...(await servedOtherwise(client, last)));
      last = date;
    }
    expect(differences).to.deep.equal([]);
  });

  it('every table is what a full refresh makes of the same rows', async () => {
    const file = path.join(directory, 'warehouse.duckdb');
    await session.close();
    const ran = await fileSnapshot(file);
    session = await openSession(loadConfig({ TANK_STATE: directory }));
    ({ client } = session);
    await buildGraph(client, graph, { tags, fullRefresh: true, assertions: false });
    await session.close();
    const refreshed = await fileSnapshot(file);
    session = await openSession(loadConfig({ TANK_STATE: directory }));
    const layers = /^mlb_(staging|quality|historical_data|features)\./;
    const tables = Object.keys(refreshed).filter((table) => layers.test(table));
    expect(tables.length).to.be.greaterThan(50);
    expect(tables.filter((table) => (refreshed[table]?.rows ?? 0) > 0).length).to.be.greaterThan(
      40,
    );
    for (const table of tables) expect(ran[table], table).to.deep.equal(refreshed[table]);
  });
});

/** What `keepRaw` needs: when each game was over. */
const staged = (graph: CompiledGraph): string[] =>
  graph.tables
    .filter(({ target }) => nameOf(target) === 'mlb_staging.stg_games')
    .map(({ target }) => `${target.database}.${target.schema}.${target.name}`);

const servedName = (table: string): string => `kept.${table.replace('.', '_')}`;

async function columnsOf(client: BigQuery, table: string): Promise<string[]> {
  const [dataset = '', name = ''] = table.split('.');
  const [metadata] = (await client.dataset(dataset).table(name).getMetadata()) as unknown as [
    { schema: { fields: { name: string; type: string }[] } },
  ];
  return metadata.schema.fields.map((field) =>
    field.type === 'JSON' ? `TO_JSON_STRING(${field.name}) AS ${field.name}` : field.name,
  );
}

/** Keeps the rows of a date as they are served in its morning. */
async function serve(client: BigQuery, date: string): Promise<void> {
  for (const table of Object.keys(announced)) {
    await client.query(
      `CREATE OR REPLACE TABLE ${servedName(table)} AS SELECT * FROM ${table} WHERE game_date = '${date}'`,
    );
  }
}

/** Clubs of games of a date that are not admitted, as their documents are late: their starters are not known to have been. */
const clubsHeldBack = (date: string): string => `
  SELECT DISTINCT team_id AS held_back
  FROM mlb_staging.stg_games AS games, UNNEST([home_team_id, away_team_id]) AS team_id
  WHERE games.game_date = '${date}'
    AND NOT EXISTS (
      SELECT 1 FROM mlb_historical_data.games_historical AS admitted
      WHERE admitted.game_pk = games.game_pk
    )`;

/**
 * Columns, by table and date, that say something else of games played as announced than was served. A game that was called
 * off in the course of the day has no row to compare with; who started a game that is held back is compared on other dates.
 */
async function servedOtherwise(client: BigQuery, date: string): Promise<string[]> {
  const found: string[] = [];
  for (const [table, later] of Object.entries(announced)) {
    const key = table === servedPlayers ? ['game_date', 'player_id'] : ['game_pk'];
    const columns = (await columnsOf(client, table)).filter(
      (name) => ![...when, ...later, ...key].includes(name),
    );
    const [[counts]] = (await client.query(`
      SELECT COUNT(*) AS compared, ${columns
        .map(
          (name) =>
            `COUNTIF(TO_JSON_STRING(served.${name}) != TO_JSON_STRING(trained.${name})${name === 'is_probable_starter' ? ' AND held_back IS NULL' : ''}) AS ${name}`,
        )
        .join(', ')}
      FROM ${servedName(table)} AS served
      JOIN ${table} AS trained ON ${key.map((name) => `trained.${name} = served.${name}`).join(' AND ')}
      ${table === servedPlayers ? `LEFT JOIN (${clubsHeldBack(date)}) ON held_back = trained.team_id` : ''}
      WHERE trained.game_date = '${date}'`)) as unknown as [[Record<string, number>]];
    if ((counts.compared ?? 0) === 0) found.push(`${table} ${date}: nothing served`);
    for (const name of columns) {
      if ((counts[name] ?? 0) > 0)
        found.push(`${table} ${date} ${name}: ${String(counts[name])} rows`);
    }
  }
  return found;
}
