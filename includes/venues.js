/** Fields of a ballpark: our column -> its kind and path in the Stats API. */
const fields = {
  name: ['string', 'name'],
  city: ['string', 'location.city'],
  state_code: ['string', 'location.stateAbbrev'],
  country: ['string', 'location.country'],
  latitude: ['number', 'location.defaultCoordinates.latitude'],
  longitude: ['number', 'location.defaultCoordinates.longitude'],
  elevation_ft: ['integer', 'location.elevation'],
  azimuth_deg: ['integer', 'location.azimuthAngle'],
  time_zone: ['string', 'timeZone.id'],
  utc_offset: ['integer', 'timeZone.offset'],
  roof_type: ['string', 'fieldInfo.roofType'],
  turf_type: ['string', 'fieldInfo.turfType'],
  capacity: ['integer', 'fieldInfo.capacity'],
  left_line_ft: ['integer', 'fieldInfo.leftLine'],
  left_field_ft: ['integer', 'fieldInfo.left'],
  left_center_ft: ['integer', 'fieldInfo.leftCenter'],
  center_field_ft: ['integer', 'fieldInfo.center'],
  right_center_ft: ['integer', 'fieldInfo.rightCenter'],
  right_field_ft: ['integer', 'fieldInfo.right'],
  right_line_ft: ['integer', 'fieldInfo.rightLine'],
};

/** Every column of a ballpark, its key first. */
const columns = ['season', 'venue_id', ...Object.keys(fields)];

module.exports = { fields, columns };
