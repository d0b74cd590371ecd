import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';

const price = z.strictObject({
  price: z.number(),
  free: z.number(),
  page: z.url(),
  /** Date and place it was compared with, or never. */
  checked: z.string().regex(/^(\d{4}-\d{2}-\d{2}, .+|never)$/),
});

const priceFile = z.strictObject({
  as_of: z.iso.date(),
  prices: z.strictObject({
    query_tib: price,
    storage_gib: price,
    idle_second: price,
    request_cpu_second: price,
    request_million: price,
    work_cpu_second: price,
    work_gib_second: price,
    bucket_gib: price,
    scheduler_job: price,
    pubsub_tib: price,
    image_gib: price,
  }),
  usage: z.strictObject({
    nights: z.number(),
    full_refreshes: z.number(),
    api_cpu: z.number(),
    api_gib: z.number(),
    api_requests_per_day: z.number(),
    api_seconds_per_request: z.number(),
    work_seconds_per_night: z.number(),
    work_cpu: z.number(),
    work_gib: z.number(),
    bucket_gib: z.number(),
    scheduler_jobs: z.number(),
    events_per_month: z.number(),
    image_gib: z.number(),
  }),
  plan: z.record(z.string(), z.number()),
});
export type PriceFile = z.output<typeof priceFile>;
type Price = z.output<typeof price>;

/** What was measured: bytes. */
export interface Measured {
  /** That a night's queries read. */
  nightlyBytes: number;
  /** That a full refresh reads. */
  fullRefreshBytes: number;
  storedBytes: number;
}

/** A line of the month's bill, US dollars. */
export interface CostLine {
  service: string;
  usage: string;
  cost: number;
  /** The plan's figure; null where it has none. */
  plan: number | null;
}

const tib = 2 ** 40;
const gib = 2 ** 30;
/** Pub/Sub counts a message as a kilobyte at least. */
const eventBytes = 1000;

export function readPrices(): PriceFile {
  const file = path.join(import.meta.dirname, 'prices.yaml');
  return priceFile.parse(load(readFileSync(file, 'utf8')));
}

const charged = (amount: number, { price: each, free }: Price): number =>
  Math.max(0, amount - free) * each;

/** A month's bill by service, from what was measured and the price file. */
export function monthlyCost(
  { nightlyBytes, fullRefreshBytes, storedBytes }: Measured,
  { prices, usage, plan }: PriceFile,
): CostLine[] {
  const seconds = usage.nights * 86_400;
  const queried = nightlyBytes * usage.nights + fullRefreshBytes * usage.full_refreshes;
  const requests = usage.api_requests_per_day * usage.nights;
  const busy = requests * usage.api_seconds_per_request;
  const worked = usage.work_seconds_per_night * usage.nights;
  const events = usage.events_per_month * eventBytes;
  const lines: [service: string, usage: string, cost: number][] = [
    [
      'BigQuery queries',
      `${(queried / tib).toFixed(3)} TiB: ${usage.nights} nights of ${(nightlyBytes / gib).toFixed(2)} GiB, ${usage.full_refreshes} full refresh of ${(fullRefreshBytes / gib).toFixed(2)} GiB`,
      charged(queried / tib, prices.query_tib),
    ],
    [
      'BigQuery storage',
      `${(storedBytes / gib).toFixed(2)} GiB`,
      charged(storedBytes / gib, prices.storage_gib),
    ],
    [
      'Cloud Run, API',
      `1 instance kept, ${usage.api_cpu} vCPU, ${usage.api_gib} GiB, ${requests} requests`,
      charged(seconds * (usage.api_cpu + usage.api_gib), prices.idle_second) +
        charged(busy * usage.api_cpu, prices.request_cpu_second) +
        charged(requests / 1e6, prices.request_million),
    ],
    [
      'Cloud Run, nights',
      `${usage.work_seconds_per_night / 60} minutes a night`,
      charged(worked * usage.work_cpu, prices.work_cpu_second) +
        charged(worked * usage.work_gib, prices.work_gib_second),
    ],
    ['Cloud Storage', `${usage.bucket_gib} GiB`, charged(usage.bucket_gib, prices.bucket_gib)],
    [
      'Scheduler',
      `${usage.scheduler_jobs} jobs`,
      charged(usage.scheduler_jobs, prices.scheduler_job),
    ],
    ['Pub/Sub', `${usage.events_per_month} events`, charged(events / tib, prices.pubsub_tib)],
    ['Images', `${usage.image_gib} GiB`, charged(usage.image_gib, prices.image_gib)],
  ];
  return lines.map(([service, used, cost]) => ({
    service,
    usage: used,
    cost,
    plan: plan[service] ?? null,
  }));
}
