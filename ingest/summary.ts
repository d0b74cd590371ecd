import type { ErrorCode } from '../warehouse/errors.ts';
import type { RowCounts } from './landing.ts';
import type { RawTableName } from './raw-tables.ts';
import type { SourceLabel } from './source.ts';

export type Entity = 'schedule' | 'teams' | 'rosters' | 'boxscores';

/** Counts of what an entity is read in: months, seasons, team rosters, games. */
export interface EntityCounts {
  /** What the dates asked for have. */
  expected: number;
  /** Not read, because the warehouse has it already. */
  present: number;
  fetched: number;
  failed: number;
  /** Planned but not tried: the run was stopped, or the source failed too often in a row. */
  skipped: number;
}

/** One thing that could not be read; nothing of it was written. */
export interface IngestFailure {
  entity: Entity;
  /** What it is: "2019-04-01..2019-04-30", "2019", "2019-04-01 team 147", "game 565997". */
  key: string;
  code: ErrorCode;
  message: string;
}

export interface IngestSummary {
  /** partial: something failed or was skipped. stopped: by the caller's signal. */
  outcome: 'complete' | 'partial' | 'stopped';
  runId: string;
  source: SourceLabel;
  baseUrl: string;
  from: string;
  to: string;
  entities: Record<Entity, EntityCounts>;
  tables: Record<RawTableName, RowCounts>;
  failures: IngestFailure[];
  /** Requests sent, repetitions included. */
  requests: number;
  seconds: number;
}

export interface IngestProgress {
  stage: Entity;
  done: number;
  total: number;
  message: string;
}

export const noEntities = (): Record<Entity, EntityCounts> => {
  const none = (): EntityCounts => ({
    expected: 0,
    present: 0,
    fetched: 0,
    failed: 0,
    skipped: 0,
  });
  return { schedule: none(), teams: none(), rosters: none(), boxscores: none() };
};

export const noRows = (): Record<RawTableName, RowCounts> => {
  const none = (): RowCounts => ({
    staged: 0,
    inserted: 0,
    changed: 0,
    unchanged: 0,
    removed: 0,
  });
  return {
    raw_schedule: none(),
    raw_boxscores: none(),
    raw_boxscore_players: none(),
    raw_teams: none(),
    raw_rosters: none(),
  };
};
