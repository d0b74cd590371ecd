import { createRequire } from 'node:module';
import { expect } from 'chai';

const { together } = createRequire(import.meta.url)('../../includes/row_conditions.js') as {
  together: (columns: string[], conditions?: string[]) => string[];
};

describe('conditions on rows', () => {
  it('are one condition, whatever they are made of', () => {
    expect(together(['a', 'b'])).to.deep.equal(['a IS NOT NULL AND b IS NOT NULL']);
    expect(together(['a'], ['b > 0 OR b < -1', 'c'])).to.deep.equal([
      'a IS NOT NULL AND (b > 0 OR b < -1) AND (c)',
    ]);
  });
});
