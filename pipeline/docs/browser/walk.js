// @ts-check
/**
 * Walks through the lineage of columns. A point is a column of a node, and inside a column of JSON a path.
 *
 * @typedef {[node: number, column: number, role: 0 | 1, path: string, open: 0 | 1]} From
 * @typedef {{ name: string, type: string, from: From[], sql: string }} Column
 * @typedef {{ id: string, kind: string, description: string, reads: number[], columns: Column[],
 *   api?: { service: string, path: string, at: string } }} Node
 * @typedef {{ nodes: Node[] }} Data
 * @typedef {{ key: string, node: number, column: number, path: string }} Place
 * @typedef {{ from: string, to: string, role: 0 | 1 }} Step
 * @typedef {{ places: Map<string, Place>, steps: Step[] }} Walk
 */

/** @param {number} node @param {number} column @param {string} path @returns {Place} */
export function placeOf(node, column, path = '') {
  return { key: `${node} ${column} ${path}`, node, column, path };
}

/**
 * Where a place directly comes from.
 * @param {Data} data
 * @param {Place} place
 * @returns {{ place: Place, role: 0 | 1 }[]}
 */
function sources(data, { node, column, path }) {
  const from = data.nodes[node]?.columns[column]?.from ?? [];
  const isPart = path.startsWith('.') || path.startsWith('[');
  return from.map(([other, otherColumn, role, otherPath, open]) => ({
    place: placeOf(other, otherColumn, open && isPart ? otherPath + path : otherPath),
    role,
  }));
}

/**
 * Everything a column comes from and everything that comes from it, step by step.
 * @param {Data} data
 * @param {Place} start
 * @param {{ up: boolean, down: boolean, context: boolean }} wanted
 * @returns {Walk}
 */
export function walk(data, start, { up, down, context }) {
  /** @type {Map<string, Place>} */
  const places = new Map([[start.key, start]]);
  /** @type {Map<string, Step>} */
  const steps = new Map();
  /** @param {Place} from @param {Place} to @param {0 | 1} role */
  const note = (from, to, role) =>
    steps.set(`${from.key}>${to.key}`, { from: from.key, to: to.key, role });
  if (up) {
    const queue = [start];
    for (let place = queue.pop(); place; place = queue.pop()) {
      for (const { place: source, role } of sources(data, place)) {
        if ((role === 1 && !context) || source.key === place.key) continue;
        note(source, place, role);
        if (places.has(source.key)) continue;
        places.set(source.key, source);
        queue.push(source);
      }
    }
  }
  if (down) {
    const readers = readersOf(data);
    const seen = new Set([start.key]);
    const queue = [start];
    for (let place = queue.pop(); place; place = queue.pop()) {
      for (const { node, column, role } of readers.get(`${place.node} ${place.column}`) ?? []) {
        const reader = placeOf(node, column);
        if ((role === 1 && !context) || reader.key === place.key) continue;
        note(place, reader, role);
        if (seen.has(reader.key)) continue;
        seen.add(reader.key);
        places.set(reader.key, reader);
        queue.push(reader);
      }
    }
  }
  return { places, steps: [...steps.values()] };
}

/** @param {Data} data */
function readersOf(data) {
  /** @type {Map<string, { node: number, column: number, role: 0 | 1 }[]>} */
  const readers = new Map();
  data.nodes.forEach(({ columns }, node) => {
    columns.forEach(({ from }, column) => {
      for (const [other, otherColumn, role] of from) {
        const key = `${other} ${otherColumn}`;
        const list = readers.get(key);
        if (list) list.push({ node, column, role });
        else readers.set(key, [{ node, column, role }]);
      }
    });
  });
  return readers;
}

/**
 * Nodes that lead to one and that it leads to.
 * @param {Data} data
 * @param {number} start
 * @param {{ up: boolean, down: boolean }} wanted
 */
export function relatives(data, start, { up, down }) {
  const found = new Set([start]);
  /** @param {(node: number) => number[]} next */
  const follow = (next) => {
    const queue = [start];
    const seen = new Set(queue);
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      for (const other of next(node)) {
        if (seen.has(other)) continue;
        seen.add(other);
        found.add(other);
        queue.push(other);
      }
    }
  };
  if (up) follow((node) => data.nodes[node]?.reads ?? []);
  if (down) {
    follow((node) =>
      data.nodes.flatMap(({ reads }, other) => (reads.includes(node) ? [other] : [])),
    );
  }
  return found;
}

/**
 * A field of the service's answer: where the payload stands in it, and the path in the payload.
 * @param {{ at: string }} api
 * @param {string} path
 */
export function fieldOf(api, path) {
  return api.at.startsWith('$') ? api.at + path : `$${path}`;
}
