import os from 'node:os';
import { tankError, TankError } from '../warehouse/errors.ts';
import { rows, runScript, type MlContext } from './context.ts';

export type EventKind =
  'trained' | 'promoted' | 'refused' | 'rolled_back' | 'frozen' | 'thawed' | 'retired';

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

const moved = 'the log of models has moved';

/**
 * Appends events, if those given are still all there are. Of two who append at once one succeeds, since both would
 * count up the same row of `model_heads`.
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
  const next = last + events.length;
  try {
    await runScript(
      context,
      [
        `MERGE INTO mlb_models.model_heads AS heads
         USING (SELECT @type AS model_type) AS asked
         ON heads.model_type = asked.model_type
         WHEN NOT MATCHED THEN INSERT (model_type, newest_event_number) VALUES (asked.model_type, 0)`,
        'BEGIN TRANSACTION',
        `UPDATE mlb_models.model_heads
         SET newest_event_number = ${next}
         WHERE model_type = @type AND newest_event_number = ${last}`,
        `IF @@row_count = 0 THEN RAISE USING MESSAGE = '${moved}'; END IF`,
        `INSERT INTO mlb_models.model_events
           (model_type, event_number, event_kind, model_version, as_of_date, event_at, actor, reason,
            is_forced, event_details)
         SELECT
           @type, ${last} + 1 + offset, JSON_VALUE(event, '$.kind'), JSON_VALUE(event, '$.version'),
           CAST(JSON_VALUE(event, '$.asOf') AS DATE), CURRENT_TIMESTAMP(), JSON_VALUE(event, '$.actor'),
           JSON_VALUE(event, '$.reason'), JSON_VALUE(event, '$.forced') = 'true',
           JSON_QUERY(event, '$.details')
         FROM UNNEST(JSON_QUERY_ARRAY(PARSE_JSON(@events, wide_number_mode => 'round'))) AS event
         WITH OFFSET AS offset`,
        'COMMIT TRANSACTION',
      ],
      { type, events: JSON.stringify(texts) },
    );
  } catch (error) {
    const isConflict =
      error instanceof TankError &&
      /log of models has moved|concurrent update/i.test(error.message);
    if (!isConflict) throw error;
    throw tankError(
      'E_MODEL_CONFLICT',
      `somebody else changed the ${type} models meanwhile: nothing was done`,
      { cause: error },
    );
  }
}
