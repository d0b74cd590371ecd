import { createHash, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import type { Session } from '../../pipeline/session.ts';
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
import { daysOf, openRealDays } from './real-days.ts';
import { needReplay, replayMissing } from './replay.ts';

/** How many dates, taken at random, the features are proven at; and at how many of them from the raw rows on. */
const cutoffs = Number(process.env.TANK_CUTOFFS ?? 40);
const rawCutoffs = Number(process.env.TANK_RAW_CUTOFFS ?? 2);
/** How often every date is poisoned, each time with other values. */
const poisonings = Number(process.env.TANK_POISONINGS ?? 1);
/** Which dates, and what happens in poisoned worlds. */
const seed = Number(process.env.TANK_SEED ?? randomInt(1_000_000));

/**
 * Features of a date may come from what was known in its morning and from nothing else. What happened on real days is cut at
 * every date: everything that happened on the date or later is deleted, or is something else. What is made of the rest by
 * the next increments must be the same, in every feature table, for that date and all before it. The cuts are made in the
 * historical tables; at some dates in the raw rows, and with a full refresh.
 */
describe('point in time, on real games', function () {
  this.timeout(1_200_000);
  const days = daysOf(process.env);
  const dates = taken(days.played.slice(1), cutoffs);
  const rawDates = taken(dates, rawCutoffs);
  let directory: string;
  let session: Session;
  let graph: CompiledGraph;
  let actions: string[];
  let increments: Action[];
  let tables: Map<string, string>;

  before(async function () {
    needReplay(this);
    console.log(`      TANK_SEED=${seed} takes these dates again`);
    graph = await compileProject();
    actions = withAncestors(graph, served, servedPlayers);
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-point-in-time-'));
    session = await openRealDays(directory, days);
    const { client } = session;
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

  /** What a world makes of the dates in turn must be what the whole truth made of them. */
  function prove(
    at: readonly string[],
    enter: (date: string, from: string) => Promise<void>,
  ): void {
    for (const [place, date] of at.entries()) {
      it(`rows until ${date} are the same`, async () => {
        const { client } = session;
        if (place === 0) await enter(first, first);
        const since = await now(client);
        await enter(date, place === 0 ? first : at[place - 1]!);
        expect(await changedDates(client, tables, until(date))).to.deep.equal([]);
        expect(await untouched(client, tables, date, since), 'not made anew').to.deep.equal([]);
      });
    }
  }

  const featuresOf = async (world: World, from: string): Promise<void> => {
    await mixHistory(session.client, world, from);
    demandSuccess(await runActions(session.client, increments.filter(isFeature)));
  };

  it('covers every feature table that is made for dates', () => {
    expect(tables.size).to.be.greaterThan(25);
    expect([...tables.keys()]).to.include.members([served, servedPlayers]);
  });

  describe('everything from a date on is deleted, from the raw rows on', () => {
    prove(rawDates, async (date, from) => {
      await land(session.client, { date, how: 'deleted' }, from);
      demandSuccess(await runActions(session.client, increments));
    });
  });

  describe('in the historical tables', () => {
    before(async () => {
      const { client } = session;
      for (const [how, as] of [
        ['deleted', 'announced'],
        ['poisoned', 'poisoned'],
      ] as const) {
        await land(client, { date: first, how, seed, days: days.played.length }, first);
        demandSuccess(
          await runActions(
            client,
            increments.filter((one) => !isFeature(one)),
          ),
        );
        await keepHistory(client, as);
      }
    });

    it('is something else in every historical table of a poisoned world', async () => {
      const shares = await poisonedShares(session.client);
      expect(Object.entries(shares).filter(([, share]) => share < 0.25)).to.deep.equal([]);
    });

    describe('everything from a date on is deleted', () => {
      prove(dates, (date, from) => featuresOf({ date, how: 'deleted' }, from));
    });

    for (let other = 0; other < poisonings; other++) {
      describe(`from a date on everything is something else (${String(other + 1)})`, () => {
        before(async () => {
          if (other === 0) return;
          const { client } = session;
          const everything: World = {
            date: first,
            how: 'poisoned',
            seed: seed + other,
            days: days.played.length,
          };
          await land(client, everything, first);
          demandSuccess(
            await runActions(
              client,
              increments.filter((one) => !isFeature(one)),
            ),
          );
          await keepHistory(client, 'poisoned');
        });
        prove(dates, (date, from) => featuresOf({ date, how: 'poisoned' }, from));
      });
    }
  });

  describe('a full refresh, from the raw rows on', () => {
    for (const how of ['deleted', 'poisoned'] as const) {
      const date = dates[Math.floor(dates.length / (how === 'deleted' ? 2 : 3))]!;
      it(`says the same until ${date} with everything from then on ${how}`, async () => {
        const { client } = session;
        await land(client, { date, how, seed: seed + 7 }, first);
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
      await mixHistory(client, { date: days.to, how: 'poisoned' }, first);
      await buildGraph(client, leaking, run);
      await keepRows(client, names);
      await mixHistory(client, { date, how: 'poisoned' }, first);
      await buildGraph(client, leaking, run);
      const dated = new Map([...tables].filter(([name]) => names.includes(name)));
      const changed = await changedDates(client, dated, until(date));
      expect(changed).to.include.members(names.map((name) => `${name} ${date}`));
    });
  });
});

/** Some of the dates, in order: at random, but the same for the same seed. */
function taken(all: readonly string[], count: number): string[] {
  const placeOf = (date: string): string =>
    createHash('md5').update(`${seed} ${date}`).digest('hex');
  return [...all]
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    .slice(0, count)
    .sort();
}

async function now(client: BigQuery): Promise<string> {
  const [rows] = await client.query('SELECT CAST(CURRENT_TIMESTAMP() AS STRING) AS now');
  return (rows as { now: string }[])[0]?.now ?? '';
}
