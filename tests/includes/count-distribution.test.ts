import { expect } from 'chai';
import { countsOf, distributionAbout } from '../../ml/counts.ts';

describe('the distribution of what a player is credited with', () => {
  it("is Poisson's at dispersion one", () => {
    const { above, low, high } = distributionAbout(2, { dispersion: 1, lines: [0.5, 1.5] });
    expect(above[0]).to.be.closeTo(1 - Math.exp(-2), 1e-12);
    expect(above[1]).to.be.closeTo(1 - 3 * Math.exp(-2), 1e-12);
    expect([low, high]).to.deep.equal([1, 3]);
  });

  it('is binomial below one: four trials of a half', () => {
    const { above } = distributionAbout(2, { dispersion: 0.5, lines: [0.5, 1.5, 2.5, 3.5, 4.5] });
    [15, 11, 5, 1, 0].forEach((sixteenths, at) => {
      expect(above[at]).to.be.closeTo(sixteenths / 16, 1e-12);
    });
  });

  it('is negative binomial above one: of size one, geometric', () => {
    const { above } = distributionAbout(1, { dispersion: 2, lines: [0.5, 1.5, 2.5] });
    [1 / 2, 1 / 4, 1 / 8].forEach((probability, at) => {
      expect(above[at]).to.be.closeTo(probability, 1e-12);
    });
  });

  it('has the variance that the dispersion says', () => {
    for (const dispersion of [0.9, 1.4, 2.2]) {
      const lines = Array.from({ length: 60 }, (_, n) => n + 0.5);
      const { above } = distributionAbout(3, { dispersion, lines });
      const mean = above.reduce((sum, probability) => sum + probability, 0);
      const square = above.reduce((sum, probability, n) => sum + (2 * n + 1) * probability, 0);
      expect(mean, `mean at ${dispersion}`).to.be.closeTo(3, 0.01);
      expect((square - mean ** 2) / mean, `dispersion ${dispersion}`).to.be.closeTo(
        dispersion,
        0.02,
      );
    }
  });

  it("counts a starter's outs from 27 down, and more of them at the end of an inning", () => {
    // Geometric in the outs left to others, each half of the one before: 26 outs were half of 27, and are a sixth.
    const lines = Array.from({ length: 27 }, (_, n) => n + 0.5);
    const { above } = distributionAbout(26, { dispersion: 2, inningEnd: 3, lines });
    const mass = (outs: number): number => (above[outs - 1] ?? 1) - (above[outs] ?? 0);
    expect(mass(26) / mass(27)).to.be.closeTo(1 / 6, 1e-9);
    expect(mass(25) / mass(26)).to.be.closeTo(1 / 2, 1e-9);
    expect(mass(24) / mass(25)).to.be.closeTo(3 / 2, 1e-9);
    const usual = countsOf('starter_outs', 17);
    expect(usual.low).to.be.within(11, 14);
    expect(usual.high).to.be.within(20, 22);
  });

  it('takes a linear model that expects less than nothing for one that expects next to nothing', () => {
    expect(countsOf('batter_home_runs', -0.2).above[0]).to.be.within(0, 0.02);
    expect(() => countsOf('batter_hits', 1e9)).to.throw('nobody is expected 1000000000 of a game');
    expect(() => countsOf('batter_errors', 1)).to.throw(RangeError, 'batter_errors');
  });
});
