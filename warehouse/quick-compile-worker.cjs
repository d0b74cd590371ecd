/*
 * What the Dataform CLI's compiling worker gives, sooner. It compiles by the CLI's own worker, whose path it is given, but for what
 * that one does more often than needed:
 * - It listens for its order twice, as the process's entry and as a module bundled into it, and so compiles every project twice.
 *   It is not the entry here.
 * - The graph is written into one buffer, of which vm2's sandbox looks at each byte for a constructor of functions. Bytes are
 *   numbers: a large buffer is said to have no keys.
 * - Each file is resolved through all of its folders, again and again. A folder is resolved once.
 * - The same project is compiled for the same variables again, by each start of a night. A graph is kept in TANK_COMPILED, by a hash
 *   of all that it is made of: the order, `definitions/`, `includes/`, the settings, and the packages that compile. A project
 *   that loads a file from elsewhere must not be compiled by it.
 */
const { Buffer } = require('node:buffer');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

const worker = process.argv[2];
const kept = process.env.TANK_COMPILED;
const mostKept = 16;

function hurry() {
  const large = 100_000;
  const ownKeys = Reflect.ownKeys;
  Reflect.ownKeys = (value) =>
    Buffer.isBuffer(value) && value.length > large ? [] : ownKeys(value);

  const realpathSync = fs.realpathSync;
  const folders = new Map();
  const resolve = (file) => {
    const folder = path.dirname(file);
    if (!path.isAbsolute(file) || folder === file || fs.lstatSync(file).isSymbolicLink())
      return realpathSync(file);
    if (!folders.has(folder)) folders.set(folder, realpathSync(folder));
    return path.join(folders.get(folder), path.basename(file));
  };
  fs.realpathSync = Object.assign(
    (file, options) =>
      typeof file === 'string' && options === undefined
        ? resolve(file)
        : realpathSync(file, options),
    { native: realpathSync.native },
  );
}

/** Every file that a graph may depend on, in an order that is always the same. */
function filesOf(project) {
  const below = (folder) =>
    fs
      .readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return [
    ...['definitions', 'includes']
      .map((name) => path.join(project, name))
      .filter((folder) => fs.existsSync(folder))
      .flatMap(below),
    ...['workflow_settings.yaml', 'dataform.json', 'package.json']
      .map((name) => path.join(project, name))
      .filter((file) => fs.existsSync(file)),
    path.join(project, 'node_modules/@dataform/core/bundle.js'),
    worker,
  ].sort();
}

function fileOf(order) {
  const project = fs.realpathSync(path.resolve(order.projectDir));
  const hash = createHash('sha256');
  const add = (value) => {
    hash.update(`${value.length}\n`).update(value);
  };
  const howLong = { timeoutMillis: undefined, verbose: undefined };
  add(JSON.stringify({ ...order, ...howLong, projectDir: project }));
  for (const file of filesOf(project)) {
    add(file);
    add(fs.readFileSync(file));
  }
  return path.join(kept, `${hash.digest('hex')}.gz`);
}

/** The graph that was kept, unless there is none that can be read. */
function read(file) {
  try {
    return zlib.gunzipSync(fs.readFileSync(file)).toString('latin1');
  } catch {
    return undefined;
  }
}

/** Keeps a graph and forgets the oldest ones. A folder that cannot be written to keeps nothing: the graph is there all the same. */
function keep(file, graph) {
  const beside = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(kept, { recursive: true });
    fs.writeFileSync(beside, zlib.gzipSync(graph, { level: 1 }));
    fs.renameSync(beside, file);
    const files = fs.readdirSync(kept).map((name) => path.join(kept, name));
    const byAge = files
      .map((name) => ({ name, at: fs.statSync(name).mtimeMs }))
      .sort((a, b) => b.at - a.at);
    for (const { name } of byAge.slice(mostKept)) fs.rmSync(name, { force: true });
  } catch (error) {
    if (error.syscall === undefined) throw error;
  }
}

process.once('message', (order) => {
  const mayKeep = kept !== undefined && order.type === undefined;
  const file = mayKeep ? fileOf(order) : undefined;
  const graph = file && read(file);
  if (graph !== undefined) {
    process.send(graph);
    return;
  }
  hurry();
  const send = process.send.bind(process);
  process.send = (message, ...more) => {
    // The CLI kills its worker at the answer.
    if (file !== undefined && typeof message === 'string') keep(file, message);
    return send(message, ...more);
  };
  require(worker);
  process.emit('message', order);
});
process.send({ type: 'worker_booted' });
