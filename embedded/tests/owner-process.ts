import { openWarehouse } from '../index.ts';

/** Opens the file named by the first argument, says where it answers, and stays up until it is killed or told to end. */
const [file = '', project = 'test-project'] = process.argv.slice(2);
const warehouse = await openWarehouse({ file, project, threads: 1 });
process.stdout.write(`${JSON.stringify({ url: warehouse.url, owned: warehouse.owned })}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  void warehouse.close().then(() => process.exit(0));
});
