import { gamePk, officialDate, playerId, rawTable, required, season, teamId } from './columns.ts';

const positionCode = required(
  'position_code',
  'STRING',
  'Position of a fielding line, as the MLB Stats API codes it; empty of other lines.',
);
const statGroup = required('stat_group', 'STRING', 'hitting, pitching or fielding.');

/** Tables of players and what they did, beside the box scores. */
export const playerTables = {
  raw_player_stats: rawTable({
    name: 'raw_player_stats',
    description:
      'One row per stats date, group, player, team and, of fielders, position: everyone with statistics in the regular season up to that date, qualified or not.',
    columns: [
      required('stats_date', 'DATE', 'Last date (US/Eastern) whose games are counted.'),
      season,
      statGroup,
      playerId,
      teamId,
      positionCode,
    ],
    keys: ['stats_date', 'stat_group', 'player_id', 'team_id', 'position_code'],
    partition: 'stats_date',
    clustering: ['stat_group', 'player_id'],
    compared: ['content_sha256'],
    item: ['stats_date', 'stat_group'],
  }),
  raw_player_game_lines: rawTable({
    name: 'raw_player_game_lines',
    description:
      'One row per game, player, group and, of fielders, position: lines from his game log where the box score should have one, but has not.',
    columns: [
      gamePk,
      officialDate,
      playerId,
      statGroup,
      positionCode,
      required(
        'strategy',
        'STRING',
        'Why the line was looked for: boxscore names him without a line, roster has him and the box score does not, or totals of the season count more games than there are lines.',
      ),
    ],
    keys: ['game_pk', 'player_id', 'stat_group', 'position_code'],
    partition: 'official_date',
    clustering: ['game_pk', 'player_id'],
    compared: ['content_sha256', 'official_date', 'event_at', 'strategy'],
    item: ['game_pk', 'player_id'],
  }),
  raw_people: rawTable({
    name: 'raw_people',
    description:
      'One row per person in a box score or on a roster: his biography as of the last season he was seen in, without his age.',
    columns: [required('person_id', 'INTEGER', 'Key of the person in the MLB Stats API.')],
    keys: ['person_id'],
    clustering: ['person_id'],
    compared: ['content_sha256'],
    item: ['person_id'],
  }),
} as const;
