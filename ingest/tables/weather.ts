import { gamePk, officialDate, rawTable, required } from './columns.ts';

/** Table of the weather at games. */
export const weatherTables = {
  raw_weather: rawTable({
    name: 'raw_weather',
    description:
      'One row per game and kind: the weather at its ballpark in the hour of first pitch (UTC) and the four after it, with units. Under a dome there is none, and the payload says only the roof; a retractable roof may have been closed.',
    columns: [
      gamePk,
      officialDate,
      required(
        'kind',
        'STRING',
        'archive: as it was; forecast: as it was last expected before first pitch.',
      ),
    ],
    keys: ['game_pk', 'kind'],
    partition: 'official_date',
    clustering: ['game_pk'],
    compared: ['content_sha256', 'official_date', 'event_at'],
    item: ['game_pk', 'kind'],
  }),
} as const;
