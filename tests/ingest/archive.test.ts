import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openArchive, type Archive } from '../../ingest/sources/archive.ts';
import { TankError } from '../../warehouse/errors.ts';

describe('archive of answers', () => {
  let directory: string;
  let archive: Archive;
  let now: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'tank-archive-'));
    now = '2024-05-30T12:00:00.000Z';
    archive = openArchive(directory, () => new Date(now));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  const names = async (kind: 'savant' | 'play-by-play'): Promise<string[]> =>
    (await archive.answers(kind)).map(({ name }) => name);

  it('has no answers at first', async () => {
    expect(await names('savant')).to.deep.equal([]);
  });

  it('gives back what it keeps, when it was known and under which name, the last first', async () => {
    await archive.keep(
      'savant',
      '2024-05-01..2024-05-02',
      '2024-05-03T10:11:12.345Z',
      'a,b\n1,2\n',
    );
    await archive.keep('savant', '747175', '2024-05-04T00:00:00.000Z', 'é');
    const [last, first] = await archive.answers('savant');
    expect(last).to.include({ name: '747175', knownAt: '2024-05-04T00:00:00.000Z' });
    expect(await last!.body()).to.equal('é');
    expect(first).to.include({
      name: '2024-05-01..2024-05-02',
      knownAt: '2024-05-03T10:11:12.345Z',
      url: 'archive/savant/2024-05-01..2024-05-02@20240503T101112345Z.csv.gz',
    });
    expect(await first!.body()).to.equal('a,b\n1,2\n');
    expect(await names('play-by-play')).to.deep.equal([]);
  });

  it('keeps plain gzip, and of one name only the last answer', async () => {
    await archive.keep('play-by-play', '7', '2024-05-03T00:00:00.000Z', '1');
    await archive.keep('play-by-play', '71', '2024-05-03T00:00:00.000Z', '71');
    await archive.keep('play-by-play', '7', '2024-05-04T00:00:00.000Z', '2');
    const files = await readdir(path.join(directory, 'play-by-play'));
    expect(files.sort()).to.deep.equal([
      '71@20240503T000000000Z.json.gz',
      '7@20240504T000000000Z.json.gz',
    ]);
    const bytes = readFileSync(path.join(directory, 'play-by-play', files.at(-1)!));
    expect(gunzipSync(bytes).toString()).to.equal('2');
  });

  it('lets go of what is older than 400 days', async () => {
    await archive.keep('savant', 'old', '2024-05-01T00:00:00.000Z', '');
    now = '2025-06-04T00:00:00.000Z';
    await archive.keep('savant', 'new', '2025-06-04T00:00:00.000Z', '');
    expect(await names('savant')).to.deep.equal(['new', 'old']);
    now = '2025-06-06T00:00:00.000Z';
    await archive.keep('savant', 'new', '2025-06-06T00:00:00.000Z', '');
    expect(await names('savant')).to.deep.equal(['new']);
  });

  it('does not take drafts for answers, and calls a broken answer one', async () => {
    await archive.keep('savant', '7', '2024-05-03T00:00:00.000Z', 'text');
    await writeFile(path.join(directory, 'savant/.draft'), 'half');
    const [answer, ...others] = await archive.answers('savant');
    expect(others).to.deep.equal([]);
    await writeFile(path.join(directory, 'savant/7@20240503T000000000Z.csv.gz'), 'broken');
    const failure = await answer!.body().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TankError);
    expect(failure).to.include({ code: 'E_SOURCE_SHAPE' });
  });

  it('says so when it cannot keep an answer', async () => {
    await writeFile(path.join(directory, 'savant'), 'in the way');
    const failure = await archive
      .keep('savant', '7', '2024-05-03T00:00:00.000Z', 'text')
      .catch((error: unknown) => error);
    expect(failure).to.include({ code: 'E_LANDING' });
  });
});
