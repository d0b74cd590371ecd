import { expect } from 'chai';
import { entityNames } from '../../ingest/entity-names.ts';
import { startSimulatedLeague, type SimulatedLeague } from '../../sim/index.ts';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';

describe('everything that is collected, from the simulated league', () => {
  let league: SimulatedLeague;
  let warehouse: RawWarehouse;
  const now = '2025-06-13T16:00:00Z';

  before(async () => {
    league = await startSimulatedLeague({ seed: 'collected', seasons: [2025], now });
    warehouse = await openRawWarehouse();
  });
  after(async () => {
    await warehouse.close();
    await league.close();
  });

  it('comes whole and without doubts', async () => {
    const summary = await warehouse.ingest({
      baseUrl: league.url,
      source: 'sim',
      entities: entityNames,
      from: '2025-06-12',
      to: '2025-06-14',
      now: () => new Date(now),
      tuning: { timeoutMs: 120_000 },
    });
    expect(summary.failures).to.deep.equal([]);
    expect(summary.outcome).to.equal('complete');
    for (const name of entityNames) {
      const { expected, present, fetched } = summary.entities[name];
      expect(fetched + present, name).to.equal(expected);
      if (name !== 'seasons' && name !== 'player_lines') expect(expected, name).to.be.above(0);
    }
    expect(summary.entities.pitches.origins).to.deep.equal({ savant: 15 });
    const doubtful = await warehouse.count(
      `SELECT COUNT(*) AS n FROM mlb_raw.raw_collected_items WHERE JSON_QUERY(payload, '$.doubts') IS NOT NULL`,
    );
    expect(doubtful).to.equal(0);
  }).timeout(300_000);
});
