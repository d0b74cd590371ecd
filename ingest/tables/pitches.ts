import { gamePk, officialDate, rawTable, required } from './columns.ts';

/** Tables of what happens between two outs. */
export const pitchTables = {
  raw_pitches: rawTable({
    name: 'raw_pitches',
    description:
      "One row per finished game, plate appearance and pitch. From Savant, the payload holds the columns of its export that are not blank; from the MLB Stats API, `event` is the play's event and `play` its context.",
    columns: [
      gamePk,
      officialDate,
      required('at_bat_number', 'INTEGER', 'Plate appearance in the game, from 1.'),
      required('pitch_number', 'INTEGER', 'Pitch in the plate appearance, from 1.'),
    ],
    keys: ['game_pk', 'at_bat_number', 'pitch_number'],
    partition: 'official_date',
    clustering: ['game_pk', 'at_bat_number'],
    compared: ['content_sha256', 'official_date', 'event_at'],
    item: ['game_pk'],
  }),
} as const;
