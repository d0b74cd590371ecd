/** Every column of a transaction, as staged. */
const columns = [
  'transaction_id',
  'entry',
  'player_id',
  'from_team_id',
  'to_team_id',
  'type_code',
  'type_name',
  'player_name',
  'description',
  'list_move',
  'il_days',
  'injury',
  'transaction_date',
  'effective_date',
  'source',
  'known_at',
];

/** Every column of a stint on the injured list. */
const stintColumns = [
  'player_id',
  'team_id',
  'season',
  'known_by',
  'injury',
  'il_days',
  'transferred_il_days',
  'placed_date',
  'announced_date',
  'transferred_date',
  'activated_date',
  'lapse_date',
  'source',
  'known_at',
];

module.exports = { columns, stintColumns };
