import path from 'node:path';
import { openWarehouse } from '../index.ts';
import { medianMilliseconds, type Benchmark } from './benchmark.ts';

/** How long a warehouse takes to open and close its file. */
export const startup: Benchmark = {
  name: 'startup',
  async run({ smoke, directory, report }) {
    const file = path.join(directory, 'warehouse.duckdb');
    const value = await medianMilliseconds(smoke ? 1 : 10, async () => {
      const warehouse = await openWarehouse({ file, project: 'bench' });
      await warehouse.close();
    });
    report({ what: 'open a warehouse and close it', value, unit: 'ms' });
  },
};
