import { expect } from 'chai';
import type { ItemRows } from '../../ingest/entity.ts';
import { weather } from '../../ingest/entities/weather.ts';
import { weatherRequest } from '../../ingest/entities/weather-plan.ts';
import { gameEntry, type GameEntry } from '../../ingest/games.ts';
import { hoursEndpoint } from '../../ingest/sources/open-meteo.ts';
import type { VenuePlace } from '../../ingest/venue-places.ts';
import { TankError, tankError } from '../../warehouse/errors.ts';
import { readWith, worldOf, type Answers } from './answers.ts';
import { openRawWarehouse } from './raw-warehouse.ts';
import { needReplay, startReplay } from '../end-to-end/replay.ts';

const venue = (venueId: number, given: Partial<VenuePlace> = {}): VenuePlace => ({
  season: 2024,
  venueId,
  latitude: 40 + venueId,
  longitude: -74,
  roofType: 'Open',
  url: 'http://stats_api/venues',
  status: 200,
  knownAt: '2024-01-01T00:00:00.000Z',
  ...given,
});

const game = (gamePk: number, given: Partial<Parameters<typeof gameEntry>[0]> = {}): GameEntry => {
  const date = given.officialDate ?? '2024-05-01';
  return gameEntry({
    gamePk,
    scheduleDate: date,
    officialDate: date,
    season: '2024',
    gameType: 'R',
    gameDate: `${date}T23:05:00Z`,
    resumedFrom: null,
    abstractGameState: 'Final',
    detailedState: 'Final',
    homeId: 1,
    awayId: 2,
    homeScore: 3,
    awayScore: 1,
    venueId: 1,
    ...given,
  });
};

const toCome = { abstractGameState: 'Preview', detailedState: 'Scheduled' };

const plan = async (
  games: readonly GameEntry[],
  now = '2024-12-01T12:00:00Z',
  collected: Record<string, { state?: string; date?: string; knownAt?: Date }> = {},
  venuePlaces = Array.from({ length: 30 }, (_, index) => venue(index + 1)),
) => {
  const range = { from: '2024-04-01', to: '2024-12-31' };
  const made = await weather.plan(worldOf({ range, now, games, collected, venuePlaces }));
  const reads = made.reads.map((read) => ({
    ...read,
    request: weatherRequest.parse(read.request),
  }));
  return { ...made, reads, keys: reads.map(({ key }) => key) };
};

/** Hours as Open-Meteo sends them: each value is its hour. */
const hoursAt = (latitude: number, from: string, to: string, names: readonly string[]) => {
  const time: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to) + 86_400_000; at += 3_600_000) {
    time.push(new Date(at).toISOString().slice(0, 16));
  }
  const values = time.map((hour): number | null => Number(hour.slice(11, 13)));
  return {
    latitude: latitude + 0.01,
    longitude: -74.02,
    generationtime_ms: Math.random(),
    utc_offset_seconds: 0,
    elevation: 12,
    hourly_units: { time: 'iso8601', ...Object.fromEntries(names.map((name) => [name, 'unit'])) },
    hourly: { time, ...Object.fromEntries(names.map((name) => [name, [...values]])) } as Record<
      string,
      unknown[]
    > & { time: string[] },
  };
};

const answerTo = (path: string) => {
  const query = new URL(path, 'http://any').searchParams;
  const names = query.get('hourly')!.split(',');
  return query
    .get('latitude')!
    .split(',')
    .map((latitude) =>
      hoursAt(Number(latitude), query.get('start_date')!, query.get('end_date')!, names),
    );
};

const one = <Value>(values: readonly Value[]): Value | readonly Value[] =>
  values.length === 1 ? values[0]! : values;

const sound: Answers = (path) => one(answerTo(path));

const failureOf = async (promise: Promise<unknown>): Promise<TankError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TankError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const payload = (item: ItemRows): Record<string, unknown> =>
  JSON.parse(item.rows[0]!.payload) as Record<string, unknown>;

describe('weather', () => {
  const lone = async (given: Parameters<typeof game>[1] = {}, now = '2024-12-01T12:00:00Z') =>
    (await plan([game(7, given)], now)).reads[0]!.request;

  it('of a past game is that of the hour of first pitch and the four after it, at its ballpark', async () => {
    const asked: string[] = [];
    const [item] = await readWith(weather, await lone(), (path) => {
      asked.push(path);
      return sound(path);
    });
    expect(asked).to.deep.equal([
      '/v1/archive?latitude=41&longitude=-74&start_date=2024-05-01&end_date=2024-05-02' +
        '&hourly=temperature_2m,relative_humidity_2m,dew_point_2m,precipitation,surface_pressure,' +
        'cloud_cover,wind_speed_10m,wind_direction_10m,wind_gusts_10m&timezone=GMT',
    ]);
    expect(item!.item).to.deep.equal({
      key: '7 archive',
      date: '2024-05-01',
      state: '2024-05-01T23:05:00Z at 1',
    });
    expect(item!.rows[0]!.columns).to.include({
      game_pk: 7,
      kind: 'archive',
      official_date: '2024-05-01',
      event_at: '2024-05-01T23:05:00Z',
      origin: 'open_meteo',
    });
    const {
      hourly,
      hourly_units: units,
      ...rest
    } = payload(item!) as {
      hourly: Record<string, unknown[]>;
      hourly_units: Record<string, string>;
    };
    expect(rest).to.deep.equal({
      venue_id: 1,
      latitude: 41,
      longitude: -74,
      roof_type: 'Open',
      is_retractable: false,
      cell: { latitude: 41.01, longitude: -74.02, elevation: 12 },
    });
    expect(hourly.time).to.deep.equal(
      ['01T23', '02T00', '02T01', '02T02', '02T03'].map((hour) => `2024-05-${hour}:00`),
    );
    for (const name of Object.keys(hourly).filter((name) => name !== 'time')) {
      expect(hourly[name], name).to.deep.equal([23, 0, 1, 2, 3]);
      expect(units[name]).to.equal('unit');
    }
    expect(Object.keys(hourly)).to.have.length(10);
  });

  it('is asked for by up to a month and ten ballparks', async () => {
    const games = [1, 2, 3].flatMap((month) =>
      Array.from({ length: 12 }, (_, index) =>
        game(month * 100 + index, {
          officialDate: `2024-0${4 + month}-0${1 + (index % 9)}`,
          venueId: index + 1,
        }),
      ),
    );
    const { expected, reads } = await plan(games);
    expect(expected).to.equal(36);
    expect(reads.map(({ items }) => items)).to.deep.equal([10, 2, 10, 2, 10, 2]);
    const read = await readWith(weather, reads[0]!.request, sound);
    expect(read).to.have.length(10);
    for (const item of read) {
      const { latitude, cell } = payload(item) as {
        latitude: number;
        cell: Record<string, number>;
      };
      expect(cell.latitude).to.be.closeTo(latitude, 0.02);
    }
  });

  it('is not asked for under a dome: the row says so, and where that was read', async () => {
    const venues = [venue(1, { roofType: 'Dome' }), venue(2, { roofType: 'Retractable' })];
    const games = [game(7), game(8, { venueId: 2 })];
    const { reads } = await plan(games, undefined, {}, venues);
    const [roof, open] = reads;
    expect(reads.map(({ request }) => request.from)).to.deep.equal(['roof', 'archive']);
    const [under] = await readWith(weather, roof!.request, () => {
      throw new Error('asked');
    });
    expect(payload(under!)).to.deep.equal({
      venue_id: 1,
      latitude: 41,
      longitude: -74,
      roof_type: 'Dome',
      is_retractable: false,
    });
    expect(under!.rows[0]!.columns).to.include({
      origin: 'stats_api',
      url: 'http://stats_api/venues',
      known_at: '2024-01-01T00:00:00.000Z',
    });
    const [item] = await readWith(weather, open!.request, sound);
    expect(payload(item!)).to.include({ roof_type: 'Retractable', is_retractable: true });
  });

  it('of games nobody knows the place of is reported, all in one', async () => {
    const venues = [venue(1), venue(2, { latitude: null })];
    const games = [
      game(1),
      game(2, { venueId: 2 }),
      game(3, { venueId: 3 }),
      game(4, { venueId: null }),
    ];
    const { reads } = await plan(games, undefined, {}, venues);
    expect(reads.map(({ request, items }) => [request.from, items])).to.deep.equal([
      ['nowhere', 3],
      ['archive', 1],
    ]);
    const error = await failureOf(readWith(weather, reads[0]!.request, sound));
    expect(error.message).to.contain('venues 2, 3, unknown').and.to.contain('games 2, 3, 4');
  });

  it('is forecast for the next seven days until the first pitch, with the probability of rain', async () => {
    const games = [1, 2, 8, 9, 10].map((day) =>
      game(day, { officialDate: `2024-05-${String(day).padStart(2, '0')}`, ...toCome }),
    );
    games.push(game(11, { officialDate: '2024-05-03', ...toCome, detailedState: 'Postponed' }));
    const { reads } = await plan(games, '2024-05-02T12:00:00Z');
    expect(reads.map(({ request, reason }) => [request.from, reason])).to.deep.equal([
      ['forecast', 'missing'],
    ]);
    expect(reads[0]!.request.games.map(({ gamePk }) => gamePk)).to.deep.equal([2, 8, 9]);
    const asked: string[] = [];
    const items = await readWith(weather, reads[0]!.request, (path) => {
      asked.push(path);
      const [place] = answerTo(path);
      place!.hourly.precipitation_probability!.fill(null);
      return place;
    });
    expect(asked).to.have.length(1);
    expect(asked[0]).to.contain('/v1/forecast?').and.to.contain(',precipitation_probability&');
    expect(asked[0]).to.contain('start_date=2024-05-02&end_date=2024-05-10');
    expect(items.map(({ item }) => item.key)).to.deep.equal([
      '2 forecast',
      '8 forecast',
      '9 forecast',
    ]);
    const state = items[0]!.item.state!;
    const collected = { '2 forecast': { state, date: '2024-05-02', knownAt: new Date() } };
    const again = await plan([games[1]!], '2024-05-02T22:00:00Z', collected);
    expect(again.reads[0]!.reason).to.equal('not_past');
    expect((await plan([games[1]!], '2024-05-02T23:30:00Z', collected)).expected).to.equal(0);
  });

  it('waits until the last hour of a game is past', async () => {
    expect((await plan([game(7)], '2024-05-02T04:00:00Z')).expected).to.equal(0);
    expect((await plan([game(7)], '2024-05-02T04:05:00Z')).expected).to.equal(1);
  });

  const lacking =
    (name: string): Answers =>
    (path) => {
      const [place] = answerTo(path);
      if (path.startsWith('/v1/archive')) place!.hourly[name]![25] = null;
      return place;
    };

  it('of the last days comes from the past of the forecast where the archive has none yet', async () => {
    const request = await lone({}, '2024-05-03T12:00:00Z');
    const refused: Answers = (path) => {
      if (path.startsWith('/v1/forecast')) return sound(path);
      throw tankError('E_SOURCE_HTTP', 'out of range', { details: { status: 400 } });
    };
    for (const answers of [lacking('wind_gusts_10m'), refused]) {
      const [item] = await readWith(weather, request, answers);
      expect(item!.item).to.include({
        key: '7 archive',
        state: '2024-05-01T23:05:00Z at 1 recent',
      });
      expect(item!.provenance.url).to.contain('/v1/forecast');
      expect(payload(item!)).not.to.have.nested.property('hourly.precipitation_probability');
    }
    const down: Answers = () => {
      throw tankError('E_SOURCE_HTTP', 'busy', { details: { status: 503 } });
    };
    expect((await failureOf(readWith(weather, request, down))).message).to.equal('busy');
  });

  it('of the last days is read again once the archive is final', async () => {
    const collected = {
      '7 archive': {
        state: '2024-05-01T23:05:00Z at 1 recent',
        date: '2024-05-01',
        knownAt: new Date('2024-05-03T12:00:00Z'),
      },
    };
    const reasonAt = async (now: string) =>
      (await plan([game(7)], now, collected)).reads[0]?.reason;
    expect(await reasonAt('2024-05-03T14:00:00Z')).to.equal(undefined);
    expect(await reasonAt('2024-05-07T14:00:00Z')).to.equal('changed');
    expect(await reasonAt('2024-09-07T14:00:00Z')).to.equal('changed');
  });

  it('that nobody has whole is a failure', async () => {
    const nowhere: Answers = (path) => {
      const [place] = answerTo(path);
      place!.hourly.temperature_2m![24] = null;
      return place;
    };
    const error = await failureOf(readWith(weather, await lone(), nowhere));
    expect(error.message).to.contain('all hours of games 7');
  });

  it('is read again when the game has another start or ballpark', async () => {
    const collected = {
      '7 archive': { state: '2024-05-01T23:05:00Z at 1', date: '2024-05-01', knownAt: new Date() },
    };
    expect((await plan([game(7)], undefined, collected)).present).to.equal(1);
    for (const other of [{ venueId: 2 }, { gameDate: '2024-05-01T20:05:00Z' }]) {
      const { reads } = await plan([game(7, other)], undefined, collected);
      expect(reads.map(({ reason }) => reason)).to.deep.equal(['changed']);
    }
  });

  describe('in answers', () => {
    const places = [
      { latitude: 41, longitude: -74 },
      { latitude: 42, longitude: -74 },
    ];
    const dates = { from: '2024-05-01', to: '2024-05-01' };
    const check = (body: unknown) =>
      hoursEndpoint(places, dates, ['cloud_cover']).check({ url: 'u', body });
    const good = () =>
      [41, 42].map((latitude) => hoursAt(latitude, dates.from, dates.to, ['cloud_cover']));

    it('has every place, hour and value', () => {
      expect(check(good())).to.have.length(2);
    });

    for (const [what, damage] of Object.entries<(body: ReturnType<typeof good>) => unknown>({
      'a place is missing': (body) => body.slice(0, 1),
      'places are in another order': (body) => body.toReversed(),
      'hours are missing': (body) => {
        body[1]!.hourly.time.pop();
        return body;
      },
      'values are missing': (body) => {
        body[0]!.hourly.cloud_cover!.pop();
        return body;
      },
      'a variable is missing': (body) => {
        delete body[0]!.hourly.cloud_cover;
        return body;
      },
      'times are local': (body) => [{ ...body[0], utc_offset_seconds: -14400 }, body[1]],
      'there are no hours': () => ({ error: true, reason: 'busy' }),
    })) {
      it(`is refused when ${what}`, () => {
        expect(() => check(damage(good()))).to.throw(TankError, /GET u/);
      });
    }
  });

  it('of replayed games is there for each, domes included, after few requests', async function () {
    needReplay(this);
    const replay = await startReplay('2020-01-15T10:00:00Z');
    const warehouse = await openRawWarehouse();
    try {
      const run = {
        baseUrl: replay.url,
        from: '2019-05-21',
        to: '2019-05-22',
        entities: ['schedule', 'venues', 'weather'] as const,
      };
      replay.setFaults([{ match: '/v1/archive', kind: 'truncate', times: 1 }]);
      const { entities, outcome } = await warehouse.ingest(run);
      expect(outcome).to.equal('complete');
      const { expected, fetched, origins } = entities.weather;
      expect(fetched).to.equal(expected);
      expect(origins.stats_api).to.equal(2);
      expect(replay.requests().counts['/v1/archive']).to.equal(1 + Math.ceil(15 / 10));
      const hours = `SELECT COUNT(*) AS n FROM mlb_raw.raw_weather
        WHERE JSON_VALUE(payload, '$.roof_type') != 'Dome' AND kind = 'archive'
          AND ARRAY_LENGTH(JSON_VALUE_ARRAY(payload, '$.hourly.temperature_2m')) = 5
          AND JSON_VALUE(payload, '$.hourly.time[0]') = FORMAT_TIMESTAMP('%FT%H:00', event_at)`;
      expect(await warehouse.count(hours)).to.equal(origins.open_meteo);
      const again = await warehouse.ingest(run);
      expect(again.entities.weather).to.include({ present: expected, fetched: 0 });
    } finally {
      await warehouse.close();
      await replay.close();
    }
  });
});
