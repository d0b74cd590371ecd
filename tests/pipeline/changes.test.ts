import { expect } from 'chai';
import { changesBetween, changesText } from '../../pipeline/changes/changes.ts';
import type { CompiledProject, CompiledTable } from '../../warehouse/compiled-project.ts';

const target = (name: string) => ({ database: 'p', schema: 'd', name });
const table = (
  name: string,
  query: string,
  reads: string[],
  more: Partial<CompiledTable> = {},
): CompiledTable => ({
  target: target(name),
  fileName: `${name}.sqlx`,
  enumType: 'TABLE',
  query,
  dependencyTargets: reads.map(target),
  ...more,
});

const before: CompiledProject = {
  tables: [
    table('a', 'SELECT 1', []),
    table('b', 'SELECT * FROM a', ['a'], { enumType: 'INCREMENTAL', incrementalQuery: 'x' }),
    table('c', 'SELECT * FROM b', ['b']),
    table('gone', 'SELECT 2', []),
  ],
};

describe('changes of the project', () => {
  it('are none between the same', () => {
    expect(changesBetween(before, before)).to.deep.equal([]);
    expect(changesText([])).to.include('No model changes');
  });

  it('name what is new, gone and other, who reads it, and what needs a full refresh', () => {
    const after: CompiledProject = {
      tables: [
        table('a', 'SELECT 1.5', []),
        table('b', 'SELECT * FROM a', ['a'], { enumType: 'INCREMENTAL', incrementalQuery: 'y' }),
        table('c', 'SELECT * FROM b', ['b']),
        table('new', 'SELECT 3', []),
      ],
    };
    const changes = changesBetween(before, after);
    expect(changes).to.deep.equal([
      { target: 'd.a', kind: 'changed', needsFullRefresh: false, consumers: ['d.b', 'd.c'] },
      { target: 'd.b', kind: 'changed', needsFullRefresh: true, consumers: ['d.c'] },
      { target: 'd.gone', kind: 'removed', needsFullRefresh: false, consumers: [] },
      { target: 'd.new', kind: 'added', needsFullRefresh: false, consumers: [] },
    ]);
    expect(changesText(changes))
      .to.include('| `d.b` | changed | **yes** | d.c |')
      .and.to.include('1 need');
  });
});
