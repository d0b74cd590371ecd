import { createRequire } from 'node:module';
import { expect } from 'chai';
import { unlessOnRealGames } from '../end-to-end/replay.ts';
import { compileProject } from './compile.ts';
import { openFeatureWarehouse, type FeatureWarehouse, type Row } from './feature-warehouse.ts';
import { playSeason, type League } from './small-league.ts';

interface CatalogueColumn {
  column: string;
  type: string;
  known: 'morning' | 'lineups' | 'game time';
}

const { columns: catalogue } = createRequire(import.meta.url)('../../includes/catalogue.js') as {
  columns: CatalogueColumn[];
};

/** A day in the middle, with a doubleheader, while a suspended game is unfinished. */
const morning = '2019-05-01';

describe('game features, point in time', function () {
  this.timeout(600_000);
  let warehouse: FeatureWarehouse;
  let league: League;
  let expected: Map<number, Row>;

  const made = async (): Promise<Map<number, Row>> => {
    const rows = await warehouse.query(
      'SELECT * EXCEPT (loaded_at) FROM mlb_features.game_features_daily ORDER BY game_date, game_pk',
    );
    return new Map(rows.map((row) => [row.game_pk as number, plain(row)]));
  };

  before(async () => {
    warehouse = await openFeatureWarehouse(await compileProject(), 'game_features_daily');
    league = playSeason();
    expected = await featuresIn(league);
  });

  after(() => warehouse.close());

  /** Every game's features in another world. */
  const featuresIn = async (changed: League): Promise<Map<number, Row>> => {
    await warehouse.become(changed);
    await warehouse.buildFeatures('full');
    return made();
  };

  const through = (rows: Map<number, Row>, date: string): Row[] =>
    [...rows.values()].filter((row) => String(row.game_date) <= date);

  it('knows features of every kind in this league', () => {
    const last = [...expected.values()].filter((row) => String(row.game_date) >= '2019-05-10');
    const never = catalogue
      .map(({ column }) => column)
      .filter((column) => last.every((row) => row[column] === null));
    expect(never).to.deep.equal([]);
  });

  it('has exactly the columns of the catalogue, each of the type it says', async () => {
    const columns = await warehouse.query(`SELECT column_name, data_type
      FROM mlb_features.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'game_features_daily'`);
    const types = new Map(columns.map((row) => [row.column_name, row.data_type]));
    const keys = [
      'game_pk',
      'game_date',
      'season',
      'game_type',
      'first_pitch_at',
      'as_of',
      'home_team_id',
      'away_team_id',
      'home_starter_id',
      'home_starter_name',
      'away_starter_id',
      'away_starter_name',
      'home_form_games',
      'away_form_games',
      'feature_completeness',
      'loaded_at',
    ];
    expect([...types.keys()].filter((name) => !keys.includes(String(name)))).to.have.members(
      catalogue.map(({ column }) => column),
    );
    expect(
      catalogue
        .filter(({ column, type }) => types.get(column) !== type)
        .map(({ column, type }) => `${column}: ${type}, is ${String(types.get(column))}`),
    ).to.deep.equal([]);
    expect(catalogue.length).to.be.within(100, 200);
  });

  it(`are the same up to ${morning} when everything later is deleted, and when it is poisoned`, async function () {
    unlessOnRealGames(this);
    const deleted = await featuresIn(world(league, morning, 'deleted'));
    const rows = through(expected, morning);
    expect(rows.some((row) => row.game_date === morning)).to.equal(true);
    expect(differences(rows, through(deleted, morning))).to.deep.equal([]);
    const poisoned = await featuresIn(world(league, morning, 'poisoned'));
    expect(differences(rows, through(poisoned, morning))).to.deep.equal([]);
    expect([...poisoned.values()]).not.to.deep.equal([...expected.values()]);
  });

  it('of a game are in the morning what they are when it is over, but for what is announced on the day', async function () {
    unlessOnRealGames(this);
    const served = await featuresIn(world(league, morning, 'unannounced'));
    const late = catalogue.filter(({ known }) => known !== 'morning').map(({ column }) => column);
    const withoutLate = (row: Row): Row =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !late.includes(name)));
    const onTheDay = (rows: Map<number, Row>): Row[] =>
      [...rows.values()].filter((row) => row.game_date === morning);
    expect(
      differences(onTheDay(expected).map(withoutLate), onTheDay(served).map(withoutLate)),
    ).to.deep.equal([]);
    expect(onTheDay(served).every((row) => row.umpire_runs_per_game === null)).to.equal(true);
    expect(onTheDay(expected).some((row) => row.umpire_runs_per_game !== null)).to.equal(true);
  });

  it('grow day by day into what a full refresh makes', async function () {
    unlessOnRealGames(this);
    await featuresIn(world(league, '2019-05-08', 'deleted'));
    for (const date of ['2019-05-09', '2019-05-13']) {
      await warehouse.become(world(league, date, 'deleted'));
      await warehouse.buildFeatures('incremental');
    }
    await warehouse.become(league);
    await warehouse.buildFeatures('incremental');
    expect(differences([...expected.values()], [...(await made()).values()])).to.deep.equal([]);
  });

  it('forget a game that is held back, and one that is put off, as a full refresh would', async () => {
    await featuresIn(league);
    const [heldBack, putOff] = league.games_historical
      .filter((game) => game.game_date === '2019-05-04')
      .map((game) => game.game_pk);
    expect([heldBack, putOff]).not.to.include(undefined);
    const without = (rows: Row[], ...games: unknown[]): Row[] =>
      rows.filter((row) => !games.includes(row.game_pk));
    const changed: League = {
      ...(Object.fromEntries(
        Object.entries(league).map(([table, rows]) => [table, without(rows, heldBack, putOff)]),
      ) as League),
      games_historical: without(league.games_historical, heldBack).map((game) =>
        game.game_pk === putOff
          ? { ...game, game_date: '2019-05-20', is_final: false, status_code: 'S' }
          : game,
      ),
    };
    await warehouse.become(changed);
    await warehouse.buildFeatures('incremental');
    const grown = [...(await made()).values()];
    expect(grown.some((row) => row.game_pk === heldBack)).to.equal(false);
    await warehouse.buildFeatures('full');
    expect(differences([...(await made()).values()], grown)).to.deep.equal([]);
  });
});

/** What is not as it should be: which column of which game, and how. */
function differences(expected: readonly Row[], actual: readonly Row[]): string[] {
  const found = new Map(actual.map((row) => [row.game_pk, row]));
  const missing = actual.length === expected.length ? [] : [`${actual.length} games`];
  return [
    ...missing,
    ...expected.flatMap((row) =>
      Object.entries(row)
        .filter(([name, value]) => found.get(row.game_pk)?.[name] !== value)
        .map(
          ([name, value]) =>
            `${String(row.game_pk)} of ${String(row.game_date)}: ${name} is ${String(found.get(row.game_pk)?.[name])}, not ${String(value)}`,
        ),
    ),
  ];
}

/** Dates and instants as text. */
function plain(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value !== null && typeof value === 'object' && 'value' in value
        ? (value as { value: string }).value
        : value,
    ]),
  );
}

/**
 * The league as it is known on the morning of a date, games of the date and later being scheduled; or with random values in
 * everything later. `unannounced` leaves out what is announced on the day too.
 */
function world(league: League, date: string, how: 'deleted' | 'poisoned' | 'unannounced'): League {
  const poisoned = how === 'poisoned';
  const poison = (row: Row, ...names: string[]): Row => ({
    ...row,
    ...Object.fromEntries(names.map((name) => [name, Number(row.game_pk) % 7 === 3 ? 0 : 31])),
  });
  const isPast = (row: Row): boolean => String(row.completed_date) < date;
  return {
    ...league,
    games_historical: league.games_historical.map((game) => {
      const later = {
        ...game,
        announced_umpire_id: how === 'unannounced' ? null : (game.announced_umpire_id ?? null),
      };
      if (isPast(game)) return game;
      if (poisoned) return { ...later, home_score: 31, away_score: 0, home_won: true };
      return {
        ...later,
        completed_date: game.game_date ?? null,
        is_final: false,
        status_code: String(game.game_date) < date ? 'U' : 'S',
        home_score: null,
        away_score: null,
        home_won: null,
      };
    }),
    team_stats_historical: poisoned
      ? league.team_stats_historical.map((row) =>
          isPast(row) ? row : poison(row, 'runs_scored', 'hits', 'strikeouts', 'home_runs'),
        )
      : league.team_stats_historical.filter(isPast),
    player_stats_historical: poisoned
      ? league.player_stats_historical.map((row) =>
          isPast(row)
            ? row
            : poison(row, 'pitches_thrown', 'batters_faced', 'hits', 'batters_struck_out'),
        )
      : league.player_stats_historical.filter(isPast),
    game_details_historical: poisoned
      ? league.game_details_historical.map((row) =>
          isPast(row) ? row : { ...row, home_plate_umpire_id: 9 },
        )
      : league.game_details_historical.filter(isPast),
    weather_historical: league.weather_historical.flatMap((row) => {
      if (row.kind === 'forecast' && how !== 'unannounced') return [row];
      if (row.kind === 'archive' && isPast(row)) return [row];
      return poisoned ? [poison(row, 'temperature_c', 'wind_kmh')] : [];
    }),
    lineups_historical: league.lineups_historical.filter(
      (row) => how !== 'unannounced' || String(row.game_date) < date,
    ),
    injuries_historical: league.injuries_historical
      .filter((row) => poisoned || String(row.announced_date) < date)
      .map((row) =>
        row.activated_date !== null && String(row.activated_date) >= date
          ? { ...row, activated_date: null }
          : row,
      ),
  };
}
