import type { Source } from './source.ts';

/** The services ingest reads. */
export interface Sources {
  statsApi: Source;
  savant: Source;
  openMeteo: Source;
}
