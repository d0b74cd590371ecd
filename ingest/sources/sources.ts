import type { Archive } from './archive.ts';
import type { Source } from './source.ts';

/** The services ingest reads. */
export interface Services {
  statsApi: Source;
  savant: Source;
  /** Past weather. */
  openMeteo: Source;
  /** Weather of the next days: another host. */
  openMeteoForecast: Source;
}

export interface Sources extends Services {
  /** Earlier answers of the services. */
  archive: Archive;
}

export const everySource = ({
  statsApi,
  savant,
  openMeteo,
  openMeteoForecast,
}: Services): readonly Source[] => [statsApi, savant, openMeteo, openMeteoForecast];
