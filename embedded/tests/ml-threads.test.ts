import { expect } from 'chai';
import { ModelError, trainModel } from '../ml/index.ts';
import { fitModel } from '../ml/training.ts';
import { column, features, logistic, sample, trees } from './ml-samples.ts';

describe('training threads', () => {
  it('train as this thread would, leaving it free', async () => {
    const columns = features(sample(600));
    const expected = fitModel(columns, trees);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const found = await trainModel({
      columns,
      options: { ...trees, MAX_ITERATIONS: 300, EARLY_STOP: false },
    });
    clearInterval(timer);
    expect(found.iterations).to.have.length(300);
    expect(ticks).to.be.above(5);
    const again = await trainModel({ columns, options: trees });
    expect(again.predictor).to.deep.equal(expected.predictor);
  });

  it('hand over typed arrays instead of copying them', async () => {
    const x = Float64Array.from({ length: 100 }, (_, row) => row);
    await trainModel({
      columns: [column('x', 'FLOAT64', x), column('label', 'FLOAT64', Array.from(x))],
      options: { MODEL_TYPE: 'LINEAR_REG' },
    });
    expect(x.buffer.byteLength).to.equal(0);
  });

  it('report a refusal and train the next model', async () => {
    const columns = features(sample(100));
    const refused = await trainModel({ columns, options: { ...trees, DROPOUT: 0.5 } }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(ModelError);
    expect((refused as ModelError).message).to.include('DROPOUT');
    const many = Array.from({ length: 6 }, () => trainModel({ columns, options: logistic }));
    expect(await Promise.all(many)).to.have.length(6);
  });

  it('are kept: a small model waits for none to start once they are warm', async () => {
    const run = async () => {
      const columns = features(sample(200));
      const started = performance.now();
      await trainModel({ columns, options: logistic });
      return performance.now() - started;
    };
    for (let warming = 0; warming < 6; warming++) await run();
    const times = [];
    for (let round = 0; round < 9; round++) times.push(await run());
    times.sort((a, b) => a - b);
    expect(times[0]).to.be.below(100);
  });
});
