import type { Measurement } from '../cost/measure.ts';
import type { Change } from './changes.ts';
import type { ForecastChange } from './forecasts.ts';
import type { TableChange } from './rows.ts';

/** Everything a pull request changes; what needs two builds is left out where there are none. */
export interface ProjectChanges {
  changes: readonly Change[];
  /** What both builds are of, such as `the simulated league`. */
  sample?: string;
  tables?: readonly TableChange[];
  bytes?: { before: Measurement; after: Measurement };
  forecasts?: ForecastChange | undefined;
}

const shown = 8;

function list(names: readonly string[]): string {
  if (names.length === 0) return '-';
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  return names.slice(0, shown).join(', ') + more;
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

function graphLines(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['### SQL', '', 'No model changes.'];
  const full = changes.filter(({ needsFullRefresh }) => needsFullRefresh).length;
  return [
    '### SQL',
    '',
    `${changes.length} actions change${full > 0 ? `; ${full} need \`tank run --full-refresh\` for rows that are there already` : ''}.`,
    '',
    ...table(
      ['action', 'change', 'full refresh', 'read by'],
      changes.map(({ target, kind, needsFullRefresh, consumers }) => [
        `\`${target}\``,
        kind,
        needsFullRefresh ? '**yes**' : '-',
        list(consumers),
      ]),
    ),
  ];
}

function tableLines(tables: readonly TableChange[], sample: string): string[] {
  const head = ['', `### Rows, on ${sample}`, ''];
  if (tables.length === 0) return [...head, 'Every table of both is the same.'];
  const columns = ({ columns: differing, addedColumns, removedColumns }: TableChange): string =>
    list([
      ...differing.map(({ name, rows }) => `${name} (${rows})`),
      ...addedColumns.map((name) => `+ ${name}`),
      ...removedColumns.map((name) => `- ${name}`),
    ]);
  const sampled = tables.some(({ sampledOneOf }) => sampledOneOf > 1);
  return [
    ...head,
    ...table(
      ['table', 'rows', 'new', 'gone', 'changed', 'columns (rows that differ)'],
      tables.map((one) => [
        `\`${one.target}\`${one.sampledOneOf > 1 ? ` 1:${one.sampledOneOf}` : ''}`,
        one.before === one.after ? String(one.after) : `${one.before} -> ${one.after}`,
        String(one.added),
        String(one.removed),
        String(one.changed),
        columns(one),
      ]),
    ),
    ...(sampled ? ['', '1:n: one key of n was compared; the counts are of those.'] : []),
  ];
}

const gibibyte = 1024 ** 3;
const size = (bytes: number): string => `${(bytes / gibibyte).toFixed(3)} GiB`;

function byteLines({ before, after }: { before: Measurement; after: Measurement }): string[] {
  const row = (name: string, was: number, is: number): string[] => [
    name,
    size(was),
    size(is),
    was === 0 ? '-' : `${is >= was ? '+' : ''}${((100 * (is - was)) / was).toFixed(1)} %`,
  ];
  return [
    '',
    '### Bytes, estimated by dry runs',
    '',
    ...table(
      ['', 'before', 'after', 'change'],
      [
        row('a night', before.nightlyBytes, after.nightlyBytes),
        row('a full refresh', before.fullRefreshBytes, after.fullRefreshBytes),
        row('stored', before.storedBytes, after.storedBytes),
      ],
    ),
    '',
    `${after.unmeasured.length} queries cannot be tried (${before.unmeasured.length} before) and are not in it.`,
  ];
}

const number = (value: number | null): string => (value === null ? '-' : value.toFixed(4));
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

function forecastLines(forecasts: ForecastChange | undefined): string[] {
  const head = ['', '### Forecasts', ''];
  if (forecasts === undefined) return [...head, 'No game was forecast by both.'];
  const { before, after, versions, games, difference, standardError, moved } = forecasts;
  const rows = (
    [
      ['Brier score', before.brier, after.brier],
      ['log loss', before.log_loss, after.log_loss],
      ['accuracy', before.accuracy, after.accuracy],
      ['calibration slope', before.calibration_slope, after.calibration_slope],
      ['calibration intercept', before.calibration_intercept, after.calibration_intercept],
    ] as const
  ).map(([name, was, is]) => [name, number(was), number(is)]);
  const verdict =
    moved.length === 0
      ? 'Not one forecast moved.'
      : `Log loss ${difference >= 0 ? '+' : ''}${difference.toFixed(4)} ± ${standardError.toFixed(4)} (below 0 is better).`;
  return [
    ...head,
    `${games} held-out games by both; ${verdict}`,
    '',
    ...table(['', `before (${versions.before})`, `after (${versions.after})`], rows),
    ...(moved.length === 0
      ? []
      : [
          '',
          'Moved most:',
          '',
          ...table(
            ['game', 'date', 'home win before', 'after', 'home team'],
            moved.map((game) => [
              game.key,
              game.date,
              percent(game.before),
              percent(game.after),
              game.homeWon ? 'won' : 'lost',
            ]),
          ),
        ]),
  ];
}

/** The changes in Markdown, for a comment on a pull request. */
export function changesText(project: ProjectChanges): string {
  const { changes, sample = 'the sample', tables, bytes } = project;
  return `${[
    ...graphLines(changes),
    ...(tables ? tableLines(tables, sample) : []),
    ...(bytes ? byteLines(bytes) : []),
    ...('forecasts' in project ? forecastLines(project.forecasts) : []),
  ].join('\n')}\n`;
}
