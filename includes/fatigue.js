/** Lengths, in days, of the windows over which a bullpen's work is counted; each ends the day before the game. */
const lengths = [1, 2, 3, 4, 5];

/** What is counted of relievers: column of relief_days -> meaning. */
const counts = { pitches: 'Pitches of relievers', appearances: 'Appearances of relievers' };

/** Column name of a count in a window: `relief_pitches_3d`. */
function column(count, length) {
  return `relief_${count}_${length}d`;
}

const all = lengths.flatMap((length) =>
  Object.keys(counts).map((count) => ({ count, length, name: column(count, length) })),
);

/** Every column, the shortest window first. */
function columns() {
  return all.map(({ name }) => name);
}

/** SELECT items of one reliever's sums; `age` is the column with an appearance's age in days. */
function sums(age) {
  return all
    .map(({ count, length, name }) => `SUM(IF(${age} <= ${length}, ${count}, 0)) AS ${name}`)
    .join(',\n    ');
}

/** SELECT items that add up the relievers of a team. */
function totals() {
  return all.map(({ name }) => `SUM(${name}) AS ${name}`).join(',\n    ');
}

/** Column name -> description. */
function descriptions() {
  return Object.fromEntries(
    all.map(({ count, length, name }) => [
      name,
      `${counts[count]} over the ${length === 1 ? 'day before' : `${length} days that end the day before`}.`,
    ]),
  );
}

module.exports = { lengths, columns, sums, totals, descriptions };
