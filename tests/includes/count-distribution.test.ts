import { expect } from 'chai';
import { countsOf, distributionAbout } from '../../ml/counts.ts';

describe('the distribution of what a player is credited with', () => {
  it("is Poisson's at dispersion one", () => {
    const { above, low, high } = distributionAbout(2, 1, [0.5, 1.5]);
    expect(above[0]).to.be.closeTo(1 - Math.exp(-2), 1e-12);
    expect(above[1]).to.be.closeTo(1 - 3 * Math.exp(-2), 1e-12);
    expect([low, high]).to.deep.equal([1, 3]);
  });

  it('is binomial below one: four trials of a half', () => {
    const { above } = distributionAbout(2, 0.5, [0.5, 1.5, 2.5, 3.5, 4.5]);
    [15, 11, 5, 1, 0].forEach((sixteenths, at) => {
      expect(above[at]).to.be.closeTo(sixteenths / 16, 1e-12);
    });
  });

  it('is negative binomial above one: of size one, geometric', () => {
    const { above } = distributionAbout(1, 2, [0.5, 1.5, 2.5]);
    [1 / 2, 1 / 4, 1 / 8].forEach((probability, at) => {
      expect(above[at]).to.be.closeTo(probability, 1e-12);
    });
  });

  it('has the variance that the dispersion says', () => {
    for (const dispersion of [0.9, 1.4, 2.2]) {
      const lines = Array.from({ length: 60 }, (_, n) => n + 0.5);
      const { above } = distributionAbout(3, dispersion, lines);
      const mean = above.reduce((sum, probability) => sum + probability, 0);
      const square = above.reduce((sum, probability, n) => sum + (2 * n + 1) * probability, 0);
      expect(mean, `mean at ${dispersion}`).to.be.closeTo(3, 0.01);
      expect((square - mean ** 2) / mean, `dispersion ${dispersion}`).to.be.closeTo(
        dispersion,
        0.02,
      );
    }
  });

  it('takes a linear model that expects less than nothing for one that expects next to nothing', () => {
    expect(countsOf('batter_home_runs', -0.2).above[0]).to.be.within(0, 0.02);
    expect(() => countsOf('batter_errors', 1)).to.throw(RangeError, 'batter_errors');
  });
});
