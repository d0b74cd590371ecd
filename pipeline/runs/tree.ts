import { columns } from '../report.ts';
import type { RunState, StepState } from './run-store.ts';

const instant = (text: string | null): string =>
  text === null ? '' : text.slice(0, 19).replace('T', ' ');

const tries = (attempts: number): string => (attempts > 1 ? ` (${attempts} tries)` : '');

function duration({ startedAt, endedAt }: RunState): string {
  if (endedAt === null) return '';
  return `${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(0)} s`;
}

/** Runs as a table, the newest first. */
export function runListLines(runs: readonly RunState[]): string[] {
  if (runs.length === 0) return ['No runs yet: `npm run -s tank -- daily` makes one.'];
  return columns([
    ['run', 'status', 'began (UTC)', 'took', 'says'],
    ...runs.map((run) => [
      run.runId,
      `${run.status}${tries(run.attempts)}`,
      instant(run.startedAt),
      duration(run),
      (run.says ?? '').slice(0, 80),
    ]),
  ]);
}

function stepLines(step: StepState, isLast: boolean): string[] {
  const { status, seconds, attempts, says, fallback, errorCode, errorMessage, topic } = step;
  const time = seconds === null ? '' : `, ${seconds.toFixed(1)} s`;
  const bar = isLast ? '   ' : '│  ';
  const emitted = step.outputs?.emitted.map((event) => event.topic) ?? [];
  const details = [
    says ?? '',
    fallback === null ? '' : `used instead: ${fallback}`,
    errorCode === null ? '' : `${errorCode}: ${(errorMessage ?? '').split('\n')[0] ?? ''}`,
    emitted.length === 0 ? '' : `then: ${emitted.join(', ')}`,
  ].filter((line) => line !== '');
  return [
    `${isLast ? '└─ ' : '├─ '}${step.step}: ${status}${tries(attempts)}${time}  [${topic}]`,
    ...details.map((line) => `${bar}   ${line}`),
  ];
}

/** A run and its steps as a tree. */
export function runTreeLines(run: RunState): string[] {
  const { runId, status, attempts, source, says, steps, inputs } = run;
  return [
    `${runId}: ${status}${tries(attempts)}, ${inputs.workflow} of ${inputs.logical_date} from ${source}` +
      `, began ${instant(run.startedAt)} UTC${run.endedAt === null ? '' : `, took ${duration(run)}`}`,
    ...steps.flatMap((step, place) => stepLines(step, place === steps.length - 1)),
    ...(says === null || steps.at(-1)?.says === says ? [] : [says]),
  ];
}
