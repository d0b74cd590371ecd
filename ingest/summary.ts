import type { ErrorCode } from '../warehouse/errors.ts';
import type { DateRange } from './dates.ts';
import { entityNames, type EntityName } from './entity-names.ts';
import type { SourceLabel } from './raw-warehouse.ts';
import type { DriftedField } from './sources/known-fields.ts';
import type { NextSeason } from './season-calendar.ts';
import type { BreakerChange, Origin } from './sources/source.ts';
import { rawTables, type RawTableName } from './tables/raw-tables.ts';

/** What a landing did to a raw table, in rows. */
export interface RowCounts {
  /** Rows sent. */
  staged: number;
  inserted: number;
  changed: number;
  unchanged: number;
  removed: number;
}

/** Counts of an entity's items: dates of the schedule, club rosters, games. */
export interface EntityCounts {
  /** What the dates asked for have. */
  expected: number;
  /** Not read, because the warehouse has it already. */
  present: number;
  fetched: number;
  failed: number;
  /** Planned but not read: the run was stopped, or the source is down. */
  skipped: number;
  /** Items fetched by where they came from. */
  origins: Partial<Record<Origin | 'archive', number>>;
  /** Raw rows of it, over all its tables. */
  rows: RowCounts;
  seconds: number;
}

/** One thing that could not be read; nothing of it was written. */
export interface IngestFailure {
  entity: EntityName;
  /** What it is: "2019-04-01..2019-04-30", "2019", "2019-04-01 team 147", "2019-04-01 game 565997". */
  key: string;
  /** What was asked for; an entity takes it up again from this. */
  request: unknown;
  code: ErrorCode;
  message: string;
  /** HTTP status, if there was an answer. */
  status?: number;
}

export interface IngestSummary {
  /**
   * partial: something failed or was skipped. stopped: see stoppedBy. off_season: no date asked for is in a
   * season, so nothing was done.
   */
  outcome: 'complete' | 'partial' | 'stopped' | 'off_season';
  /** What ended the run early: its deadline, or the caller's signal. */
  stoppedBy?: 'deadline' | 'signal';
  runId: string;
  source: SourceLabel;
  baseUrl: string;
  from: string;
  to: string;
  /** Dates asked for that were left out, as they are in no season. */
  offSeason: DateRange[];
  /** The season that begins next after the last of those, else after the last date; null when none is known. */
  nextSeason: NextSeason | null;
  /** All zero for an entity that was not asked for. */
  entities: Record<EntityName, EntityCounts>;
  tables: Record<RawTableName, RowCounts>;
  failures: IngestFailure[];
  /** How far the sources were trusted, change by change. */
  breakers: BreakerChange[];
  /** Fields that no answer had before; they are kept. */
  drift: DriftedField[];
  /** Requests sent, repetitions included. */
  requests: number;
  seconds: number;
}

export interface IngestProgress {
  stage: EntityName;
  done: number;
  total: number;
  message: string;
}

const noRows = (): RowCounts => ({
  staged: 0,
  inserted: 0,
  changed: 0,
  unchanged: 0,
  removed: 0,
});

const noItems = (): EntityCounts => ({
  expected: 0,
  present: 0,
  fetched: 0,
  failed: 0,
  skipped: 0,
  origins: {},
  rows: noRows(),
  seconds: 0,
});

export const noEntities = (): Record<EntityName, EntityCounts> =>
  Object.fromEntries(entityNames.map((name) => [name, noItems()])) as Record<
    EntityName,
    EntityCounts
  >;

export const noTables = (): Record<RawTableName, RowCounts> => {
  const names = Object.keys(rawTables) as RawTableName[];
  return Object.fromEntries(names.map((name) => [name, noRows()])) as Record<
    RawTableName,
    RowCounts
  >;
};

/** Adds what one landing did. */
export function addRows(sum: RowCounts, landed: RowCounts): void {
  for (const name of Object.keys(sum) as (keyof RowCounts)[]) sum[name] += landed[name];
}

/** Names in the order of collection, each once. */
export const inOrder = (names: readonly EntityName[]): EntityName[] =>
  entityNames.filter((name) => names.includes(name));
