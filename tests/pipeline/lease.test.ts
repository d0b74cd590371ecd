import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { keepLease, leaseHolder, takeLease } from '../../pipeline/runs/lease.ts';
import { warehouseOf } from '../../pipeline/tables.ts';
import { openSmallPipeline, type SmallPipeline } from './small-pipeline.ts';

describe('a lease that is kept', function () {
  this.timeout(20_000);
  const holder = { runId: 'daily-2026-04-15', worker: 'here' };
  let small: SmallPipeline;

  before(async () => {
    small = await openSmallPipeline();
  });

  after(() => small.close());

  /** A warehouse whose every statement takes long: how many have begun, are under way, and were so at most. */
  function slowWarehouse() {
    const { client, ...rest } = warehouseOf(small.session);
    const under = { begun: 0, way: 0, most: 0 };
    const slow = Object.create(client) as typeof client;
    const createQueryJob = client.createQueryJob.bind(client) as (options: object) => unknown;
    slow.createQueryJob = (async (options: object) => {
      under.begun += 1;
      under.way += 1;
      under.most = Math.max(under.most, under.way);
      await pause(100);
      try {
        return await createQueryJob(options);
      } finally {
        under.way -= 1;
      }
    }) as typeof client.createQueryJob;
    return { warehouse: { client: slow, ...rest }, under };
  }

  it('is not taken after it was stopped, however slow the warehouse is', async () => {
    const { warehouse, under } = slowWarehouse();
    expect(await takeLease(warehouse, holder, 60)).to.equal(true);
    const lease = keepLease(warehouse, holder, 0.06, () => undefined);
    const before = under.begun;
    while (under.begun < before + 3 || under.way === 0) await pause(5);
    await lease.stop();
    const stopped = under.begun;
    await pause(100);
    expect(under).to.deep.equal({ begun: stopped, way: 0, most: 1 });
  });

  it('is lost once, and not reached for when it is free again', async () => {
    const warehouse = warehouseOf(small.session);
    expect(await takeLease(warehouse, holder, 60)).to.equal(true);
    const losses: string[] = [];
    const lease = keepLease(warehouse, holder, 0.06, ({ message }) => {
      losses.push(message);
    });
    await small.query(
      `UPDATE mlb_ops.leases SET worker = 'thief', run_id = 'x', expires_at = TIMESTAMP '2100-01-01' WHERE TRUE`,
    );
    while (losses.length === 0) await pause(10);
    await small.query("UPDATE mlb_ops.leases SET expires_at = TIMESTAMP '2020-01-01' WHERE TRUE");
    await pause(200);
    await lease.stop();
    expect(losses).to.deep.equal(['daily-2026-04-15 lost its lease: another run has taken it']);
    expect(await leaseHolder(warehouse)).to.equal(undefined);
  });
});
