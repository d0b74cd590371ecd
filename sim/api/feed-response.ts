import { toDate, toTimestamp } from '../calendar.ts';
import { at } from '../random.ts';
import type { SimulatedGame } from '../season.ts';
import { boxscoreBody, rosterOf, teamWithRecord } from './boxscore-response.ts';
import { conditionsOf } from './conditions.ts';
import { personEntry, venueEntry } from './directory-response.ts';
import { linescoreBody } from './linescore-response.ts';
import { playsBody } from './plays-response.ts';
import { personRef, type Json } from './shapes.ts';
import { probablePitcher, startSeen, statusEntry, viewGame } from './view.ts';
import type { World } from './world.ts';

/** The body of `/api/v1.1/game/{pk}/feed/live` without its copyright. */
export function feedBody(world: World, game: SimulatedGame): Json {
  const { fixture, plan } = game;
  const view = viewGame(world, game);
  const conditions = conditionsOf(world, game);
  const home = at(world.clubs, fixture.home);
  const away = at(world.clubs, fixture.away);
  const start = startSeen(world, game);
  const probables = (['away', 'home'] as const).flatMap((side) => {
    const player = probablePitcher(world, { game, kind: 'main' }, side);
    return player ? [[side, personRef(player)] as const] : [];
  });
  const hasStarted = view.plays.length > 0;
  const lastEnd = view.plays.at(-1)?.endOffset ?? 0;
  return {
    gamePk: fixture.gamePk,
    link: `/api/v1.1/game/${fixture.gamePk}/feed/live`,
    metaData: {
      wait: 10,
      timeStamp: toTimestamp(Math.min(world.now(), game.end))
        .replace(/[-:Z]/g, '')
        .replace('T', '_'),
      gameEvents: [],
      logicalEvents: [],
    },
    gameData: {
      game: {
        pk: fixture.gamePk,
        type: fixture.gameType,
        doubleHeader: fixture.doubleHeader,
        id: `${toDate(fixture.day).replaceAll('-', '/')}/${away.abbreviation.toLowerCase()}sim-${home.abbreviation.toLowerCase()}sim-${fixture.gameNumber}`,
        gamedayType: 'P',
        tiebreaker: 'N',
        gameNumber: fixture.gameNumber,
        calendarEventID: `14-${fixture.gamePk}-${toDate(fixture.day)}`,
        season: String(fixture.season),
        seasonDisplay: String(fixture.season),
      },
      datetime: {
        dateTime: toTimestamp(start),
        originalDate: toDate(fixture.postponed?.day ?? fixture.day),
        officialDate: toDate(fixture.day),
        dayNight: fixture.isNight ? 'night' : 'day',
      },
      status: statusEntry(world, { game, kind: 'main' }),
      teams: {
        away: teamWithRecord(world, game, 'away', view),
        home: teamWithRecord(world, game, 'home', view),
      },
      players: Object.fromEntries(
        [...rosterOf(plan.away), ...rosterOf(plan.home)].map((player) => [
          `ID${player.id}`,
          personEntry(world, player),
        ]),
      ),
      venue: venueEntry(home, fixture.season, new Set(['location', 'timezone', 'fieldInfo'])),
      weather: hasStarted
        ? {
            condition: conditions.condition,
            temp: String(conditions.temperature),
            wind: conditions.wind,
          }
        : {},
      gameInfo: hasStarted
        ? {
            attendance: conditions.attendance,
            firstPitch: new Date(fixture.start).toISOString(),
            ...(view.state === 'final'
              ? { gameDurationMinutes: Math.round(lastEnd / 60_000) }
              : {}),
          }
        : {},
      probablePitchers: Object.fromEntries(probables),
    },
    liveData: {
      plays: playsBody(world, game, view),
      linescore: linescoreBody(world, game, view),
      boxscore: boxscoreBody(world, game),
      ...(view.decisions
        ? {
            decisions: {
              winner: personRef(view.decisions.winner),
              loser: personRef(view.decisions.loser),
              ...(view.decisions.save ? { save: personRef(view.decisions.save) } : {}),
            },
          }
        : {}),
    },
  };
}
