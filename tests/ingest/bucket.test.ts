import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openWarehouse, type Warehouse } from '../../embedded/index.ts';
import { openBatches } from '../../ingest/landing/batches.ts';
import { createRawTables, landBatch, type LandingTarget } from '../../ingest/landing/landing.ts';
import { openStagingBucket } from '../../ingest/landing/staged-load.ts';
import { rawRow, type RawRow } from '../../ingest/tables/raw-row.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { startCloudStorage, type CloudStorage } from './cloud-storage.ts';

const project = 'hankstank';

const team = (id: number): RawRow =>
  rawRow(
    'raw_teams',
    {
      url: 'http://api/teams',
      status: 200,
      knownAt: '2024-10-30T12:00:00.000Z',
      origin: 'stats_api',
    },
    null,
    { id, name: `Team ${id}` },
    { season: 2024, team_id: id },
  );

describe('landing through Cloud Storage', () => {
  let directory: string;
  let storage: CloudStorage;
  let warehouse: Warehouse;
  let target: LandingTarget;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'tank-bucket-'));
    storage = await startCloudStorage(path.join(directory, 'storage'));
    warehouse = await openWarehouse({
      file: ':memory:',
      project,
      storageDirectory: path.join(directory, 'storage'),
    });
    target = {
      client: createClient(loadConfig({}, { endpoint: warehouse.url, project })),
      project,
      location: 'US',
      stagingBucket: openStagingBucket('gs://landing/some/where/', {
        apiEndpoint: storage.url,
        projectId: project,
      }),
    };
    await createRawTables(target);
  });

  afterEach(async () => {
    await warehouse.close();
    await storage.close();
    await rm(directory, { recursive: true });
  });

  const land = async (rows: readonly RawRow[]): Promise<void> => {
    const batches = openBatches({
      name: 'teams',
      tables: ['raw_teams', 'raw_collected_items'],
      directory,
      runId: 'run',
      source: 'replay',
      land: async (batch) => {
        await landBatch(target, batch);
      },
    });
    await batches.add(rows, []);
    await batches.finish();
  };

  it('uploads each file, loads them with one job, and leaves no object behind', async () => {
    const rows = Array.from({ length: 10_001 }, (_, index) => team(index));
    await land(rows);
    const [[counted]] = (await target.client.query(
      'SELECT COUNT(DISTINCT team_id) AS n, MIN(source) AS source FROM mlb_raw.raw_teams',
    )) as [{ n: number; source: string }[]];
    expect(counted).to.deep.equal({ n: 10_001, source: 'replay' });
    expect(storage.uploaded).to.have.length(2);
    for (const name of storage.uploaded) expect(name).to.match(/^some\/where\/run_teams_1\./);
    expect(await readdir(path.join(directory, 'storage/landing/some/where'))).to.deep.equal([]);
  });

  it('names the batch and leaves no rows when the bucket cannot be used', async () => {
    await storage.close();
    storage = await startCloudStorage(path.join(directory, 'storage'));
    let message = '';
    try {
      await land([team(1)]);
    } catch (error) {
      message = String(error);
    }
    expect(message).to.contain('landing batch run_teams_1');
    const [[counted]] = (await target.client.query(
      'SELECT COUNT(*) AS n FROM mlb_raw.raw_teams',
    )) as [{ n: number }[]];
    expect(counted).to.deep.equal({ n: 0 });
  });
});
