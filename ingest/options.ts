import type { EntityName } from './entity-names.ts';
import type { StagingBucket } from './landing/staged-load.ts';
import type { RawWarehouse, SourceLabel } from './raw-warehouse.ts';
import type { SourceOptions } from './sources/source.ts';
import type { IngestProgress } from './summary.ts';
import type { Snapshots } from './world.ts';

export interface IngestOptions extends RawWarehouse {
  /** Base URL of the MLB Stats API, or of what stands for it. */
  baseUrl: string;
  /** Base URL of Baseball Savant; that of the Stats API unless given, as for a replay that serves all. */
  savantUrl?: string;
  /** Base URL of Open-Meteo's archive of past weather; that of the Stats API unless given. */
  openMeteoUrl?: string;
  /** Base URL of Open-Meteo's forecast; that of the archive unless given. */
  openMeteoForecastUrl?: string;
  /** Kept on every row. */
  source: SourceLabel;
  /** First schedule date, YYYY-MM-DD. */
  from: string;
  /** Last schedule date, YYYY-MM-DD. */
  to: string;
  /** What to collect; everything unless given. Seasons always are, as far as they are not configured. */
  entities?: readonly EntityName[];
  /** Daily unless given. */
  snapshots?: Snapshots;
  /** Where files wait for their load job. */
  stagingDirectory: string;
  /** Cloud Storage that files pass on their way; without it each is uploaded with its load job. */
  stagingBucket?: StagingBucket;
  onProgress?: (progress: IngestProgress) => void;
  /** The present: `known_at` of rows, and what is past. */
  now?: () => Date;
  /** Requests under way at once; 6 unless given. */
  concurrency?: number;
  /** Ends the run early: what has landed stays, the rest is left for the next run. */
  signal?: AbortSignal;
  /** Waits, timeouts and batch size, for tests and slow networks. */
  tuning?: Pick<SourceOptions, 'backoffMs' | 'timeoutMs'> & { batchBytes?: number };
}
