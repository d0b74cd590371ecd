import os from 'node:os';
import { rows, type MlContext } from './context.ts';
import { appendToLog } from './log.ts';

export type EventKind =
  'trained' | 'tuned' | 'promoted' | 'refused' | 'rolled_back' | 'frozen' | 'thawed' | 'retired';

/** One event in the life of a type of models. */
export interface ModelEvent {
  number: number;
  kind: EventKind;
  version: string;
  /** Date it was decided for. */
  asOf: string;
  /** ISO 8601, UTC. */
  at: string;
  actor: string;
  reason: string;
  forced: boolean;
  details: unknown;
}

export type NewEvent = Pick<ModelEvent, 'kind' | 'version' | 'asOf' | 'reason'> &
  Partial<Pick<ModelEvent, 'forced' | 'details'>>;

/** The events of a type, the oldest first. The tables must be there. @throws TankError E_WAREHOUSE */
export async function readEvents(context: MlContext, type: string): Promise<ModelEvent[]> {
  const found = await rows<Omit<ModelEvent, 'details'> & { details: string }>(
    context,
    `SELECT
       event_number AS number, event_kind AS kind, model_version AS version, as_of_date AS asOf,
       event_at AS at, actor, reason, is_forced AS forced, TO_JSON_STRING(event_details) AS details
     FROM mlb_models.model_events
     WHERE model_type = ?
     ORDER BY event_number`,
    [type],
  );
  return found.map((event) => ({ ...event, details: JSON.parse(event.details) as unknown }));
}

/** Version that was promoted or rolled back to last; undefined before the first. */
export function championOf(events: readonly ModelEvent[]): string | undefined {
  return events.findLast(({ kind }) => kind === 'promoted' || kind === 'rolled_back')?.version;
}

/** Version that was champion before the present one; undefined when there was none. */
export function previousChampion(events: readonly ModelEvent[]): string | undefined {
  const champion = championOf(events);
  return events.findLast(
    ({ kind, version }) => (kind === 'promoted' || kind === 'rolled_back') && version !== champion,
  )?.version;
}

/** The event that froze the type; undefined when it is not frozen. */
export function freezeOf(events: readonly ModelEvent[]): ModelEvent | undefined {
  const last = events.findLast(({ kind }) => kind === 'frozen' || kind === 'thawed');
  return last?.kind === 'frozen' ? last : undefined;
}

/**
 * Appends events, if those given are still all there are.
 * @param seen the events that the new ones were decided on
 * @throws TankError E_MODEL_CONFLICT when somebody else appended meanwhile, E_WAREHOUSE
 */
export async function appendEvents(
  context: MlContext,
  type: string,
  seen: readonly ModelEvent[],
  events: readonly NewEvent[],
): Promise<void> {
  const last = seen.at(-1)?.number ?? 0;
  const texts = events.map((event) => ({
    kind: event.kind,
    version: event.version,
    asOf: event.asOf,
    actor: context.actor ?? os.userInfo().username,
    reason: event.reason,
    forced: event.forced ?? false,
    details: event.details ?? {},
  }));
  await appendToLog(
    context,
    { log: type, last, entries: texts },
    `INSERT INTO mlb_models.model_events
  (model_type, event_number, event_kind, model_version, as_of_date, event_at, actor, reason,
    is_forced, event_details)
SELECT
  @log, ${last} + 1 + offset, JSON_VALUE(entry, '$.kind'), JSON_VALUE(entry, '$.version'),
  CAST(JSON_VALUE(entry, '$.asOf') AS DATE), CURRENT_TIMESTAMP(), JSON_VALUE(entry, '$.actor'),
  JSON_VALUE(entry, '$.reason'), JSON_VALUE(entry, '$.forced') = 'true',
  JSON_QUERY(entry, '$.details')
FROM UNNEST(JSON_QUERY_ARRAY(PARSE_JSON(@entries, wide_number_mode => 'round'))) AS entry
WITH OFFSET AS offset`,
  );
}
