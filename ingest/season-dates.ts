import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { z } from 'zod';
import { tankError, type TankError } from '../warehouse/errors.ts';
import { addDays, type DateRange } from './dates.ts';

/** Phases of a season, in the order they begin. */
export const phases = ['spring_training', 'regular_season', 'all_star', 'postseason'] as const;
export type Phase = (typeof phases)[number];

/** When the phases of a season are; one without an All-Star game has none. */
export type SeasonDates = Partial<Record<Phase, DateRange>> & { regular_season: DateRange };

/** What a phase is like in every season. */
export interface PhaseRules {
  /** S spring, E exhibition, R regular season, F D L W postseason, A All-Star. */
  gameTypes: readonly string[];
  /** How often it is collected: every day, or once. */
  frequency: 'daily' | 'once';
  priority: 'low' | 'normal' | 'high';
  /** Games to expect on a day with games. */
  gamesPerDay: number;
}

export interface SeasonConfiguration {
  phases: Readonly<Record<Phase, PhaseRules>>;
  seasons: ReadonlyMap<number, SeasonDates>;
}

/** Days that a regular season may begin before spring training ends, as when games are played overseas in March. */
const longestOverlapDays = 14;

const range = z.strictObject({ from: z.iso.date(), to: z.iso.date() });
const rules = z
  .strictObject({
    game_types: z.array(z.enum(['S', 'E', 'R', 'F', 'D', 'L', 'W', 'A'])).min(1),
    frequency: z.enum(['daily', 'once']),
    priority: z.enum(['low', 'normal', 'high']),
    games_per_day: z.int().positive(),
  })
  .transform((phase): PhaseRules => ({
    gameTypes: phase.game_types,
    frequency: phase.frequency,
    priority: phase.priority,
    gamesPerDay: phase.games_per_day,
  }));
const season = z.strictObject({
  spring_training: range.optional(),
  regular_season: range,
  all_star: range.optional(),
  postseason: range.optional(),
});
const configuration = z.strictObject({
  phases: z.strictObject({
    spring_training: rules,
    regular_season: rules,
    all_star: rules,
    postseason: rules,
  }),
  seasons: z.record(z.string().regex(/^\d{4}$/, 'a season is a year'), season),
});

/**
 * Phases and dates of the seasons in a YAML text.
 * @throws TankError E_CALENDAR naming season and field.
 */
export function parseSeasons(text: string): SeasonConfiguration {
  let content: unknown;
  try {
    content = load(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw calendarError(`the text is no YAML: ${reason}`, cause);
  }
  const parsed = configuration.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = (issue?.path ?? []).join('.').replace(/^seasons\.(\d+)\.?/, 'season $1, ');
    throw calendarError(`${place}: ${issue?.message ?? ''}`, parsed.error);
  }
  const seasons = new Map<number, SeasonDates>();
  for (const [year, dates] of Object.entries(parsed.data.seasons)) {
    const given = withoutAbsent(dates);
    checkSeason(Number(year), given);
    seasons.set(Number(year), given);
  }
  return { phases: parsed.data.phases, seasons };
}

/** The seasons of `seasons.yaml`. @throws TankError E_CALENDAR */
export function readSeasons(): SeasonConfiguration {
  return parseSeasons(readFileSync(new URL('seasons.yaml', import.meta.url), 'utf8'));
}

/** @throws TankError E_CALENDAR when the phases are not in order or lie outside the season's year. */
export function checkSeason(year: number, dates: SeasonDates): void {
  const fail = (field: string, message: string): never => {
    throw calendarError(`season ${year}, ${field}: ${message}`);
  };
  for (const phase of phases) {
    const range = dates[phase];
    if (range === undefined) continue;
    const { from, to } = range;
    for (const [field, date] of Object.entries({ from, to })) {
      if (!date.startsWith(`${year}-`)) fail(`${phase}.${field}`, `${date} is not in ${year}`);
    }
    if (from > to) fail(`${phase}.from`, `${from} is after ${to}`);
  }
  const { spring_training: spring, regular_season: regular, all_star: allStar } = dates;
  const post = dates.postseason;
  if (spring !== undefined) {
    if (spring.from >= regular.from) {
      fail('regular_season.from', `${regular.from} is not after ${spring.from}, in spring`);
    }
    if (spring.to > addDays(regular.from, longestOverlapDays)) {
      fail('spring_training.to', `${spring.to} is deep in the regular season`);
    }
  }
  if (allStar !== undefined && (allStar.from < regular.from || allStar.to > regular.to)) {
    fail('all_star', `${allStar.from} to ${allStar.to} is not within the regular season`);
  }
  if (post !== undefined && post.from <= regular.to) {
    fail('postseason.from', `${post.from} is not after the regular season, ${regular.to}`);
  }
}

function withoutAbsent(dates: z.infer<typeof season>): SeasonDates {
  return Object.fromEntries(
    Object.entries(dates).filter(([, given]) => given !== undefined),
  ) as SeasonDates;
}

function calendarError(message: string, cause?: unknown): TankError {
  return tankError('E_CALENDAR', `season calendar: ${message}`, { cause });
}
