import { createRequire } from 'node:module';
import { expect } from 'chai';

const load = createRequire(import.meta.url);
const pairing = load('../../includes/pairing.js') as {
  origin: (name: string) => { kind: string; base: string };
  bases: (names: readonly string[]) => string[];
  sideValue: (side: string, base: string) => string;
  expression: (name: string) => string;
};
const scores = load('../../includes/scores.js') as Record<
  'clamped' | 'bucket',
  (sql: string) => string
>;
const monitoring = load('../../includes/monitoring.js') as {
  psi: (actual: string, expected: string) => string;
};

describe('features of a pairing', () => {
  it('come from a side, both sides or the game, as the catalogue says', () => {
    expect(pairing.origin('run_margin_diff')).to.deep.equal({
      kind: 'difference',
      base: 'run_margin',
    });
    expect(pairing.origin('home_run_margin')).to.deep.equal({ kind: 'home', base: 'run_margin' });
    expect(pairing.origin('elevation_ft')).to.deep.equal({ kind: 'game', base: 'elevation_ft' });
    // of the game, though it begins like a side's
    expect(pairing.origin('home_day_night_win_rate').kind).to.equal('game');
    expect(() => pairing.origin('luck_diff')).to.throw('luck_diff is not a feature');
  });

  it('need each side feature once, and none that hangs on starters, line-ups or the game', () => {
    expect(
      pairing.bases(['run_margin_diff', 'home_run_margin', 'starter_fip_share_diff', 'month']),
    ).to.deep.equal(['run_margin']);
  });

  it('are unknown where nobody can know them yet', () => {
    expect(pairing.expression('run_margin_diff')).to.equal(
      'home_side.run_margin - away_side.run_margin',
    );
    expect(pairing.expression('away_run_margin')).to.equal('away_side.run_margin');
    for (const name of ['starter_fip_share_diff', 'home_starter_fip_share', 'month'])
      expect(pairing.expression(name), name).to.equal('CAST(NULL AS FLOAT64)');
  });

  it('have the value of a side only where the table has it', () => {
    expect(pairing.sideValue('away', 'run_margin')).to.equal('CAST(away_run_margin AS FLOAT64)');
    expect(pairing.sideValue('away', 'walk_rate_30d')).to.equal('CAST(NULL AS FLOAT64)');
  });
});

describe('SQL of scores', () => {
  it('keeps shares and probabilities from the ends, where logarithms are infinite', () => {
    expect(scores.clamped('p')).to.equal('LEAST(1 - 1e-12, GREATEST(1e-12, p))');
    expect(monitoring.psi('a', 'e')).to.equal(
      'SUM((GREATEST(a, 0.0001) - GREATEST(e, 0.0001)) * LN(GREATEST(a, 0.0001) / GREATEST(e, 0.0001)))',
    );
  });
});
