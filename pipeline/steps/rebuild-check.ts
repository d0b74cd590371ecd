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

/** What is compared of a table: rows and values that must be the same, and sums of columns with fractions. */
interface Fingerprint {
  exact: string;
  /** By column: the sum of its values to six digits, in millionths, and the same weighted by row. */
  sums: Readonly<Record<string, readonly [sum: number, weighted: number]>>;
  rows: number;
}

const isFloat = ({ type, mode }: Field): boolean => type.startsWith('FLOAT') && mode !== 'REPEATED';
const isFinite = (name: string): string => `NOT (IS_NAN(${name}) OR IS_INF(${name}))`;

/** A value as text, of a fraction only whether there is one; undefined for what is not compared. */
function text(field: Field): string | undefined {
  const { name, type, mode } = field;
  if (circumstances.includes(name)) return undefined;
  if (mode === 'REPEATED' || /^(RECORD|STRUCT|JSON)$/.test(type)) return undefined;
  return isFloat(field)
    ? `IF(${isFinite(name)}, '', CAST(${name} AS STRING))`
    : `CAST(${name} AS STRING)`;
}

/** Rows are weighted by what they are, so that a value in another row counts. */
const mostWeight = 97;

function fingerprintSql(table: string, fields: readonly Field[]): string {
  const texts = fields.map(text).filter((one) => one !== undefined);
  const floats = fields.filter((field) => isFloat(field) && text(field) !== undefined);
  const sums = floats.flatMap(({ name }) => [
    `SUM(${name}) * 1000000 AS ${name}`,
    `SUM(${name} * MOD(row_print, ${mostWeight})) * 1000000 AS ${name}__weighted`,
  ]);
  const millionths = floats.map(
    ({ name }) => `IF(${isFinite(name)}, CAST(ROUND(${name}, 6) AS NUMERIC), NULL) AS ${name}`,
  );
  return `SELECT COUNT(*) AS row_count, CAST(BIT_XOR(row_print) AS STRING) AS exact
  ${sums.map((sum) => `, ${sum}`).join('\n  ')}
FROM (
  SELECT FARM_FINGERPRINT(ARRAY_TO_STRING([${texts.join(', ')}], '\u2401', '\u2400')) AS row_print
    ${millionths.map((sql) => `, ${sql}`).join('\n    ')}
  FROM ${table}
)`;
}

async function fingerprints({ client, config }: Session): Promise<Map<string, Fingerprint>> {
  const found = new Map<string, Fingerprint>();
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
      const { fields } = metadata.schema;
      const name = `${dataset}.${table.id ?? ''}`;
      const [[row]] = (await client.query({
        query: fingerprintSql(`\`${config.project}.${name}\``, fields),
        location: config.location,
      })) as unknown as [Record<string, unknown>[]];
      const sums = fields
        .filter((field) => `${field.name}__weighted` in (row ?? {}))
        .map(
          (field) =>
            [
              field.name,
              [Number(row?.[field.name]), Number(row?.[`${field.name}__weighted`])],
            ] as const,
        );
      found.set(name, {
        rows: Number(row?.row_count),
        exact: `${String(row?.row_count)} ${String(row?.exact)}`,
        sums: Object.fromEntries(sums),
      });
    }
  }
  return found;
}

/**
 * How a table differs from what it was: its name, or, if only fractions differ, with their columns; undefined when it does not.
 * Sums over threads differ in their last digits, so now and then a value is rounded to the other side: a few millionths are allowed.
 */
function difference(
  name: string,
  was: Fingerprint,
  is: Fingerprint | undefined,
): string | undefined {
  if (is?.exact !== was.exact) return name;
  const allowed = 3 + was.rows / 10_000;
  const columns = Object.entries(was.sums)
    .filter(([column, [sum, weighted]]) => {
      const [sumNow, weightedNow] = is.sums[column] ?? [NaN, NaN];
      const isSame =
        Math.abs(sumNow - sum) <= allowed &&
        Math.abs(weightedNow - weighted) <= allowed * mostWeight;
      return !isSame;
    })
    .map(([column]) => column);
  return columns.length === 0 ? undefined : `${name} (${columns.join(', ')})`;
}

/**
 * Compares every table before and after it is rebuilt, in rows and values; arrays, structs and JSON are left out.
 * @returns those that differ, in order: names, with columns where only fractions do
 */
export async function compareRebuild(
  session: Session,
  rebuild: () => Promise<void>,
): Promise<{ compared: number; differing: string[] }> {
  const before = await fingerprints(session);
  await rebuild();
  const after = await fingerprints(session);
  const differing = [...before]
    .map(([name, was]) => difference(name, was, after.get(name)))
    .filter((one) => one !== undefined);
  return { compared: before.size, differing: differing.sort() };
}
