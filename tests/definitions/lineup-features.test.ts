import { expect } from 'chai';
import { compileProject, type CompiledGraph } from './compile.ts';
import {
  away,
  batted,
  day,
  home,
  nine,
  pitched,
  openPlayerLeague,
  type PlayerLeague,
  type Row,
} from './player-league.ts';

describe('features of lineups', function () {
  this.timeout(240_000);
  let graph: CompiledGraph;
  let league: PlayerLeague;

  before(async () => {
    graph = await compileProject();
  });

  beforeEach(async () => {
    league = await openPlayerLeague(graph);
  });

  afterEach(() => league.warehouse.close());

  it('expect the usual nine, without who is injured, gone or off the roster, and with each but once', async () => {
    for (let n = 1; n <= 6; n++) {
      // Player 109 has batted ninth once; usually it is 108.
      const batters = nine(100).map((line) =>
        n === 2 && line.player_id === 108 ? { ...line, player_id: 109 } : line,
      );
      await league.addGame({
        date: day(n),
        lines: [
          [...batters, pitched(10)],
          [...nine(200), pitched(20)],
        ],
      });
    }
    for (const n of [7, 8, 9, 10]) await league.addGame({ date: day(n), played: false });
    const regulars = Array.from({ length: 9 }, (_, index) => 100 + index);
    await league.insert('injuries_historical', [
      { player_id: 103, season: 2019, announced_date: day(7), activated_date: day(9) },
    ]);
    await league.insert('rosters_historical', [
      ...[...regulars, 109].map((player_id) => ({
        roster_date: day(8),
        team_id: home,
        player_id,
        position_code: '7',
      })),
      ...[...regulars.slice(1), 109].map((player_id) => ({
        roster_date: day(9),
        team_id: home,
        player_id,
        position_code: '7',
      })),
    ]);
    await league.build();
    expect(await league.expectedNine(day(7))).to.deep.equal(regulars);
    expect(await league.expectedNine(day(8))).to.deep.equal([
      100, 101, 102, 104, 105, 106, 107, 108, 109,
    ]);
    expect(await league.expectedNine(day(9))).to.deep.equal([
      100, 101, 102, 104, 105, 106, 107, 108, 109,
    ]);
    // Activated on the ninth: known on the tenth. Off the roster of the ninth: 100.
    expect(await league.expectedNine(day(10))).to.deep.equal([
      101, 102, 103, 104, 105, 106, 107, 108, 109,
    ]);
    expect((await league.player(103, day(8)))!.is_injured).to.equal(true);
    expect((await league.player(103, day(10)))!.is_injured).to.equal(false);
  });

  it('tell the announced lineup from the expected one, and how strong and new both are', async () => {
    await league.addGame({
      date: day(1),
      lines: [
        [...nine(100), pitched(10)],
        [...nine(200), pitched(20)],
      ],
    });
    await league.addGame({
      date: day(2),
      lines: [
        [...nine(100), pitched(10)],
        [...nine(200), pitched(20)],
      ],
    });
    const game = await league.addGame({ date: day(3), played: false });
    await league.addGame({ date: day(4), played: false });
    await league.insert(
      'people_historical',
      Array.from({ length: 20 }, (_, index) => ({
        player_id: 100 + index,
        birth_date: `${1985 + index}-06-01`,
        bats: 'R',
        throws: 'R',
      })),
    );
    // A rookie is announced in the first place; the others move down.
    await league.insert(
      'lineups_historical',
      Array.from({ length: 9 }, (_, index) => ({
        game_pk: game,
        team_side: 'home',
        batting_place: index + 1,
        game_date: day(3),
        player_id: index === 0 ? 119 : 99 + index,
        position_code: '7',
      })),
    );
    await league.build(false, 'lineup_strength');
    const strength =
      await league.query(`SELECT game_date, is_lineup_announced, expected_lineup_inexperience, announced_lineup_inexperience,
        expected_lineup_age, announced_lineup_age, announced_lineup_woba IS NULL AS is_unknown
      FROM mlb_features.lineup_strength WHERE team_side = 'home' AND game_date >= '${day(3)}' ORDER BY game_date`);
    expect(strength[0]!.is_lineup_announced).to.equal(true);
    expect(strength[0]!.expected_lineup_inexperience).to.be.closeTo(9 * Math.exp(-2 / 60), 1e-8);
    expect(strength[0]!.announced_lineup_inexperience).to.be.closeTo(
      8 * Math.exp(-2 / 60) + 1,
      1e-8,
    );
    expect(strength[0]!.expected_lineup_age).to.equal(2019 - 1989);
    // Born 1985 to 1992, and 2004.
    expect(strength[0]!.announced_lineup_age).to.be.closeTo(2019 - (8 * 1988.5 + 2004) / 9, 1e-8);
    expect(strength[1]).to.include({
      is_lineup_announced: false,
      announced_lineup_inexperience: null,
      is_unknown: true,
    });
    expect(strength[1]!.expected_lineup_age).to.equal(30);
  });

  it('let the pitcher bat where pitchers did', async () => {
    const withPitcher = (first: number, pitcher: number): Row[] => [
      ...nine(first).slice(0, 8),
      { ...pitched(pitcher), ...batted(pitcher, 9, 0), position_code: '1' },
    ];
    await league.addGame({ date: day(1), lines: [withPitcher(100, 10), withPitcher(200, 20)] });
    await league.addGame({ date: day(2), played: false, probable: [11, null] });
    await league.addGame({ date: day(2), teams: [away, home], played: false });
    await league.build(false, 'lineup_strength');
    expect((await league.expectedNine(day(2))).slice(0, 9)).to.deep.equal([
      100, 101, 102, 103, 104, 105, 106, 107, 11,
    ]);
    expect((await league.expectedNine(day(2), 'away'))[8]).to.equal(null);
  });
});
