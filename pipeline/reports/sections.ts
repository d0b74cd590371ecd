import type { Night } from './night.ts';

/** A part of the report: sentences, and a table where there is one. */
export interface Section {
  title: string;
  lines: readonly string[];
  table?: {
    head: readonly string[];
    rows: readonly (readonly string[])[];
    right: readonly number[];
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function collectedSection({ entities, changedRows, newFields, run }: Night): Section {
  const collect = run?.steps.find(({ step }) => step === 'collect');
  const missed = entities.reduce((sum, entity) => sum + entity.missed, 0);
  return {
    title: 'Collected',
    lines: [
      collect?.says ?? 'Nothing was collected.',
      `${changedRows.toLocaleString('en-US')} raw rows are new, changed or gone; ${missed} items could not be read.`,
      ...(newFields.length > 0
        ? [
            `New fields upstream: ${newFields.map(({ endpoint, path }) => `${endpoint} ${path}`).join(', ')}`,
          ]
        : []),
    ],
    ...(entities.length > 0 && {
      table: {
        head: ['', 'Expected', 'There', 'Read', 'Missed'],
        rows: entities.map(({ entity, expected, present, fetched, missed: gone }) =>
          [entity.replaceAll('_', ' '), expected, present, fetched, gone].map(String),
        ),
        right: [1, 2, 3, 4],
      },
    }),
  };
}

const gradeSection = ({ grades }: Night): Section => ({
  title: 'Grades of the last week',
  lines: grades.length === 0 ? ['No final games.'] : [],
  ...(grades.length > 0 && {
    table: {
      head: ['Date', 'Final', 'A', 'B', 'C', 'F', 'Held back'],
      rows: grades.map((day) =>
        [day.date, day.final, day.a, day.b, day.c, day.f, day.heldBack].map(String),
      ),
      right: [1, 2, 3, 4, 5, 6],
    },
  }),
});

const modelSection = ({ models, run }: Night): Section => ({
  title: 'Models',
  lines:
    models.length === 0
      ? [run?.steps.find(({ step }) => step === 'train')?.says ?? 'Nothing was trained.']
      : models.flatMap(({ type, version, previous, says, why }) => [
          `${type.replaceAll('_', ' ')}: ${version ?? 'no version yet'} forecasts` +
            (previous !== null && previous !== version ? `, before it ${previous}` : '') +
            `. ${says}.`,
          ...(why === '' ? [] : [why]),
        ]),
});

const forecastSection = ({ forecasts, date }: Night): Section => ({
  title: `Games of ${date}`,
  lines: forecasts.length === 0 ? ['No games, or no forecasts of them.'] : [],
  ...(forecasts.length > 0 && {
    table: {
      head: ['Game', 'Starters', 'Home wins', 'Runs'],
      rows: forecasts.map(({ matchup, starters, homeWins, runs }) => [
        matchup,
        starters,
        percent(homeWins),
        runs,
      ]),
      right: [2, 3],
    },
  }),
});

function resultSection({ results }: Night): Section {
  const won = results.filter(({ favouriteWon }) => favouriteWon).length;
  const loss = results.reduce((sum, { logLoss }) => sum + logLoss, 0) / results.length;
  return {
    title: 'Results of the day before',
    lines:
      results.length === 0
        ? ['No forecast game was decided.']
        : [`The favourite won ${won} of ${results.length}; log loss ${loss.toFixed(4)}.`],
    ...(results.length > 0 && {
      table: {
        head: ['Game', 'Score', 'Home wins', 'Favourite', 'Log loss'],
        rows: results.map(({ matchup, score, homeWins, favouriteWon, logLoss }) => [
          matchup,
          score,
          percent(homeWins),
          favouriteWon ? 'won' : 'lost',
          logLoss.toFixed(3),
        ]),
        right: [1, 2, 4],
      },
    }),
  };
}

const scoreSection = ({ scores }: Night): Section => ({
  title: 'Scores',
  lines: scores.length === 0 ? ['Nothing to score yet.'] : [],
  ...(scores.length > 0 && {
    table: {
      head: ['Period', 'Games', 'Accuracy', 'Log loss', 'Home rate'],
      rows: scores.map(({ period, games, accuracy, logLoss, baseline }) => [
        period,
        String(games),
        accuracy.toFixed(3),
        logLoss.toFixed(4),
        baseline.toFixed(4),
      ]),
      right: [1, 2, 3, 4],
    },
  }),
});

const costSection = ({ costs }: Night): Section => ({
  title: 'Cost',
  lines:
    costs.length === 0
      ? ['Nothing is known of costs yet.']
      : costs.map(
          ({ date, gigabytes, usd }) =>
            `${date}: ${gigabytes.toFixed(2)} GB billed, $${usd.toFixed(2)}`,
        ),
});

function troubleSection({ run, alerts, healing, deadLetters, deadEvents }: Night): Section {
  const troubled = (run?.steps ?? []).filter(
    ({ status, errorCode }) => status === 'failed' || status === 'degraded' || errorCode !== null,
  );
  return {
    title: 'What went wrong, and what was done',
    lines: [
      ...troubled.map(
        ({ step, status, attempts, errorCode, errorMessage, fallback }) =>
          `${step} (${status}, ${attempts} tries): ${errorCode ?? ''} ${(errorMessage ?? '').split('\n')[0]?.slice(0, 240) ?? ''}`.trim() +
          (fallback === null ? '' : ` Used instead: ${fallback}.`),
      ),
      ...healing.map(
        ({ action, subject, status, reason, says }) =>
          `Healing, ${action} of ${subject}: ${status}; ${reason}. ${says.slice(0, 240)}`,
      ),
      ...alerts.map(
        ({ severity, rule, subject, says, runbook }) =>
          `Alert, ${severity}: ${rule} (${subject}): ${says}. See ${runbook}.`,
      ),
      ...(deadLetters + deadEvents > 0
        ? [`${deadLetters} reads and ${deadEvents} events wait for somebody: tank dlq list.`]
        : []),
      ...(troubled.length + healing.length + alerts.length + deadLetters + deadEvents === 0
        ? ['Nothing.']
        : []),
    ],
  };
}

/** The report's parts, in order. */
export const sectionsOf = (night: Night): Section[] => [
  troubleSection(night),
  forecastSection(night),
  resultSection(night),
  scoreSection(night),
  collectedSection(night),
  gradeSection(night),
  modelSection(night),
  costSection(night),
];

/** What the report is about, in a line. */
export function headline({ date, run, isSimulated, forecasts, alerts }: Night): string {
  const state =
    run === undefined
      ? 'no run'
      : `${run.status}${run.says === null || run.status === 'done' ? '' : `: ${run.says}`}`;
  const games = forecasts.length === 1 ? '1 game' : `${forecasts.length} games`;
  return (
    `${isSimulated ? 'SIMULATED: ' : ''}night of ${date}: ${state.slice(0, 160)}; ${games} forecast` +
    (alerts.length > 0 ? `; ${alerts.length} alerts` : '')
  );
}
