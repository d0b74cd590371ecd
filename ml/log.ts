import { tankError, TankError } from '../warehouse/errors.ts';
import { runScript, type MlContext } from './context.ts';

const moved = 'somebody else appended to the log';

/**
 * Appends entries to a log whose newest number is `last`. Of two who append at once one succeeds, since both count up the
 * same row of `log_heads` in their transactions.
 * @param insert INSERT of the entries, which are the JSON array `@entries`; `@log` is the log's name
 * @throws TankError E_MODEL_CONFLICT when the newest number is another by now, E_WAREHOUSE
 */
export async function appendToLog(
  context: Pick<MlContext, 'client'>,
  { log, last, entries }: { log: string; last: number; entries: readonly unknown[] },
  insert: string,
): Promise<void> {
  try {
    await runScript(
      context,
      [
        `MERGE INTO mlb_models.log_heads AS heads
USING (SELECT @log AS log_name) AS asked
ON heads.log_name = asked.log_name
WHEN NOT MATCHED THEN INSERT (log_name, newest_number) VALUES (asked.log_name, ${last})`,
        'BEGIN TRANSACTION',
        `UPDATE mlb_models.log_heads
SET newest_number = ${last + entries.length}
WHERE log_name = @log AND newest_number = ${last}`,
        `IF @@row_count = 0 THEN RAISE USING MESSAGE = '${moved}'; END IF`,
        insert,
        'COMMIT TRANSACTION',
      ],
      { log, entries: JSON.stringify(entries) },
    );
  } catch (error) {
    const isConflict =
      error instanceof TankError &&
      (error.message.includes(moved) || /concurrent update/i.test(error.message));
    if (!isConflict) throw error;
    throw tankError(
      'E_MODEL_CONFLICT',
      `somebody else changed the log of ${log} meanwhile: nothing was done`,
      { cause: error },
    );
  }
}
