export interface LastGood<T> {
  value: T;
  readAt: Date;
  /** Whether it could not be read again since. */
  isOld: boolean;
}

interface Memory<T> {
  good?: LastGood<T>;
  reading?: Promise<LastGood<T>>;
}

/**
 * A reader that remembers by key: what was read within `freshMs` is not read again, many who ask at once wait for one reading,
 * and when reading fails the last good answer stays. It throws only while there is none.
 */
export function lastGood<Key, T>(
  read: (key: Key) => Promise<T>,
  options: { freshMs: number; now: () => Date; onFailure: (error: unknown) => void },
): (key: Key) => Promise<LastGood<T>> {
  const { freshMs, now, onFailure } = options;
  const memories = new Map<Key, Memory<T>>();
  return async (key) => {
    const memory = memories.get(key) ?? {};
    memories.set(key, memory);
    const { good } = memory;
    if (good !== undefined && now().getTime() - good.readAt.getTime() < freshMs) return good;
    memory.reading ??= read(key)
      .then((value) => (memory.good = { value, readAt: now(), isOld: false }))
      .finally(() => delete memory.reading);
    try {
      return await memory.reading;
    } catch (error) {
      if (good === undefined) throw error;
      onFailure(error);
      return { ...good, isOld: true };
    }
  };
}
