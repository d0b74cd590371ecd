import { expect } from 'chai';
import { featureLabel } from '../../serving/feature-labels.ts';
import { editDistance, nearest, normalizeName } from '../../serving/nearest.ts';

describe('nearest names', () => {
  it('counts the fewest edits', () => {
    expect(editDistance('kitten', 'sitting')).to.equal(3);
    expect(editDistance('', 'abc')).to.equal(3);
    expect(editDistance('abc', '')).to.equal(3);
    expect(editDistance('same', 'same')).to.equal(0);
  });

  it('compares letters and digits only', () => {
    expect(normalizeName(' St. Louis Cardinals')).to.equal('stlouiscardinals');
    expect(normalizeName('Éxpos-2')).to.equal('expos2');
  });

  it('takes the best of each item’s names, the nearest first', () => {
    const items = [['alpha', 'beta'], ['gamma'], ['betta']];
    expect(nearest('Beta', items, (names) => names, 2)).to.deep.equal([items[0], items[2]]);
  });
});

describe('feature labels', () => {
  for (const [feature, label] of [
    ['home_win_rate_30d', 'Home win rate, last 30 days'],
    ['batting_excess_hl80', 'Batting excess, half-life 80'],
    ['starter_fip_share_diff', 'Starter FIP share, home minus away'],
  ] as const) {
    it(`reads ${feature}`, () => {
      expect(featureLabel(feature)).to.equal(label);
    });
  }
});
