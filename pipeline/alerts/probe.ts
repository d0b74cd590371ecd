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

/** What the API measures of itself, by our name of it: in the text of Prometheus. Nothing where it does not say. */
async function measuredByApi(url: string): Promise<Record<string, number>> {
  const response = await fetch(new URL('/metrics', url), { signal: AbortSignal.timeout(patience) });
  const text = await response.text();
  if (!response.ok) return {};
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const values = (name: string): { line: string; value: number }[] =>
    lines
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      .map((line) => ({ line, value: Number(line.slice(line.lastIndexOf(' '))) }))
      .filter(({ value }) => Number.isFinite(value));
  const answers = values('http_request_duration_seconds_count');
  const total = answers.reduce((sum, { value }) => sum + value, 0);
  const failed = answers
    .filter(({ line }) => /status="5\d\d"/.test(line))
    .reduce((sum, { value }) => sum + value, 0);
  const [age] = values('served_data_age_seconds');
  return {
    ...(total > 0 && { api_success_rate: 1 - failed / total }),
    ...(age && { api_cache_age_seconds: age.value }),
  };
}

/** Asks the API whether it is up, and how it does, and writes the answers down. @throws TankError E_WAREHOUSE */
export async function probe(
  warehouse: RawWarehouse,
  url: string,
  { today, now }: { today: string; now: Date },
): Promise<void> {
  const { up, seconds } = await isApiUp(url);
  // One that says it is up and then does not answer is not.
  const measured = up ? await measuredByApi(url).catch(() => undefined) : {};
  const values = {
    api_up: up && measured !== undefined ? 1 : 0,
    api_seconds: seconds,
    ...measured,
  };
  const common = {
    run_id: `probe-${randomUUID()}`,
    label: new URL(url).host,
    logical_date: today,
    measured_at: now.toISOString(),
  };
  await mergeRows(
    warehouse,
    metricsTable,
    Object.entries(values).map(([metric, value]) => ({ ...common, metric, value })),
    'replaced',
  );
}
