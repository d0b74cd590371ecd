/** `; Did you mean name?` for the nearest name, when one is near. */
export function suggestion(name: string, candidates: string[]): string {
  const wanted = name.toLowerCase();
  const allowed = wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length / 4));
  const ranked = candidates
    .filter((candidate) => candidate !== '')
    .map((candidate) => ({ candidate, edits: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= allowed)
    .sort((a, b) => a.edits - b.edits);
  const [nearest] = ranked;
  return nearest === undefined ? '' : `; Did you mean ${nearest.candidate}?`;
}

function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
