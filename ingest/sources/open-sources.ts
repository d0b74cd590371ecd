import type { SourceLabel } from '../raw-warehouse.ts';
import { policyOf, type SourcePolicy } from './policy.ts';
import type { Services } from './sources.ts';
import { openSource, type Origin, type Source, type SourceOptions } from './source.ts';

/** Where the services are, and how they are asked. */
export interface ServiceOptions {
  /** Base URL of the MLB Stats API, or of what stands for it. */
  baseUrl: string;
  /** Base URL of Baseball Savant; that of the Stats API unless given, as for a replay that serves all. */
  savantUrl?: string;
  /** Base URL of Open-Meteo's archive of past weather; that of the Stats API unless given. */
  openMeteoUrl?: string;
  /** Base URL of Open-Meteo's forecast; that of the archive unless given. */
  openMeteoForecastUrl?: string;
  /** Key of an Open-Meteo account, with which its hosts for customers are asked. */
  weatherKey?: string;
  /** Which world the services show; the live ones are asked politely. */
  source: SourceLabel;
}

/** Opens every service. @param policy overrides what the services' own policies say */
export function openSources(
  options: ServiceOptions,
  policy: Partial<SourcePolicy>,
  listeners: Pick<SourceOptions, 'known' | 'now' | 'onFailedTry' | 'onBreaker'>,
): Services {
  const { baseUrl, openMeteoUrl = baseUrl, weatherKey } = options;
  const open = (origin: Origin, url: string, secretParameters = {}): Source =>
    openSource({
      origin,
      baseUrl: url,
      secretParameters,
      ...policyOf(origin, options.source),
      ...policy,
      ...listeners,
    });
  const weather = (url: string): Source =>
    weatherKey === undefined
      ? open('open_meteo', url)
      : open('open_meteo', customerUrl(url), { apikey: weatherKey });
  return {
    statsApi: open('stats_api', baseUrl),
    savant: open('savant', options.savantUrl ?? baseUrl),
    openMeteo: weather(openMeteoUrl),
    openMeteoForecast: weather(options.openMeteoForecastUrl ?? openMeteoUrl),
  };
}

/** Open-Meteo serves those who have a key from hosts of their own; other hosts stay as they are. */
function customerUrl(base: string): string {
  const url = new URL(base);
  if (/^(archive-)?api\.open-meteo\.com$/.test(url.hostname))
    url.hostname = `customer-${url.hostname}`;
  return url.href;
}
