/** A stream of pseudo-random draws; two streams made from the same keys give the same draws. */
export interface Random {
  /** Uniform in [0, 1). */
  next: () => number;
  /** Standard normal (Marsaglia's polar method). */
  normal: () => number;
  /** Uniform whole number in [0, limit). */
  below: (limit: number) => number;
  /** True with the given probability. */
  chance: (probability: number) => boolean;
  pick: <T>(items: readonly T[]) => T;
  shuffle: <T>(items: readonly T[]) => T[];
}

/**
 * Makes a stream for the given keys, so that every game, player and day has a stream of its own and no draw depends on
 * the order of requests. Generator: sfc32 of Chris Doty-Humphrey's PractRand (public domain), warmed up with 12 draws;
 * its 96-bit state comes from FNV-1a hashes of the keys, each finished with MurmurHash3's fmix32.
 */
export function createRandom(...keys: readonly (string | number)[]): Random {
  const text = keys.join('|');
  let a = hash(text, 0x811c9dc5);
  let b = hash(text, 0x9e3779b9);
  let c = hash(text, 0x85ebca6b);
  let counter = 1;

  function bits(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }
  for (let i = 0; i < 12; i += 1) bits();

  const next = (): number => bits() / 4294967296;
  const below = (limit: number): number => Math.floor(next() * limit);

  function normal(): number {
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) return u * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  function shuffle<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: next() }));
    return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
  }

  return {
    next,
    normal,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => at(items, below(items.length)),
    shuffle,
  };
}

/** The element at `index`; throws a RangeError where there is none. */
export function at<T>(items: ArrayLike<T>, index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no element ${index} in a list of ${items.length}`);
  return item;
}

function hash(text: string, offset: number): number {
  let value = offset;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
