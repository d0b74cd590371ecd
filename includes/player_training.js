const catalogue = require('./catalogue');

/** What a player's training rows say of the other team: every feature that the catalogue gives of both sides. */
const opposing = catalogue.entries.filter(
  ({ given }) => given.includes('home') && given.includes('away'),
);

/** Names of the other team's features in a training row. */
const opponentColumns = opposing.map(({ name }) => `opponent_${name}`);

/** Rates of the other team's batting that a starter's training rows have beside its features, columns of team_rolling_features. */
const opponentRates = ['strikeout_rate_60d', 'strikeout_rate_season', 'walk_rate_season'];

/** Names of the game's own features. */
const gameColumns = catalogue.columns
  .filter(({ way }) => way === 'game')
  .map(({ column }) => column);

/**
 * SELECT items of the other team's features.
 * @param {string} isHome SQL of whether the player's team is at home
 * @param {string} features alias of game_features_daily
 */
function opponentItems(isHome, features) {
  return opposing
    .map(
      ({ name }) =>
        `IF(${isHome}, ${features}.away_${name}, ${features}.home_${name}) AS opponent_${name}`,
    )
    .join(',\n  ');
}

/** Column name -> description of the other team's features, of those named. */
function descriptions(names = opponentColumns) {
  return Object.fromEntries(
    opposing
      .map(({ name, meaning }) => [`opponent_${name}`, `The other team. ${meaning}`])
      .filter(([name]) => names.includes(name)),
  );
}

module.exports = { opponentColumns, opponentRates, gameColumns, opponentItems, descriptions };
