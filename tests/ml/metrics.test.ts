import { expect } from 'chai';
import {
  calibration,
  calibrationTable,
  logLoss,
  pairedDifference,
  score,
  type Outcome,
} from '../../ml/metrics.ts';

const won = (probability: number): Outcome => ({ probability, homeWon: true });
const lost = (probability: number): Outcome => ({ probability, homeWon: false });

describe('metrics', () => {
  it('scores a small set by hand', () => {
    const metrics = score([won(0.8), lost(0.4), lost(0.7), won(0.6)]);
    expect(metrics.games).to.equal(4);
    expect(metrics.accuracy).to.equal(0.75);
    expect(metrics.brier).to.be.closeTo((0.04 + 0.16 + 0.49 + 0.16) / 4, 1e-12);
    const logs = -(Math.log(0.8) + Math.log(0.6) + Math.log(0.3) + Math.log(0.6)) / 4;
    expect(metrics.log_loss).to.be.closeTo(logs, 1e-12);
  });

  it('stays finite for a certain forecast that failed', () => {
    expect(logLoss(lost(1))).to.be.closeTo(27.6, 0.1);
  });

  it('finds slope 1 and intercept 0 for forecasts that are frequencies', () => {
    const outcomes = [0.2, 0.5, 0.7].flatMap((p) =>
      Array.from({ length: 100 }, (_, i) => (i < p * 100 ? won(p) : lost(p))),
    );
    const line = calibration(outcomes);
    expect(line?.slope).to.be.closeTo(1, 1e-6);
    expect(line?.intercept).to.be.closeTo(0, 1e-6);
  });

  it('finds a slope of one half for forecasts whose log-odds are twice too large', () => {
    const outcomes = [0.2, 0.5, 0.7].flatMap((p) => {
      const boldness = 1 / (1 + ((1 - p) / p) ** 2);
      return Array.from({ length: 100 }, (_, i) => (i < p * 100 ? won(boldness) : lost(boldness)));
    });
    expect(calibration(outcomes)?.slope).to.be.closeTo(0.5, 1e-6);
  });

  it('has no calibration line for constant forecasts or a single outcome', () => {
    expect(calibration([won(0.6), lost(0.6)])).to.equal(null);
    expect(calibration([won(0.6), won(0.7)])).to.equal(null);
  });

  it('compares forecasts of the same games pair by pair', () => {
    const { difference, standard_error } = pairedDifference(
      [won(0.6), lost(0.6)],
      [won(0.5), lost(0.5)],
    );
    const a = Math.log(0.5 / 0.6);
    const b = Math.log(0.5 / 0.4);
    expect(difference).to.be.closeTo((a + b) / 2, 1e-12);
    expect(standard_error).to.be.closeTo(Math.abs(a - b) / 2, 1e-12);
    expect(() => pairedDifference([won(0.5)], [])).to.throw(RangeError);
  });

  it('tables forecasts by steps of five hundredths beside what happened', () => {
    expect(calibrationTable([won(0.52), lost(0.54), won(0.61), won(1)])).to.deep.equal([
      {
        from: 0.5,
        to: 0.55,
        games: 2,
        forecast: 0.53,
        observed: 0.5,
        standard_error: Math.sqrt(0.52 * 0.48 + 0.54 * 0.46) / 2,
      },
      {
        from: 0.6,
        to: 0.65,
        games: 1,
        forecast: 0.61,
        observed: 1,
        standard_error: Math.sqrt(0.61 * 0.39),
      },
      { from: 0.95, to: 1, games: 1, forecast: 1, observed: 1, standard_error: 0 },
    ]);
  });
});
