import type { Source } from './source.ts';

/** The services ingest reads. */
export interface Sources {
  statsApi: Source;
  savant: Source;
  /** Past weather. */
  openMeteo: Source;
  /** Weather of the next days: another host. */
  openMeteoForecast: Source;
}

export const everySource = ({
  statsApi,
  savant,
  openMeteo,
  openMeteoForecast,
}: Sources): readonly Source[] => [statsApi, savant, openMeteo, openMeteoForecast];
