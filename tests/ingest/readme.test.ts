import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { rawTables } from '../../ingest/index.ts';
import { operationalTables } from '../../ingest/operations/operational-tables.ts';

const readme = readFileSync(path.resolve(import.meta.dirname, '../../ingest/README.md'), 'utf8');

describe('README of ingest', () => {
  it('lists every raw table with key, partition and grain', () => {
    const [, list = ''] = readme.split(/<!-- \/?raw tables -->/);
    const rows = list
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const code = (text: string): string => `\`${text}\``;
    const expected = Object.values(rawTables).map((table) => [
      '',
      code(table.name),
      table.keys.map(code).join(', '),
      table.partition === undefined ? '' : code(table.partition),
      table.description,
      '',
    ]);
    expect(rows).to.deep.equal(expected);
  });

  it('names every operational table', () => {
    for (const { name } of operationalTables) expect(readme).to.contain(name);
  });
});
