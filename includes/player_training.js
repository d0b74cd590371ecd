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

/**
 * Options of `rebuild.since` for a table of training rows: it is made anew from the first date on that something behind it changed.
 * @param {string} self backquoted name of the table
 * @param {(name: string) => string} ref Dataform's
 * @param {object} options
 * @param {string} options.took SQL condition on a row of player_stats_historical, called `lines`: the player took part
 * @param {string[]} [options.sources] tables by game_date beside those of both kinds of player
 * @param {string} [options.more] SQL query of one more first date of rows to be made anew
 */
function changes(self, ref, { took, sources = [], more }) {
  const behind = [
    'player_stats_historical',
    'games_historical',
    'player_features_daily',
    'game_features_daily',
    ...sources,
  ];
  return {
    date: 'game_date',
    sources: behind.map((name) => ({ from: ref(name), date: 'game_date', days: 0 })),
    gone: `SELECT MIN(made.game_date) AS changed_date
    FROM ${self} AS made
    LEFT JOIN ${ref('player_stats_historical')} AS lines
      ON lines.game_pk = made.game_pk AND lines.player_id = made.player_id AND ${took}
    LEFT JOIN ${ref('games_historical')} AS games
      ON games.game_pk = made.game_pk AND games.game_date = made.game_date
    LEFT JOIN ${ref('game_features_daily')} AS features ON features.game_pk = made.game_pk
    LEFT JOIN ${ref('player_features_daily')} AS players
      ON players.player_id = made.player_id AND players.game_date = made.game_date
    WHERE lines.game_pk IS NULL
      OR games.game_pk IS NULL
      OR features.game_pk IS NULL
      OR players.player_id IS NULL${more === undefined ? '' : `\n    UNION ALL\n    ${more}`}`,
  };
}

module.exports = {
  opponentColumns,
  opponentRates,
  gameColumns,
  opponentItems,
  descriptions,
  changes,
};
