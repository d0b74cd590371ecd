import { mkdir } from 'node:fs/promises';
import { expect } from 'chai';
import type { ItemRows } from '../../ingest/entity.ts';
import { entities } from '../../ingest/entities/index.ts';
import { openBatches } from '../../ingest/landing/batches.ts';
import { createRawTables, landBatch } from '../../ingest/landing/landing.ts';
import { rawRow, type RawRow } from '../../ingest/tables/raw-row.ts';
import { itemsThere } from '../../ingest/unchanged.ts';
import { openRawWarehouse, project, type RawWarehouse } from './raw-warehouse.ts';

const provenance = {
  url: 'http://127.0.0.1/',
  status: 200,
  knownAt: '2024-10-02T10:00:00.000Z',
  origin: 'savant',
} as const;
const date = '2024-10-01';
const start = '2024-10-01T23:05:00Z';

const pitch = (
  gamePk: number,
  pitchNumber: number,
  content: unknown,
  { officialDate = date, eventAt = start } = {},
): RawRow =>
  rawRow('raw_pitches', provenance, eventAt, content, {
    game_pk: gamePk,
    at_bat_number: 1,
    pitch_number: pitchNumber,
    official_date: officialDate,
  });
const item = (gamePk: number, rows: readonly RawRow[]): ItemRows => ({
  item: { key: String(gamePk), date },
  rows,
  provenance,
});

describe('items that are there', () => {
  let warehouse: RawWarehouse;
  const target = () => ({ client: warehouse.client, project, location: 'US' });
  const game = [pitch(1, 1, { speed: 95.5 }), pitch(1, 2, { speed: null, text: 'é|"' })];
  const ask = (dates = { from: date, to: date }) => itemsThere(target(), entities.pitches, dates);

  before(async () => {
    warehouse = await openRawWarehouse();
    await createRawTables(target());
    await mkdir(warehouse.staging, { recursive: true });
    const batches = openBatches({
      name: 'pitches',
      tables: ['raw_pitches'],
      directory: warehouse.staging,
      runId: 'run',
      source: 'sim',
      land: async (batch) => {
        await landBatch(target(), batch);
      },
    });
    await batches.add([...game, pitch(2, 1, { speed: 90 })], [date]);
    await batches.finish();
  });
  after(() => warehouse.close());

  it('are those whose every row is as it was read, in whatever order and however often', async () => {
    const isThere = await ask();
    expect(isThere(item(1, game))).to.equal(true);
    expect(isThere(item(1, [...game].reverse()))).to.equal(true);
    expect(isThere(item(1, [...game, ...game]))).to.equal(true);
    expect(isThere(item(2, [pitch(2, 1, { speed: 90 }, { eventAt: '2024-10-01T23:05:00.000Z' })])))
      .to //
      .equal(true);
  });

  for (const [what, rows] of [
    ['another content', [pitch(1, 1, { speed: 95.6 }), game[1]!]],
    [
      'another date',
      game.map((row, i) =>
        i ? row : pitch(1, 1, { speed: 95.5 }, { officialDate: '2024-10-02' }),
      ),
    ],
    [
      'another start',
      game.map((row, i) =>
        i ? row : pitch(1, 1, { speed: 95.5 }, { eventAt: '2024-10-01T23:06:00Z' }),
      ),
    ],
    ['a row more', [...game, pitch(1, 3, {})]],
    ['a row less', game.slice(1)],
    ['none', []],
    [
      'the contents of two rows changed over',
      [pitch(1, 2, { speed: 95.5 }), pitch(1, 1, { speed: null, text: 'é|"' })],
    ],
  ] as const)
    it(`are not those with ${what}`, async () => {
      expect((await ask())(item(1, rows))).to.equal(false);
    });

  it('are not those of other dates, nor new ones', async () => {
    expect((await ask({ from: '2024-09-01', to: '2024-09-30' }))(item(1, game))).to.equal(false);
    expect((await ask())(item(3, [pitch(3, 1, {})]))).to.equal(false);
  });

  it('are unknown of tables without dates', async () => {
    const isThere = await itemsThere(target(), entities.people, { from: date, to: date });
    expect(isThere(item(1, []))).to.equal(false);
  });
});
