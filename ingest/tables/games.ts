import { gamePk, officialDate, playerId, rawTable, required } from './columns.ts';

/** A table with one row per finished game. */
const gameTable = <Name extends string>(name: Name, description: string) =>
  rawTable({
    name,
    description,
    columns: [gamePk, officialDate],
    keys: ['game_pk'],
    partition: 'official_date',
    clustering: ['game_pk'],
    compared: ['content_sha256', 'official_date', 'event_at'],
    item: ['game_pk'],
  });

/** Tables with games in them. */
export const gameTables = {
  raw_schedule: rawTable({
    name: 'raw_schedule',
    description:
      'One row per date and game of the schedule, with probable pitchers, lineups, officials, line score and venue. A suspended or postponed game stands on each of its dates.',
    columns: [
      required('schedule_date', 'DATE', 'Date under which the schedule lists the game.'),
      gamePk,
    ],
    keys: ['schedule_date', 'game_pk'],
    partition: 'schedule_date',
    clustering: ['game_pk'],
    compared: ['content_sha256'],
    item: ['schedule_date'],
    kept: {
      condition: "JSON_VALUE(T.payload, '$.status.abstractGameState') = 'Final'",
      unless: 'game_pk',
    },
  }),
  raw_game_feeds: gameTable(
    'raw_game_feeds',
    'One row per finished game: what its live feed says of the game as such (teams, park, officials, weather, attendance, duration, decisions, flags), without box score, plays and the biographies of players.',
  ),
  raw_linescores: gameTable(
    'raw_linescores',
    'One row per finished game: its runs, hits, errors and men left on base by inning and in all.',
  ),
  raw_plays: rawTable({
    name: 'raw_plays',
    description:
      'One row per finished game and plate appearance, with its pitches, actions, runners and the score after it.',
    columns: [
      gamePk,
      officialDate,
      required('at_bat_index', 'INTEGER', 'Plate appearance of the game, counted from 0.'),
    ],
    keys: ['game_pk', 'at_bat_index'],
    partition: 'official_date',
    clustering: ['game_pk', 'at_bat_index'],
    compared: ['content_sha256', 'official_date', 'event_at'],
    item: ['game_pk'],
  }),
  raw_boxscores: gameTable(
    'raw_boxscores',
    'One row per finished game: its box score without the players.',
  ),
  raw_boxscore_players: rawTable({
    name: 'raw_boxscore_players',
    description:
      'One row per finished game, side and player listed in the box score, with his batting, pitching and fielding lines; bench and bullpen too.',
    columns: [gamePk, officialDate, required('side', 'STRING', 'home or away.'), playerId],
    keys: ['game_pk', 'side', 'player_id'],
    partition: 'official_date',
    clustering: ['game_pk', 'player_id'],
    compared: ['content_sha256', 'official_date', 'event_at'],
    item: ['game_pk'],
  }),
} as const;
