import { openMeteoPaths } from '../sources/open-meteo.ts';
import { savantPaths } from '../sources/savant.ts';
import { paths } from '../sources/stats-api.ts';
import type { RawTableName } from './raw-tables.ts';

/** Where a raw table's payloads stand in the answers of a service. */
export interface RawAnswer {
  service: 'MLB Stats API' | 'Baseball Savant' | 'Open-Meteo';
  /** Path of the request with placeholders in braces. */
  path: string;
  /** What of the answer a row's payload is, as a JSONPath with placeholders in braces; undefined of what is put together. */
  at?: string;
}

type Template = (...values: never[]) => string;

/** A path with the names of its values in their places. */
function template(path: Template, ...names: unknown[]): string {
  return (path as (...values: unknown[]) => string)(...names);
}

const dates = { from: '{from}', to: '{to}' };
const statsApi = (path: string, at?: string): RawAnswer => ({
  service: 'MLB Stats API',
  path,
  ...(at !== undefined && { at }),
});
const feed = (at: string): RawAnswer => statsApi(template(paths.feed, '{game_pk}'), at);
const place = [{ latitude: '{latitude}', longitude: '{longitude}' }];

/** Requests behind each raw table, the usual one first. */
export const rawAnswers: Readonly<Record<RawTableName, readonly RawAnswer[]>> = {
  raw_schedule: [statsApi(template(paths.schedule, dates), '$.dates[*].games[*]')],
  raw_game_feeds: [feed('$')],
  raw_linescores: [
    feed('$.liveData.linescore'),
    statsApi(template(paths.linescore, '{game_pk}'), '$'),
  ],
  raw_plays: [
    feed('$.liveData.plays.allPlays[*]'),
    statsApi(template(paths.playByPlay, '{game_pk}'), '$.allPlays[*]'),
  ],
  raw_boxscores: [
    feed('$.liveData.boxscore'),
    statsApi(template(paths.boxscore, '{game_pk}'), '$'),
  ],
  raw_boxscore_players: [
    feed('$.liveData.boxscore.teams.{side}.players.ID{player_id}'),
    statsApi(template(paths.boxscore, '{game_pk}'), '$.teams.{side}.players.ID{player_id}'),
  ],
  raw_pitches: [
    {
      service: 'Baseball Savant',
      path: template(savantPaths.dates, dates),
      at: 'the row of the pitch',
    },
    statsApi(template(paths.playByPlay, '{game_pk}'), '$.allPlays[*].playEvents[*]'),
  ],
  raw_player_stats: [
    statsApi(
      template(paths.playerStats, {
        group: '{stat_group}',
        season: '{season}',
        date: '{stats_date}',
        limit: '{limit}',
        offset: '{offset}',
      }),
      '$.stats[*].splits[*]',
    ),
  ],
  raw_player_game_lines: [
    statsApi(
      template(paths.gameLog, '{player_id}', '{season}', '{game_type}'),
      '$.stats[*].splits[*]',
    ),
  ],
  raw_people: [statsApi(template(paths.people, ['{person_id}']), '$.people[*]')],
  raw_weather: [
    { service: 'Open-Meteo', path: template(openMeteoPaths.archive, place, dates) },
    { service: 'Open-Meteo', path: template(openMeteoPaths.forecast, place, dates) },
  ],
  raw_teams: [statsApi(template(paths.teams, '{season}'), '$.teams[*]')],
  raw_rosters: [
    statsApi(template(paths.roster, '{team_id}', '{roster_type}', '{roster_date}'), '$.roster[*]'),
  ],
  raw_seasons: [statsApi(template(paths.seasons, '{season}'), '$.seasons[*]')],
  raw_venues: [statsApi(template(paths.venues, '{season}', ['{venue_id}']), '$.venues[*]')],
  raw_standings: [
    statsApi(
      template(paths.standings, '{season}', '{standings_date}'),
      '$.records[*].teamRecords[*]',
    ),
  ],
  raw_team_stats: [
    statsApi(
      template(paths.teamStats, '{season}', { from: '{season start}', to: '{stats_date}' }),
      '$.stats[*].splits[*]',
    ),
  ],
  raw_transactions: [statsApi(template(paths.transactions, dates), '$.transactions[*]')],
  raw_collected_items: [],
};
