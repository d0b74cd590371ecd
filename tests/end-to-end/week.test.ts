import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createProgress } from '../../pipeline/progress.ts';
import { openSession, type Session } from '../../pipeline/session.ts';
import { openSource } from '../../pipeline/source.ts';
import { backfillInputs } from '../../pipeline/runs/inputs.ts';
import { run, type RunResult } from '../../pipeline/runs/run.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { compileProject } from '../definitions/compile.ts';
import { needReplay, replayMissing, startReplay } from './replay.ts';
import { snapshot, type TableSnapshot } from './snapshot.ts';

const week = { from: '2019-04-08', to: '2019-04-14' };
const quiet = createProgress(undefined, true);

describe('a week of real games, replayed', function () {
  this.timeout(300_000);
  let directory: string;
  let session: Session;
  let replay: Awaited<ReturnType<typeof startReplay>>;
  let first: RunResult;
  let second: RunResult;
  let afterFirst: Record<string, TableSnapshot>;

  before(async function () {
    needReplay(this);
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-week-'));
    replay = await startReplay('2019-04-15T12:00:00Z');
    session = await openSession(loadConfig({ TANK_STATE: directory }));
    const source = await openSource(replay.url, session.config, `${week.to}T12:00:00Z`);
    const inputs = backfillInputs({
      ...week,
      date: '2019-04-15',
      source: replay.url,
      entities: null,
      snapshots: 'daily',
    });
    const options = { session, source, progress: quiet };
    first = await run(options, inputs);
    afterFirst = await snapshot(session.client, { circumstances: true });
    second = await run(options, inputs);
  });

  after(async () => {
    if (replayMissing !== undefined) return;
    await session.close();
    await replay.close();
    await rm(directory, { recursive: true });
  });

  const one = async <Row>(query: string): Promise<Row> => {
    const [rows] = await session.client.query(query);
    return (rows as Row[])[0] as Row;
  };

  it('collects every finished game with its box score', async () => {
    expect(first.collected?.outcome).to.equal('complete');
    const counts = await one<{ games: number; graded: number; admitted: number }>(`
      SELECT
        (SELECT COUNTIF(is_final) FROM mlb_historical_data.games_historical) AS games,
        (SELECT COUNT(*) FROM mlb_quality.game_quality_grades) AS graded,
        (SELECT COUNTIF(grade IN ('A', 'B')) FROM mlb_quality.game_quality_grades) AS admitted`);
    expect(counts.games)
      .to.equal(first.collected?.entities.boxscores.expected)
      .and.to.be.greaterThan(80);
    expect(counts.graded).to.equal(counts.games);
    expect(counts.admitted).to.equal(counts.games);
  });

  it('has two team lines per game whose runs are the score', async () => {
    const check = await one<{ lines: number; games: number; wrong: number }>(`
      SELECT COUNT(*) AS lines, COUNT(DISTINCT game_pk) AS games,
        COUNTIF(runs_scored != IF(is_home, home_score, away_score)) AS wrong
      FROM mlb_historical_data.team_stats_historical
      JOIN mlb_historical_data.games_historical USING (game_pk)`);
    expect(check.lines).to.equal(2 * check.games);
    expect(check.wrong).to.equal(0);
  });

  it('lets no window see its own day: the first day of the range has no games behind it', async () => {
    const windows = await one<{ first_day: number; second_day: number }>(`
      SELECT
        MAX(IF(game_date = '2019-04-08', games_60d, NULL)) AS first_day,
        MAX(IF(game_date = '2019-04-09', games_60d, NULL)) AS second_day
      FROM mlb_features.team_rolling_features`);
    expect(windows).to.deep.equal({ first_day: 0, second_day: 1 });
  });

  it('describes every column of every model', async () => {
    const [datasets] = await session.client.getDatasets();
    const undescribed: string[] = [];
    const { assertions } = await compileProject();
    const named = new Set(assertions.map(({ target }) => target.name));
    for (const dataset of datasets) {
      const [tables] = await dataset.getTables();
      for (const table of tables) {
        const [metadata] = (await table.getMetadata()) as unknown[];
        const { schema } = metadata as {
          schema: { fields: { name: string; description?: string }[] };
        };
        if (dataset.id === 'mlb_quality' && named.has(table.id ?? '')) continue;
        for (const field of schema.fields) {
          if (!field.description)
            undescribed.push(`${dataset.id ?? ''}.${table.id ?? ''}.${field.name}`);
        }
      }
    }
    expect(undescribed).to.deep.equal([]);
  });

  it('says that a week is too little to learn from', () => {
    expect(first.training?.[0]).to.include({ trained: false, reason: 'too_few_games' });
  });

  it('changes no row, and fetches no box score, the second time', async () => {
    expect(second.collected?.entities.boxscores.fetched).to.equal(0);
    expect(await snapshot(session.client, { circumstances: true })).to.deep.equal(afterFirst);
  });
});
