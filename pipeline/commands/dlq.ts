import type { Command } from 'commander';
import {
  createOperationalTables,
  deadLetters,
  dropDeadLetters,
  retryDeadLetters,
  type DeadLetter,
  type EntityName,
  type LetterChoice,
} from '../../ingest/index.ts';
import { tankError } from '../../warehouse/errors.ts';
import { checkComplete } from '../complete.ts';
import { deadEvents, settleEvents, type DeadEvent } from '../events/dead-events.ts';
import { today } from '../dates.ts';
import { collectionLines, columns } from '../report.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { openSource, sourceHelp } from '../source.ts';
import { ingestOptions } from '../stages.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';

import { checkEntities } from './plan.ts';

interface ChoiceOptions extends CommonOptions {
  entities?: readonly EntityName[];
  key?: readonly string[];
}

const shownLetters = 40;

const choiceOf = ({ entities, key }: ChoiceOptions): LetterChoice => ({
  ...(entities && { entities }),
  ...(key && { keys: key }),
});

/** Letters as a table, the newest first. */
export function letterLines(letters: readonly DeadLetter[]): string[] {
  if (letters.length === 0) return ['No dead letters.'];
  const rows = letters
    .slice(0, shownLetters)
    .map((letter) => [
      letter.entity,
      letter.key,
      String(letter.failures),
      letter.lastFailedAt.slice(0, 19).replace('T', ' '),
      letter.code,
      letter.message.slice(0, 100),
    ]);
  const more = letters.length - rows.length;
  return [
    `${letters.length} dead letters`,
    '',
    ...columns([['entity', 'read', 'failed', 'last (UTC)', 'error', 'message'], ...rows], [2]),
    ...(more > 0 ? [`... and ${more} more: --json shows all`] : []),
  ];
}

/** Events that could not be handled as a table, the newest first. */
export function eventLines(events: readonly DeadEvent[]): string[] {
  if (events.length === 0) return ['No dead events.'];
  const rows = events.map(({ eventId, topic, runId, failedAt, attempts, code, message }) => [
    eventId.slice(0, 12),
    topic,
    runId ?? 'no run',
    String(attempts),
    failedAt.slice(0, 19).replace('T', ' '),
    code,
    (message.split('\n')[0] ?? '').slice(0, 100),
  ]);
  return columns(
    [['event', 'topic', 'run', 'tries', 'last (UTC)', 'error', 'message'], ...rows],
    [3],
  );
}

/** `dlq list|retry|drop`: reads that failed; `dlq events`: events that could not be handled. */
export function registerDlq(program: Command): void {
  const dlq = program.command('dlq').description('reads that failed: list, retry or drop them');
  const chosen = (name: string, text: string): Command =>
    withCommonOptions(dlq.command(name).description(text))
      .option('--entities <names>', 'only those of these entities, a comma list', checkEntities)
      .option('--key <key...>', 'only these reads, as the list names them');

  chosen('list', 'show them, the newest failure first').action((options: ChoiceOptions) =>
    runCommand(options, async ({ session, print }) => {
      const warehouse = { client: session.client, ...session.config };
      await createOperationalTables(warehouse);
      const letters = await deadLetters(warehouse, choiceOf(options));
      print(letters, letterLines(letters));
    }),
  );

  chosen('retry', 'read them again; those that succeed are gone from here')
    .option('--source <source>', sourceHelp, 'live')
    .action((options: ChoiceOptions & { source: string }) =>
      runCommand(options, async ({ session, progress, print }) => {
        const source = await openSource(options.source, session.config, `${today()}T06:00:00Z`);
        try {
          const summary = await retryDeadLetters(
            ingestOptions(session, source, progress),
            choiceOf(options),
          );
          progress.done();
          print(summary, collectionLines(summary));
          checkComplete(summary);
        } finally {
          await source.close();
        }
      }),
    );

  chosen('drop', 'forget them; they are read again only if a plan finds them missing')
    .option('--all', 'all of them')
    .action((options: ChoiceOptions & { all?: boolean }) =>
      runCommand(options, async ({ session, print }) => {
        const choice = choiceOf(options);
        if (choice.entities === undefined && choice.keys === undefined && options.all !== true) {
          throw tankError('E_USAGE', 'say which: --entities, --key or --all');
        }
        const warehouse = { client: session.client, ...session.config };
        await createOperationalTables(warehouse);
        const dropped = await dropDeadLetters(warehouse, choice);
        print({ dropped }, [`Dropped ${dropped} dead letters.`]);
      }),
    );

  withCommonOptions(
    dlq
      .command('events')
      .description(
        'events that could not be handled; a run that is started again takes up its own',
      ),
  )
    .option('--drop', 'forget them')
    .action((options: CommonOptions & { drop?: boolean }) =>
      runCommand(options, async ({ session, print }) => {
        await createPipelineTables(session);
        const warehouse = warehouseOf(session);
        const events = await deadEvents(warehouse);
        const eventIds = events.map(({ eventId }) => eventId);
        const dropped =
          options.drop === true && eventIds.length > 0
            ? await settleEvents(warehouse, { eventIds }, 'dropped')
            : 0;
        print({ events, dropped }, [
          ...eventLines(events),
          ...(dropped > 0 ? [`Dropped ${dropped} events.`] : []),
        ]);
      }),
    );
}
