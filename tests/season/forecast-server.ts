import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DateTime } from 'luxon';

/** Days before: no date of a week's forecast reaches beyond what has been measured. */
const daysBefore = 9;

interface PlaceHours {
  hourly: Record<string, unknown[]> & { time: string[] };
}

const shifted = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() ?? date;

/**
 * Stands for Open-Meteo's forecast, which the replay does not have: the weather expected is that which the replay's archive
 * measured at the same hours nine days before. It knows nothing of what is to come.
 */
export async function startForecastServer(
  archiveUrl: string,
): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', archiveUrl);
    const query = asked.searchParams;
    for (const name of ['start_date', 'end_date'])
      query.set(name, shifted(query.get(name) ?? '', -daysBefore));
    query.set('hourly', (query.get('hourly') ?? '').replace(',precipitation_probability', ''));
    fetch(`${archiveUrl}/v1/archive?${query.toString()}`)
      .then(async (answer) => {
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        if (!answer.ok) return response.end(await answer.text());
        const found = (await answer.json()) as PlaceHours | PlaceHours[];
        return response.end(JSON.stringify([found].flat().map(expected)));
      })
      // As the archive behind it: no answer there, none here.
      .catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

function expected(place: PlaceHours): PlaceHours {
  const time = place.hourly.time.map((hour) =>
    DateTime.fromISO(hour, { zone: 'utc' })
      .plus({ days: daysBefore })
      .toFormat("yyyy-MM-dd'T'HH:mm"),
  );
  const nothingSaid = time.map(() => null);
  return {
    ...place,
    hourly: { ...place.hourly, time, precipitation_probability: nothingSaid },
  };
}
