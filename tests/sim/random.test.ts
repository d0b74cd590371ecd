import { expect } from 'chai';
import { at, createRandom } from '../../sim/random.ts';

describe('random streams', () => {
  it('give the same draws for the same keys and others for other keys', () => {
    const draws = (...keys: (string | number)[]): number[] => {
      const random = createRandom(...keys);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draws('a', 1)).to.deep.equal(draws('a', 1));
    expect(draws('a', 1)).not.to.deep.equal(draws('a', 2));
    expect(draws('a', 12)).not.to.deep.equal(draws('a1', 2));
  });

  it('are uniform and normal', () => {
    const random = createRandom('moments');
    const n = 50_000;
    const uniform = Array.from({ length: n }, () => random.next());
    const normal = Array.from({ length: n }, () => random.normal());
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
    expect(mean(uniform)).to.be.closeTo(0.5, 0.01);
    expect(mean(uniform.map((value) => (value - 0.5) ** 2))).to.be.closeTo(1 / 12, 0.002);
    expect(mean(normal)).to.be.closeTo(0, 0.02);
    expect(mean(normal.map((value) => value ** 2))).to.be.closeTo(1, 0.03);
  });

  it('refuse an index outside a list', () => {
    expect(() => at([1, 2], 2)).to.throw(RangeError);
  });
});
