/** Fields of a game's feed: our column -> its kind and path. */
const fields = {
  attendance: ['integer', 'gameData.gameInfo.attendance'],
  duration_minutes: ['integer', 'gameData.gameInfo.gameDurationMinutes'],
  delay_minutes: ['integer', 'gameData.gameInfo.delayDurationMinutes'],
  started_at: ['timestamp', 'gameData.gameInfo.firstPitch'],
  weather_condition: ['string', 'gameData.weather.condition'],
  temperature_f: ['integer', 'gameData.weather.temp'],
  winning_pitcher_id: ['integer', 'liveData.decisions.winner.id'],
  losing_pitcher_id: ['integer', 'liveData.decisions.loser.id'],
  save_pitcher_id: ['integer', 'liveData.decisions.save.id'],
  is_no_hitter: ['boolean', 'gameData.flags.noHitter'],
  is_perfect_game: ['boolean', 'gameData.flags.perfectGame'],
};

/** Columns of the umpires. */
const umpires = [
  'home_plate_umpire_id',
  'home_plate_umpire_name',
  'first_base_umpire_id',
  'second_base_umpire_id',
  'third_base_umpire_id',
];

/** Every column of a game's details but those that it shares with the game. */
const columns = [...umpires, ...Object.keys(fields), 'wind_mph', 'wind_direction'];

module.exports = { fields, umpires, columns };
