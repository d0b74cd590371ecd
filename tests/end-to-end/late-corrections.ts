import { ofGames, type Mistake } from './past-and-future.ts';

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** SQL condition: rows of the first game, by number, that a date has in a table. */
const firstGame = (table: string, column: string, date: string, place = 0): string =>
  `game_pk = (SELECT game_pk FROM kept.${table} WHERE ${column} = '${date}' GROUP BY game_pk ORDER BY game_pk LIMIT 1 OFFSET ${String(place)})`;

/**
 * What sources get wrong and put right days later, around a date: a score, a line of a player, a player who did not play, a
 * pitch, documents that come late, a transaction told in retrospect, a roster, the weather, the standings.
 */
export function mistakesAround(date: string): Mistake[] {
  const soon = dayAfter(date, 3);
  const late = dayAfter(date, 5);
  const game = (table: string, place: number): string =>
    firstGame(table, 'official_date', date, place);
  return [
    {
      table: 'raw_schedule',
      where: `schedule_date = '${date}' AND ${firstGame('raw_schedule', 'schedule_date', date)} AND JSON_VALUE(payload, '$.teams.home.score') IS NOT NULL`,
      wrong: {
        payload: `JSON_SET(payload, '$.teams.home.score', SAFE_CAST(JSON_VALUE(payload, '$.teams.home.score') AS INT64) + 3)`,
      },
      until: soon,
    },
    {
      table: 'raw_boxscore_players',
      where: `${game('raw_boxscore_players', 1)} AND JSON_VALUE(payload, '$.battingOrder') = '100'`,
      wrong: {
        payload: `JSON_SET(payload, '$.stats.batting.hits', 4, '$.stats.batting.strikeOuts', 0)`,
      },
      until: soon,
    },
    {
      table: 'raw_boxscore_players',
      where: `${game('raw_boxscore_players', 2)} AND JSON_VALUE(payload, '$.battingOrder') = '200'`,
      wrong: { again: { column: 'player_id', value: 'player_id + 50000000' } },
      until: soon,
    },
    {
      table: 'raw_boxscore_players',
      where: `${game('raw_boxscore_players', 3)} AND JSON_VALUE(payload, '$.battingOrder') = '300'`,
      wrong: 'missing',
      until: late,
    },
    {
      table: 'raw_pitches',
      where: `${game('raw_pitches', 4)} AND pitch_number = 1`,
      wrong: {
        payload: `JSON_SET(payload, '$.launch_speed', 101.5, '$.description', 'hit_into_play')`,
      },
      until: late,
    },
    ...ofGames.map((table): Mistake => ({
      table,
      where: game('raw_boxscores', 5),
      wrong: 'missing',
      until: soon,
    })),
    {
      table: 'raw_game_feeds',
      where: game('raw_game_feeds', 6),
      wrong: { payload: `JSON_SET(payload, '$.gameData.gameInfo.attendance', 1)` },
      until: late,
    },
    {
      table: 'raw_transactions',
      where: `transaction_date = '${date}' AND MOD(transaction_id, 2) = 0`,
      wrong: 'missing',
      until: late,
    },
    {
      table: 'raw_rosters',
      where: `roster_date = '${date}' AND MOD(player_id, 40) = 0`,
      wrong: 'missing',
      until: soon,
    },
    {
      table: 'raw_rosters',
      where: `roster_date = '${date}' AND MOD(player_id, 41) = 1`,
      wrong: { again: { column: 'player_id', value: 'player_id + 50000000' } },
      until: late,
    },
    {
      table: 'raw_weather',
      where: `${game('raw_weather', 7)} AND kind = 'archive'`,
      wrong: { payload: `JSON_SET(payload, '$.hourly.temperature_2m', JSON '[1, 1, 1, 1, 1]')` },
      until: soon,
    },
    {
      table: 'raw_standings',
      where: `standings_date = '${date}' AND MOD(team_id, 3) = 0`,
      wrong: { payload: `JSON_SET(payload, '$.leagueRecord.wins', 99)` },
      until: late,
    },
    {
      table: 'raw_team_stats',
      where: `stats_date = '${date}' AND MOD(team_id, 4) = 0`,
      wrong: 'missing',
      until: soon,
    },
  ];
}
