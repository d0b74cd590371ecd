import { datesOf, type DateRange } from './dates.ts';
import {
  phases,
  readSeasons,
  type Phase,
  type PhaseRules,
  type SeasonConfiguration,
  type SeasonDates,
} from './season-dates.ts';

/** What a day of a season is. */
export interface SeasonDay {
  season: number;
  /** unknown: the calendar does not have the season. */
  phase: Phase | 'unknown';
  /** Types of the games there may be, those of phases that overlap together. */
  gameTypes: readonly string[];
  frequency: PhaseRules['frequency'];
  priority: PhaseRules['priority'];
  /** Games to expect on a day with games; 0 between two phases and in an unknown season. */
  gamesPerDay: number;
}

export interface NextSeason {
  season: number;
  /** Its first date. */
  from: string;
}

/** Which dates (US/Eastern) belong to a season, and to which part of it. */
export interface SeasonCalendar {
  seasons: ReadonlyMap<number, SeasonDates>;
  /**
   * The phase of a date: of overlapping ones the later, and between two the earlier, so that no day within a season is
   * left out: tie-breakers, the summer of 2020. A season that is not known has none of its dates left out either.
   */
  phaseOf: (date: string) => Phase | 'unknown' | 'off_season';
  /** All that is known of a date; undefined out of season. */
  dayOf: (date: string) => SeasonDay | undefined;
  /** Dates of a range that are in a season, in order. */
  seasonDates: (range: DateRange) => string[];
  /** Parts of a range that are out of season, in order, and the season that begins after them, if one is known. */
  outOfSeason: (range: DateRange) => { offSeason: DateRange[]; nextSeason: NextSeason | null };
}

/** First and last date of a season. */
export function seasonRange(dates: SeasonDates): DateRange {
  const { spring_training: spring, regular_season: regular, postseason } = dates;
  return { from: (spring ?? regular).from, to: (postseason ?? regular).to };
}

/** @param further dates of seasons beside those configured, which they do not replace. */
export function openCalendar(
  { phases: rules, seasons: configured }: SeasonConfiguration = readSeasons(),
  further: ReadonlyMap<number, SeasonDates> = new Map(),
): SeasonCalendar {
  const seasons = new Map([...further, ...configured]);
  const unknown: Omit<SeasonDay, 'season'> = {
    phase: 'unknown',
    gameTypes: [...new Set(Object.values(rules).flatMap(({ gameTypes }) => gameTypes))],
    frequency: 'daily',
    priority: 'normal',
    gamesPerDay: 0,
  };

  const dayOf = (date: string): SeasonDay | undefined => {
    const season = Number(date.slice(0, 4));
    const dates = seasons.get(season);
    if (dates === undefined) return { season, ...unknown };
    const whole = seasonRange(dates);
    if (date < whole.from || date > whole.to) return undefined;
    const begun = phases.filter((phase) => (dates[phase]?.from ?? '9') <= date);
    const under = begun.filter((phase) => (dates[phase]?.to ?? '') >= date);
    const phase =
      under.at(-1) ?? begun.filter((name) => name !== 'all_star').at(-1) ?? 'regular_season';
    const { frequency, priority } = rules[phase];
    const shown = under.length > 0 ? under : phasesAround(begun, dates);
    return {
      season,
      phase,
      gameTypes: [...new Set(shown.flatMap((name) => rules[name].gameTypes))],
      frequency,
      priority,
      gamesPerDay: under.includes(phase) ? rules[phase].gamesPerDay : 0,
    };
  };

  const next = (date: string): NextSeason | null => {
    const starts = [...seasons].map(([season, dates]) => ({
      season,
      from: seasonRange(dates).from,
    }));
    const later = starts.filter(({ from }) => from > date);
    return later.sort((a, b) => (a.from < b.from ? -1 : 1))[0] ?? null;
  };
  const isOff = (date: string): boolean => dayOf(date) === undefined;
  return {
    seasons,
    dayOf,
    phaseOf: (date) => dayOf(date)?.phase ?? 'off_season',
    seasonDates: (range) => datesOf(range).filter((date) => !isOff(date)),
    outOfSeason: (range) => {
      const offSeason = rangesOf(datesOf(range), isOff);
      return { offSeason, nextSeason: next(offSeason.at(-1)?.to ?? range.to) };
    },
  };
}

/** In a gap: the phase before it, and the one after. */
function phasesAround(begun: readonly Phase[], dates: SeasonDates): Phase[] {
  const next = phases.find((phase) => !begun.includes(phase) && dates[phase] !== undefined);
  const before = begun.filter((phase) => phase !== 'all_star').at(-1);
  return [before, next].filter((phase) => phase !== undefined);
}

/** Dates that are as asked, as ranges of consecutive ones. */
function rangesOf(dates: readonly string[], isWanted: (date: string) => boolean): DateRange[] {
  const ranges: DateRange[] = [];
  let current: DateRange | undefined;
  for (const date of dates) {
    if (!isWanted(date)) current = undefined;
    else if (current === undefined) ranges.push((current = { from: date, to: date }));
    else current.to = date;
  }
  return ranges;
}
