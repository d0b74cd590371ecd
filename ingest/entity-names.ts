/** Everything that is collected, in the order of its collection: what others are planned from comes first. */
export const entityNames = [
  'seasons',
  'schedule',
  'teams',
  'venues',
  'rosters',
  'transactions',
  'standings',
  'team_stats',
  'feeds',
  'boxscores',
  'linescores',
  'plays',
  'pitches',
] as const;

export type EntityName = (typeof entityNames)[number];
