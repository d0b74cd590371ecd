import { z } from 'zod';
import type { RawWarehouse } from '../raw-warehouse.ts';
import { openKnownFields, type DriftedField, type KnownFields } from '../sources/known-fields.ts';
import type { IngestSummary } from '../summary.ts';
import { mergeRows, selectOperational } from './operations.ts';
import { schemaDriftTable } from './schema-drift-table.ts';

/** What a run learns about fields, and what earlier ones have learnt. */
export interface Drift {
  known: KnownFields;
  /** Takes the fields in mlb_ops.schema_drift for known. @throws TankError E_WAREHOUSE */
  recall: (warehouse: RawWarehouse) => Promise<void>;
  /** Writes down the fields that are new since the last time. @throws TankError E_WAREHOUSE */
  report: (warehouse: RawWarehouse, now: Date) => Promise<void>;
}

/** @param summary gets the new fields; @param tell is told of each */
export function openDrift(
  summary: Pick<IngestSummary, 'runId' | 'source' | 'drift'>,
  tell: (message: string) => void,
): Drift {
  let pending: DriftedField[] = [];
  const known = openKnownFields((field) => {
    summary.drift.push(field);
    pending.push(field);
    tell(`schema drift: ${field.endpoint} has a new field ${field.path}`);
  });
  return {
    known,
    recall: async (warehouse) => {
      known.recall(
        await selectOperational(
          warehouse,
          z.object({ endpoint: z.string(), path: z.string() }),
          (table) => `SELECT endpoint, path FROM ${table(schemaDriftTable)}`,
        ),
      );
    },
    report: async (warehouse, now) => {
      if (pending.length === 0) return;
      const rows = pending.map((field) => ({
        ...field,
        first_seen_at: now.toISOString(),
        run_id: summary.runId,
        source: summary.source,
      }));
      pending = [];
      await mergeRows(warehouse, schemaDriftTable, rows, 'kept');
    },
  };
}
