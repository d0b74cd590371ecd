/** Fields of a person: our column -> its kind and path in the Stats API. */
const fields = {
  name: ['string', 'fullName'],
  first_name: ['string', 'firstName'],
  last_name: ['string', 'lastName'],
  birth_date: ['date', 'birthDate'],
  birth_city: ['string', 'birthCity'],
  birth_country: ['string', 'birthCountry'],
  bats: ['string', 'batSide.code'],
  throws: ['string', 'pitchHand.code'],
  weight_lb: ['integer', 'weight'],
  debut_date: ['date', 'mlbDebutDate'],
  last_played_date: ['date', 'lastPlayedDate'],
  primary_position: ['string', 'primaryPosition.code'],
  primary_position_type: ['string', 'primaryPosition.type'],
  strike_zone_top_ft: ['number', 'strikeZoneTop'],
  strike_zone_bottom_ft: ['number', 'strikeZoneBottom'],
  is_active: ['boolean', 'active'],
};

/** Every column of a person, his key first. */
const columns = ['player_id', ...Object.keys(fields), 'height_in'];

module.exports = { fields, columns };
