import { expect } from 'chai';
import { addDays, checkRange, easternDate, easternMidnight, monthsOf } from '../../ingest/dates.ts';
import { boxscores } from '../../ingest/entities/boxscores.ts';
import { feeds } from '../../ingest/entities/feeds.ts';
import { plays } from '../../ingest/entities/plays.ts';
import { rosters } from '../../ingest/entities/rosters.ts';
import { schedule } from '../../ingest/entities/schedule.ts';
import { finishedGames, gameEntries, type GameEntry } from '../../ingest/games.ts';
import { endpoints } from '../../ingest/sources/stats-api.ts';
import { worldOf } from './answers.ts';

interface Change {
  date?: string;
  officialDate?: string;
  gamePk?: number;
  gameType?: string;
  gameDate?: string;
  resumedFrom?: string;
  state?: string;
  detail?: string;
  home?: number | null;
  homeTeam?: number;
}

const game = (change: Change) => ({
  gamePk: change.gamePk ?? 1,
  gameType: change.gameType ?? 'R',
  season: '2019',
  gameDate: change.gameDate ?? '2019-04-20T17:05:00Z',
  officialDate: change.officialDate ?? change.date ?? '2019-04-20',
  ...(change.resumedFrom !== undefined && { resumedFrom: change.resumedFrom }),
  status: {
    abstractGameState: change.state ?? 'Final',
    detailedState: change.detail ?? change.state ?? 'Final',
  },
  teams: {
    home: {
      score: change.home === undefined ? 3 : change.home,
      team: { id: change.homeTeam ?? 1 },
    },
    away: { score: 2, team: { id: 2 } },
  },
});

const entriesOf = (...changes: Change[]): GameEntry[] => {
  const dates = changes.map((change) => ({
    date: change.date ?? '2019-04-20',
    games: [game(change)],
  }));
  const schedule = endpoints.schedule.check({ url: 'u', body: { dates } });
  return gameEntries(schedule).map(({ entry }) => entry);
};

describe('calendar', () => {
  it('cuts a range at the ends of months', () => {
    expect(monthsOf({ from: '2019-01-30', to: '2019-03-02' })).to.deep.equal([
      { from: '2019-01-30', to: '2019-01-31' },
      { from: '2019-02-01', to: '2019-02-28' },
      { from: '2019-03-01', to: '2019-03-02' },
    ]);
    expect(monthsOf({ from: '2019-03-05', to: '2019-03-05' })).to.deep.equal([
      { from: '2019-03-05', to: '2019-03-05' },
    ]);
  });

  it('goes over the change of the clocks by whole days', () => {
    expect(addDays('2019-03-09', 2)).to.equal('2019-03-11');
    expect(monthsOf({ from: '2019-03-10', to: '2019-03-10' })).to.have.length(1);
  });

  it('knows the date and midnight of US/Eastern in winter and summer', () => {
    expect(easternMidnight('2019-01-15')).to.equal('2019-01-15T05:00:00Z');
    expect(easternMidnight('2019-07-04')).to.equal('2019-07-04T04:00:00Z');
    expect(easternDate(new Date('2019-07-05T03:59:00Z'))).to.equal('2019-07-04');
  });

  for (const range of [
    { from: '2019-02-30', to: '2019-03-01' },
    { from: '20190301', to: '2019-03-02' },
    { from: '2019-03-02', to: '2019-03-01' },
  ]) {
    it(`refuses ${range.from}..${range.to}`, () => {
      expect(() => {
        checkRange(range);
      })
        .to.throw()
        .with.property('code', 'E_DATE');
    });
  }
});

const range = { from: '2019-03-01', to: '2019-05-31' };
const now = '2020-01-15T15:00:00Z';

const keysOf = ({ reads }: { reads: readonly { key: string; reason: string }[] }): string[] =>
  reads.map(({ key, reason }) => `${key} ${reason}`);

describe('plan', () => {
  it('reads feeds of finished games only', async () => {
    const games = entriesOf(
      { gamePk: 1 },
      { gamePk: 2, state: 'Live', detail: 'In Progress' },
      { gamePk: 3, state: 'Preview', detail: 'Scheduled' },
      { gamePk: 4, detail: 'Postponed', home: null },
      { gamePk: 5, detail: 'Cancelled', home: null },
      { gamePk: 6, state: 'Live', detail: 'Suspended: Rain' },
      { gamePk: 7, detail: 'Completed Early: Rain' },
    );
    const plan = await feeds.plan(worldOf({ range, now, games }));
    expect(keysOf(plan)).to.deep.equal(['2019-04-20 game 1 missing', '2019-04-20 game 7 missing']);
    expect(plan).to.include({ expected: 2, present: 0 });
  });

  it('reads no feed again while the schedule says the same', async () => {
    const games = entriesOf({});
    const collected = { 1: { date: '2019-04-20', state: games[0]!.state } };
    const plan = await feeds.plan(worldOf({ range, now, games, collected }));
    expect(plan).to.deep.equal({ expected: 1, present: 1, reads: [] });
  });

  it('reads a feed again when rows of it are gone', async () => {
    const games = entriesOf({});
    const collected = { 1: { date: '2019-04-20', state: games[0]!.state, isWhole: false } };
    const plan = await feeds.plan(worldOf({ range, now, games, collected }));
    expect(keysOf(plan)).to.deep.equal(['2019-04-20 game 1 incomplete']);
  });

  it('looks for corrections of the last seven days, but not of what was just read', async () => {
    const games = entriesOf({ date: '2019-04-20' }, { gamePk: 2, date: '2019-04-12' });
    const [recent, old] = games.map(({ state }) => state);
    const collected = (knownAt: string) => ({
      1: { date: '2019-04-20', state: recent!, knownAt: new Date(knownAt) },
      2: { date: '2019-04-12', state: old!, knownAt: new Date(knownAt) },
    });
    const planAt = async (knownAt: string) =>
      keysOf(
        await feeds.plan(
          worldOf({ range, now: '2019-04-22T15:00:00Z', games, collected: collected(knownAt) }),
        ),
      );
    expect(await planAt('2019-04-21T15:00:00Z')).to.deep.equal(['2019-04-20 game 1 recheck']);
    expect(await planAt('2019-04-22T14:00:00Z')).to.deep.equal([]);
  });

  it('reads a past date of the schedule again while a game of it is unfinished, a day after the last look', async () => {
    const dates = { from: '2019-04-20', to: '2019-04-21' };
    const games = entriesOf(
      { gamePk: 1, date: '2019-04-20' },
      { gamePk: 2, date: '2019-04-21', state: 'Live', detail: 'Suspended' },
    );
    const planAt = async (knownAt: string) => {
      const known = { knownAt: new Date(knownAt) };
      const collected = {
        '2019-04-20': { date: '2019-04-20', ...known },
        '2019-04-21': { date: '2019-04-21', ...known },
      };
      const world = worldOf({ range: dates, now: '2019-06-01T15:00:00Z', games, collected });
      return keysOf(await schedule.plan(world));
    };
    expect(await planAt('2019-05-31T14:00:00Z')).to.deep.equal(['2019-04-21..2019-04-21 stale']);
    expect(await planAt('2019-05-31T16:00:00Z')).to.deep.equal([]);
  });

  for (const [what, change] of Object.entries<Change>({
    score: { home: 4 },
    status: { detail: 'Completed Early' },
    start: { gameDate: '2019-04-20T18:05:00Z' },
    'official date': { officialDate: '2019-04-19' },
  })) {
    it(`reads a feed again when the game's ${what} changed`, async () => {
      const before = entriesOf({})[0]!;
      const games = entriesOf(change);
      const collected = { 1: { date: '2019-04-20', state: before.state } };
      const plan = await feeds.plan(worldOf({ range, now, games, collected }));
      expect(plan.reads.map(({ reason }) => reason)).to.deep.equal(['changed']);
    });
  }

  describe('of what a feed gives too', () => {
    const games = entriesOf({ gamePk: 1 }, { gamePk: 2 }, { gamePk: 3 }, { gamePk: 4 });
    const state = games[0]!.state;
    const planWith = async (
      feedItems: Record<string, object>,
      own: Record<string, object>,
      at = now,
    ) => {
      const items = { feeds: feedItems, boxscores: own, plays: own };
      const world = worldOf({ range, now: at, games, collectedOf: items });
      const plan = await boxscores.plan(world);
      expect(keysOf(await plays.plan(world))).to.deep.equal(keysOf(plan));
      expect(plan.expected).to.equal(4);
      expect(plan.present).to.equal(4 - plan.reads.length);
      return keysOf(plan);
    };

    it('leaves out games whose feed is there, whole, and of the present state', async () => {
      const gone = { state, isWhole: false };
      const changed = { state: 'another' };
      expect(await planWith({ 1: { state }, 2: gone, 3: changed }, {})).to.deep.equal([
        '2019-04-20 game 2 missing',
        '2019-04-20 game 3 missing',
        '2019-04-20 game 4 missing',
      ]);
    });

    it('leaves looking for corrections to the feed', async () => {
      const feed = { date: '2019-04-20', state, knownAt: new Date('2019-04-21T10:00:00Z') };
      const all = { 1: feed, 2: feed, 3: feed, 4: feed };
      expect(await planWith(all, {}, '2019-04-22T15:00:00Z')).to.deep.equal([]);
    });

    it('is there without any feed', async () => {
      const all = { 1: { state }, 2: { state }, 3: { state } };
      expect(await planWith({}, all)).to.deep.equal(['2019-04-20 game 4 missing']);
    });
  });

  it('takes a resumed game once, in the same state from either date', () => {
    const first = { date: '2019-05-19', gameDate: '2019-05-19T17:10:00Z' };
    const second = {
      date: '2019-09-06',
      officialDate: '2019-05-19',
      gameDate: '2019-09-07T00:13:00Z',
      resumedFrom: '2019-05-19T17:10:00Z',
    };
    const both = finishedGames(entriesOf(second, first));
    const late = finishedGames(entriesOf(second));
    expect(both).to.have.length(1);
    expect(both[0]).to.include({ scheduleDate: '2019-05-19', startAt: '2019-05-19T17:10:00Z' });
    expect(late[0]!.state).to.equal(both[0]!.state);
  });

  it('takes a postponed game from the date it was played', () => {
    const games = finishedGames(
      entriesOf({ date: '2019-04-12', detail: 'Postponed', home: null }, { date: '2019-05-11' }),
    );
    expect(games).to.have.length(1);
    expect(games[0]).to.include({ officialDate: '2019-05-11' });
  });

  it('keeps the last of games that come twice on a date', () => {
    expect(entriesOf({ home: 1 }, { home: 5 })).to.have.length(1);
    expect(entriesOf({ home: 1 }, { home: 5 })[0]!.state).to.contain('2-5');
  });

  describe('of rosters', () => {
    const entries = entriesOf(
      { gamePk: 1, date: '2019-03-20' },
      { gamePk: 2, date: '2019-03-21', homeTeam: 3 },
      { gamePk: 3, date: '2019-04-02', gameType: 'S' },
      { gamePk: 4, date: '2019-04-03', detail: 'Postponed' },
      { gamePk: 5, date: '2019-04-04', state: 'Preview', detail: 'Scheduled' },
      { gamePk: 6, date: '2019-04-05', state: 'Preview', detail: 'Scheduled' },
    );
    const planAt = async (now: string, collected: Record<string, object> = {}) =>
      keysOf(await rosters.plan(worldOf({ range, now, games: entries, collected })));

    it('have every club on each date it plays for real', async () => {
      expect(await planAt('2019-06-01T15:00:00Z')).to.deep.equal([
        '2019-03-20 team 1 missing',
        '2019-03-20 team 2 missing',
        '2019-03-21 team 3 missing',
        '2019-03-21 team 2 missing',
        '2019-04-04 team 1 missing',
        '2019-04-04 team 2 missing',
        '2019-04-05 team 1 missing',
        '2019-04-05 team 2 missing',
      ]);
    });

    it('have, monthly, every club of a month on its first game date', async () => {
      const world = worldOf({
        range,
        now: '2019-06-01T15:00:00Z',
        games: entries,
        snapshots: 'monthly',
      });
      expect(keysOf(await rosters.plan(world))).to.deep.equal([
        '2019-03-20 team 1 missing',
        '2019-03-20 team 2 missing',
        '2019-03-20 team 3 missing',
        '2019-04-04 team 1 missing',
        '2019-04-04 team 2 missing',
      ]);
    });

    it('have no day after tomorrow', async () => {
      const planned = await planAt('2019-04-03T15:00:00Z');
      expect(planned).to.include('2019-04-04 team 1 missing');
      expect(planned).not.to.include('2019-04-05 team 1 missing');
    });

    it('are read once of the past, again of today and tomorrow', async () => {
      const known = (date: string) => ({ date, knownAt: new Date('2019-04-04T14:00:00Z') });
      const collected = Object.fromEntries(
        [
          '2019-03-20 1',
          '2019-03-20 2',
          '2019-03-21 3',
          '2019-03-21 2',
          '2019-04-04 1',
          '2019-04-04 2',
        ].map((key) => [key, known(key.slice(0, 10))]),
      );
      expect(await planAt('2019-04-04T15:00:00Z', collected)).to.deep.equal([
        '2019-04-04 team 1 not_past',
        '2019-04-04 team 2 not_past',
        '2019-04-05 team 1 missing',
        '2019-04-05 team 2 missing',
      ]);
    });
  });
});
