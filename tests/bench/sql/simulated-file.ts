import path from 'node:path';
import { openSession } from '../../../pipeline/session.ts';
import { openSource } from '../../../pipeline/source.ts';
import { collect } from '../../../pipeline/stages.ts';
import { loadConfig } from '../../../warehouse/config.ts';

const quiet = { update: () => undefined, line: () => undefined, done: () => undefined };

/** Collects raw tables of the simulated league; returns the file they are in. */
export async function simulatedRawFile(
  directory: string,
  range: { from: string; to: string },
): Promise<string> {
  const file = path.join(directory, 'simulated.duckdb');
  const config = loadConfig({ TANK_STATE: directory }, { file });
  const session = await openSession(config);
  const source = await openSource('sim', config, '2026-09-15T03:30:00Z');
  try {
    await collect(session, source, { ...range, snapshots: 'monthly' }, quiet);
  } finally {
    await source.close();
    await session.close();
  }
  return file;
}
