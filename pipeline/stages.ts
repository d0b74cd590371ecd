import {
  ingest,
  openStagingBucket,
  type EntityName,
  type IngestOptions,
  type IngestSummary,
  type Snapshots,
} from '../ingest/index.ts';
import { championVars, createModelTables, type MlContext } from '../ml/index.ts';
import { compileAhead, runDataform, type DataformAction } from '../warehouse/dataform.ts';
import type { Progress } from './progress.ts';
import type { Session } from './session.ts';
import type { Source } from './source.ts';
import { createPipelineTables } from './tables.ts';

/** Tags of everything between raw rows and training rows, in the order the data flows. */
export const buildTags = ['staging', 'quality', 'historical', 'features', 'models'] as const;

/** Tags of what people read and watch, made when there are forecasts. */
export const reportTags = ['reporting', 'monitoring'] as const;

/** What is to be collected of a range of dates. */
export interface Wanted {
  from: string;
  to: string;
  /** Everything the source serves unless given. */
  entities?: readonly EntityName[];
  /** Daily unless given. */
  snapshots?: Snapshots;
  /** Reads again what was read of the dates, however short a time ago. */
  isAgain?: boolean;
}

/** What every use of `ingest/` needs, showing how far it is. */
export function ingestOptions(
  { client, config }: Session,
  source: Source,
  progress: Progress,
): Omit<IngestOptions, 'from' | 'to' | 'entities'> {
  return {
    client,
    project: config.project,
    location: config.location,
    baseUrl: source.urls.statsApi,
    savantUrl: source.urls.savant,
    openMeteoUrl: source.urls.weather,
    openMeteoForecastUrl: source.urls.forecast,
    ...(source.tuning !== undefined && { tuning: source.tuning }),
    ...(source.weatherKey !== undefined && { weatherKey: source.weatherKey }),
    ...(config.deadlineMs !== undefined && { deadlineMs: config.deadlineMs }),
    source: source.label,
    stagingDirectory: config.stagingDirectory,
    ...(config.stagingBucket !== undefined && {
      stagingBucket: openStagingBucket(config.stagingBucket),
    }),
    onProgress: ({ stage, done, total, message }) => {
      progress.update(`collect: ${stage} ${done}/${total} ${message}`);
    },
  };
}

/** Collects a range of dates. */
export async function collect(
  session: Session,
  source: Source,
  { from, to, entities, snapshots, isAgain }: Wanted,
  progress: Progress,
  when: Pick<IngestOptions, 'signal' | 'now' | 'onInSeason'> = {},
): Promise<IngestSummary> {
  const summary = await ingest({
    ...ingestOptions(session, source, progress),
    from,
    to,
    ...(entities && { entities }),
    ...(snapshots && { snapshots }),
    ...(isAgain && { isAgain }),
    ...when,
  });
  progress.done();
  return summary;
}

export interface BuildOptions {
  /** All there is unless tags or actions are given. */
  tags?: readonly string[];
  actions?: readonly string[];
  /** YYYY-MM-DD, US/Eastern. */
  asOf: string;
  fullRefresh?: boolean;
  /** Variables to compile with beside the date and the champions. */
  vars?: Readonly<Record<string, string>>;
}

function tell(progress: Progress, stage: string): (action: DataformAction) => void {
  let done = 0;
  return ({ target, status, message }) => {
    done += 1;
    if (status === 'warned') progress.line(`${stage}: warning: ${target}: ${message ?? ''}`);
    else progress.update(`${stage}: ${done} ${status} ${target}`);
  };
}

/** Variables of every start of Dataform for a date. */
const varsOf = async (context: MlContext, asOf: string): Promise<Record<string, string>> => ({
  as_of_date: asOf,
  ...context.vars,
  ...(await championVars(context)),
});

/** Compiles what the builds and forecasts of a date run, so that they start at once. */
export async function prepareBuild(
  session: Session,
  { asOf, vars }: Pick<BuildOptions, 'asOf' | 'vars'>,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const context = mlContext(session, progress, vars);
  await createModelTables(context);
  await compileAhead(session.config, { vars: await varsOf(context, asOf), signal });
}

/** Builds tables by tag, showing each action as it ends; forecasts are those of the champions. */
export async function build(
  session: Session,
  options: BuildOptions,
  progress: Progress,
  signal?: AbortSignal,
): Promise<DataformAction[]> {
  const { config } = session;
  const context = mlContext(session, progress, options.vars);
  await createModelTables(context);
  await createPipelineTables(session);
  const vars = await varsOf(context, options.asOf);
  const isEverything = options.tags === undefined && options.actions === undefined;
  const withoutModel = isEverything && vars.game_outcome_version === undefined;
  if (withoutModel)
    progress.line('no model has been promoted yet: forecasts and reports are left out');
  const tags = withoutModel ? buildTags : options.tags;
  const actions = await runDataform(config, {
    ...(tags && { tags }),
    ...(options.actions && { actions: options.actions }),
    vars,
    fullRefresh: options.fullRefresh ?? false,
    onAction: tell(progress, 'build'),
    ...(signal && { signal }),
  });
  progress.done();
  return actions;
}

/** What `ml/` works with, showing its progress. */
export function mlContext(
  { client, config }: Session,
  progress: Progress,
  vars: MlContext['vars'] = {},
): MlContext {
  return {
    client,
    config,
    vars,
    onAction: tell(progress, 'models'),
    onProgress: (message) => {
      progress.line(message);
    },
  };
}
