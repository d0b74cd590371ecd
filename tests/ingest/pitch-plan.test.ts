import { expect } from 'chai';
import type { CollectedItem } from '../../ingest/collected.ts';
import { pitches } from '../../ingest/entities/pitches.ts';
import { pitchRequest } from '../../ingest/entities/pitch-plan.ts';
import { gameEntry, type GameEntry } from '../../ingest/games.ts';
import { worldOf } from './answers.ts';

const game = (gamePk: number, date: string, detailedState = 'Final'): GameEntry =>
  gameEntry({
    gamePk,
    scheduleDate: date,
    officialDate: date,
    season: date.slice(0, 4),
    gameType: 'R',
    gameDate: `${date}T23:05:00Z`,
    resumedFrom: null,
    abstractGameState: detailedState === 'Final' ? 'Final' : 'Preview',
    detailedState,
    homeId: 1,
    awayId: 2,
    homeScore: 3,
    awayScore: 1,
    venueId: 1,
  });

const day = (date: string, games = 1): GameEntry[] =>
  Array.from({ length: games }, (_, index) => game(Number(date.slice(-2)) * 100 + index, date));

const dates = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `2024-05-${String(from + i).padStart(2, '0')}`);

const collectedAs = (
  games: readonly GameEntry[],
  item: Partial<CollectedItem> = {},
): Record<string, Partial<CollectedItem>> =>
  Object.fromEntries(
    games.map(({ gamePk, officialDate, state }) => [
      gamePk,
      { date: officialDate, state, origin: 'savant', ...item },
    ]),
  );

const plan = async (
  games: readonly GameEntry[],
  collected: Record<string, Partial<CollectedItem>> = {},
  pitchCounts = new Map<number, number>(),
  now = '2024-12-01T12:00:00Z',
) => {
  const range = { from: '2024-05-01', to: '2024-05-31' };
  const made = await pitches.plan(worldOf({ range, now, games, collected, pitchCounts }));
  const reads = made.reads.map((read) => ({ ...read, request: pitchRequest.parse(read.request) }));
  return { ...made, reads, keys: reads.map(({ key }) => key) };
};

describe('plan of pitches', () => {
  it('asks for finished games by at most five days', async () => {
    const games = [
      ...dates(1, 12).flatMap((date) => day(date, 2)),
      game(9999, '2024-05-12', 'Postponed'),
    ];
    const { expected, present, reads, keys } = await plan(games);
    expect({ expected, present }).to.deep.equal({ expected: 24, present: 0 });
    expect(keys).to.deep.equal([
      '2024-05-01..2024-05-05',
      '2024-05-06..2024-05-10',
      '2024-05-11..2024-05-12',
    ]);
    expect(reads.map(({ items, reason }) => [items, reason])).to.deep.equal([
      [10, 'missing'],
      [10, 'missing'],
      [4, 'missing'],
    ]);
  });

  it('asks for no more pitches at once than are well below the cap', async () => {
    const games = dates(1, 6).flatMap((date) => day(date, 15));
    const counts = new Map(games.map(({ gamePk }) => [gamePk, 400]));
    expect((await plan(games, {}, counts)).keys).to.deep.equal([
      '2024-05-01..2024-05-03',
      '2024-05-04..2024-05-06',
    ]);
    expect((await plan(games)).keys).to.deep.equal([
      '2024-05-01..2024-05-04',
      '2024-05-05..2024-05-06',
    ]);
  });

  it('hands over how many pitches the box score counts', async () => {
    const { reads } = await plan(
      [game(1, '2024-05-01'), game(2, '2024-05-01')],
      {},
      new Map([[2, 287]]),
    );
    expect(reads[0]!.request.games.map((one) => one.pitches)).to.deep.equal([null, 287]);
  });

  it('asks game by game on days where few are due', async () => {
    const games = dates(1, 3).flatMap((date) => day(date, 10));
    const collected = collectedAs(games);
    delete collected['203'];
    const { present, keys, reads } = await plan(games, collected);
    expect(present).to.equal(29);
    expect(keys).to.deep.equal(['2024-05-02 game 203']);
    expect(reads[0]!.request.games).to.have.length(1);
  });

  it('knows what the warehouse holds, and from where', async () => {
    const games = day('2024-05-01', 4);
    const [whole, lesser, lost, missing] = games;
    const collected = {
      ...collectedAs([whole!], { state: 'another' }),
      ...collectedAs([lesser!], { state: 'another', origin: 'stats_api' }),
      ...collectedAs([lost!], { isWhole: false }),
    };
    const { reads } = await plan(games, collected);
    const held = Object.fromEntries(reads[0]!.request.games.map((one) => [one.gamePk, one.held]));
    expect(held).to.deep.equal({
      [whole!.gamePk]: 'savant',
      [lesser!.gamePk]: 'stats_api',
      [lost!.gamePk]: null,
      [missing!.gamePk]: null,
    });
  });

  const reasonFor = async (item: Partial<CollectedItem>, now: string): Promise<unknown> => {
    const one = game(1, '2024-05-01');
    const { reads } = await plan([one], collectedAs([one], item), new Map(), now);
    return reads[0]?.reason;
  };

  it('asks Savant again for what a lesser source gave, as long as Savant may get it', async () => {
    const knownAt = new Date('2024-05-02T06:00:00Z');
    for (const origin of ['stats_api', 'archive']) {
      const item = { origin, knownAt };
      expect(await reasonFor(item, '2024-05-02T11:00:00Z')).to.equal(undefined);
      expect(await reasonFor(item, '2024-05-08T12:00:00Z')).to.equal('fallback');
      expect(await reasonFor(item, '2024-05-09T12:00:00Z')).to.equal(undefined);
    }
    expect(await reasonFor({ knownAt }, '2024-05-08T12:00:00Z')).to.equal('recheck');
  });

  it('asks again for what a lesser source gave while Savant was down, however old', async () => {
    const { state } = game(1, '2024-05-01');
    const item = { origin: 'stats_api', state: `${state} without savant` };
    expect(await reasonFor(item, '2024-12-01T12:00:00Z')).to.equal('fallback');
    expect(await reasonFor({ state: 'other' }, '2024-12-01T12:00:00Z')).to.equal('changed');
  });

  it('has nothing to do where nothing is finished', async () => {
    expect(await plan([game(1, '2024-05-01', 'Scheduled')])).to.deep.include({
      expected: 0,
      present: 0,
      reads: [],
    });
  });
});
