/** Mean radius of the earth in kilometres. */
const earthRadiusKm = 6371;

/**
 * SQL of the great-circle distance in kilometres (haversine formula) between two relations with columns latitude and
 * longitude in degrees; NULL when a coordinate is.
 */
function kilometres(from, to) {
  const radians = (degrees) => `((${degrees}) * ACOS(-1) / 180)`;
  const half = (column) => `SIN(${radians(`${to}.${column} - ${from}.${column}`)} / 2)`;
  return `(2 * ${earthRadiusKm} * ASIN(SQRT(LEAST(1, POW(${half('latitude')}, 2)
        + COS(${radians(`${from}.latitude`)}) * COS(${radians(`${to}.latitude`)}) * POW(${half('longitude')}, 2)))))`;
}

module.exports = { kilometres };
