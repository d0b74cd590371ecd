import { expect } from 'chai';
import { z } from 'zod';
import {
  createOperationalTables,
  mergeRows,
  mergeSql,
  selectOperational,
} from '../../ingest/operations/operations.ts';
import { operationalTables } from '../../ingest/operations/operational-tables.ts';
import { schemaDriftTable } from '../../ingest/operations/schema-drift-table.ts';
import { nullable, required, type OperationalTable } from '../../ingest/operations/table.ts';
import type { RawWarehouse as Warehouse } from '../../ingest/raw-warehouse.ts';
import { TankError } from '../../warehouse/errors.ts';
import { openRawWarehouse, project, type RawWarehouse } from './raw-warehouse.ts';

const everyType: OperationalTable = {
  name: 'every_type',
  description: 'One row per name.',
  columns: [
    required('name', 'STRING', 'Key.'),
    nullable('n', 'INTEGER', 'An integer.'),
    nullable('x', 'FLOAT', 'A number.'),
    nullable('is_so', 'BOOLEAN', 'Whether.'),
    nullable('on_date', 'DATE', 'A date.'),
    nullable('seen_at', 'TIMESTAMP', 'An instant.'),
    nullable('content', 'JSON', 'Whatever.'),
  ],
  keys: ['name'],
};

describe('operational tables', () => {
  let opened: RawWarehouse;
  let warehouse: Warehouse;

  before(async () => {
    opened = await openRawWarehouse();
    warehouse = { client: opened.client, project, location: 'US' };
  });

  after(() => opened.close());

  it('are made once, with descriptions', async () => {
    await createOperationalTables(warehouse);
    await createOperationalTables(warehouse);
    const [tables] = await warehouse.client.dataset('mlb_ops').getTables();
    expect(tables.map(({ id }) => id)).to.have.members(operationalTables.map(({ name }) => name));
    const [metadata] = (await warehouse.client
      .dataset('mlb_ops')
      .table('schema_drift')
      .getMetadata()) as [{ description: string }, unknown];
    expect(metadata.description).to.equal(schemaDriftTable.description);
  });

  const drift = (path: string, run: string) => ({
    endpoint: 'boxscore',
    path,
    first_seen_at: '2024-10-30T12:00:00.000Z',
    run_id: run,
    source: 'replay',
    url: `http://api/${run}`,
  });
  const runs = () =>
    selectOperational(
      warehouse,
      z.object({ path: z.string(), run_id: z.string() }),
      (table) =>
        `SELECT path, run_id FROM ${table(schemaDriftTable)} WHERE endpoint = @endpoint ORDER BY path`,
      { endpoint: 'boxscore' },
    );

  it('keep or replace the rows that are there, by key', async () => {
    await createOperationalTables(warehouse);
    await mergeRows(warehouse, schemaDriftTable, [drift('a', 'one'), drift('b', 'one')], 'kept');
    await mergeRows(warehouse, schemaDriftTable, [drift('b', 'two'), drift('c', 'two')], 'kept');
    expect(await runs()).to.deep.equal([
      { path: 'a', run_id: 'one' },
      { path: 'b', run_id: 'one' },
      { path: 'c', run_id: 'two' },
    ]);
    await mergeRows(warehouse, schemaDriftTable, [drift('a', 'three')], 'replaced');
    expect((await runs())[0]).to.deep.equal({ path: 'a', run_id: 'three' });
    await mergeRows(warehouse, schemaDriftTable, [], 'replaced');
    expect(await runs()).to.have.length(3);
  });

  it('hold values of every type as they are, nulls too, and more rows than go at once', async () => {
    await createOperationalTables(warehouse);
    await warehouse.client.dataset('mlb_ops').createTable('every_type', {
      schema: { fields: everyType.columns.map((column) => ({ ...column })) },
    });
    const content = { text: 'a "quoted" \\ line\n', list: [1, null, { deep: true }], big: 1e300 };
    await mergeRows(
      warehouse,
      everyType,
      [
        {
          name: 'full',
          n: 9007199254740991,
          x: 0.1,
          is_so: false,
          on_date: '2024-02-29',
          seen_at: '2024-02-29T23:59:59.123Z',
          content,
        },
        { name: 'empty', n: null, x: null, is_so: null, on_date: null, seen_at: null },
      ],
      'replaced',
    );
    const rows = await selectOperational(
      warehouse,
      z.object({ text: z.string() }),
      (table) =>
        `SELECT TO_JSON_STRING(STRUCT(name, n, x, is_so, on_date, UNIX_MILLIS(seen_at) AS seen_at, content)) AS text FROM ${table(everyType)} ORDER BY name`,
    );
    const nothing = { n: null, x: null, is_so: null, on_date: null, seen_at: null, content: null };
    expect(rows.map(({ text }) => JSON.parse(text) as unknown)).to.deep.equal([
      { name: 'empty', ...nothing },
      {
        name: 'full',
        n: 9007199254740991,
        x: 0.1,
        is_so: false,
        on_date: '2024-02-29',
        seen_at: Date.parse('2024-02-29T23:59:59.123Z'),
        content,
      },
    ]);
    const many = Array.from({ length: 1203 }, (_, n) => ({ name: `row ${n}`, n }));
    await mergeRows(warehouse, everyType, many, 'replaced');
    expect(await opened.count('SELECT COUNT(*) AS n FROM mlb_ops.every_type')).to.equal(1205);
  });

  it('fail with the name of the table', async () => {
    const missing = { ...everyType, name: 'missing' };
    const error: unknown = await mergeRows(warehouse, missing, [{ name: 'x' }], 'kept').catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_WAREHOUSE');
    expect((error as TankError).message).to.contain('mlb_ops.missing');
  });

  it('are never rewritten where rows are kept', () => {
    expect(mergeSql(schemaDriftTable, 't', 'kept')).not.to.contain('WHEN MATCHED');
  });
});
