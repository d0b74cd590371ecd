import {
  fewestGames,
  fixed,
  metricCells,
  metricHeader,
  noise,
  signed,
  type Change,
  type Judgement,
  type ModelState,
  type sliceRows,
  type TrainOutcome,
  type Version,
} from '../ml/index.ts';

import { columns } from './report.ts';

const count = (value: number): string => value.toLocaleString('en-US');

const width = 98;

/** Text in lines that fit a terminal of 100 columns. */
function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line];
}

/** What was trained, why, and what was decided of it. */
export function trainingLines(outcomes: readonly TrainOutcome[]): string[] {
  return outcomes.flatMap((outcome) => {
    const { type, lead, made, version, says, retired } = outcome;
    if (!outcome.trained) {
      const stands = version === null ? 'No model' : `Model ${type} ${version} stands`;
      return wrapped(`${stands}: ${says} (${count(outcome.trainingRows)} games)`, '');
    }
    return [
      ...wrapped(`Trained ${type}, ${made[0]?.facts.update ?? ''}: ${says}`, ''),
      ...made.flatMap(({ version: name, facts, judgement }) => {
        const metrics = facts.metrics[lead];
        const judged =
          metrics === undefined || metrics.games === 0
            ? 'too few games to hold some out'
            : `${metrics.log_loss === null ? `RMSE ${fixed(metrics.rmse, 3)}` : `log loss ${fixed(metrics.log_loss, 4)}`} on ${count(metrics.games)} later games`;
        return [
          `  ${name}: ${count(facts.trainingRows)} games through ${facts.trainingThrough}, ${judged}`,
          ...wrapped(
            `${judgement.promote ? 'promoted' : 'not promoted'}, ${judgement.reason}`,
            '    ',
          ),
        ];
      }),
      ...(retired.length > 0 ? [`  dropped the models of ${retired.join(', ')}`] : []),
    ];
  });
}

/** A table of versions. */
export function modelListLines(state: ModelState, versions: readonly Version[]): string[] {
  const { type, champion, frozen } = state;
  if (state.versions.length === 0)
    return [`There is no version of ${type} yet. Train one: npm run -s tank -- train`];
  const table = [...versions].reverse().map((version) => {
    const { facts } = version;
    const metrics = facts.metrics[state.lead];
    return [
      `${version.version === champion?.version ? '*' : ' '} ${version.version}`,
      version.status,
      version.asOf,
      facts.update,
      count(facts.trainingRows),
      facts.trainingThrough,
      metrics?.games ? count(metrics.games) : '-',
      fixed(metrics?.log_loss, 4),
      fixed(metrics?.calibration_slope, 2),
    ];
  });
  const header = [
    '  Version',
    'Status',
    'Made for',
    'Training',
    'Games',
    'Through',
    'Later',
    'Log loss',
    'Slope',
  ];
  const gone = state.versions.filter(({ isRetired }) => isRetired).length;
  return [
    champion === undefined
      ? `Nothing of ${type} forecasts yet`
      : `${champion.version} of ${type} forecasts`,
    ...(frozen === undefined ? [] : wrapped(`Frozen: ${frozen.reason}`, '')),
    '',
    ...columns([header, ...table], [4, 6, 7, 8]),
    '',
    'Log loss and slope are of later games that the version had not seen; compare versions on the same',
    'games only: npm run -s tank -- models compare VERSION',
    ...(gone > 0 && versions.length < state.versions.length
      ? [`${gone} older ones, whose models were dropped, with --all`]
      : []),
  ];
}

type Slices = ReturnType<typeof sliceRows>;

/** Everything of one version. */
export function versionLines(
  state: ModelState,
  version: Version,
  slices: Slices,
  events: ModelState['events'],
): string[] {
  const { facts } = version;
  const models = Object.entries(facts.models).flatMap(
    ([role, { entry, label, features, options }]) => [
      `  ${role}: ${String(options.model_type)} of ${label} on ${features.length} features${entry === role ? '' : ` (${entry})`}`,
    ],
  );
  const metrics = Object.entries(facts.metrics).map(([role, m]) => [
    `  ${role}`,
    ...metricCells(m),
  ]);
  const parts = slices
    .filter(({ slice, games }) => slice !== 'team' && games >= 20)
    .map(({ slice, part, games, log_loss, accuracy }) => [
      `  ${slice} ${part}`,
      count(games),
      fixed(log_loss, 4),
      fixed(accuracy, 3),
    ]);
  return [
    `${state.type} ${version.version}: ${version.status}`,
    ...wrapped(
      `Made for ${version.asOf} by a ${facts.update} training on ${count(facts.trainingRows)} games, ` +
        `${facts.trainingFrom} to ${facts.trainingThrough}, in ${facts.durationSeconds.toFixed(1)} s; ` +
        `code ${facts.commit ?? 'unknown'}`,
      '  ',
    ),
    '',
    'Models',
    ...models,
    '',
    facts.holdoutFrom === null
      ? 'Judged on nothing: there were too few games to hold some out'
      : `Judged on the games from ${facts.holdoutFrom}, by fits that ended before`,
    ...(facts.holdoutFrom === null
      ? []
      : columns([['', ...metricHeader], ...metrics], [1, 2, 3, 4, 5, 6])),
    ...(parts.length === 0
      ? []
      : ['', ...columns([['  Slice', 'Games', 'Log loss', 'Accuracy'], ...parts], [1, 2, 3])]),
    '',
    'History',
    ...events.flatMap((event) => [
      `  ${event.at.slice(0, 16).replace('T', ' ')} ${event.kind.replace('_', ' ')}${event.forced ? ' by force' : ''}, for ${event.asOf}, by ${event.actor}`,
      ...wrapped(event.reason, '    '),
    ]),
  ];
}

/** Two versions side by side, and what follows. */
export function comparisonLines(
  challenger: string,
  champion: string,
  { comparison, guards, promote, reason }: Judgement,
): string[] {
  const table =
    comparison === null
      ? []
      : columns(
          [
            ['', ...metricHeader],
            ...(
              [
                [challenger, comparison.challenger],
                [champion, comparison.champion],
              ] as const
            ).map(([name, m]) => [`  ${name}`, ...metricCells(m)]),
            [
              '  difference',
              '',
              '',
              comparison.brierDifference === null ? '-' : signed(comparison.brierDifference),
              comparison.accuracyDifference === null
                ? '-'
                : signed(comparison.accuracyDifference, 3),
              '',
              '',
            ],
          ],
          [1, 2, 3, 4, 5, 6],
        ).concat(
          `  ${comparison.loss} ${signed(comparison.difference)} ± ${comparison.standardError.toFixed(4)}, game by game; ` +
            `${comparison.servedGames} of the games as they were published`,
        );
  return [
    comparison === null
      ? `${challenger} and ${champion} have forecast no later game both`
      : `${challenger} against ${champion} on ${count(comparison.games)} games that neither had seen, ${comparison.from} to ${comparison.to}`,
    ...table,
    '',
    ...guards.flatMap(({ name, passed, says }) =>
      wrapped(`${passed ? 'passed' : 'FAILED'} ${name}: ${says}`, '  '),
    ),
    ...(comparison === null
      ? []
      : [
          `  the plan's rule, two points of accuracy more: ${comparison.meetsPlanRule ? 'met' : 'not met'} (reported, not decisive)`,
        ]),
    '',
    ...wrapped(
      `${promote ? `${challenger} would be promoted` : `${challenger} would not be promoted`}: ${reason}`,
      '',
    ),
    ...wrapped(
      `Better means below 0 by ${noise} standard errors, on ${fewestGames} games at least; of versions alike the fresher goes first.`,
      '',
    ),
  ];
}

/** What has changed, why, and how to undo it. */
export function changeLines({ type, from, to, kind, forced, judgement, reason }: Change): string[] {
  return [
    ...wrapped(
      `${to} of ${type} forecasts now${from === null ? '' : `, instead of ${from}`}` +
        `${kind === 'rolled_back' ? ' (rolled back)' : ''}${forced ? ', BY FORCE' : ''}: ${reason}`,
      '',
    ),
    ...(judgement?.guards ?? []).flatMap(({ name, passed, says }) =>
      wrapped(`${passed ? 'passed' : 'FAILED'} ${name}: ${says}`, '  '),
    ),
    'Forecasts follow with: npm run -s tank -- predict',
    ...(from === null ? [] : [`Undo: npm run -s tank -- models rollback ${from}`]),
  ];
}
