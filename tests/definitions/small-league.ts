import type { Row } from './feature-warehouse.ts';

/** Rows of the historical tables of a small league, by table. */
export interface League extends Record<string, Row[]> {
  games_historical: Row[];
  team_stats_historical: Row[];
  player_stats_historical: Row[];
  game_details_historical: Row[];
  weather_historical: Row[];
  lineups_historical: Row[];
  injuries_historical: Row[];
  people_historical: Row[];
  venues_historical: Row[];
  teams_historical: Row[];
}

const teams = [1, 2, 3, 4];
const zones = ['America/New_York', 'America/Chicago', 'America/Phoenix', 'America/Los_Angeles'];

/** Whole numbers from 0 up to a limit, the same in every run. */
function createDice(): (below: number) => number {
  let state = 20190401;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

const counts = {
  batting:
    'plate_appearances at_bats runs hits doubles triples home_runs runs_batted_in walks intentional_walks hit_by_pitch strikeouts stolen_bases caught_stealing sacrifice_bunts sacrifice_flies grounded_into_double_plays left_on_base',
  pitching:
    'games_started outs_recorded batters_faced hits_allowed runs_allowed earned_runs home_runs_allowed walks_allowed intentional_walks_allowed batters_hit batters_struck_out pitches_thrown strikes_thrown',
};
const zeros = (names: string): Row => Object.fromEntries(names.split(' ').map((name) => [name, 0]));

/**
 * A league of four clubs: a few postseason games in October 2018 and the games of 2019-04-01 to 05-15, with days off,
 * doubleheaders on 04-15 and 05-01, a game called off on 04-20, and one suspended on 04-28 that is finished on 05-03.
 */
export function playSeason(): League {
  const roll = createDice();
  const league: League = {
    games_historical: [],
    team_stats_historical: [],
    player_stats_historical: [],
    game_details_historical: [],
    weather_historical: [],
    lineups_historical: [],
    injuries_historical: [
      injury(101, 1, '2019-04-08', '2019-04-19'),
      injury(120, 1, '2019-04-25', null),
      injury(204, 2, '2019-04-30', '2019-05-12'),
      injury(305, 3, '2019-05-01', '2019-05-06'),
      injury(402, 4, '2019-04-12', '2019-05-01'),
    ],
    people_historical: [],
    venues_historical: [],
    teams_historical: [],
  };
  for (const team of teams) {
    for (const season of [2018, 2019]) {
      league.teams_historical.push({
        season,
        team_id: team,
        league_id: team < 3 ? 103 : 104,
        division_id: 200 + (team % 3),
      });
      league.venues_historical.push({
        season,
        venue_id: team,
        latitude: 30 + 3 * team,
        longitude: -70 - 12 * team,
        time_zone: zones[team - 1] ?? null,
        roof_type: team === 1 ? 'Dome' : 'Open',
        turf_type: team === 1 ? 'Artificial Turf' : 'Grass',
        elevation_ft: 100 * team,
        center_field_ft: 400,
      });
    }
    for (let place = 1; place <= 35; place++) {
      league.people_historical.push({
        player_id: team * 100 + place,
        birth_date: `${1985 + (place % 12)}-0${1 + (place % 9)}-01`,
        bats: place % 3 === 0 ? 'L' : 'R',
        throws: place % 4 === 0 ? 'L' : 'R',
      });
    }
  }

  let gamePk = 1000;
  const play = (home: number, away: number, date: string, more: Row = {}): void => {
    addGame(league, roll, gamePk++, home, away, date, more);
  };
  for (const [day, date] of ['2018-10-03', '2018-10-05', '2018-10-06'].entries()) {
    play(1 + day, day === 2 ? 1 : 2 + day, date, { game_type: 'D', series_game_number: day + 1 });
  }
  for (let day = 0; day < 45; day++) {
    const date = dayAfter('2019-04-01', day);
    if (day % 11 === 7) continue;
    const round = Math.floor(day / 3);
    const opponent = [2, 3, 4][round % 3] ?? 2;
    const others = teams.filter((team) => team !== 1 && team !== opponent);
    const [first, second] = round % 2 === 0 ? [1, opponent] : [opponent, 1];
    const more = { series_game_number: 1 + (day % 3), day_night: day % 4 === 0 ? 'day' : 'night' };
    const twice = date === '2019-04-15' || date === '2019-05-01';
    const suspended = date === '2019-04-28' ? { completed_date: '2019-05-03' } : {};
    play(first, second, date, { ...more, ...suspended, double_header: twice ? 'S' : 'N' });
    if (twice) play(first, second, date, { ...more, double_header: 'S', game_number: 2 });
    const calledOff = date === '2019-04-20' ? { status_code: 'D', is_final: false } : {};
    play(others[round % 2] ?? 2, others[1 - (round % 2)] ?? 3, date, { ...more, ...calledOff });
  }
  return league;
}

function injury(player: number, team: number, from: string, to: string | null): Row {
  return {
    player_id: player,
    team_id: team,
    season: 2019,
    placed_date: from,
    announced_date: from,
    activated_date: to,
    known_by: 'transaction',
  };
}

function addGame(
  league: League,
  roll: (below: number) => number,
  game_pk: number,
  home: number,
  away: number,
  game_date: string,
  more: Row,
): void {
  const season = Number(game_date.slice(0, 4));
  const keys = { game_pk, season, game_type: 'R', game_date, completed_date: game_date };
  const umpire = 9000 + roll(3);
  const rotation = game_pk % 5;
  const game: Row = {
    ...keys,
    status_code: 'F',
    is_final: true,
    is_tie: false,
    home_team_id: home,
    away_team_id: away,
    venue_id: home,
    first_pitch_at: `${game_date}T23:00:00Z`,
    day_night: 'night',
    double_header: 'N',
    game_number: 1,
    series_game_number: 1,
    games_in_series: 3,
    home_probable_pitcher_id: home * 100 + 20 + rotation,
    home_probable_pitcher_name: `Starter ${home * 100 + 20 + rotation}`,
    away_probable_pitcher_id: away * 100 + 20 + rotation,
    away_probable_pitcher_name: `Starter ${away * 100 + 20 + rotation}`,
    announced_umpire_id: umpire,
    ...more,
  };
  const dates = {
    ...keys,
    game_type: game.game_type ?? null,
    completed_date: game.completed_date ?? null,
  };
  const forecast = { game_pk, game_date, season, venue_id: home, kind: 'forecast' };
  if (game_date >= '2019-04-25') {
    league.weather_historical.push({
      ...forecast,
      completed_date: game_date,
      temperature_c: 10 + roll(20),
      wind_kmh: roll(30),
      precipitation_mm: roll(3),
    });
  }
  for (const [side, team] of [
    ['home', home],
    ['away', away],
  ] as const) {
    for (let place = 1; place <= 9; place++) {
      league.lineups_historical.push({
        game_pk,
        team_side: side,
        batting_place: place,
        game_date,
        team_id: team,
        player_id: team * 100 + (place === 9 && roll(4) === 0 ? 10 : place),
        position_code: String(1 + place),
      });
    }
  }
  if (game.is_final !== true) {
    league.games_historical.push(game);
    return;
  }
  league.weather_historical.push({
    ...forecast,
    kind: 'archive',
    completed_date: dates.completed_date,
    temperature_c: 10 + roll(20),
    wind_kmh: roll(30),
  });
  league.game_details_historical.push({
    ...dates,
    venue_id: home,
    home_team_id: home,
    away_team_id: away,
    home_plate_umpire_id: umpire,
  });

  const playSide = (team: number): { team: number; runs: number; batters: Row[] } => {
    const batters = Array.from({ length: 9 }, (_, index) => {
      const [walks, singles, homeRuns] = [roll(2), roll(3), roll(9) === 0 ? 1 : 0];
      const doubles = roll(6) === 0 ? 1 : 0;
      const hits = singles + doubles + homeRuns;
      return {
        ...dates,
        ...zeros(counts.batting),
        team_id: team,
        player_id: team * 100 + index + 1,
        player_name: `Player ${team * 100 + index + 1}`,
        position_code: String(index + 2),
        batting_order: 100 * (index + 1),
        has_batting: true,
        has_pitching: false,
        plate_appearances: 5 + walks,
        at_bats: 5,
        walks,
        hits,
        doubles,
        home_runs: homeRuns,
        strikeouts: roll(5 - Math.min(hits, 4)),
      };
    });
    return { team, runs: roll(7), batters };
  };
  const [host, guest] = [playSide(home), playSide(away)];
  if (host.runs === guest.runs) host.runs += 1;
  const total = (rows: readonly Row[], name: string): number =>
    rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);

  for (const own of [host, guest]) {
    const opposing = own === host ? guest : host;
    const relievers = [0, 1].map((back) => 30 + ((game_pk + back * (1 + roll(3))) % 5));
    const pitchers = [20 + rotation, ...new Set(relievers)].map((place, order, list) => {
      const share = order === 0 ? 0.65 : 0.35 / (list.length - 1);
      const part = (name: string): number => Math.round(total(opposing.batters, name) * share);
      return {
        ...dates,
        ...zeros(counts.pitching),
        team_id: own.team,
        player_id: own.team * 100 + place,
        player_name: `Pitcher ${own.team * 100 + place}`,
        position_code: '1',
        has_batting: false,
        has_pitching: true,
        games_started: order === 0 ? 1 : 0,
        outs_recorded: Math.round(27 * share),
        batters_faced: part('plate_appearances'),
        hits_allowed: part('hits'),
        walks_allowed: part('walks'),
        home_runs_allowed: part('home_runs'),
        batters_struck_out: part('strikeouts'),
        pitches_thrown: part('plate_appearances') * 4,
      };
    });
    league.player_stats_historical.push(...own.batters, ...pitchers);
    const batting = Object.fromEntries(
      counts.batting
        .split(' ')
        .filter((name) => name !== 'runs')
        .map((name) => [name, total(own.batters, name)]),
    );
    const pitching = Object.fromEntries(
      counts.pitching
        .split(' ')
        .filter((name) => !['games_started', 'runs_allowed'].includes(name))
        .map((name) => [name, total(pitchers, name)]),
    );
    const value = (rows: readonly Row[]): number =>
      0.47 * total(rows, 'hits') + total(rows, 'home_runs') + 0.31 * total(rows, 'walks') - 7;
    league.team_stats_historical.push({
      ...dates,
      ...batting,
      ...pitching,
      team_id: own.team,
      opponent_team_id: opposing.team,
      is_home: own === host,
      is_win: own.runs > opposing.runs,
      runs_scored: own.runs,
      runs_conceded: opposing.runs,
      errors: 0,
      batting_runs: value(own.batters),
      batting_runs_conceded: value(opposing.batters),
    });
  }
  league.games_historical.push({
    ...game,
    home_score: host.runs,
    away_score: guest.runs,
    home_won: host.runs > guest.runs,
  });
}
