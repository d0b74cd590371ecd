/** Everything that is collected, in the order of its collection: what others are planned from comes first. */
export const entityNames = ['seasons', 'schedule', 'teams', 'rosters', 'boxscores'] as const;

export type EntityName = (typeof entityNames)[number];
