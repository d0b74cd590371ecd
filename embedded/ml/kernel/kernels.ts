import { readFileSync } from 'node:fs';
import { dataError } from '../errors.ts';
import { compileWat } from './wat-compiler.ts';

/** The functions of `kernels.wat`; numbers are byte addresses and counts. */
export interface Kernels {
  gather(row: number, last: number, pairs: number, ordered: number): void;
  histogram(
    features: number,
    count: number,
    bins: number,
    stride: number,
    offsets: number,
    row: number,
    last: number,
    ordered: number,
    histogram: number,
  ): void;
  subtract(target: number, other: number, bytes: number): void;
  partition(
    bins: number,
    row: number,
    last: number,
    overflow: number,
    bin: number,
    missing: number,
    missingLeft: number,
  ): number;
  split(
    histogram: number,
    features: number,
    count: number,
    offsets: number,
    cuts: number,
    gradient: number,
    hessian: number,
    lambda: number,
    alpha: number,
    minimum: number,
    parent: number,
    least: number,
    out: number,
  ): void;
  score(
    row: number,
    count: number,
    rowBytes: number,
    trees: number,
    leaves: number,
    treeCount: number,
    depth: number,
    out: number,
  ): void;
}

type TypedArray = Uint8Array | Int32Array | Float32Array | Float64Array;
interface TypedArrayOf<T extends TypedArray> {
  new (buffer: ArrayBuffer, offset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/** The kernels with a memory of their own, in which arrays are laid out once. */
export interface KernelMemory {
  kernels: Kernels;
  /** A zeroed array in the memory; its `byteOffset` is its address. */
  array<T extends TypedArray>(type: TypedArrayOf<T>, length: number): T;
}

let compiled: WebAssembly.Module | undefined;

const pageBytes = 65_536;
const mostPages = 65_536;
const alignment = 16;

/**
 * @param bytes what the arrays take together, in the order of `arrayBytes`.
 * @throws ModelError when that is more than WebAssembly's 4 GB.
 */
export function kernelMemory(bytes: number): KernelMemory {
  compiled ??= new WebAssembly.Module(
    compileWat(readFileSync(new URL('./kernels.wat', import.meta.url), 'utf8')),
  );
  const pages = Math.ceil((bytes + alignment) / pageBytes);
  if (pages > mostPages) {
    throw dataError(
      `Boosted trees need ${(bytes / 2 ** 30).toFixed(1)} GB for this data, and can have 4 GB; use fewer rows or features.`,
    );
  }
  const memory = new WebAssembly.Memory({ initial: Math.max(1, pages) });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  let free = alignment;
  return {
    kernels: instance.exports as unknown as Kernels,
    array(type, length) {
      const array = new type(memory.buffer, free, length);
      free += arrayBytes(length * type.BYTES_PER_ELEMENT);
      return array;
    },
  };
}

/** What an array of that many bytes takes in a kernel memory. */
export function arrayBytes(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
