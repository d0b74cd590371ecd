import type { Config, ServiceUrls } from '../warehouse/config.ts';
import { tankError } from '../warehouse/errors.ts';
import { readSecret, type IngestOptions, type SourceLabel } from '../ingest/index.ts';

/** Where raw data comes from during a command. */
export interface Source {
  label: SourceLabel;
  urls: ServiceUrls;
  /** Key of an Open-Meteo account. */
  weatherKey?: string;
  /** Other than what suits the services: for tests, whose services fail on purpose. */
  tuning?: IngestOptions['tuning'];
  close(): Promise<void>;
}

/** Seed and seasons of the simulated league; the same everywhere, so that every run sees the same games. */
export const simulated = { seed: 1876, seasons: [2025, 2026] };

export const sourceHelp =
  'live (statsapi.mlb.com), sim (the simulated league), or the URL of such a server';

/** A server that stands for every service. */
const oneServer = (url: string): ServiceUrls => ({
  statsApi: url,
  savant: url,
  weather: url,
  forecast: url,
});

/**
 * Resolves `--source`: `live`, `sim`, or the URL of a server in the Stats API's shapes. Nothing falls back.
 * @param now the simulated league's clock; only `sim` has one
 * @param env where the weather key is, or the name of its secret, which only `live` has; and TANK_FORECAST_URL
 * @throws TankError E_USAGE for anything else, E_CONFIG for a secret that cannot be read
 */
export async function openSource(
  choice: string,
  config: Config,
  now: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Source> {
  const close = (): Promise<void> => Promise.resolve();
  if (choice === 'live') {
    const weatherKey = await readSecret('TANK_WEATHER_KEY', env);
    return { label: 'live', urls: config.live, ...(weatherKey && { weatherKey }), close };
  }
  if (choice === 'sim') {
    const { startSimulatedLeague } = await import('../sim/index.ts');
    const league = await startSimulatedLeague({ ...simulated, now });
    return { label: 'sim', urls: oneServer(league.url), close: () => league.close() };
  }
  if (URL.canParse(choice) && /^https?:$/.test(new URL(choice).protocol)) {
    const urls = oneServer(choice.replace(/\/+$/, ''));
    // A replay may have no forecast of the weather: what was set by name then stands for it.
    return {
      label: 'replay',
      urls: env.TANK_FORECAST_URL ? { ...urls, forecast: config.live.forecast } : urls,
      close,
    };
  }
  throw tankError('E_USAGE', `--source is live, sim or a URL, not '${choice}'`);
}
