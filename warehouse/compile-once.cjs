/*
 * Loaded into the processes of the Dataform CLI. Its compiling worker (3.0.50 to 3.0.69) listens for its order twice, by a module
 * that is bundled into its entry, and so compiles every project twice: here a listener of the same text is taken once.
 */
if (process.send !== undefined && /worker_bundle\.js$/.test(process.argv[1])) {
  const on = process.on.bind(process);
  const taken = new Set();
  process.on = (event, listener) => {
    if (event === 'message') {
      if (taken.has(String(listener))) return process;
      taken.add(String(listener));
    }
    return on(event, listener);
  };
}
