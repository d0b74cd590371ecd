/*
 * Loaded into the processes of the Dataform CLI, 3.0.50 to 3.0.69. Its compiling worker does several things more often than needed:
 * - It listens for its order twice, by a module that is bundled into its entry, and so compiles every project twice. A listener of
 *   the same text is taken once.
 * - The graph is written into one buffer, of which vm2's sandbox looks at each byte for a constructor of functions. Bytes are
 *   numbers: a large buffer is said to have no keys.
 * - Each file is resolved through all of its folders, again and again. A path is resolved once.
 */
if (process.send !== undefined && /worker_bundle\.js$/.test(process.argv[1])) {
  const { Buffer } = require('node:buffer');
  const fs = require('node:fs');

  const on = process.on.bind(process);
  const taken = new Set();
  process.on = (event, listener) => {
    if (event === 'message') {
      if (taken.has(String(listener))) return process;
      taken.add(String(listener));
    }
    return on(event, listener);
  };

  const large = 100_000;
  const ownKeys = Reflect.ownKeys;
  Reflect.ownKeys = (value) =>
    Buffer.isBuffer(value) && value.length > large ? [] : ownKeys(value);

  const realpathSync = fs.realpathSync;
  const resolved = new Map();
  fs.realpathSync = Object.assign(
    (file, options) => {
      if (typeof file !== 'string' || options !== undefined) return realpathSync(file, options);
      if (!resolved.has(file)) resolved.set(file, realpathSync(file));
      return resolved.get(file);
    },
    { native: realpathSync.native },
  );
}
