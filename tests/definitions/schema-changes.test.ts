import { createRequire } from 'node:module';
import { expect } from 'chai';
import { openRawWarehouse, project, type RawWarehouse } from '../ingest/raw-warehouse.ts';
import { compileProject } from './compile.ts';

interface Table {
  schema: string;
  name: string;
  columns: string[];
}

const { refuse } = createRequire(import.meta.url)('../../includes/schema_changes.js') as {
  refuse: (tables: Table[], database: string) => string;
};

describe('schema changes of incremental tables', function () {
  let warehouse: RawWarehouse;

  before(async () => {
    warehouse = await openRawWarehouse();
    await warehouse.client.query(`CREATE SCHEMA mlb_staging; CREATE SCHEMA mlb_features;
      CREATE TABLE mlb_staging.stg_games (game_pk INT64, Season INT64, old_column INT64);
      CREATE TABLE mlb_features.form (team_id INT64)`);
  });
  after(() => warehouse.close());

  const message = async (...tables: Table[]): Promise<string | undefined> =>
    warehouse.client.query(refuse(tables, project)).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );

  it('are none when every column is there, and when a table does not exist yet', async () => {
    expect(
      await message(
        { schema: 'mlb_staging', name: 'stg_games', columns: ['game_pk', 'season'] },
        { schema: 'mlb_features', name: 'form', columns: ['team_id'] },
        { schema: 'mlb_features', name: 'not_there_yet', columns: ['team_id'] },
      ),
    ).to.equal(undefined);
  });

  it('are refused by name, and say what to do', async () => {
    expect(
      await message(
        { schema: 'mlb_staging', name: 'stg_games', columns: ['game_pk', 'season', 'weather'] },
        { schema: 'mlb_features', name: 'form', columns: ['team_id'] },
      ),
    ).to.contain('mlb_staging.stg_games lacks weather. Run it again with --full-refresh.');
  });

  it('are looked for in every incremental table, after it is built', async () => {
    const graph = await compileProject();
    const incremental = graph.tables.filter(({ enumType }) => enumType === 'INCREMENTAL');
    const check = graph.operations.find(
      ({ target }) => target.name === 'incremental_tables_are_current',
    );
    const sql = check?.queries.join() ?? '';
    const after = (check as { dependencyTargets?: { name: string }[] }).dependencyTargets ?? [];
    expect(incremental.length).to.be.greaterThan(10);
    for (const { target } of incremental) {
      expect(sql).to.contain(`'${target.name}' AS table_name`);
      expect(after.map(({ name }) => name)).to.contain(target.name);
    }
  });
});
