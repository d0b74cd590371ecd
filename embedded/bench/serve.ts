import { openWarehouse } from '../index.ts';

/** Serves the file named by the first argument until its input ends; the second is the storage directory. */
const [file = '', storageDirectory = ''] = process.argv.slice(2);
const warehouse = await openWarehouse({ file, project: 'bench', storageDirectory });
process.stdout.write(`${warehouse.url}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  void warehouse.close().then(() => process.exit(0));
});
