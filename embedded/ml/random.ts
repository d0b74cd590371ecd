/**
 * A deterministic source of uniform numbers in [0, 1), equal on every platform for equal seeds
 * (mulberry32, Tommy Ettinger's 32-bit generator).
 */
export function randomSource(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` distinct integers of [0, total), ascending, each subset equally likely. */
export function sampleWithoutReplacement(
  total: number,
  count: number,
  random: () => number,
): Int32Array {
  const pool = Int32Array.from({ length: total }, (_, index) => index);
  for (let taken = 0; taken < count; taken++) {
    const pick = taken + Math.floor(random() * (total - taken));
    const swapped = pool[taken] ?? 0;
    pool[taken] = pool[pick] ?? 0;
    pool[pick] = swapped;
  }
  return pool.slice(0, count).sort();
}
