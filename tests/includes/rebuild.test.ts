import { createRequire } from 'node:module';
import type { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { openWarehouse, type Warehouse } from '../../embedded/index.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';

interface Rebuild {
  changedGames: (self: string, expected: string, options?: { date?: string }) => string;
  changedDates: (self: string, date: string, expected: string) => string;
  since: (self: string, options: { date: string; sources: object[] }) => string;
  commit: string;
}

const rebuild = createRequire(import.meta.url)('../../includes/rebuild.js') as Rebuild;

const project = 'rebuild-test';
const self = 'd.made';
const everything = (group: string): string =>
  `SELECT ${group}, COUNT(*) AS row_count, MAX(loaded_at) AS loaded_at FROM d.source GROUP BY ${group}`;

/** Pre-operations, and the rows that the query goes with them. */
const ways: Record<string, { before: string; where: string }> = {
  'game by game': {
    before: rebuild.changedGames(self, everything('game_pk')),
    where: 'game_pk IN UNNEST(changed_games)',
  },
  'game by game, in partitions': {
    before: rebuild.changedGames(
      self,
      `SELECT game_pk, row_count, loaded_at, changed_date FROM (${everything('game_pk')})
      JOIN (SELECT game_pk, MAX(game_date) AS changed_date FROM d.source GROUP BY game_pk) USING (game_pk)`,
      { date: 'game_date' },
    ),
    where: 'game_date IN UNNEST(changed_dates) AND game_pk IN UNNEST(changed_games)',
  },
  'date by date': {
    before: rebuild.changedDates(self, 'game_date', everything('game_date')),
    where: 'game_date IN UNNEST(changed_dates)',
  },
  'from a date on': {
    before: rebuild.since(self, {
      date: 'game_date',
      sources: [{ from: 'd.source', date: 'game_date', days: 0 }],
    }),
    where: 'game_date >= rebuild_from',
  },
};

describe('increments that replace what changed', () => {
  let warehouse: Warehouse;
  let client: BigQuery;

  before(async () => {
    warehouse = await openWarehouse({ file: ':memory:', project, threads: 1 });
    client = createClient(loadConfig({}, { endpoint: warehouse.url, project }));
    await client.createDataset('d');
  });

  after(() => warehouse.close());

  const increment = async (way: string, value = 'value'): Promise<void> => {
    const { before = '', where = '' } = ways[way] ?? {};
    await client.query(`${before};
      INSERT INTO ${self} SELECT game_pk, game_date, ${value}, CURRENT_TIMESTAMP() FROM d.source WHERE ${where};
      ${rebuild.commit}`);
  };
  const rows = async (): Promise<string[]> => {
    const [found] = await client.query(
      `SELECT FORMAT('%d %t %d', game_pk, game_date, value) AS text FROM ${self} ORDER BY text`,
    );
    return (found as { text: string }[]).map(({ text }) => text);
  };

  for (const way of Object.keys(ways)) {
    describe(way, () => {
      before(async () => {
        const columns = 'game_pk INT64, game_date DATE, value INT64, loaded_at TIMESTAMP';
        await client.query(`CREATE OR REPLACE TABLE d.source (${columns});
          CREATE OR REPLACE TABLE ${self} (${columns}) PARTITION BY game_date;
          INSERT INTO d.source VALUES (1, '2019-05-01', 10, CURRENT_TIMESTAMP()), (2, '2019-05-02', 20, CURRENT_TIMESTAMP())`);
      });

      it('take what is new, and then what was corrected', async () => {
        await increment(way);
        expect(await rows()).to.deep.equal(['1 2019-05-01 10', '2 2019-05-02 20']);
        await client.query(
          'UPDATE d.source SET value = 21, loaded_at = CURRENT_TIMESTAMP() WHERE game_pk = 2',
        );
        await increment(way);
        expect(await rows()).to.deep.equal(['1 2019-05-01 10', '2 2019-05-02 21']);
      });

      it('end where nothing changed: the query does not run, and nothing is left open', async () => {
        const failing = "ERROR('the query ran')";
        await increment(way, failing);
        await client.query(`UPDATE d.source SET loaded_at = CURRENT_TIMESTAMP() WHERE game_pk = 2`);
        const failed = await increment(way, failing).catch(String);
        expect(failed).to.include('the query ran');
        expect(await rows()).to.deep.equal(['1 2019-05-01 10', '2 2019-05-02 21']);
      });
    });
  }
});
