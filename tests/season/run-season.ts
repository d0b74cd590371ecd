/**
 * A season, hands off: one `tank daily` per day, with `tank weekly` and `tank monthly` when they are due, each a process of its
 * own as cron starts it, under the replay's clock, with faults and outages. In the end it is judged what came of it:
 * `npm run -s season -- [--from 2019-02-21] [--to 2019-11-01] [--history 2018-03-29..2018-10-29] [--directory DIR] [--write]`.
 * With `--directory` it is resumable: the same command goes on after the last night; SIGTERM ends it after the one under way. `--write` puts the figures into docs/season.md.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { gameZone } from '../../pipeline/dates.ts';
import { openSession } from '../../pipeline/session.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { projectRoot } from '../../warehouse/dataform.ts';
import { startReplayProcess } from '../replay-process.ts';
import { dueBetween } from './calendar.ts';
import type { Entry } from './entry.ts';
import { faultRate, faultsOn, isOut, outages2019 } from './faults.ts';
import { startForecastServer } from './forecast-server.ts';
import { runTank } from './night.ts';
import { seasonPage } from './page.ts';
import { judge, playedGames } from './verdict.ts';

const { values: options } = parseArgs({
  options: {
    from: { type: 'string', default: '2019-02-21' },
    to: { type: 'string', default: '2019-11-01' },
    history: { type: 'string', default: '2018-03-29..2018-10-29' },
    directory: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const { from, to } = options;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), 'tank-season-')));
mkdirSync(directory, { recursive: true });
const journal = path.join(directory, 'nights.jsonl');
const entries: Entry[] = existsSync(journal)
  ? readFileSync(journal, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry)
  : [];
const isDone = (workflow: string, date: string): boolean =>
  entries.some((entry) => entry.workflow === workflow && entry.date === date);

const stop = new AbortController();
process.once('SIGTERM', () => {
  stop.abort();
});

const replay = await startReplayProcess(new Date(`${from}T00:00:00Z`));
const weather = await startForecastServer(replay.url);
const env = { TANK_STATE: path.join(directory, 'state'), TANK_FORECAST_URL: weather.url };

async function night(workflow: string, date: string, args: readonly string[]): Promise<void> {
  const { result, ...ended } = await runTank([...args, '--source', replay.url], env);
  const run = (result as { run?: { status: string; says: string | null } } | undefined)?.run;
  const entry: Entry = {
    workflow,
    date,
    isOut: isOut(date, outages2019),
    status: run?.status ?? 'no run',
    says: run?.says ?? '',
    ...ended,
  };
  entries.push(entry);
  appendFileSync(journal, `${JSON.stringify(entry)}\n`);
  say(
    `${date} ${workflow.padEnd(8)} ${entry.status.padEnd(9)} ${entry.seconds.toFixed(1).padStart(6)} s ${entry.memory} MB  ${entry.error.split('\n')[0] ?? entry.says}`,
  );
}

try {
  const [historyFrom = '', historyTo = ''] = options.history.split('..');
  if (!isDone('backfill', historyTo)) {
    const range = ['--from', historyFrom, '--to', historyTo, '--snapshots', 'monthly'];
    await night('backfill', historyTo, ['backfill', ...range]);
  }
  for (const { workflow, date, at } of dueBetween(from, to)) {
    if (isDone(workflow, date)) continue;
    if (stop.signal.aborted)
      throw new Error(`stopped before ${workflow} of ${date}: the same command goes on`);
    await replay.setNow(at);
    await replay.setFaults(faultsOn(date, outages2019));
    await night(workflow, date, [workflow, '--date', date]);
  }
  await replay.setFaults([]);
  await replay.setNow(
    DateTime.fromISO(to, { zone: gameZone }).plus({ days: 1 }).startOf('day').toJSDate(),
  );
  // The last night has seen what was over before it: games of its own date are the next one's.
  const range = { from, to: DateTime.fromISO(to).minus({ days: 1 }).toISODate() ?? to };
  const played = await playedGames(replay.url, range.from, range.to);
  const session = await openSession(loadConfig(env));
  try {
    const verdict = await judge(session, played, range);
    const page = seasonPage({ ...range, faultRate, outages: outages2019, entries, verdict });
    say(page);
    if (options.write) writeFileSync(path.join(projectRoot, 'docs/season.md'), page);
    writeFileSync(path.join(directory, 'verdict.json'), `${JSON.stringify(verdict, null, 2)}\n`);
  } finally {
    await session.close();
  }
} finally {
  weather.stop();
  replay.stop();
  if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
}
