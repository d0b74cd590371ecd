import type { EntityName } from './entity-names.ts';
import type { StagingBucket } from './landing/staged-load.ts';
import type { RawWarehouse, SourceLabel } from './raw-warehouse.ts';
import type { KnownFields } from './sources/known-fields.ts';
import type { ServiceOptions } from './sources/open-sources.ts';
import type { SourcePolicy } from './sources/policy.ts';
import type { IngestProgress } from './summary.ts';
import type { Snapshots } from './world.ts';

export interface IngestOptions extends RawWarehouse, ServiceOptions {
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
  /** Reads again what was read of the dates, however short a time ago. */
  isAgain?: boolean;
  /** Where files wait for their load job. */
  stagingDirectory: string;
  /** Cloud Storage that files pass on their way; without it each is uploaded with its load job. */
  stagingBucket?: StagingBucket;
  onProgress?: (progress: IngestProgress) => void;
  /** Called once when it is known that there are dates in a season: before all but the seasons is collected. */
  onInSeason?: () => void;
  /** The present: `known_at` of rows, and what is past. */
  now?: () => Date;
  /** Reads under way at once; 6 unless given. */
  concurrency?: number;
  /** Ends the run early: what has landed stays, the rest is left for the next run. */
  signal?: AbortSignal;
  /** Time the run may read for, in milliseconds: then it lands what it has and ends, the rest is left for the next run. */
  deadlineMs?: number;
  /** What fields answers have: as shipped and as reported by earlier runs unless given. */
  known?: KnownFields;
  /** How every source is asked instead of its own policy, and the batch size: for tests and slow networks. */
  tuning?: Partial<SourcePolicy> & { batchBytes?: number };
}
