import type { Session } from '../session.ts';

/** Datasets whose tables a full refresh makes again from raw rows. */
const rebuilt = ['mlb_staging', 'mlb_quality', 'mlb_historical_data', 'mlb_features'];

/** Columns that say when something was done. */
const circumstances = ['loaded_at', 'raw_loaded_at', 'known_at'];

interface Field {
  name: string;
  type: string;
  mode?: string;
}

/**
 * A value as text; undefined for what is not compared. Fractions to six digits: sums over threads differ in the last ones, and the
 * finer the rounding, the oftener two of them fall on different sides of its border.
 */
function text({ name, type, mode }: Field): string | undefined {
  if (circumstances.includes(name)) return undefined;
  if (mode === 'REPEATED' || /^(RECORD|STRUCT|JSON)$/.test(type)) return undefined;
  // Adding zero makes one of both zeros.
  const value = type.startsWith('FLOAT') ? `ROUND(${name}, 6) + 0` : name;
  return `CAST(${value} AS STRING)`;
}

async function fingerprints({ client, config }: Session): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const dataset of rebuilt) {
    const [exists] = await client.dataset(dataset).exists();
    if (!exists) continue;
    const [tables] = await client.dataset(dataset).getTables();
    for (const table of tables) {
      const [metadata] = (await table.getMetadata()) as [
        { type: string; schema: { fields: Field[] } },
        unknown,
      ];
      if (metadata.type !== 'TABLE') continue;
      const columns = metadata.schema.fields.map(text).filter((one) => one !== undefined);
      const name = `${dataset}.${table.id ?? ''}`;
      const [rows] = await client.query({
        query: `SELECT CONCAT(
  CAST(COUNT(*) AS STRING), ' rows, ',
  COALESCE(CAST(BIT_XOR(FARM_FINGERPRINT(ARRAY_TO_STRING([${columns.join(', ')}], '\u2401', '\u2400'))) AS STRING), '-')
) AS fingerprint
FROM \`${config.project}.${name}\``,
        location: config.location,
      });
      found.set(name, (rows as { fingerprint: string }[])[0]?.fingerprint ?? '');
    }
  }
  return found;
}

/**
 * Compares every table before and after it is rebuilt, in rows and values; arrays, structs and JSON are left out.
 * @returns names of those that differ, in order
 */
export async function compareRebuild(
  session: Session,
  rebuild: () => Promise<void>,
): Promise<{ compared: number; differing: string[] }> {
  const before = await fingerprints(session);
  await rebuild();
  const after = await fingerprints(session);
  const differing = [...before].filter(([name, was]) => after.get(name) !== was);
  return { compared: before.size, differing: differing.map(([name]) => name).sort() };
}
