import { InvalidArgumentError, type Command } from 'commander';
import {
  entityNames,
  previewIngest,
  type EntityName,
  type IngestPreview,
} from '../../ingest/index.ts';
import { checkDate } from '../dates.ts';
import { columns, offSeasonText } from '../report.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';

interface PlanOptions extends CommonOptions {
  from: string;
  to: string;
  entities?: readonly EntityName[];
}

/** A comma list of entities. */
export function checkEntities(text: string): EntityName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(entityNames as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new InvalidArgumentError(
      `no such entity: ${unknown.join(', ')}. There are ${entityNames.join(', ')}.`,
    );
  }
  return names as EntityName[];
}

/** The plan as a table: one row per entity. */
export function planLines(preview: IngestPreview): string[] {
  const { from, to, unknownDates, offSeason, entities } = preview;
  const reads = entities.reduce((sum, entity) => sum + entity.reads.length, 0);
  const rows = entities.map((entity) => [
    entity.entity,
    String(entity.expected),
    String(entity.present),
    String(entity.reads.length),
    Object.entries(entity.reasons)
      .map(([reason, count]) => `${count} ${reason.replace('_', ' ')}`)
      .join(', '),
    entity.reads[0]?.key ?? '',
  ]);
  return [
    `Plan for ${from} to ${to}: ${reads} reads`,
    '',
    ...columns([['entity', 'items', 'there', 'reads', 'why', 'first'], ...rows], [1, 2, 3]),
    ...(offSeason.length > 0 ? ['', `Left out: ${offSeasonText(preview)}.`] : []),
    ...(unknownDates > 0
      ? [
          '',
          `The schedule of ${unknownDates} dates was never read: more is planned once it is known which games they have.`,
        ]
      : []),
  ];
}

/** `plan`: what `ingest` would read. */
export function registerPlan(program: Command): void {
  withCommonOptions(
    program.command('plan').description('show what ingest would read of a range of dates, and why'),
  )
    .requiredOption('--from <date>', 'first date, YYYY-MM-DD', checkDate)
    .requiredOption('--to <date>', 'last date, YYYY-MM-DD', checkDate)
    .option('--entities <names>', 'comma list of what to collect (default: all)', checkEntities)
    .action((options: PlanOptions) =>
      runCommand(options, async ({ session, print }) => {
        const { from, to, entities } = options;
        const { project, location } = session.config;
        const preview = await previewIngest({
          client: session.client,
          project,
          location,
          from,
          to,
          ...(entities && { entities }),
        });
        print(preview, planLines(preview));
      }),
    );
}
