import { z } from 'zod';
import { entityNames } from '../../ingest/index.ts';
import { addDays } from '../dates.ts';
import { nights } from './schedule.ts';

export const workflows = ['daily', 'weekly', 'monthly', 'refresh', 'backfill', 'heal'] as const;
export type Workflow = (typeof workflows)[number];

/** What a run is given: every step reads what it needs of it. */
export const runInputs = z.strictObject({
  workflow: z.enum(workflows),
  logical_date: z.string(),
  /** The hour of the date that it is for, US/Eastern, where several of a date are due. */
  hour: z.int().min(0).max(23).optional(),
  /** `--source`: live, sim or the URL of a server. */
  source: z.string(),
  /** What is collected; null when the workflow works on what there is. */
  collect: z
    .strictObject({
      from: z.string(),
      to: z.string(),
      /** Last date whose schedule alone is looked up, so that games to come are known if the source fails then. */
      schedule_to: z.string(),
      entities: z.array(z.enum(entityNames)).nullable(),
      snapshots: z.enum(['daily', 'monthly']),
    })
    .nullable(),
  /** Whether all there is to do is done only when something else was announced of games to come than they were forecast with. */
  if_announced: z.boolean().optional(),
  /** Whether what was read is read again, and all there is to do after that is done only when it is other than it was. */
  if_changed: z.boolean().optional(),
  /**
   * How tables are built: what changed; the features anew; or everything anew, telling where that differs from what was
   * there. Nothing when only models are the matter.
   */
  build: z.enum(['increments', 'features anew', 'everything anew', 'nothing']),
  train: z.enum(['as due', 'full', 'tune', 'nothing']),
  /** Whether the games of the logical date are forecast, and reports renewed. */
  forecasts: z.boolean(),
});

export type RunInputs = z.infer<typeof runInputs>;

/**
 * Variables that a run's statements are compiled with beside date and champions. Assertions about rows look at the seasons that
 * were collected; at all of them where no dates were, or everything is rebuilt.
 */
export const compileVars = ({
  build,
  collect,
}: Pick<RunInputs, 'build' | 'collect'>): Record<string, string> =>
  build === 'increments' && collect !== null
    ? { rows_checked_from: `${collect.from.slice(0, 4)}-01-01` }
    : {};

/** Whether a run is a night's: it is measured and told of when it has ended. */
export const isOfNight = ({ workflow }: Pick<RunInputs, 'workflow'>): boolean => workflow in nights;

/** Days before the date that a night looks at again for gaps and corrections. */
export const gapDays = 7;
/** Days after the date whose schedule a night looks up. */
const daysAhead = 3;

interface Given {
  date: string;
  source: string;
}

/** A night's work: the gaps of the last week, everything built, trained as due, the date forecast. */
export const dailyInputs = ({ date, source }: Given): RunInputs => ({
  workflow: 'daily',
  logical_date: date,
  source,
  collect: {
    from: addDays(date, -gapDays),
    to: date,
    schedule_to: addDays(date, daysAhead),
    entities: null,
    snapshots: 'daily',
  },
  build: 'increments',
  train: 'as due',
  forecasts: true,
});

/**
 * In the course of a day: another starter, a lineup, another first pitch are looked up; where there is one, the day is
 * collected and built as far as it has come, and its games to come are forecast again.
 */
export const refreshInputs = ({ date, hour, source }: Given & { hour: number }): RunInputs => ({
  ...dailyInputs({ date, source }),
  workflow: 'refresh',
  hour,
  collect: { from: date, to: date, schedule_to: date, entities: null, snapshots: 'daily' },
  if_announced: true,
  train: 'nothing',
});

/** Once a week: everything trained anew on what the nights have collected, judged, promoted if better. */
export const weeklyInputs = ({ date, source }: Given): RunInputs => ({
  ...dailyInputs({ date, source }),
  workflow: 'weekly',
  collect: null,
  build: 'nothing',
  train: 'full',
});

/** Once a month: all tables rebuilt and compared with what was there, options of the models looked for anew. */
export const monthlyInputs = ({ date, source }: Given): RunInputs => ({
  ...weeklyInputs({ date, source }),
  workflow: 'monthly',
  build: 'everything anew',
  train: 'tune',
});

/** A range of dates, collected, built and learnt from as of the day after it. */
export const backfillInputs = (
  given: Given & Pick<NonNullable<RunInputs['collect']>, 'from' | 'to' | 'entities' | 'snapshots'>,
): RunInputs => ({
  ...dailyInputs(given),
  workflow: 'backfill',
  collect: {
    from: given.from,
    to: given.to,
    schedule_to: given.to,
    entities: given.entities,
    snapshots: given.snapshots,
  },
  forecasts: false,
});
