/** A function of texts that keeps its last results, up to `limit` of them; what it throws is not kept. */
export function remembered<P extends readonly (string | undefined)[], R>(
  make: (...texts: P) => R,
  limit = 1000,
): (...texts: P) => R {
  const known = new Map<string, { result: R }>();
  return (...texts) => {
    const key = JSON.stringify(texts);
    const found = known.get(key);
    if (found !== undefined) return found.result;
    const result = make(...texts);
    if (known.size >= limit) known.clear();
    known.set(key, { result });
    return result;
  };
}
