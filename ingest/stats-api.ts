import { z } from 'zod';
import { tankError } from '../warehouse/errors.ts';
import type { DateRange } from './calendar.ts';
import type { Answer } from './source.ts';

/**
 * Envelopes of the MLB Stats API: only what ingest itself reads is demanded, and only there; all other fields pass
 * through to the payload.
 */
const scheduleGame = z.looseObject({
  gamePk: z.int(),
  gameType: z.string(),
  season: z.string().regex(/^\d{4}$/),
  gameDate: z.string(),
  officialDate: z.iso.date(),
  resumedFrom: z.string().optional(),
  status: z.looseObject({ abstractGameState: z.string(), detailedState: z.string() }),
  teams: z.looseObject({
    home: z.looseObject({
      score: z.int().nullish(),
      team: z.looseObject({ id: z.int() }),
    }),
    away: z.looseObject({
      score: z.int().nullish(),
      team: z.looseObject({ id: z.int() }),
    }),
  }),
});

const schedule = z.looseObject({
  dates: z.array(z.looseObject({ date: z.iso.date(), games: z.array(scheduleGame) })),
});

const boxscorePlayer = z.looseObject({
  person: z.looseObject({ id: z.int() }),
  stats: z.looseObject({}),
});

const boxscoreSide = z
  .looseObject({
    team: z.looseObject({ id: z.int() }),
    teamStats: z.looseObject({}),
    batters: z.array(z.int()),
    pitchers: z.array(z.int()),
    players: z.record(z.string(), boxscorePlayer),
  })
  .superRefine(({ batters, pitchers, players }, context) => {
    const missing = [...batters, ...pitchers].filter((id) => !(`ID${id}` in players));
    if (missing.length === 0) return;
    const message = `no lines of players ${missing.join(', ')}, who batted or pitched`;
    context.addIssue({ code: 'custom', path: ['players'], message });
  });

const boxscore = z.looseObject({
  teams: z.looseObject({ home: boxscoreSide, away: boxscoreSide }),
});

const teams = z.looseObject({
  teams: z.array(z.looseObject({ id: z.int(), name: z.string() })),
});

const roster = z.looseObject({
  roster: z.array(z.looseObject({ person: z.looseObject({ id: z.int() }) })),
});

export type ScheduleGame = z.infer<typeof scheduleGame>;
export type Schedule = z.infer<typeof schedule>;
export type Boxscore = z.infer<typeof boxscore>;
export type BoxscorePlayer = z.infer<typeof boxscorePlayer>;
export type Teams = z.infer<typeof teams>;
export type Roster = z.infer<typeof roster>;

/** Paths of the endpoints ingest reads. */
export const paths = {
  schedule: ({ from, to }: DateRange) =>
    `/api/v1/schedule?sportId=1&startDate=${from}&endDate=${to}&hydrate=probablePitcher,venue`,
  boxscore: (gamePk: number) => `/api/v1/game/${gamePk}/boxscore`,
  teams: (season: number) => `/api/v1/teams?sportId=1&season=${season}`,
  roster: (teamId: number, date: string) =>
    `/api/v1/teams/${teamId}/roster?rosterType=active&date=${date}`,
} as const;

type AnswerBody = Pick<Answer, 'url' | 'body'>;

/** @throws TankError E_SOURCE_SHAPE naming the URL and each field that is missing or wrong. */
export const readSchedule = (answer: AnswerBody): Schedule => checked('schedule', schedule, answer);

/** @throws TankError E_SOURCE_SHAPE naming the URL and each field that is missing or wrong. */
export const readBoxscore = (answer: AnswerBody): Boxscore => checked('boxscore', boxscore, answer);

/** @throws TankError E_SOURCE_SHAPE naming the URL and each field that is missing or wrong. */
export const readTeams = (answer: AnswerBody): Teams => checked('teams', teams, answer);

/** @throws TankError E_SOURCE_SHAPE naming the URL and each field that is missing or wrong. */
export const readRoster = (answer: AnswerBody): Roster => checked('roster', roster, answer);

/**
 * Checks a body against its envelope and returns the body itself, untouched. The schemas only demand, they change
 * nothing, so that a body that passes is of the schema's type.
 */
function checked<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  { url, body }: AnswerBody,
): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return body as z.infer<Schema>;
  const shown = result.error.issues.slice(0, 3).map((issue) => {
    const path = issue.path.join('.') || 'the body';
    return `${path}: ${issue.message}`;
  });
  const more = result.error.issues.length - shown.length;
  throw tankError(
    'E_SOURCE_SHAPE',
    `GET ${url}: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    {
      hint: `Look at the answer; if the API changed, adapt the "${name}" schema in ingest/stats-api.ts.`,
      cause: result.error,
      details: { url, schema: name, issues: shown },
    },
  );
}
