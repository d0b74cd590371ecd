import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { openSession, type Session } from '../../pipeline/session.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { compileProject, type CompiledGraph } from '../definitions/compile.ts';
import type { Action } from '../definitions/harness/dataform-cli.ts';
import {
  buildGraph,
  demandSuccess,
  planGraph,
  runActions,
} from '../definitions/harness/run-graph.ts';
import {
  changedDates,
  datedFeatures,
  keepRows,
  remade,
  served,
  servedPlayers,
  untouched,
  withAncestors,
} from './feature-rows.ts';
import {
  datedTables,
  keepHistory,
  keepRaw,
  land,
  mixHistory,
  poisonedShares,
  type World,
} from './past-and-future.ts';
import { daysOf, fillRaw } from './real-days.ts';
import { needReplay, replayMissing } from './replay.ts';

/** How many dates, taken at random. */
const cutoffs = Number(process.env.TANK_CUTOFFS ?? 3);
/** How often every date is poisoned, each time with other values. */
const poisonings = Number(process.env.TANK_POISONINGS ?? 1);

/**
 * Features of a date may come from what was known in its morning and from nothing else. Raw rows of real games are cut at
 * every date: everything that happened on the date or later is deleted, or is something else. What is made of the rest must
 * be the same, in every feature table, for that date and all before it.
 */
describe('point in time, on real games', function () {
  this.timeout(1_200_000);
  const days = daysOf(process.env);
  const dates = taken(days.played.slice(1), cutoffs);
  let directory: string;
  let session: Session;
  let graph: CompiledGraph;
  let actions: string[];
  let increments: Action[];
  let tables: Map<string, string>;

  before(async function () {
    needReplay(this);
    graph = await compileProject();
    actions = withAncestors(graph, served, servedPlayers);
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-point-in-time-'));
    session = await openSession(loadConfig({ TANK_STATE: directory }));
    const { client } = session;
    await fillRaw(session, days);
    await buildGraph(client, graph, { actions, fullRefresh: true, assertions: false });
    const planned = await planGraph(client, graph, { actions, assertions: false });
    increments = remade(planned, datedTables);
    tables = await datedFeatures(client, increments);
    await keepRaw(client);
    await keepHistory(client, 'true');
    await keepRows(client, tables.keys());
  });

  after(async () => {
    if (replayMissing !== undefined) return;
    await session.close();
    await rm(directory, { recursive: true });
  });

  const until =
    (date: string) =>
    (day: string): string =>
      `${day} <= '${date}'`;
  const isFeature = ({ target }: Action): boolean => target.schema === 'mlb_features';
  const first = days.played[0]!;

  /** What a world makes of every date in turn must be what the whole truth made of it. */
  function provesEveryDate(enter: (date: string, from: string) => Promise<void>): void {
    for (const [place, date] of dates.entries()) {
      it(`rows until ${date} are the same`, async () => {
        const { client } = session;
        if (place === 0) await enter(first, first);
        const since = await now(client);
        await enter(date, place === 0 ? first : dates[place - 1]!);
        expect(await changedDates(client, tables, until(date))).to.deep.equal([]);
        expect(await untouched(client, tables, date, since), 'not made anew').to.deep.equal([]);
      });
    }
  }

  it('covers every feature table that is made for dates', () => {
    expect(tables.size).to.be.greaterThan(25);
    expect([...tables.keys()]).to.include.members([served, servedPlayers]);
  });

  describe('everything from a date on is deleted', () => {
    provesEveryDate(async (date, from) => {
      await land(session.client, { date, how: 'deleted' }, from);
      demandSuccess(await runActions(session.client, increments));
    });
  });

  for (let seed = 1; seed <= poisonings; seed++) {
    describe(`from a date on everything is something else (${String(seed)})`, () => {
      before(async () => {
        const { client } = session;
        const everything: World = { date: first, how: 'poisoned', seed, days: days.played.length };
        await land(client, everything, first);
        demandSuccess(
          await runActions(
            client,
            increments.filter((one) => !isFeature(one)),
          ),
        );
        await keepHistory(client, 'poisoned');
      });

      it('is something else in every historical table', async () => {
        const shares = await poisonedShares(session.client);
        expect(Object.entries(shares).filter(([, share]) => share < 0.25)).to.deep.equal([]);
      });

      provesEveryDate(async (date, from) => {
        await mixHistory(session.client, date, from);
        demandSuccess(await runActions(session.client, increments.filter(isFeature)));
      });
    });
  }

  describe('a full refresh, from the raw rows on', () => {
    for (const how of ['deleted', 'poisoned'] as const) {
      const date = dates[Math.floor(dates.length / (how === 'deleted' ? 2 : 3))]!;
      it(`says the same until ${date} with everything from then on ${how}`, async () => {
        const { client } = session;
        await land(client, { date, how, seed: 7 }, first);
        await buildGraph(client, graph, { actions, fullRefresh: true, assertions: false });
        expect(await changedDates(client, tables, until(date))).to.deep.equal([]);
        const games = new Map([[served, 'game_date']]);
        expect(await changedDates(client, games), 'later rows change').not.to.be.empty;
      });
    }
  });

  describe('a leak is seen', () => {
    const date = dates[Math.floor(dates.length / 2)]!;
    const leaks = [
      {
        what: 'own game',
        name: 'head_to_head',
        condition: 'results.completed_date < sides.game_date',
        leaking: 'results.completed_date <= sides.game_date',
      },
      {
        what: 'own day',
        name: 'bullpen_fatigue',
        condition: 'relief_days.completed_date < team_dates.game_date',
        leaking: 'relief_days.completed_date <= team_dates.game_date',
      },
      {
        what: 'day after',
        name: 'starter_workload',
        condition: 'appearances.completed_date < sides.game_date',
        leaking: 'appearances.completed_date < DATE_ADD(sides.game_date, INTERVAL 2 DAY)',
      },
    ];

    it(`of the ${leaks.map(({ what }) => what).join(', of the ')}`, async () => {
      const { client } = session;
      const leaking = structuredClone(graph);
      for (const { name, condition, leaking: leak } of leaks) {
        const model = leaking.tables.find(({ target }) => target.name === name);
        expect(model?.query).to.include(condition);
        if (model) model.query = model.query.replace(condition, leak);
      }
      const names = leaks.map(({ name }) => `mlb_features.${name}`);
      const run = {
        actions: actions.filter((one) => names.some((name) => one.endsWith(name))),
        fullRefresh: true,
        assertions: false,
      };
      await mixHistory(client, days.to, first);
      await buildGraph(client, leaking, run);
      await keepRows(client, names);
      await mixHistory(client, date, first);
      await buildGraph(client, leaking, run);
      const dated = new Map([...tables].filter(([name]) => names.includes(name)));
      const changed = await changedDates(client, dated, until(date));
      expect(changed).to.include.members(names.map((name) => `${name} ${date}`));
    });
  });
});

/** Some of the dates, in order: at random, but the same every time. */
function taken(all: readonly string[], count: number): string[] {
  const places = new Map(all.map((date) => [date, createHash('md5').update(date).digest('hex')]));
  return [...all]
    .sort((a, b) => ((places.get(a) ?? '') < (places.get(b) ?? '') ? -1 : 1))
    .slice(0, count)
    .sort();
}

async function now(client: BigQuery): Promise<string> {
  const [rows] = await client.query('SELECT CAST(CURRENT_TIMESTAMP() AS STRING) AS now');
  return (rows as { now: string }[])[0]?.now ?? '';
}
