import { nullable, rawTable, required } from './columns.ts';

/** What has been collected: landed last in each batch, so that a row here vouches for the rows of its item. */
export const collectedItemTables = {
  raw_collected_items: rawTable({
    name: 'raw_collected_items',
    description:
      'One row per entity and item that was read whole: a game, a date, a club on a date. The payload counts its rows by table, and says in doubts what made its source look damaged each time it was asked; known_at is when it was last read.',
    columns: [
      required('entity', 'STRING', 'What was collected: schedule, boxscores, rosters and so on.'),
      required('item_key', 'STRING', 'Key of the item, unique in the entity.'),
      nullable('item_date', 'DATE', 'Date (US/Eastern) the item is about; none for a season.'),
      nullable(
        'state',
        'STRING',
        'What the item depended on when it was read, as the state of its game in the schedule; another state means read it again.',
      ),
    ],
    keys: ['entity', 'item_key'],
    clustering: ['entity', 'item_date'],
    compared: ['content_sha256', 'item_date', 'state', 'known_at'],
    item: ['entity', 'item_key'],
  }),
} as const;
