import { openWarehouse, type WarehouseOptions } from '../index.ts';

/** Serves a warehouse until its input ends; the argument holds its options as JSON. */
const options = JSON.parse(process.argv[2] ?? '') as WarehouseOptions;
const warehouse = await openWarehouse(options);
process.stdout.write(`${warehouse.url}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  void warehouse.close().then(() => process.exit(0));
});
