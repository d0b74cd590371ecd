import { z } from 'zod';
import type { Database } from '../../warehouse/database.ts';
import type { ForecastSet } from '../forecast-set.ts';
import { logFailure } from '../failure-log.ts';
import { explain, storedGame } from '../games.ts';
import { problemOf } from '../problems.ts';
import { gamePath } from '../schemas.ts';
import type { ForecastStore } from '../store.ts';
import type { Server } from '../zod-type-provider.ts';
import { apiDocument } from './api-document.ts';
import { assetRoutes } from './assets.ts';
import { dayPage } from './day.ts';
import { readDay, readToday, type GameSource } from './day-data.ts';
import { gamePage } from './game.ts';
import { lastGood } from './last-good.ts';
import { downNotice, oldNotice } from './notice.ts';
import { pipelinePage } from './pipeline.ts';
import { readPipeline } from './pipeline-data.ts';
import { sendPage, sendProblemPage } from './send-page.ts';
import { referencePage, type Examples } from './reference.ts';
import { recordPage } from './record.ts';
import { readRecord, source, type Source } from './record-data.ts';
import { readTrace, type Trace } from './trace-data.ts';

export interface PageOptions {
  store: ForecastStore;
  /** Where what the store does not hold is read. */
  database: Database;
  now: () => Date;
}

const gameDate = z.iso.date({ error: 'must be a date as YYYY-MM-DD' });
const team = z
  .string()
  .max(60)
  .transform((text) => text.trim() || undefined)
  .optional();

/** Reports are read again after so long. */
const freshMs = 60_000;

/** The pages, in a context of their own: what fails there is answered with a page. */
export function pageRoutes(server: Server, options: PageOptions): void {
  void server.register((scope: Server, _options, done) => {
    scope.setErrorHandler((error, request, reply) => {
      const problem = problemOf(error, request);
      if (problem.status >= 500) logFailure(request, error);
      return sendProblemPage(reply, problem);
    });
    assetRoutes(scope);
    gamePages(scope, options);
    reportPages(scope, options);
    referencePages(scope, options);
    done();
  });
}

function gamePages(server: Server, { store, database, now }: PageOptions): void {
  gameTracePage(server, { store, database, now });
  const games = (): GameSource => ({ set: store.current(), now: now() });

  server.get('/', { schema: { querystring: z.object({ team }) } }, async (request, reply) => {
    const day = await readToday(games(), request.query.team);
    return sendPage(reply, dayPage(day, downNotice(store.status())));
  });

  server.get(
    '/day',
    { schema: { querystring: z.object({ date: gameDate, team }) } },
    (request, reply) => {
      const { date, team: asked } = request.query;
      const query =
        asked === undefined ? '' : `?${new URLSearchParams({ team: asked }).toString()}`;
      return reply.redirect(`/day/${date}${query}`, 303);
    },
  );

  server.get(
    '/day/:date',
    { schema: { params: z.object({ date: gameDate }), querystring: z.object({ team }) } },
    async (request, reply) => {
      const day = await readDay(games(), request.params.date, request.query.team);
      return sendPage(reply, dayPage(day, downNotice(store.status())));
    },
  );
}

function gameTracePage(server: Server, { store, database, now }: PageOptions): void {
  const traceOf = async (game: Parameters<typeof readTrace>[1]): Promise<Trace | undefined> => {
    try {
      return await readTrace(database, game);
    } catch (error) {
      server.log.error(error, 'the trace of a forecast could not be read');
      return undefined;
    }
  };

  server.get('/game/:game_pk', { schema: { params: gamePath } }, async (request, reply) => {
    const stored = await storedGame(store, request.params.game_pk);
    const { game_pk, game_date, top_features } = stored.forecast;
    const features = top_features.map(({ feature }) => feature);
    const [explanation, players, trace] = await Promise.all([
      explain(store, stored),
      store.current().players(game_date),
      traceOf({ game_pk, game_date, features }),
    ]);
    const game = stored.prediction(now());
    const starters = [game.away.starter, game.home.starter]
      .flatMap((starter) => (starter === null ? [] : (players.get(starter.id) ?? [])))
      .filter((each) => each.game_pk === game_pk && each.player_kind === 'starter');
    return sendPage(
      reply,
      gamePage({ game, explanation, starters, trace }, downNotice(store.status())),
    );
  });
}

function reportPages(server: Server, { store, database, now }: PageOptions): void {
  const onFailure = logOldReport(server);
  const record = lastGood((asked: Source | undefined) => readRecord(database, asked), {
    freshMs,
    now,
    onFailure,
  });

  server.get(
    '/record',
    { schema: { querystring: z.object({ source: source.optional() }) } },
    async (request, reply) => {
      const { value, isOld, readAt } = await record(request.query.source);
      const set = store.current();
      const page = recordPage(value, {
        versions: set.models.get('game_outcome') ?? [],
        simulated: await isSimulated(set),
        notice: isOld ? oldNotice(readAt) : undefined,
      });
      return sendPage(reply, page);
    },
  );

  const pipeline = lastGood(() => readPipeline(database), { freshMs, now, onFailure });

  server.get('/pipeline', async (_request, reply) => {
    const { value, isOld, readAt } = await pipeline('all');
    const { models, quality } = store.current();
    const versions = [...models.values()].flat();
    return sendPage(
      reply,
      pipelinePage(
        { ...value, quality, versions, now: now() },
        isOld ? oldNotice(readAt) : undefined,
      ),
    );
  });
}

/** Whether the newest forecasts are of the simulated league. */
async function isSimulated(set: ForecastSet): Promise<boolean> {
  const newest = set.index.dates.at(-1);
  if (newest === undefined) return false;
  const { games } = await set.day(newest);
  return games.some(({ forecast }) => forecast.source === 'sim');
}

function referencePages(server: Server, { store }: PageOptions): void {
  server.get('/reference', async (request, reply) => {
    const answer = await server.inject('/openapi.json');
    const document = apiDocument.parse(answer.json());
    const host = `${request.protocol}://${request.host}`;
    return sendPage(reply, referencePage(document, { host, examples: await examplesOf(store) }));
  });
}

/** Of a game and a version that there are, so that what the reference shows can be asked for. */
async function examplesOf(store: ForecastStore): Promise<Examples> {
  if (store.status().loadedAt === null) return {};
  const set = store.current();
  const date = set.index.dates.at(-1);
  if (date === undefined) return {};
  const [stored] = (await set.day(date)).games;
  const game = stored?.forecast;
  const [version] = set.models.get('game_outcome') ?? [];
  return {
    date,
    game_date: date,
    ...(game && {
      game_pk: game.game_pk,
      home_team: game.home_team_abbreviation ?? game.home_team_id,
      away_team: game.away_team_abbreviation ?? game.away_team_id,
    }),
    ...(game?.home_starter_id != null && { player_id: game.home_starter_id }),
    ...(version && { version: version.model_version }),
  };
}

function logOldReport(server: Server): (error: unknown) => void {
  return (error) => {
    server.log.error(error, 'a report could not be read again; the last one is shown on');
  };
}
