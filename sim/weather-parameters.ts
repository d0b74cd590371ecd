import { isHourlyName, type WeatherQuery } from './api/weather-response.ts';
import { toDate, toDay } from './calendar.ts';
import { textParameter, type Query } from './parameters.ts';

/** Why Open-Meteo would refuse a request, in its words. */
export interface WeatherFailure {
  reason: string;
}

/** Days ahead that are forecast at most. */
const longestForecast = 16;

/** Reads what `/v1/archive` or `/v1/forecast` is asked for, or why it cannot be served. */
export function weatherParameters(
  query: Query,
  today: number,
  isForecast: boolean,
): WeatherQuery | WeatherFailure {
  const latitudes = numbers(query, 'latitude');
  const longitudes = numbers(query, 'longitude');
  if (latitudes.length === 0 || latitudes.length !== longitudes.length) {
    return {
      reason: "Parameter 'latitude' and 'longitude' must have the same number of elements",
    };
  }
  const places = latitudes.map((latitude, i) => ({ latitude, longitude: longitudes[i] ?? NaN }));
  for (const { latitude, longitude } of places) {
    if (!(Math.abs(latitude) <= 90)) {
      return { reason: `Latitude must be in range of -90 to 90°. Given: ${latitude}.` };
    }
    if (!(Math.abs(longitude) <= 180)) {
      return { reason: `Longitude must be in range of -180 to 180°. Given: ${longitude}.` };
    }
  }
  const timezone = textParameter(query, 'timezone') ?? 'GMT';
  if (!['GMT', 'UTC'].includes(timezone)) return { reason: `Invalid timezone: ${timezone}` };
  const names = (textParameter(query, 'hourly') ?? '').split(',').filter(Boolean);
  const unknown = names.find((name) => !isHourlyName(name));
  if (unknown !== undefined) {
    return { reason: `Cannot initialize from invalid String value ${unknown}.` };
  }
  const days = daysOf(query, today, isForecast);
  if ('reason' in days) return days;
  return { places, ...days, hourly: names.filter(isHourlyName), isForecast };
}

function daysOf(
  query: Query,
  today: number,
  isForecast: boolean,
): { fromDay: number; toDay: number } | WeatherFailure {
  const from = textParameter(query, 'start_date');
  const to = textParameter(query, 'end_date');
  if (from === undefined && to === undefined && isForecast) {
    const ahead = Number(textParameter(query, 'forecast_days') ?? '7');
    const back = Number(textParameter(query, 'past_days') ?? '0');
    return { fromDay: today - back, toDay: today + Math.min(ahead, longestForecast) - 1 };
  }
  const [fromDay, lastDay] = [dayOf(from), dayOf(to)];
  if (fromDay === undefined || lastDay === undefined) {
    return { reason: "Invalid date format. Make sure to use 'YYYY-MM-DD'" };
  }
  if (lastDay < fromDay) return { reason: 'End-date must be larger or equals than start-date' };
  const latest = isForecast ? today + longestForecast - 1 : today;
  if (lastDay > latest) {
    return {
      reason: `Parameter 'end_date' is out of allowed range from 1940-01-01 to ${toDate(latest)}`,
    };
  }
  return { fromDay, toDay: lastDay };
}

function dayOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = toDay(text);
  return Number.isNaN(day) ? undefined : day;
}

function numbers(query: Query, name: string): number[] {
  return (textParameter(query, name) ?? '').split(',').filter(Boolean).map(Number);
}
