import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { errorCodes } from '../warehouse/errors.ts';

describe('docs/errors.md', () => {
  it('lists every error code with its exit code, HTTP status and remedy', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../docs/errors.md'), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `E_'));
    const expected = Object.entries(errorCodes).map(
      ([code, { exitCode, status, hint }]) => `| \`${code}\` | ${exitCode} | ${status} | ${hint} |`,
    );
    expect(rows).to.deep.equal(expected);
  });
});
