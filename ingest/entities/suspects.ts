import { z } from 'zod';
import { select } from '../raw-warehouse.ts';
import type { World } from '../world.ts';

/**
 * Why a player should have a line: the box score names him, the active roster of the day has him, or his statistics of
 * the season count more games than there are lines.
 */
export const strategy = z.enum(['boxscore', 'roster', 'totals']);

const suspect = z.object({ gamePk: z.int(), playerId: z.int(), strategy });
export type Suspect = z.infer<typeof suspect>;

/**
 * Players of the box scores of the dates asked for who pitched, are in the batting order or are listed as batters and
 * have no such line; those on a club's active roster of the day who are not in its box score at all; and those whose
 * statistics up to the last stats date count more games of the regular season than there are lines, in every game of
 * their club that has none. When that is more than one player in twenty, whole games are missing, not lines.
 */
export const suspects = ({ warehouse, range: { from, to } }: World): Promise<Suspect[]> =>
  select(
    warehouse,
    suspect,
    (table) => `WITH boxscores AS (
  SELECT game_pk, official_date, payload
  FROM ${table('raw_boxscores')}
  WHERE official_date BETWEEN DATE '${from}' AND DATE '${to}'
),

sides AS (
  SELECT game_pk, official_date, 'home' AS side, JSON_QUERY(payload, '$.teams.home') AS team FROM boxscores
  UNION ALL
  SELECT game_pk, official_date, 'away' AS side, JSON_QUERY(payload, '$.teams.away') AS team FROM boxscores
),

listed AS (
  SELECT game_pk, side, CAST(id AS INT64) AS player_id, 'any' AS line
  FROM sides, UNNEST(JSON_VALUE_ARRAY(team, '$.batters')) AS id
  UNION ALL
  SELECT game_pk, side, CAST(id AS INT64) AS player_id, 'batting' AS line
  FROM sides, UNNEST(JSON_VALUE_ARRAY(team, '$.battingOrder')) AS id
  UNION ALL
  SELECT game_pk, side, CAST(id AS INT64) AS player_id, 'pitching' AS line
  FROM sides, UNNEST(JSON_VALUE_ARRAY(team, '$.pitchers')) AS id
),

players AS (
  SELECT
    game_pk, side, player_id,
    JSON_VALUE(payload, '$.stats.batting.hits') IS NOT NULL AS has_batting,
    JSON_VALUE(payload, '$.stats.pitching.hits') IS NOT NULL AS has_pitching
  FROM ${table('raw_boxscore_players')}
  WHERE official_date BETWEEN DATE '${from}' AND DATE '${to}'
),

without_line AS (
  SELECT listed.game_pk, listed.player_id, 'boxscore' AS strategy
  FROM listed
  LEFT JOIN players
    ON players.game_pk = listed.game_pk AND players.side = listed.side AND players.player_id = listed.player_id
  WHERE players.player_id IS NULL
    OR (listed.line = 'batting' AND NOT players.has_batting)
    OR (listed.line = 'pitching' AND NOT players.has_pitching)
),

rosters AS (
  SELECT roster_date, team_id, player_id
  FROM ${table('raw_rosters')}
  WHERE roster_type = 'active' AND roster_date BETWEEN DATE '${from}' AND DATE '${to}'
),

without_entry AS (
  SELECT sides.game_pk, rosters.player_id, 'roster' AS strategy
  FROM sides
  JOIN rosters
    ON rosters.roster_date = sides.official_date
    AND rosters.team_id = CAST(JSON_VALUE(sides.team, '$.team.id') AS INT64)
  LEFT JOIN players ON players.game_pk = sides.game_pk AND players.player_id = rosters.player_id
  WHERE players.player_id IS NULL
),

totals AS (
  SELECT
    stats_date, season, team_id, player_id, stat_group = 'pitching' AS is_pitching,
    CAST(JSON_VALUE(payload, '$.stat.gamesPlayed') AS INT64) AS games
  FROM ${table('raw_player_stats')}
  WHERE stat_group IN ('hitting', 'pitching')
    AND stats_date = (
      SELECT MAX(stats_date)
      FROM ${table('raw_player_stats')}
      WHERE stats_date BETWEEN DATE '${from}' AND DATE '${to}'
    )
),

regular_games AS (
  SELECT DISTINCT game_pk
  FROM ${table('raw_schedule')}
  WHERE JSON_VALUE(payload, '$.gameType') = 'R'
    AND schedule_date BETWEEN DATE '${from.slice(0, 4)}-01-01' AND DATE '${to}'
),

season_lines AS (
  SELECT
    lines.official_date, lines.player_id,
    JSON_VALUE(lines.payload, '$.stats.batting.hits') IS NOT NULL AS has_batting,
    JSON_VALUE(lines.payload, '$.stats.pitching.hits') IS NOT NULL AS has_pitching
  FROM ${table('raw_boxscore_players')} AS lines
  JOIN regular_games ON regular_games.game_pk = lines.game_pk
  WHERE lines.official_date BETWEEN DATE '${from.slice(0, 4)}-01-01' AND DATE '${to}'
),

short AS (
  SELECT totals.stats_date, totals.team_id, totals.player_id, totals.is_pitching
  FROM totals
  LEFT JOIN season_lines
    ON season_lines.player_id = totals.player_id
    AND season_lines.official_date BETWEEN DATE(totals.season, 1, 1) AND totals.stats_date
    AND IF(totals.is_pitching, season_lines.has_pitching, season_lines.has_batting)
  GROUP BY totals.stats_date, totals.team_id, totals.player_id, totals.is_pitching, totals.games
  HAVING COUNT(season_lines.player_id) < totals.games
),

short_of_totals AS (
  SELECT sides.game_pk, short.player_id, 'totals' AS strategy
  FROM sides
  JOIN regular_games ON regular_games.game_pk = sides.game_pk
  JOIN short
    ON short.team_id = CAST(JSON_VALUE(sides.team, '$.team.id') AS INT64)
    AND sides.official_date <= short.stats_date
  LEFT JOIN players ON players.game_pk = sides.game_pk AND players.player_id = short.player_id
  WHERE NOT COALESCE(IF(short.is_pitching, players.has_pitching, players.has_batting), FALSE)
    AND (SELECT COUNT(*) FROM short) * 20 <= (SELECT COUNT(*) FROM totals)
)

SELECT game_pk AS gamePk, player_id AS playerId, MIN(strategy) AS strategy
FROM (
  SELECT * FROM without_line
  UNION ALL
  SELECT * FROM without_entry
  UNION ALL
  SELECT * FROM short_of_totals
)
GROUP BY game_pk, player_id
ORDER BY game_pk, player_id`,
  );
