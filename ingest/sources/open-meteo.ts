import { z } from 'zod';
import { tankError } from '../../warehouse/errors.ts';
import { datesOf, type DateRange } from '../dates.ts';
import type { Endpoint } from './endpoint.ts';

export interface Place {
  /** WGS84, in degrees. */
  latitude: number;
  longitude: number;
}

/** Hourly values of the past, in metric units. */
export const pastHourly = [
  'temperature_2m',
  'relative_humidity_2m',
  'dew_point_2m',
  'precipitation',
  'surface_pressure',
  'cloud_cover',
  'wind_speed_10m',
  'wind_direction_10m',
  'wind_gusts_10m',
] as const;

/** Hourly values of the next days. */
export const forecastHourly = [...pastHourly, 'precipitation_probability'] as const;

const query = (places: readonly Place[], { from, to }: DateRange, hourly: readonly string[]) => {
  const latitudes = places.map(({ latitude }) => latitude).join();
  const longitudes = places.map(({ longitude }) => longitude).join();
  return `latitude=${latitudes}&longitude=${longitudes}&start_date=${from}&end_date=${to}&hourly=${hourly.join()}&timezone=GMT`;
};

/** Paths of the hours of whole days (UTC) at one or more places. */
export const openMeteoPaths = {
  archive: (places: readonly Place[], dates: DateRange) =>
    `/v1/archive?${query(places, dates, pastHourly)}`,
  forecast: (places: readonly Place[], dates: DateRange) =>
    `/v1/forecast?${query(places, dates, forecastHourly)}`,
} as const;

const value = z.union([z.number(), z.string()]).nullable();

const hours = z.looseObject({
  latitude: z.number(),
  longitude: z.number(),
  utc_offset_seconds: z.literal(0),
  elevation: z.number().optional(),
  hourly_units: z.looseObject({}),
  hourly: z.looseObject({ time: z.array(z.string()) }),
});

export type PlaceHours = z.infer<typeof hours>;

/** How far the cell of the model may be from where it was asked for, in degrees. */
const cellDegrees = 0.5;

/** Hours at each place, in the order they were asked for, of every hour of the dates; single values may be missing. */
export const hoursEndpoint = (
  places: readonly Place[],
  dates: DateRange,
  hourly: readonly string[],
): Endpoint<readonly PlaceHours[]> => ({
  name: 'hours',
  format: 'json',
  check: ({ url, body }) => {
    const fail = (reason: string, cause?: unknown): never => {
      throw tankError('E_SOURCE_SHAPE', `GET ${url}: ${reason}`, { cause, details: { url } });
    };
    const parsed = z.array(hours).safeParse(Array.isArray(body) ? body : [body]);
    if (!parsed.success) return fail(parsed.error.issues[0]?.message ?? 'no hours', parsed.error);
    const found = parsed.data;
    if (found.length !== places.length) {
      fail(`${found.length} places where ${places.length} were asked for`);
    }
    const times = datesOf(dates).length * 24;
    for (const [index, place] of found.entries()) {
      const asked = places[index] ?? place;
      const away = Math.max(
        Math.abs(place.latitude - asked.latitude),
        Math.abs(place.longitude - asked.longitude),
      );
      if (away > cellDegrees) fail(`place ${index + 1} is ${away.toFixed(1)} degrees away`);
      for (const name of ['time', ...hourly]) {
        const values = z.array(value).safeParse(place.hourly[name]);
        if (!values.success || values.data.length !== times) {
          fail(`place ${index + 1} does not have ${times} hours of ${name}`);
        }
      }
    }
    return found;
  },
});
