/** Fields of a player on a roster: our column -> its kind and path. */
const fields = {
  player_name: ['string', 'person.fullName'],
  jersey_number: ['string', 'jerseyNumber'],
  position_code: ['string', 'position.code'],
  position_type: ['string', 'position.type'],
  roster_status: ['string', 'status.code'],
};

/** Every column of a player on a roster, its key first. */
const columns = ['roster_date', 'team_id', 'player_id', ...Object.keys(fields)];

module.exports = { fields, columns };
