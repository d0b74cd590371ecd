import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createRawTables } from '../../ingest/landing/landing.ts';
import { createProgress } from '../../pipeline/progress.ts';
import { openSession, type Session } from '../../pipeline/session.ts';
import { openSource } from '../../pipeline/source.ts';
import { collect } from '../../pipeline/stages.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { compileProject, type CompiledGraph } from '../definitions/compile.ts';
import { buildGraph } from '../definitions/harness/run-graph.ts';
import { changedDates, datedFeatures, keepRows, served, withAncestors } from './feature-rows.ts';
import { cutRaw, keepRaw, type Cut } from './past-and-future.ts';
import { replayMissing, startReplay } from './replay.ts';

const range = { from: '2019-04-01', to: '2019-04-28' };
/** How many random dates: `npm run prove-point-in-time` takes 40. */
const cutoffs = Number(process.env.TANK_CUTOFFS ?? 4);

/** Numbers from 0 to below 1, the same every time. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Features of a date may come from what was known in its morning and from nothing else. The raw rows of real games are cut
 * at random dates: everything that happened on the date or later is deleted, or is something else. What is made of the
 * rest must be the same, in every feature table, for that date and all before it.
 */
describe('point in time, on real games', function () {
  this.timeout(1_200_000);
  let directory: string;
  let session: Session;
  let graph: CompiledGraph;
  let features: string[];
  let others: string[];
  let tables: Map<string, string>;
  let changedFrom = range.to;

  before(async function () {
    if (replayMissing !== undefined) {
      console.warn(replayMissing);
      this.skip();
    }
    graph = await compileProject();
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-point-in-time-'));
    session = await openSession(loadConfig({ TANK_STATE: directory }));
    const { client, config } = session;
    const replay = await startReplay(`${dayAfter(range.to, 2)}T12:00:00Z`);
    try {
      const quiet = createProgress(undefined, true);
      const source = await openSource(replay.url, config, `${range.to}T12:00:00Z`);
      await createRawTables({ client, project: config.project, location: config.location });
      await collect(session, source, { ...range, snapshots: 'monthly' }, quiet);
    } finally {
      await replay.close();
    }
    const actions = withAncestors(graph, served);
    features = actions.filter((action) => action.includes('.mlb_features.'));
    others = actions.filter((action) => !features.includes(action));
    await buildGraph(client, graph, { actions, fullRefresh: true, assertions: false });
    await keepRaw(client);
    tables = await datedFeatures(client, actions);
    await keepRows(client, tables.keys());
  });

  after(async () => {
    if (replayMissing !== undefined) return;
    await session.close();
    await rm(directory, { recursive: true });
  });

  /** Feature tables, and the dates of each that the cut changes. */
  async function changedBy(
    how: Cut['how'],
    date: string,
    seed: number,
  ): Promise<Map<string, string[]>> {
    const { client } = session;
    const earliest = date < changedFrom ? date : changedFrom;
    changedFrom = date;
    await cutRaw(client, { date, how, seed, changedFrom: earliest });
    await buildGraph(client, graph, { actions: others, assertions: false });
    await buildGraph(client, graph, { actions: features, fullRefresh: true, assertions: false });
    const changed = new Map<string, string[]>();
    for (const [table, day] of tables) changed.set(table, await changedDates(client, table, day));
    return changed;
  }

  it('covers every feature table that the served rows are made of', () => {
    expect(tables.size).to.be.greaterThan(15);
    expect([...tables.keys()]).to.include(served);
  });

  const random = numbers(1876);
  for (let cut = 0; cut < cutoffs; cut++) {
    const date = dayAfter(range.from, 2 + Math.floor((random.next().value as number) * 25));
    const how = cut % 2 === 0 ? 'deleted' : 'poisoned';
    it(`rows until ${date} are the same with everything from then on ${how}`, async () => {
      const changed = await changedBy(how, date, cut);
      const early: string[] = [];
      for (const [table, dates] of changed) {
        early.push(...dates.filter((day) => day <= date).map((day) => `${table} ${day}`));
      }
      expect(early).to.deep.equal([]);
      const later = (changed.get(served) ?? []).filter((day) => day > date);
      expect(later, 'the cut changes later rows, or the test proves nothing').not.to.be.empty;
    });
  }
});
