import { expect } from 'chai';
import { areaUnderCurve, classificationMetrics, regressionMetrics } from '../ml/metrics.ts';
import { predictedClasses } from '../ml/scoring.ts';

function binaryMetrics(targets: Float64Array, positive: Float64Array, threshold: number) {
  const probabilities = [positive.map((value) => 1 - value), positive];
  return classificationMetrics(targets, probabilities, predictedClasses(probabilities, threshold));
}

describe('ML.EVALUATE metrics', () => {
  it('counts a small classification as by hand', () => {
    const targets = Float64Array.from([1, 1, 1, 0, 0]);
    const probabilities = Float64Array.from([0.9, 0.6, 0.3, 0.6, 0.2]);
    const metrics = binaryMetrics(targets, probabilities, 0.5);
    expect(metrics.precision).to.be.closeTo(2 / 3, 1e-12);
    expect(metrics.recall).to.be.closeTo(2 / 3, 1e-12);
    expect(metrics.accuracy).to.be.closeTo(3 / 5, 1e-12);
    expect(metrics.f1_score).to.be.closeTo(2 / 3, 1e-12);
    const loss =
      -(Math.log(0.9) + Math.log(0.6) + Math.log(0.3) + Math.log(0.4) + Math.log(0.8)) / 5;
    expect(metrics.log_loss).to.be.closeTo(loss, 1e-12);
    expect(metrics.roc_auc).to.be.closeTo((2 + 1.5 + 1) / 6, 1e-12);
  });

  it('moves rows between the classes with the threshold', () => {
    const targets = Float64Array.from([1, 0]);
    const probabilities = Float64Array.from([0.7, 0.6]);
    expect(binaryMetrics(targets, probabilities, 0.65).accuracy).to.equal(1);
    expect(binaryMetrics(targets, probabilities, 0.75).recall).to.equal(0);
    expect(binaryMetrics(targets, probabilities, 0.75).precision).to.equal(0);
  });

  it('has no area under the curve for one class, and a half for equal scores', () => {
    expect(areaUnderCurve(Float64Array.from([1, 1]), Float64Array.from([0.2, 0.3]))).to.equal(null);
    expect(areaUnderCurve(Float64Array.from([1, 0, 0]), new Float64Array(3).fill(0.4))).to.equal(
      0.5,
    );
  });

  it('keeps the log loss of a certain mistake finite', () => {
    const { log_loss } = binaryMetrics(Float64Array.of(0), Float64Array.of(1), 0.5);
    expect(log_loss).to.be.closeTo(-Math.log(1e-15), 0.1);
  });

  it('averages the classes of a multiclass model, each against the rest', () => {
    const targets = Float64Array.of(0, 0, 1, 2);
    const probabilities = [
      Float64Array.of(0.7, 0.2, 0.1, 0.3),
      Float64Array.of(0.2, 0.5, 0.8, 0.3),
      Float64Array.of(0.1, 0.3, 0.1, 0.4),
    ];
    const predicted = predictedClasses(probabilities, 0.5);
    expect([...predicted]).to.deep.equal([0, 1, 1, 2]);
    const metrics = classificationMetrics(targets, probabilities, predicted);
    expect(metrics.precision).to.be.closeTo((1 + 1 / 2 + 1) / 3, 1e-12);
    expect(metrics.recall).to.be.closeTo((1 / 2 + 1 + 1) / 3, 1e-12);
    expect(metrics.f1_score).to.be.closeTo((2 / 3 + 2 / 3 + 1) / 3, 1e-12);
    expect(metrics.accuracy).to.equal(3 / 4);
    const loss = -(Math.log(0.7) + Math.log(0.2) + Math.log(0.8) + Math.log(0.4)) / 4;
    expect(metrics.log_loss).to.be.closeTo(loss, 1e-12);
    expect(metrics.roc_auc).to.be.closeTo((3 / 4 + 1 + 1) / 3, 1e-12);
  });

  it('counts a small regression as by hand', () => {
    const metrics = regressionMetrics(
      Float64Array.from([1, 2, 3, 6]),
      Float64Array.from([2, 2, 2, 4]),
    );
    expect(metrics.mean_absolute_error).to.equal(1);
    expect(metrics.mean_squared_error).to.equal(1.5);
    expect(metrics.median_absolute_error).to.equal(1);
    expect(metrics.r2_score).to.be.closeTo(1 - 6 / 14, 1e-12);
    expect(metrics.explained_variance).to.be.closeTo(1 - 1.25 / 3.5, 1e-12);
    const logs = [Math.log(2 / 3), 0, Math.log(4 / 3), Math.log(7 / 5)];
    const expected = logs.reduce((sum, value) => sum + value * value, 0) / 4;
    expect(metrics.mean_squared_log_error).to.be.closeTo(expected, 1e-12);
  });

  it('has no log error at -1 or below, and no r2 for equal labels', () => {
    expect(
      regressionMetrics(Float64Array.of(1, -1), Float64Array.of(1, 1)).mean_squared_log_error,
    ).to.equal(null);
    expect(regressionMetrics(Float64Array.of(2, 2), Float64Array.of(1, 3)).r2_score).to.equal(null);
  });
});
