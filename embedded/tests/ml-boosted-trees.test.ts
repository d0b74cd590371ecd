import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { binFeature } from '../ml/trees/binning.ts';
import { boostTrees, type BoostingParameters, treeMargins } from '../ml/trees/boosting.ts';
import { featureImportance } from '../ml/trees/importance.ts';
import {
  logisticObjective,
  softmaxObjective,
  squaredErrorObjective,
} from '../ml/trees/objective.ts';
import { treeContributions } from '../ml/trees/tree-shap.ts';
import { treeFromRecord, treeToRecord } from '../ml/trees/tree.ts';

interface FrozenNode {
  nodeid: number;
  split?: string;
  split_condition?: number;
  yes?: number;
  missing?: number;
  gain?: number;
  leaf?: number;
  children?: FrozenNode[];
}

/** Margins and contributions are per row; with several classes an array per class. */
interface FrozenCase {
  name: string;
  label: 'binary' | 'real' | 'result';
  weighted: boolean;
  parameters: Record<string, number> & { objective: string };
  margins: (number | number[])[];
  contributions: (number[] | number[][])[];
  importance: Record<'weight' | 'gain' | 'cover', Record<string, number>>;
  firstTree: FrozenNode;
}

const fixtures = new URL('./fixtures/xgboost/', import.meta.url);
const frozen = JSON.parse(readFileSync(new URL('frozen.json', fixtures), 'utf8')) as {
  heldRows: number;
  cases: FrozenCase[];
};
const cells = readFileSync(new URL('table.csv', fixtures), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const header = cells.shift()!;

function column(name: string): Float32Array {
  const index = header.indexOf(name);
  return Float32Array.from(cells, (row) => (row[index] === '' ? NaN : Number(row[index])));
}

const names = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5'];
const features = names.map(column);
const plain: BoostingParameters = {
  objective: logisticObjective,
  rounds: 20,
  eta: 0.1,
  maxDepth: 4,
  lambda: 1,
  alpha: 0,
  gamma: 0,
  minChildWeight: 1,
  subsample: 1,
  featureFractions: { byTree: 1, byLevel: 1, byNode: 1 },
  seed: 0,
};

const objectives = {
  binary: logisticObjective,
  real: squaredErrorObjective,
  result: softmaxObjective(3),
};

function fit(frozenCase: FrozenCase) {
  const from = frozen.heldRows;
  const { parameters } = frozenCase;
  return boostTrees(
    {
      features: features.map((values) => values.subarray(from)),
      targets: column(frozenCase.label).subarray(from),
      weights: frozenCase.weighted ? column('weight').subarray(from) : undefined,
    },
    {
      ...plain,
      objective: objectives[frozenCase.label],
      eta: parameters.eta!,
      maxDepth: parameters.max_depth!,
      lambda: parameters.lambda!,
      alpha: parameters.alpha!,
      gamma: parameters.gamma!,
      minChildWeight: parameters.min_child_weight!,
    },
  );
}

const heldFeatures = features.map((values) => values.slice(0, frozen.heldRows));

describe('boosted trees against XGBoost', () => {
  for (const frozenCase of frozen.cases) {
    describe(frozenCase.name, () => {
      const model = fit(frozenCase);
      const ensembles = Array.from({ length: model.outputs }, (_, output) => ({
        baseMargin: model.baseMargin,
        trees: model.trees.filter((_, index) => index % model.outputs === output),
      }));

      it('gives the same margins on rows it has not seen', () => {
        const margins = ensembles.map((ensemble) =>
          treeMargins(ensemble, heldFeatures, frozen.heldRows),
        );
        expect(frozenCase.margins).to.have.length(frozen.heldRows);
        frozenCase.margins.forEach((expected, row) => {
          [expected].flat().forEach((margin, output) => {
            expect(margins[output]![row]).to.be.closeTo(margin, 2e-5, `row ${row}`);
          });
        });
      });

      it('grows the same first tree', () => {
        const tree = model.trees[0]!;
        const compare = (node: number, expected: FrozenNode): void => {
          if (expected.children === undefined) {
            expect(tree.feature[node]).to.equal(-1);
            expect(tree.value[node]).to.be.closeTo(expected.leaf!, 1e-6);
            return;
          }
          expect(`f${tree.feature[node]}`).to.equal(expected.split);
          expect(tree.threshold[node]).to.be.closeTo(expected.split_condition!, 1e-6);
          expect(tree.gain[node]).to.be.closeTo(expected.gain!, 1e-4 * expected.gain!);
          expect(tree.defaultLeft[node] === 1).to.equal(expected.missing === expected.yes);
          const [yes, no] = expected.children as [FrozenNode, FrozenNode];
          compare(tree.left[node]!, yes);
          compare(tree.right[node]!, no);
        };
        compare(0, frozenCase.firstTree);
      });

      it('reports the same importance', () => {
        for (const { feature, weight, gain, cover } of featureImportance(
          model.trees,
          names.length,
        )) {
          const name = names[feature]!;
          expect(weight).to.equal(frozenCase.importance.weight[name] ?? 0);
          const expectedGain = frozenCase.importance.gain[name] ?? 0;
          expect(gain).to.be.closeTo(expectedGain, 1e-3 * expectedGain);
          const expectedCover = frozenCase.importance.cover[name] ?? 0;
          expect(cover).to.be.closeTo(expectedCover, 1e-3 * expectedCover);
        }
      });

      it('explains with the same exact TreeSHAP contributions', () => {
        const count = frozenCase.contributions.length;
        const contributions = ensembles.map((ensemble) =>
          treeContributions(ensemble, heldFeatures, count),
        );
        frozenCase.contributions.forEach((expected, row) => {
          const byOutput = (model.outputs === 1 ? [expected] : expected) as number[][];
          byOutput.forEach((parts, output) => {
            const { values, baseline } = contributions[output]!;
            parts.forEach((value, feature) => {
              const found = feature < names.length ? values[feature]![row] : baseline;
              expect(found).to.be.closeTo(value, 5e-5, `row ${row}, feature ${feature}`);
            });
          });
        });
      });
    });
  }
});

describe('boosted trees', () => {
  const targets = column('binary');
  const data = { features, targets };

  it('sends missing values the way that gains most', () => {
    const x = Float32Array.from({ length: 200 }, (_, row) => (row % 4 === 0 ? NaN : row % 2));
    const y = Float32Array.from(x, (value) => (Number.isNaN(value) || value === 1 ? 1 : 0));
    const model = boostTrees({ features: [x], targets: y }, { ...plain, rounds: 5 });
    const [zero, one, missing] = treeMargins(model, [Float32Array.from([0, 1, NaN])], 3);
    expect(zero).to.be.below(0);
    expect(one).to.be.above(0);
    expect(missing).to.be.closeTo(one!, 1e-6);
  });

  it('can split off the missing values alone', () => {
    const x = Float32Array.from({ length: 100 }, (_, row) => (row % 2 === 0 ? NaN : 7));
    const y = Float32Array.from({ length: 100 }, (_, row) => (row % 2 === 0 ? 1 : 0));
    const model = boostTrees({ features: [x], targets: y }, { ...plain, rounds: 3 });
    const [seven, missing] = treeMargins(model, [Float32Array.from([7, NaN])], 2);
    expect(seven).to.be.below(0);
    expect(missing).to.be.above(0);
  });

  it('gives equal trees for equal seeds and others for others', () => {
    const sampled = {
      ...plain,
      subsample: 0.6,
      featureFractions: { byTree: 0.5, byLevel: 1, byNode: 1 },
      rounds: 8,
    };
    const trees = (seed: number) =>
      boostTrees(data, { ...sampled, seed }).trees.map((tree) => treeToRecord(tree));
    expect(trees(3)).to.deep.equal(trees(3));
    expect(trees(3)).to.not.deep.equal(trees(4));
  });

  it('uses only the sampled share of features in a tree', () => {
    const model = boostTrees(data, {
      ...plain,
      featureFractions: { byTree: 0.34, byLevel: 1, byNode: 1 },
      rounds: 10,
    });
    for (const { feature } of model.trees) {
      const used = new Set([...feature].filter((index) => index >= 0));
      expect(used.size).to.be.within(1, 2);
    }
  });

  it('treats a weight of two as the row given twice', () => {
    const half = 600;
    const weights = Float32Array.from({ length: half }, (_, row) => (row % 3 === 0 ? 2 : 1));
    const repeated = [...weights].flatMap((weight, row) => (weight === 2 ? [row, row] : [row]));
    const short = features.map((values) => values.slice(0, half));
    const long = short.map((values) => Float32Array.from(repeated, (row) => values[row]!));
    const weighted = boostTrees(
      { features: short, targets: targets.slice(0, half), weights },
      plain,
    );
    const duplicated = boostTrees(
      { features: long, targets: Float32Array.from(repeated, (row) => targets[row]!) },
      plain,
    );
    const a = treeMargins(weighted, heldFeatures, frozen.heldRows);
    const b = treeMargins(duplicated, heldFeatures, frozen.heldRows);
    a.forEach((margin, row) => expect(margin).to.be.closeTo(b[row]!, 1e-4));
  });

  it('stops after the first round without enough progress on the held-out rows', () => {
    const held = { features: heldFeatures, targets: targets.slice(0, frozen.heldRows) };
    const training = {
      features: features.map((values) => values.subarray(frozen.heldRows)),
      targets: targets.subarray(frozen.heldRows),
    };
    const all = boostTrees(training, { ...plain, rounds: 60 }, held);
    const stopped = boostTrees(training, { ...plain, rounds: 60, minRelativeProgress: 0.01 }, held);
    const losses = all.rounds.map((round) => round.evalLoss!);
    const stall = losses.findIndex(
      (loss, round) => round > 0 && losses[round - 1]! - loss < 0.01 * losses[round - 1]!,
    );
    expect(stall).to.be.within(1, 58);
    expect(all.trees).to.have.length(60);
    expect(stopped.trees).to.have.length(stall + 1);
  });

  it('keeps a tree exactly through JSON', () => {
    const model = boostTrees(data, { ...plain, rounds: 2 });
    const restored = model.trees.map((tree) => {
      const json = JSON.stringify(treeToRecord(tree));
      const copy = treeFromRecord(JSON.parse(json) as ReturnType<typeof treeToRecord>);
      expect(JSON.stringify(treeToRecord(copy))).to.equal(json);
      return copy;
    });
    expect(treeMargins({ ...model, trees: restored }, features, 1200)).to.deep.equal(
      treeMargins(model, features, 1200),
    );
  });
});

describe('bins', () => {
  it('keeps every distinct value apart when there are few', () => {
    const { bins, hasMissing, cuts } = binFeature(Float32Array.from([3, 1, NaN, 2, 1]));
    expect([...bins]).to.deep.equal([2, 0, 3, 1, 0]);
    expect(hasMissing).to.equal(true);
    expect([...cuts.slice(0, 2)]).to.deep.equal([2, 3]);
    expect(cuts[2]).to.be.above(3);
  });

  it('divides many distinct values into at most 255 nearly equal bins', () => {
    const { bins, cuts } = binFeature(Float32Array.from({ length: 10_000 }, (_, row) => row));
    const counts = new Array<number>(256).fill(0);
    for (const bin of bins) counts[bin]!++;
    expect(cuts.length).to.be.within(250, 255);
    expect(Math.max(...counts)).to.be.below(45);
  });

  it('leaves a feature without values without cuts', () => {
    expect(binFeature(new Float32Array(3).fill(NaN)).cuts).to.have.length(0);
  });
});
