/** Periods that form is reported over: name -> SQL of its first day, given SQL of the date it ends before. */
const periods = {
  '7 days': (date) => `DATE_SUB(${date}, INTERVAL 7 DAY)`,
  '14 days': (date) => `DATE_SUB(${date}, INTERVAL 14 DAY)`,
  '30 days': (date) => `DATE_SUB(${date}, INTERVAL 30 DAY)`,
  '60 days': (date) => `DATE_SUB(${date}, INTERVAL 60 DAY)`,
  season: (date) => `DATE_TRUNC(${date}, YEAR)`,
};

/** Body of a CTE with one row per period: period, period_order and from_date. */
function rows(date) {
  const items = Object.entries(periods).map(
    ([name, from], index) =>
      `STRUCT(${index + 1} AS period_order, '${name}' AS period, ${from(date)} AS from_date)`,
  );
  return `SELECT period.period_order, period.period, period.from_date
  FROM UNNEST([
    ${items.join(',\n    ')}
  ]) AS period`;
}

module.exports = { rows };
