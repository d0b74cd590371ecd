import { expect } from 'chai';
import { conditionsOf } from '../../sim/api/conditions.ts';
import { createWorld } from '../../sim/api/world.ts';
import { weatherBody, type WeatherQuery } from '../../sim/api/weather-response.ts';
import { toDate, toDay } from '../../sim/calendar.ts';
import { startSimulatedLeague, type SimulatedLeague } from '../../sim/index.ts';
import type { SimulatedGame } from '../../sim/season.ts';
import { finishedSeason, finishedWorld } from './simulated-season.ts';

interface Hours {
  latitude: number;
  longitude: number;
  hourly_units: Record<string, string>;
  hourly: { time: string[] } & Record<string, (number | null)[]>;
}

const hourly = [
  'temperature_2m',
  'wind_speed_10m',
  'precipitation',
  'relative_humidity_2m',
  'dew_point_2m',
] as const;

describe('weather of the simulated league', () => {
  const world = finishedWorld();
  const parkOf = ({ fixture }: SimulatedGame) => world.clubs[fixture.home]!.park;
  const outdoors = finishedSeason().games.filter(
    (game) =>
      game.fixture.gameType === 'R' &&
      !parkOf(game).hasRoof &&
      game.fixture.doubleHeader === 'N' &&
      !game.fixture.postponed,
  );
  const ask = (game: SimulatedGame, extra: Partial<WeatherQuery> = {}, from = world): Hours => {
    const { latitude, longitude } = parkOf(game);
    const day = Math.floor(game.fixture.start / 86_400_000);
    return weatherBody(from, {
      places: [{ latitude, longitude }],
      fromDay: day,
      toDay: day,
      hourly,
      isForecast: false,
      ...extra,
    }) as unknown as Hours;
  };
  const startHour = ({ fixture }: SimulatedGame): string =>
    `${new Date(fixture.start).toISOString().slice(0, 13)}:00`;
  const valueAt = (hours: Hours, time: string, name: string): number | null => {
    const index = hours.hourly.time.indexOf(time);
    return hours.hourly[name]![index] as number | null;
  };

  it('is that of the game in the hour of its first pitch', () => {
    for (const game of outdoors.slice(0, 200)) {
      const hours = ask(game);
      const { temperature, wind } = conditionsOf(world, game);
      const celsius = valueAt(hours, startHour(game), 'temperature_2m')!;
      expect((celsius * 9) / 5 + 32).to.be.closeTo(temperature, 0.1);
      const speed = valueAt(hours, startHour(game), 'wind_speed_10m')!;
      expect(speed / 1.609344).to.be.closeTo(Number.parseInt(wind, 10), 0.05);
    }
  });

  it('has 24 hours a day, cooler at night, and the dew point below the temperature', () => {
    const game = outdoors[500]!;
    const day = game.fixture.day;
    const hours = ask(game, { fromDay: day, toDay: day + 9 });
    expect(hours.hourly.time).to.have.length(240);
    expect(hours.hourly.time[25]).to.equal(`${toDate(day + 1)}T01:00`);
    const temperatures = hours.hourly.temperature_2m as number[];
    const dew = hours.hourly.dew_point_2m as number[];
    temperatures.forEach((value, i) => expect(dew[i]).to.be.at.most(value + 0.1));
    const mean = (utc: number): number =>
      temperatures.filter((_, i) => i % 24 === utc).reduce((sum, value) => sum + value, 0) / 10;
    expect(mean(20) - mean(9)).to.be.within(6, 13);
    expect(hours.hourly_units).to.include({ time: 'iso8601', temperature_2m: '°C' });
  });

  it('is wet where a game was put off, and colder in April than in July', () => {
    const postponed = finishedSeason().games.filter(({ fixture }) => fixture.postponed);
    expect(postponed.length).to.be.above(5);
    for (const game of postponed) {
      const day = game.fixture.postponed!.day;
      const { precipitation } = ask(game, { fromDay: day, toDay: day + 1 }).hourly;
      const sum = (precipitation as number[]).reduce((total, value) => total + value, 0);
      expect(sum).to.be.above(2);
    }
    const mean = (date: string): number => {
      const day = toDay(date);
      const values = ask(outdoors[0]!, { fromDay: day, toDay: day + 13 }).hourly
        .temperature_2m as number[];
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean('2024-07-10') - mean('2024-04-03')).to.be.within(6, 22);
  });

  it('is not known to the archive before its hour, and forecast less well the further off it is', () => {
    let now = 0;
    const early = createWorld('test', [2024, 2025], () => now);
    const errors = [1, 6].map((days) => {
      const sample = outdoors.filter((_, i) => i % 40 === 0);
      const squares = sample.map((game) => {
        now = game.fixture.start - days * 86_400_000;
        expect(valueAt(ask(game, {}, early), startHour(game), 'temperature_2m')).to.equal(null);
        const said = valueAt(
          ask(game, { isForecast: true }, early),
          startHour(game),
          'temperature_2m',
        )!;
        return (said - valueAt(ask(game), startHour(game), 'temperature_2m')!) ** 2;
      });
      return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length);
    });
    expect(errors[0]).to.be.within(0.5, 1.6);
    expect(errors[1]).to.be.above(errors[0]! * 1.5);
  });
});

describe('weather over HTTP', () => {
  let league: SimulatedLeague;
  before(async () => {
    league = await startSimulatedLeague({
      seed: 'test',
      seasons: [2024, 2025],
      now: '2024-06-10T18:30:00Z',
    });
  });
  after(() => league.close());

  const get = async (path: string): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(league.url + path);
    return { status: response.status, body: await response.json() };
  };

  it('answers for several places at once, and says that it is simulated', async () => {
    const { body } = await get(
      '/v1/forecast?latitude=42.61,39.11&longitude=-71.02,-76.41&hourly=temperature_2m,precipitation_probability&start_date=2024-06-09&end_date=2024-06-12&timezone=GMT',
    );
    const places = body as (Hours & { copyright: string })[];
    expect(places.map(({ latitude }) => latitude)).to.deep.equal([42.6, 39.1]);
    for (const { copyright, hourly: values } of places) {
      expect(copyright).to.match(/^SIMULATED DATA/);
      expect(values.temperature_2m).to.have.length(96);
      expect(values.temperature_2m).not.to.include(null);
    }
  });

  it('refuses what Open-Meteo refuses, with a reason', async () => {
    for (const [path, reason] of [
      ['/v1/archive?latitude=42&longitude=-71&start_date=2024-06-01&end_date=2024-06-11', /range/],
      ['/v1/archive?latitude=42&longitude=-71&start_date=2024-06-02&end_date=2024-06-01', /larger/],
      ['/v1/archive?latitude=42&start_date=2024-06-01&end_date=2024-06-02', /same number/],
      ['/v1/archive?latitude=92&longitude=-71&start_date=2024-06-01&end_date=2024-06-02', /-90/],
      ['/v1/archive?latitude=42&longitude=-71&start_date=June&end_date=2024-06-02', /YYYY-MM-DD/],
      ['/v1/forecast?latitude=42&longitude=-71&hourly=luck', /luck/],
      ['/v1/forecast?latitude=42&longitude=-71&start_date=2024-06-01&end_date=2024-07-09', /range/],
    ] as const) {
      const { status, body } = await get(path);
      expect(status, path).to.equal(400);
      expect((body as { reason: string }).reason, path).to.match(reason);
    }
  });
});
