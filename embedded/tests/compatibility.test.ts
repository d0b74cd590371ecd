import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const folder = import.meta.dirname;

describe('embedded: the compatibility page', () => {
  it('is what `npm run compatibility` makes of these tests', async () => {
    const script = path.join(folder, 'compatibility.ts');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', script, '--print'],
      { maxBuffer: 2 ** 26 },
    );
    const page = readFileSync(path.resolve(folder, '../../docs/compatibility.md'), 'utf8');
    expect(page, 'run `npm run compatibility`').to.equal(stdout);
  });
});
