import Fastify, { type FastifyInstance } from 'fastify';
import { boxscoreBody } from './api/boxscore-response.ts';
import {
  personEntry,
  rosterBody,
  seasonEntry,
  teamsBody,
  venueEntry,
} from './api/directory-response.ts';
import { feedBody } from './api/feed-response.ts';
import { linescoreBody } from './api/linescore-response.ts';
import { playsBody } from './api/plays-response.ts';
import { savantCsv } from './api/savant-response.ts';
import { scheduleBody } from './api/schedule-response.ts';
import { standingsBody } from './api/standings-response.ts';
import { ownGroup, personStatsBody, playerStatsBody, teamStatsBody } from './api/stats-response.ts';
import { copyright, type Json } from './api/shapes.ts';
import { stateOf, viewGame } from './api/view.ts';
import { transactionsBody } from './api/transactions-response.ts';
import { weatherBody } from './api/weather-response.ts';
import type { World } from './api/world.ts';
import type { Club } from './clubs.ts';
import { toDay } from './calendar.ts';
import {
  badRequest,
  dateParameter,
  failureOf,
  hydrateParameter,
  idOf,
  idsParameter,
  notFound,
  playersParameters,
  savantParameters,
  scheduleParameters,
  standingsParameters,
  statsParameters,
  textParameter,
  transactionsParameters,
  type ApiFailure,
  type Query,
} from './parameters.ts';
import type { Player } from './players.ts';
import type { SimulatedGame } from './season.ts';
import { weatherParameters } from './weather-parameters.ts';

interface Request {
  Params: Record<string, string>;
  Querystring: Query;
}

type Answer = (params: Record<string, string>, query: Query) => Json;

/**
 * The HTTP server of the simulated league: paths, bodies and errors in the form of the MLB Stats API. Every response has
 * the header `x-simulated: true`, every body a `copyright` that says so.
 */
export function createLeagueServer(world: World): FastifyInstance {
  const server = Fastify({ logger: false, forceCloseConnections: true });

  server.addHook('onRequest', async (_request, reply) => {
    void reply.header('x-simulated', 'true');
    await Promise.resolve();
  });
  server.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .send(failureBody({ status: 404, messageNumber: 10, message: 'Object not found' })),
  );
  server.setErrorHandler((error, _request, reply) => {
    const known = failureOf(error);
    if (!known) throw error;
    return reply.code(known.status).send(failureBody(known));
  });

  function failureBody({ messageNumber, message }: ApiFailure): Json {
    return {
      copyright,
      messageNumber,
      message,
      timestamp: new Date(world.now()).toISOString(),
      traceId: null,
    };
  }

  function serve(path: string, answer: Answer): void {
    server.get<Request>(path, (request, reply) =>
      reply.send({ copyright, ...answer(request.params, request.query) }),
    );
  }

  const today = (): number => toDay(new Date(world.now()).toISOString().slice(0, 10));

  function gameOf(params: Record<string, string>): SimulatedGame {
    const game = world.gameByPk(idOf(params.gamePk, 'gamePk'));
    if (!game || stateOf(world, game) === 'hidden') throw notFound();
    return game;
  }

  function clubOf(params: Record<string, string>): Club {
    const id = idOf(params.teamId, 'teamId');
    const club = world.clubs.find((other) => other.id === id);
    if (!club) throw notFound();
    return club;
  }

  function playerOf(id: number): Player {
    const player = world.league.playerById(id);
    if (!player) throw notFound();
    return player;
  }

  /** The season asked for, or the latest one that has begun. */
  function seasonOf(query: Query): number {
    const text = textParameter(query, 'season');
    if (text !== undefined) return idOf(text, 'season');
    const year = new Date(world.now()).getUTCFullYear();
    return world.seasons.findLast((season) => season <= year) ?? world.seasons[0] ?? year;
  }

  const roster: Answer = (params, query) => {
    const season = seasonOf(query);
    const lastDay = toDay(`${season}-12-31`);
    const day = dateParameter(query, 'date') ?? Math.min(today(), lastDay);
    const rosterType = params.rosterType ?? textParameter(query, 'rosterType') ?? 'active';
    return rosterBody(world, clubOf(params), rosterType, Math.min(day, today()), season);
  };

  const seasons = (wanted: readonly number[]): Json => {
    const shown = world.seasons.filter((season) => wanted.length === 0 || wanted.includes(season));
    return { seasons: shown.map(seasonEntry) };
  };

  serve('/api/v1/schedule', (_params, query) =>
    scheduleBody(world, scheduleParameters(query, today())),
  );
  serve('/api/v1/game/:gamePk/boxscore', (params) => boxscoreBody(world, gameOf(params)));
  serve('/api/v1/game/:gamePk/linescore', (params) => {
    const game = gameOf(params);
    return linescoreBody(world, game, viewGame(world, game));
  });
  serve('/api/v1/game/:gamePk/playByPlay', (params) => playsBody(world, gameOf(params)));
  serve('/api/v1.1/game/:gamePk/feed/live', (params) => feedBody(world, gameOf(params)));
  serve('/api/v1/teams', (_params, query) => {
    const ids = idsParameter(query, 'teamIds', 'teamId');
    const clubs = world.clubs.filter((club) => ids.length === 0 || ids.includes(club.id));
    return teamsBody(clubs, seasonOf(query));
  });
  serve('/api/v1/teams/:teamId', (params, query) => teamsBody([clubOf(params)], seasonOf(query)));
  serve('/api/v1/teams/:teamId/roster', roster);
  serve('/api/v1/teams/:teamId/roster/:rosterType', roster);
  serve('/api/v1/teams/stats', (_params, query) =>
    teamStatsBody(
      world,
      world.clubs,
      statsParameters(query, seasonOf(query), { groups: ['hitting'] }),
    ),
  );
  serve('/api/v1/teams/:teamId/stats', (params, query) => {
    const asked = statsParameters(query, seasonOf(query), { groups: [] });
    if (asked.groups.length === 0) throw badRequest('group is required');
    return teamStatsBody(world, [clubOf(params)], asked);
  });
  serve('/api/v1/stats', (_params, query) =>
    playerStatsBody(world, playersParameters(query, seasonOf(query))),
  );
  serve('/api/v1/standings', (_params, query) =>
    standingsBody(world, standingsParameters(query, seasonOf(query), today())),
  );
  serve('/api/v1/transactions', (_params, query) =>
    transactionsBody(world, transactionsParameters(query, today())),
  );
  serve('/api/v1/people/:personId/stats', (params, query) => {
    const player = playerOf(idOf(params.personId, 'personId'));
    const groups = [ownGroup(player)];
    return personStatsBody(world, player, statsParameters(query, seasonOf(query), { groups }));
  });
  serve('/api/v1/venues', (_params, query) => {
    const ids = idsParameter(query, 'venueIds');
    const clubs = world.clubs.filter(({ park }) => ids.length === 0 || ids.includes(park.id));
    const hydrate = hydrateParameter(query);
    return { venues: clubs.map((club) => venueEntry(club, seasonOf(query), hydrate)) };
  });
  serve('/api/v1/seasons', (_params, query) => seasons(idsParameter(query, 'season', 'seasonId')));
  serve('/api/v1/seasons/:season', (params) => seasons([idOf(params.season, 'season')]));
  serve('/api/v1/people', (_params, query) => ({
    people: idsParameter(query, 'personIds').map((id) => personEntry(world, playerOf(id))),
  }));
  serve('/api/v1/people/:personId', (params) => ({
    people: [personEntry(world, playerOf(idOf(params.personId, 'personId')))],
  }));
  server.get<Request>('/statcast_search/csv', (request, reply) =>
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .send(savantCsv(world, savantParameters(request.query))),
  );
  for (const name of ['archive', 'forecast'] as const) {
    server.get<Request>(`/v1/${name}`, (request, reply) => {
      const asked = weatherParameters(request.query, today(), name === 'forecast');
      return 'reason' in asked
        ? reply.code(400).send({ copyright, error: true, reason: asked.reason })
        : reply.send(weatherBody(world, asked));
    });
  }
  return server;
}
