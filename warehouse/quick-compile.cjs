/* Loaded into the Dataform CLI, 3.0.50 to 3.0.69: it compiles in `quick-compile-worker.cjs`, which runs the CLI's own worker. */
if (/@dataform[\\/]cli[\\/]bundle\.js$/.test(process.argv[1] ?? '')) {
  const childProcess = require('node:child_process');
  const path = require('node:path');

  const fork = childProcess.fork;
  childProcess.fork = (script, args, options) => {
    if (path.basename(String(script)) !== 'worker_bundle.js') return fork(script, args, options);
    const ours = require.resolve('./quick-compile-worker.cjs');
    // A compilation makes some hundred megabytes of short-lived objects.
    const execArgv = [...process.execArgv, '--max-semi-space-size=64'];
    return fork(ours, [script], { ...options, execArgv });
  };
}
