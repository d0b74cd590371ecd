/** Letters and digits only, lower case, without accents: `St. Louis` and `st louis` are the same. */
export function normalizeName(name: string): string {
  if (/^[a-z0-9]*$/i.test(name)) return name.toLowerCase();
  return name
    .normalize('NFD')
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
    .toLowerCase();
}

/** The items nearest to what was asked, by the smallest edit distance to any of their names; the nearest first. */
export function nearest<T>(
  asked: string,
  items: readonly T[],
  namesOf: (item: T) => readonly string[],
  count: number,
): T[] {
  const wanted = normalizeName(asked);
  return items
    .map((item) => ({
      item,
      distance: Math.min(...namesOf(item).map((name) => editDistance(wanted, normalizeName(name)))),
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ item }) => item);
}

/** Levenshtein distance: the fewest insertions, deletions and substitutions that turn one text into the other. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substituted = (previous[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      const deleted = (previous[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(substituted, deleted, inserted));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
