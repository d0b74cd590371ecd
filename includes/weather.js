/** Hourly values of Open-Meteo: our column -> its kind and name there. */
const hourly = {
  temperature_c: ['number', 'temperature_2m'],
  dew_point_c: ['number', 'dew_point_2m'],
  humidity_percent: ['number', 'relative_humidity_2m'],
  pressure_hpa: ['number', 'surface_pressure'],
  cloud_cover_percent: ['number', 'cloud_cover'],
  wind_kmh: ['number', 'wind_speed_10m'],
  wind_gust_kmh: ['number', 'wind_gusts_10m'],
  wind_direction_deg: ['number', 'wind_direction_10m'],
};

/** Fields of the row as such. */
const fields = {
  venue_id: ['integer', 'venue_id'],
  roof_type: ['string', 'roof_type'],
  is_retractable: ['boolean', 'is_retractable'],
};

/** The value in the hour of first pitch, by its path. */
const first = Object.fromEntries(
  Object.entries(hourly).map(([name, [kind, path]]) => [name, [kind, `hourly.${path}[0]`]]),
);

/** Every column of a game's weather but those that it shares with the game. */
const columns = [
  ...Object.keys(fields),
  ...Object.keys(hourly),
  'precipitation_mm',
  'precipitation_probability_percent',
];

module.exports = { fields, first, columns };
