/**
 * Sizes an active roster may have, by the rules of the time. 25 players until 2019, and up to 40 in September; 30 in
 * 2020, from 6 August 28; since 2021 26, in September 28 (as until 1 May 2022). In the postseason 25 until 2019, 28 in 2020
 * and 26 since. One more is let pass for doubleheaders and players between two moves. At least 24 at any time: a club
 * with a vacant place.
 */
const least = 24;

const rules = [
  { when: "phase = 'postseason' AND EXTRACT(YEAR FROM check_date) < 2020", most: 25 },
  { when: "phase = 'postseason' AND EXTRACT(YEAR FROM check_date) = 2020", most: 28 },
  { when: "phase = 'postseason'", most: 26 },
  { when: "check_date < '2020-01-01' AND EXTRACT(MONTH FROM check_date) >= 9", most: 40 },
  { when: "check_date < '2020-01-01'", most: 25 + 1 },
  { when: "check_date < '2020-08-06'", most: 30 + 1 },
  { when: "check_date < '2021-01-01'", most: 28 + 1 },
  { when: 'EXTRACT(MONTH FROM check_date) >= 9', most: 28 + 1 },
  { when: "check_date BETWEEN '2022-01-01' AND '2022-05-01'", most: 28 + 1 },
];

/** SQL of the most players an active roster may have, of a row with `check_date` and `phase`. */
function most() {
  return `CASE ${rules.map((rule) => `WHEN ${rule.when} THEN ${rule.most}`).join('\n      ')} ELSE ${26 + 1} END`;
}

module.exports = { least, most };
