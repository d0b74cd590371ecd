import { expect } from 'chai';
import { rosters } from '../../ingest/entities/rosters.ts';
import { standings } from '../../ingest/entities/standings.ts';
import { teamStats } from '../../ingest/entities/team-stats.ts';
import type { ItemRows } from '../../ingest/entity.ts';
import { gameEntry, type GameEntry } from '../../ingest/games.ts';
import { rosterDoubts, rosterLimits } from '../../ingest/roster-rules.ts';
import { endpoints } from '../../ingest/sources/stats-api.ts';
import { standingsDoubts, teamStatsDoubts } from '../../ingest/sources/stats-api-clubs.ts';
import { TankError } from '../../warehouse/errors.ts';
import { readWith, worldOf } from './answers.ts';
import { hasRecorded, recorded } from './shared.ts';

const entry = (id: number, code = 'A') => ({ person: { id }, status: { code } });
const ids = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index);
const club = { teamId: 147, date: '2019-05-18' };

/** Reads a club's rosters, each answer one of its list in turn, the last one from then on. */
async function readRosters(
  given: { active: object[][]; fortyMan: object[][] },
  request = club,
): Promise<{ item: ItemRows; asked: number }> {
  const counts = { active: 0, '40Man': 0 };
  const items = await readWith(rosters, request, (path) => {
    const type = path.includes('40Man') ? '40Man' : 'active';
    const list = type === 'active' ? given.active : given.fortyMan;
    return { roster: list[Math.min(counts[type]++, list.length - 1)] };
  });
  return { item: items[0]!, asked: counts.active + counts['40Man'] };
}

const countOf = ({ rows }: ItemRows, type: string): number =>
  rows.filter(({ columns }) => columns.roster_type === type).length;

describe('rosters of a club', () => {
  const active = ids(1, 25).map((id) => entry(id));
  const others = ids(26, 15).map((id) => entry(id, 'RM'));
  const every = (list: object[], n: number) => list.filter((_, index) => index % n);

  it('are its active and its 40-man roster, in two requests', async () => {
    const { item, asked } = await readRosters({
      active: [active],
      fortyMan: [[...active, ...others]],
    });
    expect(asked).to.equal(2);
    expect(countOf(item, 'active')).to.equal(25);
    expect(countOf(item, '40Man')).to.equal(40);
    expect(item.item).to.deep.equal({ key: '2019-05-18 147', date: '2019-05-18' });
    expect(item.rows[0]!.columns.event_at).to.equal('2019-05-18T04:00:00Z');
    expect(item.provenance).not.to.have.property('doubts');
  });

  it('are read again when active players are not on the 40-man roster', async () => {
    const fortyMan = [...active, ...others];
    const { item, asked } = await readRosters({
      active: [active],
      fortyMan: [every(fortyMan, 3), fortyMan],
    });
    expect(asked).to.equal(4);
    expect(countOf(item, '40Man')).to.equal(40);
  });

  it('are read again when the 40-man roster calls others active', async () => {
    const { item, asked } = await readRosters({
      active: [active.slice(0, 24), active],
      fortyMan: [[...active, ...others]],
    });
    expect(asked).to.equal(4);
    expect(countOf(item, 'active')).to.equal(25);
  });

  it('are believed, with the doubt, when a stranger is on the active roster each time', async () => {
    const stranger = [...active.slice(1), entry(99)];
    const { item, asked } = await readRosters({
      active: [stranger],
      fortyMan: [[...active, ...others]],
    });
    expect(asked).to.equal(6);
    expect(countOf(item, 'active')).to.equal(25);
    expect(item.provenance.doubts).to.deep.equal(['active player 99 is not on the 40-man roster']);
  });

  it('of an old September are read three times when they may be the rest of forty', async () => {
    const all = ids(1, 40).map((id) => entry(id));
    const request = { ...club, date: '2019-09-10' };
    const broken = await readRosters({ active: [every(all, 3), all], fortyMan: [all] }, request);
    expect(countOf(broken.item, 'active')).to.equal(40);
    const small = await readRosters({ active: [all.slice(0, 26)], fortyMan: [all] }, request);
    expect(small.asked).to.equal(6);
    const full = await readRosters({ active: [all], fortyMan: [all] }, request);
    expect(full.asked).to.equal(2);
  });

  it('fail when no two answers agree', async () => {
    const changing = ids(1, 20).map((shift) => [entry(1000 + shift), ...active.slice(1)]);
    const error: unknown = await readRosters({
      active: changing,
      fortyMan: [[...active, ...others]],
    }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_SOURCE_SHAPE');
  });

  it('have the size that the rules of the time allow', () => {
    expect(rosterLimits('active', '2019-08-31').most).to.equal(26);
    expect(rosterLimits('active', '2019-09-01').most).to.equal(40);
    expect(rosterLimits('active', '2019-10-05').most).to.equal(26);
    expect(rosterLimits('active', '2020-07-24').most).to.equal(30);
    expect(rosterLimits('active', '2024-09-10').most).to.equal(28);
    const doubts = (count: number, date: string): number =>
      rosterDoubts('active', date, new Set(ids(1, count))).length;
    for (const [whole, date] of [
      [25, '2019-05-18'],
      [26, '2019-05-18'],
      [30, '2020-07-24'],
      [28, '2020-08-20'],
      [26, '2024-05-18'],
      [28, '2024-09-18'],
    ] as const) {
      expect(doubts(whole, date), date).to.equal(0);
      expect(doubts(Math.floor((whole * 2) / 3), date), date).to.equal(1);
    }
    expect(doubts(41, '2019-09-18')).to.equal(1);
  });
});

const game = (change: { date: string; type?: string; state?: string; home?: number }): GameEntry =>
  gameEntry({
    scheduleDate: change.date,
    gamePk: 1,
    season: change.date.slice(0, 4),
    gameType: change.type ?? 'R',
    gameDate: `${change.date}T20:00:00Z`,
    resumedFrom: null,
    officialDate: change.date,
    abstractGameState: change.state ?? 'Final',
    detailedState: change.state ?? 'Final',
    homeId: change.home ?? 1,
    awayId: 2,
    homeScore: 3,
    awayScore: 2,
    venueId: 5,
  });

describe('plans by date', () => {
  const range = { from: '2019-03-01', to: '2019-11-30' };
  const now = '2020-01-15T15:00:00Z';
  const keys = ({ reads }: { reads: readonly { key: string }[] }) => reads.map(({ key }) => key);

  it('have every club on a date of the regular season, those that play in the postseason', async () => {
    const games = [game({ date: '2019-06-01' }), game({ date: '2019-10-05', type: 'D' })];
    const clubs = new Map([[2019, ids(1, 30)]]);
    const plan = await rosters.plan(worldOf({ range, now, games, clubs }));
    expect(keys(plan).filter((key) => key.startsWith('2019-06-01'))).to.have.length(30);
    expect(keys(plan).filter((key) => key.startsWith('2019-10-05'))).to.have.length(2);
  });

  for (const entity of [standings, teamStats]) {
    it(`read ${entity.name} of dates with results of the regular season`, async () => {
      const games = [
        game({ date: '2019-03-10', type: 'S' }),
        game({ date: '2019-06-02' }),
        game({ date: '2019-06-01' }),
        game({ date: '2019-06-01' }),
        game({ date: '2019-06-03', state: 'Preview' }),
        game({ date: '2019-07-09', type: 'A' }),
        game({ date: '2019-07-12' }),
        game({ date: '2019-10-05', type: 'D' }),
      ];
      expect(keys(await entity.plan(worldOf({ range, now, games })))).to.deep.equal([
        '2019-06-01',
        '2019-06-02',
        '2019-07-12',
      ]);
      const monthly = worldOf({ range, now, games, snapshots: 'monthly' });
      expect(keys(await entity.plan(monthly))).to.deep.equal(['2019-06-01', '2019-07-12']);
    });
  }

  it('ask for team statistics from the first day of the regular season', async () => {
    const { reads } = await teamStats.plan(
      worldOf({ range, now, games: [game({ date: '2019-06-01' })] }),
    );
    expect(reads[0]!.request).to.deep.equal({
      date: '2019-06-01',
      season: 2019,
      from: '2019-03-20',
    });
  });

  it('read again what was read before its day was over, however long ago', async () => {
    const games = [game({ date: '2019-06-01' })];
    const planAt = async (knownAt: string) => {
      const collected = { '2019-06-01': { date: '2019-06-01', knownAt: new Date(knownAt) } };
      const { reads } = await standings.plan(worldOf({ range, now, games, collected }));
      return reads.map(({ reason }) => reason);
    };
    expect(await planAt('2019-06-02T03:00:00Z')).to.deep.equal(['not_past']);
    expect(await planAt('2019-06-02T05:00:00Z')).to.deep.equal([]);
  });
});

const split = (id: number, stat: object) => ({ team: { id }, stat });
const line = { runs: 5, hits: 9, homeRuns: 1, strikeOuts: 8 };
const statsBody = (change: Partial<Record<string, object>> = {}) => ({
  stats: ['hitting', 'pitching', 'fielding'].map((name) => ({
    group: { displayName: name },
    totalSplits: 2,
    splits: [split(1, line), split(2, line)],
    ...change[name],
  })),
});

describe('team statistics', () => {
  const doubtsOf = (change: Partial<Record<string, object>>): string[] =>
    teamStatsDoubts(endpoints.teamStats.check({ url: 'u', body: statsBody(change) }));

  it('are one row for each group and club, known from the end of their date', async () => {
    const request = { date: '2019-06-01', season: 2019, from: '2019-03-20' };
    const [item] = await readWith(teamStats, request, (path) => {
      expect(path).to.contain('startDate=2019-03-20&endDate=2019-06-01').and.to.contain('limit=');
      return statsBody();
    });
    expect(item!.rows.map(({ key }) => key)).to.deep.equal(
      ['hitting', 'pitching', 'fielding'].flatMap((name) =>
        [1, 2].map((id) => `2019-06-01 ${name} ${id}`),
      ),
    );
    expect(item!.rows[0]!.columns.event_at).to.equal('2019-06-02T04:00:00Z');
  });

  it('are beyond doubt when they are counted and batters did what pitchers allowed', () => {
    expect(doubtsOf({})).to.deep.equal([]);
    const twice = [split(1, line), split(2, line), split(1, line)];
    expect(doubtsOf({ hitting: { splits: twice } })).to.deep.equal([]);
  });

  for (const [what, change, doubt] of [
    [
      'clubs are missing',
      { hitting: { splits: [split(1, line)] } },
      'hitting: 1 clubs, 2 announced',
    ],
    ['no number is announced', { fielding: { totalSplits: undefined } }, 'none announced'],
    [
      'a figure is lost',
      {
        hitting: { splits: [split(1, { ...line, runs: null }), split(2, { ...line, runs: null })] },
        pitching: {
          splits: [split(1, { ...line, runs: null }), split(2, { ...line, runs: null })],
        },
      },
      'hitting: runs is null',
    ],
    [
      'sums differ',
      { pitching: { splits: [split(1, line), split(2, { ...line, hits: 8 })] } },
      'hits: 18 by batters, 17 by pitchers',
    ],
    [
      'groups differ',
      { fielding: { splits: [split(1, line), split(3, line)] } },
      'fielding: not the',
    ],
    ['there are no clubs', { hitting: { totalSplits: 0, splits: [] } }, 'hitting: no clubs'],
  ] as const) {
    it(`are doubted when ${what}`, () => {
      expect(doubtsOf(change).join('\n')).to.contain(doubt);
    });
  }
});

describe('standings', () => {
  const records = (count: number, change: object = {}) => ({
    records: [
      {
        division: { id: 201 },
        lastUpdated: '2019-06-02T03:04:05Z',
        teamRecords: ids(1, count).map((id) => ({
          team: { id },
          wins: id % 2,
          losses: (id + 1) % 2,
          lastUpdated: '2019-06-02T03:04:05Z',
          ...change,
        })),
      },
    ],
  });
  const check = (body: object) => standingsDoubts(endpoints.standings.check({ url: 'u', body }));

  it('are doubted unless they are of thirty clubs with as many wins as losses', () => {
    expect(check(records(30))).to.deep.equal([]);
    expect(check(records(28))).to.deep.equal(['records of 28 clubs, not 30']);
    expect(check(records(30, { wins: 1 }))).to.deep.equal(['wins less losses are 15']);
  });

  it('hold what is said of the division, but not when it was updated', async () => {
    const read = async (lastUpdated: string) => {
      const request = { date: '2019-06-01', season: 2019 };
      const [item] = await readWith(standings, request, () => records(30, { lastUpdated }));
      return item!.rows[0]!;
    };
    const [one, other] = [await read('2019-06-02T09:00:00Z'), await read('2019-06-03T09:00:00Z')];
    expect(JSON.parse(one.payload)).to.deep.equal({
      division: { id: 201 },
      team: { id: 1 },
      wins: 1,
      losses: 0,
    });
    expect(one.columns.content_sha256).to.equal(other.columns.content_sha256);
    expect(one.columns.event_at).to.equal('2019-06-02T04:00:00Z');
  });
});

describe('teams', () => {
  it('are doubted unless they are thirty', () => {
    const { doubts } = endpoints.teams;
    const of = (list: number[]) => doubts!({ teams: list.map((id) => ({ id, name: 'T' })) });
    expect(of([...ids(1, 30), 1])).to.deep.equal([]);
    expect(of(ids(1, 20))).to.have.length(1);
  });

  it('are thirty in a recorded response', function () {
    if (!hasRecorded) this.skip();
    const [answer] = recorded('teams_season');
    expect(endpoints.teams.doubts!(endpoints.teams.check(answer!))).to.deep.equal([]);
  });
});
