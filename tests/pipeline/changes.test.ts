import { expect } from 'chai';
import { changesBetween } from '../../pipeline/changes/changes.ts';
import { forecastChange } from '../../pipeline/changes/forecasts.ts';
import { tableChanges } from '../../pipeline/changes/rows.ts';
import { keyOf } from '../../warehouse/compiled-project.ts';
import { changesText } from '../../pipeline/changes/text.ts';
import { train } from '../../ml/train.ts';
import type { CompiledProject, CompiledTable } from '../../warehouse/compiled-project.ts';
import {
  better,
  openSmallSeasons,
  plainCatalog,
  withCatalog,
  type SmallSeasons,
} from '../ml/small-seasons.ts';

const target = (name: string) => ({ database: 'p', schema: 'd', name });
const table = (
  name: string,
  query: string,
  reads: string[],
  more: Partial<CompiledTable> = {},
): CompiledTable => ({
  target: target(name),
  fileName: `${name}.sqlx`,
  enumType: 'TABLE',
  query,
  dependencyTargets: reads.map(target),
  ...more,
});

const old: CompiledProject = {
  tables: [
    table('a', 'SELECT 1', []),
    table('b', 'SELECT * FROM a', ['a'], { enumType: 'INCREMENTAL', incrementalQuery: 'x' }),
    table('c', 'SELECT * FROM b', ['b']),
    table('gone', 'SELECT 2', []),
  ],
};

describe('changes of the project', () => {
  it('are none between the same', () => {
    expect(changesBetween(old, old)).to.deep.equal([]);
    expect(changesText({ changes: [] })).to.include('No model changes');
  });

  it('name what is new, gone and other, who reads it, and what needs a full refresh', () => {
    const now: CompiledProject = {
      tables: [
        table('a', 'SELECT 1.5', []),
        table('b', 'SELECT * FROM a', ['a'], { enumType: 'INCREMENTAL', incrementalQuery: 'y' }),
        table('c', 'SELECT * FROM b', ['b']),
        table('new', 'SELECT 3', []),
      ],
    };
    const changes = changesBetween(old, now);
    expect(changes).to.deep.equal([
      { target: 'd.a', kind: 'changed', needsFullRefresh: false, consumers: ['d.b', 'd.c'] },
      { target: 'd.b', kind: 'changed', needsFullRefresh: true, consumers: ['d.c'] },
      { target: 'd.gone', kind: 'removed', needsFullRefresh: false, consumers: [] },
      { target: 'd.new', kind: 'added', needsFullRefresh: false, consumers: [] },
    ]);
    expect(changesText({ changes }))
      .to.include('| `d.b` | changed | **yes** | d.c |')
      .and.to.include('1 need');
  });
});

/** Two builds of the same games: the second has other rows, a column more, and a model that knows more. */
describe('changes of what the project builds', function () {
  this.timeout(120_000);
  let base: SmallSeasons;
  let head: SmallSeasons;
  const games = {
    database: 'hankstank',
    schema: 'mlb_historical_data',
    name: 'games_historical',
  };
  const graph = (query: string): CompiledProject => ({
    tables: [{ ...table('games', query, []), target: games }],
    assertions: [
      {
        target: { ...games, name: 'mlb_historical_data_games_historical_rows' },
        fileName: 'assertions.js',
        query: 'SELECT game_pk, COUNT(*) AS n\nFROM x\nGROUP BY game_pk\n',
      },
    ],
  });

  before(async () => {
    const restore = withCatalog(plainCatalog);
    try {
      [base, head] = [await openSmallSeasons(), await openSmallSeasons()];
      await train(base.context, '2019-06-01');
      withCatalog({ ...plainCatalog, game_outcome: { ...better, role: 'game_outcome' } });
      await train(head.context, '2019-06-01');
    } finally {
      restore();
    }
  });

  after(async () => {
    await base.close();
    await head.close();
  });

  const rowsOf = () =>
    tableChanges(
      { client: base.context.client, project: graph('SELECT 1') },
      { client: head.context.client, project: graph('SELECT 2') },
    );

  it('are none between the same rows, in whatever order', async () => {
    expect(keyOf(graph(''), games)).to.deep.equal(['game_pk']);
    expect(await rowsOf()).to.deep.equal([]);
  });

  it('count the keys that are new, gone and other, by column', async () => {
    await head.query(`
      UPDATE mlb_historical_data.games_historical SET grade = 'C' WHERE game_pk < 3;
      UPDATE mlb_historical_data.games_historical SET season = 2020 WHERE game_pk = 2;
      DELETE FROM mlb_historical_data.games_historical WHERE game_pk = 5;
      INSERT INTO mlb_historical_data.games_historical (game_pk, season) VALUES (20000, 2019), (20001, 2019);
      ALTER TABLE mlb_historical_data.games_historical ADD COLUMN attendance INT64;`);
    const tables = await rowsOf();
    expect(tables).to.deep.equal([
      {
        target: 'mlb_historical_data.games_historical',
        before: 2881,
        after: 2882,
        added: 2,
        removed: 1,
        changed: 3,
        columns: [
          { name: 'grade', rows: 3 },
          { name: 'season', rows: 1 },
        ],
        addedColumns: ['attendance'],
        removedColumns: [],
        sampledOneOf: 1,
      },
    ]);
    expect(changesText({ changes: [], sample: 'two seasons', tables }))
      .to.include('### Rows, on two seasons')
      .and.to.include('| 2881 -> 2882 | 2 | 1 | 3 | grade (3), season (1), + attendance |');
  });

  it('say whether forecasts of the same later games are better, and which moved most', async () => {
    const forecasts = await forecastChange(base.context, head.context);
    expect(forecasts).to.deep.include({
      games: 648,
      versions: { before: 'v1.0.0', after: 'v1.0.0' },
    });
    expect(forecasts!.after.brier).to.be.lessThan(forecasts!.before.brier);
    expect(forecasts!.difference).to.be.lessThan(-2 * forecasts!.standardError);
    const moves = forecasts!.moved.map((game) => Math.abs(game.after - game.before));
    expect(moves).to.have.length(5);
    expect(moves).to.deep.equal([...moves].sort((a, b) => b - a));
    expect(changesText({ changes: [], forecasts }))
      .to.include('648 held-out games by both; Log loss -')
      .and.to.include('| Brier score | 0.');
    const told = await base.query<{ game_pk: number; forecast_value: number }>(
      "SELECT game_pk, forecast_value FROM mlb_models.holdout_forecasts WHERE role = 'game_outcome'",
    );
    const pairs = told.map(({ game_pk, forecast_value }) => `(${game_pk}, ${forecast_value})`);
    await head.query(`
      UPDATE mlb_models.holdout_forecasts AS own SET forecast_value = other.told + 1e-9
      FROM UNNEST(ARRAY<STRUCT<game_pk INT64, told FLOAT64>>[${pairs.join(', ')}]) AS other
      WHERE own.game_pk = other.game_pk AND own.role = 'game_outcome'`);
    const same = await forecastChange(base.context, head.context);
    expect(changesText({ changes: [], forecasts: same })).to.include('Not one forecast moved.');
  });

  it('say how many bytes a night reads, before and after', () => {
    const measured = (nightlyBytes: number) => ({
      nightlyBytes,
      fullRefreshBytes: 2 * 1024 ** 3,
      storedBytes: 1024 ** 3,
      unmeasured: [],
      countedWhole: [],
    });
    expect(
      changesText({
        changes: [],
        bytes: { before: measured(1024 ** 3), after: measured(1.5 * 1024 ** 3) },
      }),
    )
      .to.include('| a night | 1.000 GiB | 1.500 GiB | +50.0 % |')
      .and.to.include('| a full refresh | 2.000 GiB | 2.000 GiB | +0.0 % |');
  });
});
