import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { clientOf, failureOf, rowsOf } from './open-client.ts';
import { startOwner } from './owner.ts';

describe('embedded: a disk that is full', function () {
  let directory: string;
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-full-'));
  });
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('fails the job with a clear error, and the file opens again with every committed row', async () => {
    const file = path.join(directory, 'warehouse.duckdb');
    const full = await startOwner(file, 24_000);
    const client = clientOf(full.url);
    await client.query('CREATE SCHEMA d; CREATE TABLE d.t (n INT64, pad STRING)');
    let committed = 0;
    let failure = '';
    for (let n = 0; n < 60 && failure === ''; n += 1) {
      const insert = `INSERT INTO d.t (n, pad) SELECT ${n}, TO_HEX(SHA512(CONCAT('${n}-', x))) FROM UNNEST(GENERATE_ARRAY(1, 10000)) AS x`;
      try {
        await client.query(insert);
        committed += 1;
      } catch (error) {
        failure = (error as Error).message;
      }
    }
    expect(failure).to.match(
      /^The warehouse's disk is full \((?:File too large|No space left on device)\)/,
    );
    expect(committed).to.be.greaterThan(0);
    const after = await failureOf(
      client.query('CREATE TABLE d.more AS SELECT 1 AS a; SELECT ERROR("reached")'),
    );
    expect(after.message).to.match(/reached|The warehouse/);
    await full.kill();

    const owner = await startOwner(file);
    const again = clientOf(owner.url);
    expect(
      await rowsOf(again, 'SELECT COUNT(*) AS c, COUNT(DISTINCT n) AS n FROM d.t'),
    ).to.deep.equal([{ c: committed * 10_000, n: committed }]);
    await again.query("INSERT INTO d.t (n, pad) VALUES (1000, 'there is room')");
    await owner.end();
  });
});
