import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { boxscoreBody } from '../../sim/api/boxscore-response.ts';
import { playsBody } from '../../sim/api/plays-response.ts';
import { savantHeader } from '../../sim/api/savant-columns.ts';
import { savantCsv, savantRowCap, type SavantQuery } from '../../sim/api/savant-response.ts';
import { createWorld, type World } from '../../sim/api/world.ts';
import { toDay } from '../../sim/calendar.ts';
import type { SimulatedGame } from '../../sim/season.ts';
import { finishedSeason, finishedWorld } from './simulated-season.ts';

type Row = Record<string, string>;

interface Plays {
  allPlays: {
    atBatIndex: number;
    result: { eventType: string; description: string; homeScore: number; awayScore: number };
    matchup: { batter: { id: number }; pitcher: { id: number } };
    playEvents: { isPitch: boolean; pitchNumber?: number; pitchData?: { startSpeed: number } }[];
  }[];
}
interface Box {
  teams: Record<
    'home' | 'away',
    { teamStats: { pitching: { numberOfPitches: number; strikes: number } } }
  >;
}

const nothing: SavantQuery = {
  fromDay: null,
  toDay: null,
  gamePk: null,
  gameTypes: [],
  team: null,
  isByBatter: false,
};
const rowsOf = (csv: string): Row[] => parse(csv, { bom: true, columns: true });
const rows = (world: World, query: Partial<SavantQuery>): Row[] =>
  rowsOf(savantCsv(world, { ...nothing, ...query }));
const day = toDay('2024-06-05');

describe("Savant's export of the simulated league", () => {
  const world = finishedWorld();
  const isSuspended = ({ fixture }: SimulatedGame): boolean => fixture.suspended !== null;
  const some = [
    ...finishedSeason().games.slice(600, 612),
    ...finishedSeason().games.filter(isSuspended),
  ];

  it('has the columns of the real one, in its order', function () {
    const shared = process.env.TANK_SHARED ?? join(import.meta.dirname, '../../../shared');
    const file = join(shared, 'recorded/savant/2024-07-25-one-pitcher-118-columns.csv.gz');
    if (!existsSync(file)) {
      console.log(`      no recorded export in ${shared}: set TANK_SHARED`);
      this.skip();
    }
    const [header] = gunzipSync(readFileSync(file)).toString().split(/\r?\n/);
    expect(`\uFEFF${savantHeader}`).to.equal(header);
    expect(savantHeader.split(',')).to.have.length(118);
  });

  it('numbers pitches as the play-by-play does, and has as many as the box score counts', () => {
    for (const game of some) {
      const { gamePk } = game.fixture;
      const { allPlays } = playsBody(world, game) as unknown as Plays;
      const { home, away } = (boxscoreBody(world, game) as unknown as Box).teams;
      const pitches = rows(world, { gamePk });
      const thrown = [home, away].map(({ teamStats }) => teamStats.pitching);
      expect(pitches).to.have.length(
        thrown.reduce((sum, { numberOfPitches }) => sum + numberOfPitches, 0),
      );
      expect(pitches.filter(({ type }) => type !== 'B')).to.have.length(
        thrown.reduce((sum, { strikes }) => sum + strikes, 0),
      );
      const expected = allPlays.flatMap(({ atBatIndex, playEvents, matchup }) =>
        playEvents
          .filter(({ isPitch }) => isPitch)
          .map(({ pitchNumber, pitchData }) =>
            [
              atBatIndex + 1,
              pitchNumber,
              matchup.batter.id,
              matchup.pitcher.id,
              pitchData?.startSpeed,
            ].join(),
          ),
      );
      const found = pitches.map((row) =>
        [
          row.at_bat_number,
          row.pitch_number,
          row.batter,
          row.pitcher,
          Number(row.release_speed),
        ].join(),
      );
      expect(found.reverse()).to.deep.equal(expected);
    }
  });

  it('tells at the last pitch of a play what the play-by-play says of it', () => {
    for (const game of some) {
      const { allPlays } = playsBody(world, game) as unknown as Plays;
      const last = rows(world, { gamePk: game.fixture.gamePk }).filter(({ events }) => events);
      const withPitches = allPlays.filter(({ playEvents }) =>
        playEvents.some(({ isPitch }) => isPitch),
      );
      expect(last).to.have.length(withPitches.length);
      last.reverse().forEach((row, index) => {
        const { result } = withPitches[index]!;
        expect(row.events).to.equal(result.eventType);
        expect(row.des).to.equal(result.description);
        expect(Number(row.post_home_score)).to.equal(result.homeScore);
        expect(Number(row.post_away_score)).to.equal(result.awayScore);
      });
    }
  });

  it('has counts, scores, runners and outs that follow from pitch to pitch', () => {
    for (const game of some) {
      const pitches = rows(world, { gamePk: game.fixture.gamePk }).reverse();
      pitches.forEach((row, index) => {
        const before = pitches[index - 1];
        if (before === undefined) return;
        expect(Number(row.balls)).to.be.at.most(3);
        expect(Number(row.strikes)).to.be.at.most(2);
        expect(Number(row.home_score)).to.be.at.least(Number(before.post_home_score));
        expect(Number(row.away_score)).to.be.at.least(Number(before.post_away_score));
        if (row.at_bat_number !== before.at_bat_number) return;
        const isBall = before.type === 'B';
        expect(Number(row.balls)).to.equal(Number(before.balls) + (isBall ? 1 : 0));
        const runners = ['on_1b', 'on_2b', 'on_3b'].map((base) => row[base]).filter(Boolean);
        expect(new Set(runners).size).to.equal(runners.length);
        expect(runners).not.to.include(row.batter);
      });
    }
  });

  it('is selected by dates, game types and club, the latest game and pitch first', () => {
    const all = rows(world, { fromDay: day, toDay: day + 1 });
    expect(new Set(all.map((row) => row.game_date))).to.deep.equal(
      new Set(['2024-06-05', '2024-06-06']),
    );
    expect(all[0]?.game_date).to.equal('2024-06-06');
    expect(Number(all[0]?.inning)).to.be.at.least(9);
    expect(rows(world, { fromDay: day, toDay: day, gameTypes: ['W', 'S'] })).to.deep.equal([]);
    const team = all[0]?.home_team ?? '';
    const byPitchers = rows(world, { fromDay: day + 1, toDay: day + 1, team });
    const byBatters = rows(world, { fromDay: day + 1, toDay: day + 1, team, isByBatter: true });
    const ofTeam = all.filter(
      (row) => row.game_date === '2024-06-06' && [row.home_team, row.away_team].includes(team),
    );
    expect(byPitchers.length + byBatters.length).to.equal(ofTeam.length);
    for (const row of byPitchers) {
      expect(row.inning_topbot === 'Top' ? row.home_team : row.away_team).to.equal(team);
    }
    expect(rows(world, {})).to.deep.equal([]);
  });

  it('is cut at 25,000 rows without a word', () => {
    expect(rows(world, { fromDay: day, toDay: day + 9 })).to.have.length(savantRowCap);
  });

  it('shows of a game in progress the pitches so far, of a game to come none', () => {
    const game = some.find((other) => !isSuspended(other))!;
    const { gamePk, start } = game.fixture;
    let now = start - 1;
    const live = createWorld('test', [2024, 2025], () => now);
    expect(rows(live, { gamePk })).to.deep.equal([]);
    now = start + 3_600_000;
    const half = rows(live, { gamePk });
    now = game.end;
    const whole = rows(live, { gamePk });
    expect(half.length).to.be.within(30, whole.length - 30);
    expect(whole.slice(-half.length)).to.deep.equal(half);
  });
});
