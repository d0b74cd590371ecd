import { expect } from 'chai';
import {
  addDays,
  checkRange,
  easternDate,
  easternMidnight,
  monthsOf,
} from '../../ingest/calendar.ts';
import {
  finishedGames,
  gameEntries,
  planBoxscores,
  planRosters,
  rosterSnapshots,
  rosterKey,
  type GameEntry,
} from '../../ingest/plan.ts';
import { readSchedule } from '../../ingest/stats-api.ts';

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
  const schedule = readSchedule({ url: 'u', body: { dates } });
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

describe('plan', () => {
  it('reads box scores of finished games only', () => {
    const entries = entriesOf(
      { gamePk: 1 },
      { gamePk: 2, state: 'Live', detail: 'In Progress' },
      { gamePk: 3, state: 'Preview', detail: 'Scheduled' },
      { gamePk: 4, detail: 'Postponed', home: null },
      { gamePk: 5, detail: 'Cancelled', home: null },
      { gamePk: 6, state: 'Live', detail: 'Suspended: Rain' },
      { gamePk: 7, detail: 'Completed Early: Rain' },
    );
    const planned = planBoxscores(finishedGames(entries), new Map());
    expect(planned.map((item) => item.game.gamePk)).to.deep.equal([1, 7]);
    expect(planned[0]).to.have.property('reason', 'missing');
  });

  it('reads no box score again while the schedule says the same', () => {
    const games = finishedGames(entriesOf({}));
    expect(planBoxscores(games, new Map([[1, games[0]!.state]]))).to.deep.equal([]);
  });

  for (const [what, change] of Object.entries<Change>({
    score: { home: 4 },
    status: { detail: 'Completed Early' },
    start: { gameDate: '2019-04-20T18:05:00Z' },
    'official date': { officialDate: '2019-04-19' },
  })) {
    it(`reads a box score again when the game's ${what} changed`, () => {
      const before = entriesOf({})[0]!;
      const after = finishedGames(entriesOf(change));
      expect(planBoxscores(after, new Map([[1, before.state]]))).to.deep.equal([
        { game: after[0], reason: 'schedule changed' },
      ]);
    });
  }

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
    const snapshots = (from: string, to: string, today: string): string[] =>
      rosterSnapshots(entries, { from, to }, today).map(({ date, teamId }) =>
        rosterKey(date, teamId),
      );

    it('of a short range have every club on each date it plays', () => {
      expect(snapshots('2019-03-20', '2019-04-02', '2019-06-01')).to.deep.equal([
        '2019-03-20 1',
        '2019-03-20 2',
        '2019-03-21 3',
        '2019-03-21 2',
        '2019-04-04 1',
        '2019-04-04 2',
        '2019-04-05 1',
        '2019-04-05 2',
      ]);
    });

    it('of a long range have every club of a month on its first game date', () => {
      expect(snapshots('2019-03-01', '2019-04-30', '2019-06-01')).to.deep.equal([
        '2019-03-20 1',
        '2019-03-20 2',
        '2019-03-20 3',
        '2019-04-04 1',
        '2019-04-04 2',
      ]);
    });

    it('have no day after tomorrow', () => {
      expect(snapshots('2019-04-01', '2019-04-05', '2019-04-03')).not.to.include('2019-04-05 1');
    });

    it('reads past rosters once, those of today and tomorrow again', () => {
      const rosters = ['2019-04-03', '2019-04-04', '2019-04-05'].map((date) => ({
        date,
        teamId: 147,
      }));
      const there = new Set(rosters.map(({ date }) => rosterKey(date, 147)));
      const planned = planRosters(rosters, there, '2019-04-04');
      expect(planned.map(({ date }) => date)).to.deep.equal(['2019-04-04', '2019-04-05']);
      expect(planRosters(rosters, new Set(), '2019-04-04')).to.have.length(3);
    });
  });
});
