import { randomUUID } from 'node:crypto';
import { mergeRows, type RawWarehouse } from '../../ingest/index.ts';
import { metricsTable } from '../tables.ts';

const patience = 5000;

/** Whether the API says that it is ready to serve, and how long it took, in seconds. Never throws. */
export async function isApiUp(
  url: string,
): Promise<{ up: boolean; seconds: number; says: string }> {
  const started = performance.now();
  try {
    const response = await fetch(new URL('/readyz', url), {
      signal: AbortSignal.timeout(patience),
    });
    await response.arrayBuffer();
    const seconds = (performance.now() - started) / 1000;
    return { up: response.ok, seconds, says: `answered ${response.status}` };
  } catch (error) {
    const seconds = (performance.now() - started) / 1000;
    return { up: false, seconds, says: error instanceof Error ? error.message : String(error) };
  }
}

/** Asks the API whether it is up and writes the answer down. @throws TankError E_WAREHOUSE */
export async function probe(
  warehouse: RawWarehouse,
  url: string,
  { today, now }: { today: string; now: Date },
): Promise<void> {
  const { up, seconds } = await isApiUp(url);
  const common = {
    run_id: `probe-${randomUUID()}`,
    label: new URL(url).host,
    logical_date: today,
    measured_at: now.toISOString(),
  };
  await mergeRows(
    warehouse,
    metricsTable,
    [
      { ...common, metric: 'api_up', value: up ? 1 : 0 },
      { ...common, metric: 'api_seconds', value: seconds },
    ],
    'replaced',
  );
}
