import * as Plot from '@observablehq/plot';
import { DateTime } from 'luxon';
import { groupBy } from '../group-by.ts';
import type { QualityDay } from '../schemas.ts';
import { empty, html, type Html } from './html.ts';
import { figureTable, plotFigure } from './plot.ts';
import { count, monthName, percent, plural } from './words.ts';

const shownSeasons = 2;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const grades = ['A', 'B', 'C', 'F'] as const;
type Grade = (typeof grades)[number];

const colors: Readonly<Record<Grade, string>> = {
  A: 'var(--good)',
  B: 'var(--fair)',
  C: 'var(--warn)',
  F: 'var(--bad)',
};

/** The newest seasons as calendars: each day in the colour of the lowest grade of its games. */
export function gradeCalendars(days: readonly QualityDay[]): Html {
  const seasons = [...groupBy(days, ({ game_date }) => game_date.slice(0, 4))]
    .sort(([a], [b]) => b.localeCompare(a))
    .slice(0, shownSeasons);
  if (seasons.length === 0) return empty;
  return html`${seasons.map(([season, of]) => calendar(season, of))}`;
}

function lowestGrade(day: QualityDay): Grade {
  if (day.games_grade_f > 0) return 'F';
  if (day.games_grade_c > 0) return 'C';
  return day.games_grade_b > 0 ? 'B' : 'A';
}

function calendar(season: string, days: readonly QualityDay[]): Html {
  const cells = days.map((day) => {
    const date = DateTime.fromISO(day.game_date, { zone: 'utc' });
    const monday = date.startOf('week');
    return {
      week: monday.toJSDate(),
      weekday: weekdays[date.weekday - 1] ?? '',
      grade: lowestGrade(day),
    };
  });
  const worst = grades.findLast((grade) => cells.some((cell) => cell.grade === grade)) ?? 'A';
  const games = sum(days, 'games_final');
  const held = sum(days, 'games_held_back');
  const weeks = [...new Set(cells.map(({ week }) => week.getTime()))];
  return plotFigure({
    title: `Season ${season}`,
    says: `Calendar of data grades of ${season}: ${plural(days.length, 'day')} with ${plural(games, 'game')}, ${held} held back; the lowest grade of a day is ${worst}.`,
    caption: html`<span class="legend"
        >${grades.map((grade) => html`<span><i class="box grade-${grade.toLowerCase()}"></i>${grade}</span> `)}</span
      >
      A day has the grade of its worst game. F is held back and collected again.`,
    draw: (width) => ({
      width: Math.min(width, 880),
      height: width < 500 ? 130 : 190,
      marginLeft: 36,
      marginTop: 20,
      marginBottom: 4,
      x: {
        type: 'band',
        domain: weekRange(weeks),
        axis: 'top',
        label: null,
        tickSize: 0,
        tickFormat: (week: Date) => monthStart(week),
        padding: 0.12,
      },
      y: { domain: [...weekdays], label: null, tickSize: 0, padding: 0.12 },
      marks: [
        Plot.cell(cells, {
          x: 'week',
          y: 'weekday',
          fill: ({ grade }: { grade: Grade }) => colors[grade],
          fillOpacity: ({ grade }: { grade: Grade }) => (grade === 'A' ? 0.4 : 1),
          rx: 2,
        }),
        Plot.text(
          cells.filter(({ grade }) => grade !== 'A'),
          {
            x: 'week',
            y: 'weekday',
            text: 'grade',
            fill: 'var(--raised)',
            fontSize: width < 500 ? 7 : 11,
          },
        ),
      ],
    }),
    table: figureTable(
      `Games by grade and month of ${season}`,
      [
        ['Month'],
        ['Games', 'number'],
        ...grades.map((grade) => [grade, 'number'] as const),
        ['Held back', 'number'],
        ['Grade A', 'number'],
      ],
      [...groupBy(days, ({ game_date }) => game_date.slice(0, 7))].map(([month, of]) => [
        monthName(`${month}-01`),
        count(sum(of, 'games_final')),
        count(sum(of, 'games_grade_a')),
        count(sum(of, 'games_grade_b')),
        count(sum(of, 'games_grade_c')),
        count(sum(of, 'games_grade_f')),
        count(sum(of, 'games_held_back')),
        percent(sum(of, 'games_grade_a') / sum(of, 'games_final'), 1),
      ]),
    ),
  });
}

function sum(
  days: readonly QualityDay[],
  figure:
    | 'games_final'
    | 'games_held_back'
    | 'games_grade_a'
    | 'games_grade_b'
    | 'games_grade_c'
    | 'games_grade_f',
): number {
  return days.reduce((all, day) => all + day[figure], 0);
}

/** Every Monday from the first to the last, so that weeks without games keep their place. */
function weekRange(weeks: readonly number[]): Date[] {
  const week = 7 * 86_400_000;
  const first = Math.min(...weeks);
  return Array.from(
    { length: Math.round((Math.max(...weeks) - first) / week) + 1 },
    (_, at) => new Date(first + at * week),
  );
}

/** A month's name over its first whole week. */
function monthStart(monday: Date): string {
  const date = DateTime.fromJSDate(monday, { zone: 'utc' }).setLocale('en-US');
  return date.day <= 7 ? date.toFormat('LLL') : '';
}
