// @ts-check
/**
 * A layered drawing of a graph without cycles, from left to right: every node in the column after those it comes from, long
 * edges routed between the nodes of the columns they pass.
 *
 * @typedef {{ id: string, width: number, height: number }} Box
 * @typedef {{ from: string, to: string }} Edge
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ places: Map<string, Point>, routes: Point[][], width: number, height: number }} Drawing
 */

/**
 * @param {readonly Box[]} boxes
 * @param {readonly Edge[]} edges
 * @param {{ across?: number, down?: number }} [gaps] space between columns, and between nodes of one
 * @returns {Drawing} upper left corners by id; for each edge the points it passes between its nodes
 */
export function layered(boxes, edges, { across = 64, down = 14 } = {}) {
  const rank = ranks(boxes, edges);
  const { columns, chains } = columnsOf(boxes, edges, rank);
  untangle(columns);
  const widths = columns.map((column) => Math.max(...column.map(({ width }) => width)));
  const lefts = widths.map((_, at) =>
    widths.slice(0, at).reduce((sum, width) => sum + width + across, 0),
  );
  settle(columns, down);
  const top = Math.min(0, ...columns.flat().map(({ y }) => y));
  /** @type {Map<string, Point>} */
  const places = new Map();
  columns.forEach((column, at) => {
    for (const item of column) {
      item.y -= top;
      item.x = lefts[at] ?? 0;
      if (!item.isBend) places.set(item.id, { x: item.x, y: item.y });
    }
  });
  const routes = chains.map((chain) =>
    chain.flatMap((item) => {
      const width = widths[item.column] ?? 0;
      const y = item.y + item.height / 2;
      return [
        { x: item.x, y },
        { x: item.x + width, y },
      ];
    }),
  );
  const last = columns.length - 1;
  return {
    places,
    routes,
    width: (lefts[last] ?? 0) + (widths[last] ?? 0),
    height: Math.max(0, ...columns.flat().map(({ y, height }) => y + height)),
  };
}

/**
 * Column of each node: one after the last of those it comes from; what comes from nothing stands right before what needs it.
 * @param {readonly Box[]} boxes
 * @param {readonly Edge[]} edges
 */
function ranks(boxes, edges) {
  /** @type {Map<string, string[]>} */
  const before = new Map(boxes.map(({ id }) => [id, []]));
  /** @type {Map<string, string[]>} */
  const after = new Map(boxes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    before.get(to)?.push(from);
    after.get(from)?.push(to);
  }
  /** @type {Map<string, number>} */
  const rank = new Map();
  /** @param {string} id @returns {number} */
  const of = (id) => {
    const known = rank.get(id);
    if (known !== undefined) return known;
    rank.set(id, 0);
    const found = Math.max(-1, ...(before.get(id) ?? []).map(of)) + 1;
    rank.set(id, found);
    return found;
  };
  for (const { id } of boxes) of(id);
  for (const { id } of boxes) {
    const needed = (after.get(id) ?? []).map((other) => rank.get(other) ?? 0);
    if ((before.get(id) ?? []).length === 0 && needed.length > 0) {
      rank.set(id, Math.max(0, Math.min(...needed) - 1));
    }
  }
  return rank;
}

/**
 * @typedef {{ id: string, width: number, height: number, x: number, y: number, column: number, isBend: boolean,
 *   before: Item[], after: Item[] }} Item
 */

/**
 * Nodes by column, with a bend wherever an edge passes a column; and the bends of every edge.
 * @param {readonly Box[]} boxes
 * @param {readonly Edge[]} edges
 * @param {Map<string, number>} rank
 */
function columnsOf(boxes, edges, rank) {
  /** @type {Item[][]} */
  const columns = [];
  /** @param {Box} box @param {number} column @param {boolean} isBend @returns {Item} */
  const put = (box, column, isBend) => {
    const item = { ...box, x: 0, y: 0, column, isBend, before: [], after: [] };
    while (columns.length <= column) columns.push([]);
    columns[column]?.push(item);
    return item;
  };
  const items = new Map(boxes.map((box) => [box.id, put(box, rank.get(box.id) ?? 0, false)]));
  /** @type {Map<string, Item>} */
  const bends = new Map();
  const chains = edges.map(({ from, to }) => {
    const [start, end] = [items.get(from), items.get(to)];
    /** @type {Item[]} */
    const chain = [];
    if (start === undefined || end === undefined || end.column <= start.column) return chain;
    let last = start;
    for (let column = start.column + 1; column < end.column; column += 1) {
      const key = `${from} ${column}`;
      const bend = bends.get(key) ?? put({ id: key, width: 0, height: 6 }, column, true);
      if (!bends.has(key)) {
        bends.set(key, bend);
        join(last, bend);
      }
      chain.push(bend);
      last = bend;
    }
    join(last, end);
    return chain;
  });
  return { columns: columns.filter((column) => column.length > 0), chains };
}

/** @param {Item} left @param {Item} right */
function join(left, right) {
  if (left.after.includes(right)) return;
  left.after.push(right);
  right.before.push(left);
}

/**
 * Orders each column by the middle of what its nodes are joined to, back and forth.
 * @param {Item[][]} columns
 */
function untangle(columns) {
  /** @type {Map<Item, number>} */
  const place = new Map();
  const note = () => {
    for (const column of columns) column.forEach((item, at) => place.set(item, at / column.length));
  };
  note();
  for (let sweep = 0; sweep < 16; sweep += 1) {
    const isForward = sweep % 2 === 0;
    const order = isForward ? columns : [...columns].reverse();
    for (const column of order) {
      /** @param {Item} item */
      const wanted = (item) => {
        const others = isForward ? item.before : item.after;
        if (others.length === 0) return place.get(item) ?? 0;
        return others.reduce((sum, other) => sum + (place.get(other) ?? 0), 0) / others.length;
      };
      const sorted = column.map((item) => ({ item, at: wanted(item) })).sort((a, b) => a.at - b.at);
      sorted.forEach(({ item }, at) => {
        column[at] = item;
        place.set(item, at / column.length);
      });
    }
  }
}

/**
 * Puts every node as near to the middle of what it is joined to as its neighbours in the column allow.
 * @param {Item[][]} columns
 * @param {number} down
 */
function settle(columns, down) {
  for (const column of columns) {
    let y = 0;
    for (const item of column) {
      item.y = y;
      y += item.height + down;
    }
  }
  for (let round = 0; round < 12; round += 1) {
    const isForward = round % 2 === 0;
    for (const column of isForward ? columns : [...columns].reverse()) {
      const wanted = column.map((item) => {
        const others = [...item.before, ...item.after];
        if (others.length === 0) return item.y;
        const middle = others.reduce((sum, other) => sum + other.y + other.height / 2, 0);
        return middle / others.length - item.height / 2;
      });
      spread(column, wanted, down);
    }
  }
}

/**
 * The places nearest to those wanted (by least squares) that keep order and distance.
 * @param {Item[]} column
 * @param {number[]} wanted
 * @param {number} down
 */
function spread(column, wanted, down) {
  /** @type {{ first: number, count: number, sum: number, size: number }[]} */
  const blocks = [];
  let offset = 0;
  const offsets = column.map((item) => {
    const own = offset;
    offset += item.height + down;
    return own;
  });
  column.forEach((_, at) => {
    let block = { first: at, count: 1, sum: (wanted[at] ?? 0) - (offsets[at] ?? 0), size: 1 };
    for (;;) {
      const above = blocks.at(-1);
      if (above === undefined || above.sum / above.count <= block.sum / block.count) break;
      blocks.pop();
      block = {
        first: above.first,
        count: above.count + block.count,
        sum: above.sum + block.sum,
        size: above.size + block.size,
      };
    }
    blocks.push(block);
  });
  for (const { first, count, sum, size } of blocks) {
    for (let at = first; at < first + size; at += 1) {
      const item = column[at];
      if (item !== undefined) item.y = sum / count + (offsets[at] ?? 0);
    }
  }
}

/**
 * SVG path through points, level at each of them.
 * @param {readonly Point[]} points
 */
export function curve(points) {
  const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  let last = first;
  for (const point of rest) {
    const middle = round((last.x + point.x) / 2);
    path +=
      Math.abs(last.y - point.y) < 0.5
        ? `H${round(point.x)}`
        : `C${middle} ${round(last.y)} ${middle} ${round(point.y)} ${round(point.x)} ${round(point.y)}`;
    last = point;
  }
  return path;
}
