import { playerId, rawTable, required, season, teamId } from './columns.ts';

/** Tables of clubs and who belongs to them. */
export const clubTables = {
  raw_teams: rawTable({
    name: 'raw_teams',
    description: 'One row per season and major league team.',
    columns: [season, teamId],
    keys: ['season', 'team_id'],
    clustering: ['season', 'team_id'],
    compared: ['content_sha256'],
    item: ['season'],
  }),
  raw_rosters: rawTable({
    name: 'raw_rosters',
    description: 'One row per roster type, date, team and player on that roster.',
    columns: [
      required('roster_type', 'STRING', 'active or 40Man, as the MLB Stats API names them.'),
      required('roster_date', 'DATE', 'Date (US/Eastern) the roster was asked for.'),
      teamId,
      playerId,
    ],
    keys: ['roster_type', 'roster_date', 'team_id', 'player_id'],
    partition: 'roster_date',
    clustering: ['team_id', 'player_id'],
    compared: ['content_sha256'],
    item: ['roster_date', 'team_id'],
  }),
} as const;
