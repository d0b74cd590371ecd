import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { compileProject } from '../definitions/compile.ts';
import { fixture, keptFields } from './real-days.ts';
import { readFields } from './read-fields.ts';

describe('rows of real days kept with the tests', function () {
  this.timeout(60_000);

  it('have every field that a model reads: else run npm run make-real-days', async () => {
    const kept = keptFields();
    const read = readFields(await compileProject());
    const missing = Object.entries(kept).flatMap(([table, fields]) =>
      [...(read.get(table) ?? [])]
        .filter((field) => !fields.includes(field))
        .map((field) => `${table} ${field}`),
    );
    expect(missing).to.deep.equal([]);
    expect(Object.keys(kept)).to.include.members([
      'raw_schedule',
      'raw_boxscore_players',
      'raw_pitches',
    ]);
  });

  it('carry the notice of whose data they are', async () => {
    const notice = await readFile(path.join(fixture.folder, 'NOTICE.txt'), 'utf8');
    expect(notice.replace(/\s+/g, ' ')).to.include(
      'The information used here was obtained free of charge from and is copyrighted by Retrosheet.',
    );
  });
});
