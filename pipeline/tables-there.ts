import type { BigQuery } from '@google-cloud/bigquery';

/** Tables and views of some datasets that are there, as `dataset.name`. */
export async function tablesThere(
  { client }: { client: BigQuery },
  datasets: readonly string[],
): Promise<Set<string>> {
  const lists = await Promise.all(
    datasets.map(async (name) => {
      const dataset = client.dataset(name);
      if (!(await dataset.exists())[0]) return [];
      return (await dataset.getTables())[0].map(({ id }) => `${name}.${id ?? ''}`);
    }),
  );
  return new Set(lists.flat());
}
