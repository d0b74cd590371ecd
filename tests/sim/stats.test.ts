import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { boxscoreBody } from '../../sim/api/boxscore-response.ts';
import { standingsBody } from '../../sim/api/standings-response.ts';
import {
  personStatsBody,
  playerStatsBody,
  teamStatsBody,
  type PlayersQuery,
} from '../../sim/api/stats-response.ts';
import { statGroups, type StatGroup } from '../../sim/api/stat-entries.ts';
import { createWorld } from '../../sim/api/world.ts';
import { seasonCalendar, toDate, toDay } from '../../sim/calendar.ts';
import { standingsDoubts, teamStatsDoubts } from '../../ingest/sources/stats-api-clubs.ts';
import { finishedSeason, finishedWorld } from './simulated-season.ts';

type Stat = Record<string, number | string>;
interface Split {
  stat: Stat;
  team: { id: number };
  player: { id: number };
  rank: number;
}
interface Stats {
  stats: { group: { displayName: StatGroup }; totalSplits: number; splits: Split[] }[];
}
interface Standings {
  records: {
    league: { id: number };
    teamRecords: {
      team: { id: number };
      wins: number;
      losses: number;
      runDifferential: number;
      gamesBack: string;
    }[];
  }[];
}

describe('statistics of the simulated league', () => {
  const world = finishedWorld();
  const { opening, closing } = seasonCalendar(2024);
  const until = opening + 9;
  const query = (fromDay: number, toDay_: number): PlayersQuery => ({
    types: ['byDateRange'],
    groups: statGroups,
    lines: { season: 2024, gameTypes: ['R'], fromDay, toDay: toDay_ },
    isQualifiedOnly: false,
    teamIds: [],
    limit: 0,
    offset: 0,
  });
  const splits = (body: unknown, group: StatGroup): Split[] =>
    (body as Stats).stats.find(({ group: { displayName } }) => displayName === group)!.splits;
  const sum = (list: readonly Split[], field: string): number =>
    list.reduce((total, { stat }) => total + Number(stat[field]), 0);

  it('of clubs have the fields of recorded ones', function () {
    const shared = process.env.TANK_SHARED ?? join(import.meta.dirname, '../../../shared');
    const file = join(
      shared,
      'recorded/stats-api/stats_group-hitting_season-2024_sportId-1.json.gz',
    );
    if (!existsSync(file)) {
      console.log(`      no recorded statistics in ${shared}: set TANK_SHARED`);
      this.skip();
    }
    const recorded = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { response: Stats };
    const theirs = recorded.response.stats[0]!.splits[0]!.stat;
    const ours = splits(teamStatsBody(world, world.clubs, query(opening, until)), 'hitting')[0]!
      .stat;
    const types = (stat: Stat): string[] =>
      Object.entries(stat)
        .map(([name, value]) => `${name} ${typeof value}`)
        .sort();
    expect(types(ours)).to.deep.equal(
      types(theirs).filter((field) => field !== 'numberOfPitches number'),
    );
  });

  it('of clubs are sums of their box scores, and leave nothing to doubt', () => {
    const body = teamStatsBody(world, world.clubs, query(opening, until));
    expect(teamStatsDoubts(body as never)).to.deep.equal([]);
    const totals = new Map<number, Record<string, number>>();
    for (const game of world.gamesBetween(2024, opening, until)) {
      if (game.fixture.gameType !== 'R') continue;
      const { teams } = boxscoreBody(world, game) as unknown as {
        teams: Record<string, { team: { id: number }; teamStats: Record<string, Stat> }>;
      };
      for (const { team, teamStats } of Object.values(teams)) {
        const total = totals.get(team.id) ?? { games: 0, hits: 0, outs: 0, earned: 0, errors: 0 };
        totals.set(team.id, total);
        total.games! += 1;
        total.hits! += Number(teamStats.batting!.hits);
        total.outs! += Number(teamStats.pitching!.outs);
        total.earned! += Number(teamStats.pitching!.earnedRuns);
        total.errors! += Number(teamStats.fielding!.errors);
      }
    }
    for (const [teamId, total] of totals) {
      const of = (group: StatGroup): Stat =>
        splits(body, group).find(({ team }) => team.id === teamId)!.stat;
      expect({
        games: of('hitting').gamesPlayed,
        hits: of('hitting').hits,
        outs: of('pitching').outs,
        earned: of('pitching').earnedRuns,
        errors: of('fielding').errors,
      }).to.deep.equal(total);
    }
    expect(totals.size).to.equal(30);
  });

  it('of a range are those of its parts together', () => {
    const hits = (from: number, to: number): number =>
      sum(splits(teamStatsBody(world, world.clubs, query(from, to)), 'hitting'), 'hits');
    expect(hits(opening, until)).to.equal(hits(opening, until - 4) + hits(until - 3, until));
    expect(
      teamStatsBody(world, world.clubs, query(opening - 1, opening - 1)),
    ).to.have.nested.property('stats[0].totalSplits', 0);
  });

  it('of players come in pages, and add up to those of the clubs', () => {
    const all = query(opening, until);
    const whole = playerStatsBody(world, all);
    const clubs = teamStatsBody(world, world.clubs, all);
    for (const [group, field] of [
      ['hitting', 'atBats'],
      ['pitching', 'numberOfPitches'],
      ['fielding', 'putOuts'],
    ] as const) {
      expect(sum(splits(whole, group), field)).to.equal(sum(splits(clubs, group), field));
      const pages = [0, 200, 400, 600].flatMap((offset) =>
        splits(playerStatsBody(world, { ...all, limit: 200, offset }), group),
      );
      expect(pages).to.deep.equal(splits(whole, group));
      expect(pages.map(({ rank }) => rank)).to.deep.equal(pages.map((_, index) => index + 1));
      const qualified = (
        playerStatsBody(world, { ...all, isQualifiedOnly: true }) as unknown as Stats
      ).stats.find(({ group: { displayName } }) => displayName === group)!;
      expect(qualified.totalSplits).to.be.within(30, pages.length - 100);
    }
  });

  it('of one player are his game log', () => {
    const first = splits(playerStatsBody(world, query(opening, until)), 'hitting').find(
      ({ stat }) => Number(stat.gamesPlayed) > 7,
    );
    const player = world.league.playerById(first!.player.id)!;
    const log = personStatsBody(world, player, {
      ...query(opening, until),
      types: ['gameLog'],
      groups: ['hitting'],
    });
    const games = splits(log, 'hitting');
    expect(games).to.have.length(Number(first!.stat.gamesPlayed));
    expect(sum(games, 'hits')).to.equal(first!.stat.hits);
    expect(
      new Set(games.map((split) => (split as Split & { date: string }).date)).size,
    ).to.be.above(3);
  });

  it('and standings know nothing of games that are not over', () => {
    const game = finishedSeason().games.find(({ fixture }) => fixture.day === until)!;
    const early = createWorld('test', [2024, 2025], () => game.end - 1);
    const games = (world_: typeof world): number =>
      sum(
        splits(teamStatsBody(world_, world_.clubs, query(opening, closing)), 'fielding'),
        'gamesPlayed',
      );
    const results = (world_: typeof world): number =>
      (
        standingsBody(world_, {
          season: 2024,
          leagueIds: [9201, 9202],
          toDay: closing,
        }) as unknown as Standings
      ).records
        .flatMap(({ teamRecords }) => teamRecords)
        .reduce((total, { wins, losses }) => total + wins + losses, 0);
    const over = finishedSeason().games.filter(
      ({ end, fixture }) => fixture.gameType === 'R' && end < game.end,
    );
    expect(games(early)).to.equal(2 * over.length);
    expect(results(early)).to.equal(2 * over.length);
  });

  it('standings follow the results, day by day', () => {
    for (const day of [opening, opening + 40, closing]) {
      const body = standingsBody(world, { season: 2024, leagueIds: [9201, 9202], toDay: day });
      expect(standingsDoubts(body as never), toDate(day)).to.deep.equal([]);
      const { records } = body as unknown as Standings;
      expect(records).to.have.length(6);
      const all = records.flatMap(({ teamRecords }) => teamRecords);
      expect(all.reduce((total, { runDifferential }) => total + runDifferential, 0)).to.equal(0);
      for (const { teamRecords } of records) {
        expect(teamRecords[0]!.gamesBack).to.equal('-');
        const shares = teamRecords.map(({ wins, losses }) => wins / (wins + losses || 1));
        expect(shares).to.deep.equal([...shares].sort((a, b) => b - a));
      }
      if (day < closing) continue;
      for (const { team, wins, losses } of all) {
        const index = team.id - 9001;
        const last = finishedSeason().standing(index, 'R', toDay('2025-01-01') * 86_400_000)!;
        expect([wins, losses]).to.deep.equal([last.wins, last.losses]);
        expect(wins + losses).to.equal(162);
      }
    }
  });
});
