import { nullable, rawTable, required, season, teamId } from './columns.ts';

/** Tables of the league as a whole: its seasons, parks, standings, statistics of all clubs and moves of players. */
export const leagueTables = {
  raw_seasons: rawTable({
    name: 'raw_seasons',
    description: 'One row per season that ingest/seasons.yaml does not have: its dates.',
    columns: [season],
    keys: ['season'],
    clustering: ['season'],
    compared: ['content_sha256'],
    item: ['season'],
  }),
  raw_venues: rawTable({
    name: 'raw_venues',
    description:
      'One row per season and ballpark on its schedule, with location, coordinates, field and time zone.',
    columns: [season, required('venue_id', 'INTEGER', 'Key of the ballpark in the MLB Stats API.')],
    keys: ['season', 'venue_id'],
    clustering: ['season', 'venue_id'],
    compared: ['content_sha256'],
    item: ['season', 'venue_id'],
  }),
  raw_standings: rawTable({
    name: 'raw_standings',
    description:
      'One row per date of the regular season and team: its place in the standings after the games of the date.',
    columns: [
      required('standings_date', 'DATE', 'Date (US/Eastern) through which games count.'),
      teamId,
    ],
    keys: ['standings_date', 'team_id'],
    partition: 'standings_date',
    clustering: ['team_id'],
    compared: ['content_sha256'],
    item: ['standings_date'],
  }),
  raw_team_stats: rawTable({
    name: 'raw_team_stats',
    description:
      'One row per date of the regular season, group of statistics and team: its totals from the start of the season through the date.',
    columns: [
      required('stats_date', 'DATE', 'Date (US/Eastern) through which games count.'),
      required('stat_group', 'STRING', 'hitting, pitching or fielding.'),
      teamId,
    ],
    keys: ['stats_date', 'stat_group', 'team_id'],
    partition: 'stats_date',
    clustering: ['team_id', 'stat_group'],
    compared: ['content_sha256'],
    item: ['stats_date'],
  }),
  raw_transactions: rawTable({
    name: 'raw_transactions',
    description: 'One row per date of a season and transaction of the major league clubs.',
    columns: [
      required('transaction_date', 'DATE', 'Date (US/Eastern) of the transaction.'),
      required('transaction_id', 'INTEGER', 'Key of the transaction in the MLB Stats API.'),
      required('entry', 'INTEGER', '1; counts on where one key stands for several entries.'),
      nullable('player_id', 'INTEGER', 'Key of the person in the MLB Stats API; none for cash.'),
    ],
    keys: ['transaction_date', 'transaction_id', 'entry'],
    partition: 'transaction_date',
    clustering: ['player_id'],
    compared: ['content_sha256'],
    item: ['transaction_date'],
  }),
} as const;
