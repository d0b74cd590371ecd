import { expect } from 'chai';
import { kernelMemory } from '../ml/kernel/kernels.ts';
import { compileWat } from '../ml/kernel/wat-compiler.ts';
import { boostTrees, treeMargins } from '../ml/trees/boosting.ts';
import { logisticObjective } from '../ml/trees/objective.ts';
import { addTree, rowMatrix } from '../ml/trees/tree.ts';

function instantiate(functions: string): Record<string, (...values: number[]) => number> {
  const module = new WebAssembly.Module(compileWat(`(module ${functions})`));
  const memory = new WebAssembly.Memory({ initial: 1 });
  return new WebAssembly.Instance(module, { env: { memory } }).exports as never;
}

describe('WebAssembly text', () => {
  it('becomes functions with locals, loops, branches and calls', () => {
    const { sum, triangle } = instantiate(`
      (func $sum (param $a $b i32) (result i32) (i32.add (local.get $a) (local.get $b)))
      ;; 1 + 2 + ... + n
      (func $triangle (param $n i32) (result i32)
        (local $total i32)
        (block $done (loop $next
          (br_if $done (i32.eqz (local.get $n)))
          (local.set $total (call $sum (local.get $total) (local.get $n)))
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br $next)))
        (if (result i32) (i32.gt_s (local.get $total) (i32.const 1000))
          (then (i32.const -200))
          (else (local.get $total))))`);
    expect(sum!(2, -300)).to.equal(-298);
    expect(triangle!(4)).to.equal(10);
    expect(triangle!(100)).to.equal(-200);
  });

  it('reads and writes the imported memory', () => {
    const { swap } = instantiate(`
      (func $swap (param $at i32) (param $x f32) (result f32)
        (f32.store offset=1000 (local.get $at) (local.get $x))
        (f32.load offset=200 (i32.add (local.get $at) (i32.const 800))))`);
    expect(swap!(16, 0.25)).to.equal(0.25);
  });

  it('is refused where it is not understood', () => {
    for (const [wrong, complaint] of [
      ['(func $f (i32.rotl (i32.const 1) (i32.const 1)))', 'i32.rotl'],
      ['(func $f (local.get $x))', '$x'],
      ['(func $f (br $out))', '$out'],
      ['(func $f', 'not closed'],
      ['(func $f (param $x i31))', 'i31'],
    ] as const) {
      expect(() => compileWat(`(module ${wrong})`)).to.throw(SyntaxError, complaint);
    }
  });
});

describe('kernels', () => {
  it('divide rows stably, missing values as told', () => {
    const memory = kernelMemory(1000);
    const bins = memory.array(Uint8Array, 6);
    const rows = memory.array(Int32Array, 6);
    const overflow = memory.array(Int32Array, 6);
    bins.set([0, 9, 2, 1, 9, 0]);
    for (const [missingLeft, expected] of [
      [0, [5, 3, 0, 4, 2, 1]],
      [1, [5, 4, 3, 1, 0, 2]],
    ] as const) {
      rows.set([5, 4, 3, 2, 1, 0]);
      const end = memory.kernels.partition(
        bins.byteOffset,
        rows.byteOffset,
        rows.byteOffset + 24,
        overflow.byteOffset,
        1,
        9,
        missingLeft,
      );
      expect([...rows]).to.deep.equal(expected);
      expect((end - rows.byteOffset) / 4).to.equal(missingLeft === 1 ? 5 : 3);
    }
  });

  for (const maxDepth of [1, 4, 11]) {
    it(`score ${maxDepth} levels as walking the trees does`, () => {
      const rows = 1003;
      const features = Array.from({ length: 3 }, (_, feature) =>
        Float32Array.from({ length: rows }, (_, row) =>
          row % 7 === feature ? NaN : ((row * (feature + 3) * 7919) % 101) / 101,
        ),
      );
      const targets = Float32Array.from({ length: rows }, (_, row) => Number((row * 31) % 5 > 2));
      const model = boostTrees(
        { features, targets },
        {
          objective: logisticObjective,
          rounds: 12,
          eta: 0.3,
          maxDepth,
          lambda: 1,
          alpha: 0,
          gamma: 0,
          minChildWeight: 0.1,
          subsample: 1,
          featureFractions: { byTree: 1, byLevel: 1, byNode: 1 },
          seed: 0,
        },
      );
      const walked = new Float32Array(rows).fill(model.baseMargin);
      const matrix = rowMatrix(features, 0, rows);
      for (const tree of model.trees) addTree(tree, matrix, walked);
      expect(new Set(walked).size).to.be.above(1);
      expect(treeMargins(model, features, rows)).to.deep.equal(walked);
    });
  }
});
