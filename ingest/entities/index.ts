import type { Entity } from '../entity.ts';
import type { EntityName } from '../entity-names.ts';
import { boxscores } from './boxscores.ts';
import { feeds } from './feeds.ts';
import { linescores } from './linescores.ts';
import { people } from './people.ts';
import { playerLines } from './player-lines.ts';
import { playerStats } from './player-stats.ts';
import { plays } from './plays.ts';
import { pitches } from './pitches.ts';
import { rosters } from './rosters.ts';
import { schedule } from './schedule.ts';
import { seasons } from './seasons.ts';
import { standings } from './standings.ts';
import { teamStats } from './team-stats.ts';
import { teams } from './teams.ts';
import { transactions } from './transactions.ts';
import { venues } from './venues.ts';
import { weather } from './weather.ts';

/** Every entity by name. */
export const entities: Readonly<Record<EntityName, Entity>> = {
  seasons,
  schedule,
  teams,
  venues,
  rosters,
  transactions,
  standings,
  team_stats: teamStats,
  feeds,
  boxscores,
  linescores,
  plays,
  pitches,
  player_stats: playerStats,
  player_lines: playerLines,
  people,
  weather,
};
