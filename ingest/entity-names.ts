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
  'player_stats',
  'player_lines',
  'people',
  'weather',
] as const;

export type EntityName = (typeof entityNames)[number];
