import { curve, layered } from './layout.js';
import { fieldOf, placeOf, relatives, walk } from './walk.js';

const rowHeight = 20;
const headHeight = 38;
const shownRows = 14;
const letter = 7;

const element = (id) => document.getElementById(id);
const svg = (name, attributes, ...children) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const node = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const datasetClass = (id) => `d-${(id.split('.')[0] ?? '').replace(/^mlb_/, '')}`;
const shorten = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** What an address asks for: a table, and perhaps one of its columns. */
function readHash(data) {
  const [dataset = '', table = '', ...rest] = decodeURIComponent(location.hash.slice(1)).split('.');
  const at = data.nodes.findIndex(({ id }) => id === `${dataset}.${table}`);
  if (at < 0) return {};
  const name = rest.join('.');
  const column = data.nodes[at].columns.findIndex((one) => one.name === name);
  return { table: at, ...(column >= 0 && { column }) };
}

/** Boxes of a drawing of whole tables. */
function tableBoxes(data, chosen) {
  const ids = [...chosen].sort((a, b) => a - b);
  const boxes = ids.map((at) => ({ key: String(at), at, id: data.nodes[at].id, rows: [] }));
  const edges = ids.flatMap((at) =>
    data.nodes[at].reads
      .filter((from) => chosen.has(from))
      .map((from) => ({ from: String(from), to: String(at) })),
  );
  return { boxes, edges: edges.map((edge) => ({ ...edge, role: 0 })) };
}

/** Boxes of a drawing of columns: one for each table on the way, and one for the service behind a raw table. */
function columnBoxes(data, start, found) {
  const boxes = new Map();
  const boxOf = (key, make) => {
    if (!boxes.has(key)) boxes.set(key, { key, rows: [], hidden: 0, ...make() });
    return boxes.get(key);
  };
  const ends = new Map();
  const edges = [];
  const put = (box, row) => {
    box.rows.push(row);
    ends.set(row.key, { box: box.key, row });
  };
  for (const place of found.places.values()) {
    const { id, columns } = data.nodes[place.node];
    const box = boxOf(String(place.node), () => ({ at: place.node, id }));
    const name = columns[place.column]?.name ?? '';
    const path = place.path === '' ? '' : ` $${place.path}`;
    put(box, { key: place.key, label: name + path, place, isStart: place.key === start.key });
  }
  for (const place of found.places.values()) {
    const { api, columns } = data.nodes[place.node];
    if (!api || columns[place.column]?.name !== 'payload' || place.path === '') continue;
    const box = boxOf(`api ${api.service} ${api.path}`, () => ({ api, id: api.service }));
    const field = fieldOf(api, place.path);
    const key = `api ${api.path} ${field}`;
    if (!box.rows.some((row) => row.key === key)) put(box, { key, label: field });
    edges.push({ from: key, to: place.key, role: 0 });
  }
  for (const step of found.steps) edges.push(step);
  for (const box of boxes.values()) {
    box.rows.sort(
      (a, b) =>
        Number(b.isStart ?? false) - Number(a.isStart ?? false) || (a.label < b.label ? -1 : 1),
    );
    box.hidden = Math.max(0, box.rows.length - shownRows);
  }
  return { boxes: [...boxes.values()], edges, ends };
}

function sizeOf(box) {
  const shown = Math.min(box.rows.length, shownRows);
  const labels = box.rows
    .slice(0, shownRows)
    .map(({ label }) => Math.min(label.length, 58) * letter + 30);
  const [dataset = '', table = box.id] = box.id.split('.');
  const title = box.api ? box.api.service : table;
  const head =
    Math.max(title.length, box.api ? Math.min(box.api.path.length, 46) : dataset.length) * 7.4 + 26;
  return {
    width: Math.ceil(Math.max(120, head, ...labels)),
    height: headHeight + (shown + (box.hidden > 0 ? 1 : 0)) * rowHeight + (shown > 0 ? 6 : 2),
  };
}

function drawBox(box, { x, y }, size, current) {
  const [dataset = '', table = box.id] = box.id.split('.');
  const title = box.api ? box.api.service : table;
  const over = box.api ? shorten(box.api.path, 46) : dataset;
  const link = box.api ? svg('g', {}) : svg('a', { href: `#${box.id}`, 'aria-label': box.id });
  link.append(
    svg('title', {}, box.api ? `GET ${box.api.path}` : box.id),
    svg('rect', { class: 'head', width: size.width, height: headHeight, rx: 6 }),
    svg('text', { x: 14, y: 15, class: 'small' }, over),
    svg('text', { x: 14, y: 30 }, title),
  );
  const group = svg('g', {
    class: `box ${box.api ? 'api' : datasetClass(box.id)}${current ? ' current' : ''}`,
    transform: `translate(${Math.round(x)} ${Math.round(y)})`,
    'data-key': box.key,
  });
  group.append(
    svg('rect', { class: 'body', width: size.width, height: size.height, rx: 6 }),
    link,
    svg('rect', { class: 'stripe', width: 4, height: size.height, rx: 2 }),
  );
  box.rows.slice(0, shownRows).forEach((row, at) => {
    const text = svg(
      'text',
      { x: 14, y: headHeight + at * rowHeight + 15, class: row.isStart ? 'row start' : 'row' },
      shorten(row.label, 58),
    );
    const target = row.place ? `#${box.id}.${row.label.split(' ')[0]}` : undefined;
    const part = target
      ? svg(
          'a',
          { href: target, 'data-row': row.key, 'aria-label': `${box.id}.${row.label}` },
          svg('title', {}, row.label),
          text,
        )
      : svg('g', { 'data-row': row.key }, svg('title', {}, row.label), text);
    group.append(part);
  });
  if (box.hidden > 0) {
    group.append(
      svg(
        'text',
        { x: 14, y: headHeight + shownRows * rowHeight + 15, class: 'row small' },
        `and ${box.hidden} more`,
      ),
    );
  }
  return group;
}

/** Draws boxes and edges; of columns an edge goes from row to row. */
function draw({ boxes, edges, ends }, current) {
  const sizes = new Map(boxes.map((box) => [box.key, sizeOf(box)]));
  const boxOf = (key) => (ends ? ends.get(key)?.box : key);
  const pairs = new Map();
  for (const { from, to } of edges) {
    const pair = { from: boxOf(from), to: boxOf(to) };
    if (pair.from !== undefined && pair.to !== undefined && pair.from !== pair.to) {
      pairs.set(`${pair.from}>${pair.to}`, pair);
    }
  }
  const list = [...pairs.values()];
  const drawing = layered(
    boxes.map(({ key }) => ({ id: key, ...sizes.get(key) })),
    list,
    { across: 80, down: 18 },
  );
  const routes = new Map(list.map(({ from, to }, at) => [`${from}>${to}`, drawing.routes[at]]));
  const boxByKey = new Map(boxes.map((box) => [box.key, box]));
  const heightAt = (key) => {
    const box = boxByKey.get(boxOf(key));
    const row = ends ? box.rows.findIndex((one) => one.key === key) : -1;
    if (row < 0) return headHeight / 2;
    return headHeight + Math.min(row, shownRows) * rowHeight + rowHeight / 2;
  };
  const lines = new Map();
  for (const { from, to, role } of edges) {
    const [start, end] = [boxOf(from), boxOf(to)];
    if (start === undefined || end === undefined || start === end) continue;
    const [left, right] = [drawing.places.get(start), drawing.places.get(end)];
    const points = [
      { x: left.x + sizes.get(start).width, y: left.y + heightAt(from) },
      ...(routes.get(`${start}>${end}`) ?? []),
      { x: right.x, y: right.y + heightAt(to) },
    ];
    const path = svg('path', {
      class: role === 1 ? 'edge context' : 'edge',
      d: curve(points),
      'data-from': from,
      'data-to': to,
    });
    lines.set(path.getAttribute('d') + role, path);
  }
  const [width, height] = [drawing.width + 24, drawing.height + 24].map(Math.ceil);
  const picture = svg('svg', {
    class: 'graph',
    width,
    height,
    viewBox: `-12 -12 ${width} ${height}`,
    role: 'group',
    'aria-label': `${boxes.length} tables and services`,
  });
  picture.append(
    ...lines.values(),
    ...boxes.map((box) =>
      drawBox(
        box,
        drawing.places.get(box.key) ?? { x: 0, y: 0 },
        sizes.get(box.key),
        box.at === current,
      ),
    ),
  );
  highlightOnHover(picture, edges);
  return picture;
}

/** What leads to a box or row under the pointer or with the focus, and from it, stands out. */
function highlightOnHover(picture, edges) {
  const paths = [...picture.querySelectorAll('.edge')];
  const reach = (start, from, to) => {
    const seen = new Set([start]);
    for (const key of seen) for (const edge of edges) if (edge[from] === key) seen.add(edge[to]);
    return seen;
  };
  const show = (event) => {
    const part = event.target.closest?.('[data-row], [data-key]');
    const key = part?.dataset.row ?? part?.dataset.key;
    const isKnown = key !== undefined && edges.some(({ from, to }) => from === key || to === key);
    picture.classList.toggle('tracing', isKnown);
    if (!isKnown) return;
    const [before, after] = [reach(key, 'to', 'from'), reach(key, 'from', 'to')];
    for (const path of paths) {
      const { from, to } = path.dataset;
      const isOn = (before.has(from) && before.has(to)) || (after.has(from) && after.has(to));
      path.classList.toggle('on', isOn);
    }
    for (const box of picture.querySelectorAll('[data-row], [data-key]')) {
      const own = box.dataset.row ?? box.dataset.key;
      box.classList.toggle('on', before.has(own) || after.has(own));
    }
  };
  picture.addEventListener('pointerover', show);
  picture.addEventListener('focusin', show);
  picture.addEventListener('pointerleave', () => picture.classList.remove('tracing'));
}

/** The lineage of a column in words: each column on the way up, what it comes from and how. */
function steps(data, start, found) {
  const sources = new Map();
  for (const { from, to, role } of found.steps) {
    if (!sources.has(to)) sources.set(to, []);
    sources.get(to).push({ place: found.places.get(from), role });
  }
  const link = ({ node: at, column, path }) => {
    const { id, columns } = data.nodes[at];
    const name = columns[column].name;
    return node(
      'span',
      {},
      node('a', { href: `#${id}.${name}` }, `${id.split('.')[1]}.${name}`),
      path === '' ? '' : node('code', {}, ` $${path}`),
    );
  };
  const order = [start.key];
  for (const key of order) {
    for (const { place } of sources.get(key) ?? []) {
      if (!order.includes(place.key) && order.length < 400) order.push(place.key);
    }
  }
  const rows = order
    .filter((key) => (sources.get(key) ?? []).length > 0)
    .map((key) => {
      const place = found.places.get(key);
      const { sql } = data.nodes[place.node].columns[place.column];
      const from = sources
        .get(key)
        .map(({ place: source, role }) =>
          node('li', role === 1 ? { class: 'context' } : {}, link(source)),
        );
      return node(
        'tr',
        {},
        node('th', { scope: 'row' }, link(place)),
        node('td', { class: 'from' }, node('ul', {}, ...from)),
        node('td', {}, sql === '' ? 'passed on' : node('pre', { class: 'sql' }, sql)),
      );
    });
  if (rows.length === 0) return [];
  const heads = ['Column', 'Comes from', 'Computed as'].map((text) =>
    node('th', { scope: 'col' }, text),
  );
  return [
    node('h2', {}, 'Step by step'),
    node(
      'div',
      { class: 'table' },
      node(
        'table',
        { class: 'steps' },
        node('thead', {}, node('tr', {}, ...heads)),
        node('tbody', {}, ...rows),
      ),
    ),
  ];
}

function option(value, label) {
  return node('option', { value }, label);
}

let zoom = 1;

/** Sizes the drawing; `fit` shows all of its width, though never so small that names cannot be read. */
function applyZoom(wanted) {
  const picture = element('drawing').querySelector('svg');
  if (!picture) return;
  const [, , width, height] = picture.getAttribute('viewBox').split(' ').map(Number);
  const room = element('drawing').clientWidth - 4;
  const next = wanted === 'fit' ? Math.min(1, room / width) : wanted;
  zoom = Math.min(3, Math.max(0.2, next));
  picture.setAttribute('width', Math.round(width * zoom));
  picture.setAttribute('height', Math.round(height * zoom));
}

/** Brings a box to the middle of what is seen of the drawing, and leaves the page where it is. */
function centre(box) {
  if (!box) return;
  const frame = element('drawing');
  const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  frame.scrollTop += inner.top + inner.height / 2 - outer.top - outer.height / 2;
}

/** Shows a drawing, as wide as there is room for unless it would be too small to read. */
function present(picture) {
  element('drawing').replaceChildren(picture);
  applyZoom('fit');
  if (zoom < 0.7) applyZoom(0.7);
  centre(picture.querySelector('.current'));
}

/** Links to tables, with commas between. */
function tableLinks(data, places) {
  return places.flatMap((at, place) => [
    place > 0 ? ', ' : '',
    node('a', { href: `#${data.nodes[at].id}` }, data.nodes[at].id.split('.')[1]),
  ]);
}

function fillTables(data) {
  const groups = new Map();
  data.nodes.forEach(({ id }, at) => {
    const [dataset, name] = id.split('.');
    if (!groups.has(dataset)) groups.set(dataset, []);
    groups.get(dataset).push(option(String(at), name));
  });
  for (const [dataset, options] of groups) {
    options.sort((a, b) => (a.textContent < b.textContent ? -1 : 1));
    element('table').append(node('optgroup', { label: dataset }, ...options));
  }
}

function show(data) {
  const { table, column } = readHash(data);
  const direction = element('direction').value;
  const wanted = {
    up: direction !== 'down',
    down: direction !== 'up',
    context: element('context').checked,
  };
  const columns = table === undefined ? [] : data.nodes[table].columns;
  element('table').value = table === undefined ? '' : String(table);
  element('column').replaceChildren(
    option('', 'all columns'),
    ...columns.map(({ name }, at) => option(String(at), name)),
  );
  element('column').value = column === undefined ? '' : String(column);
  element('column').disabled = table === undefined;
  element('context').disabled = column === undefined;
  const about = element('about');
  if (table === undefined) {
    const joined = new Set(
      data.nodes.flatMap(({ reads }, at) => (reads.length > 0 ? [at, ...reads] : [])),
    );
    const alone = [...data.nodes.keys()].filter((at) => !joined.has(at));
    about.replaceChildren(
      'All tables, from what the services sent on the left to forecasts on the right. Choose one to see only what leads to it and from it.',
      ...(alone.length > 0 ? [' Read by nothing yet: ', ...tableLinks(data, alone), '.'] : []),
    );
    present(draw(tableBoxes(data, joined)));
    element('steps').replaceChildren();
    return;
  }
  const { id, description } = data.nodes[table];
  const home = (anchor, text) => node('a', { href: `tables/${id}.html${anchor}` }, text);
  if (column === undefined) {
    about.replaceChildren(home('', id), `: ${description}`);
    present(draw(tableBoxes(data, relatives(data, table, wanted)), table));
    element('steps').replaceChildren();
  } else {
    const start = placeOf(table, column);
    const found = walk(data, start, wanted);
    const { name, type } = columns[column];
    about.replaceChildren(home(`#column-${name}`, `${id}.${name}`), type === '' ? '' : ` ${type}`);
    present(draw(columnBoxes(data, start, found), table));
    element('steps').replaceChildren(...steps(data, start, found));
  }
}

const choose = (data) => {
  const [table, column] = [element('table').value, element('column').value];
  if (table === '') return '#';
  const { id, columns } = data.nodes[Number(table)];
  return column === '' ? `#${id}` : `#${id}.${columns[Number(column)].name}`;
};

document.addEventListener('DOMContentLoaded', () => {
  const data = window.tankLineage;
  fillTables(data);
  element('table').addEventListener('change', () => {
    element('column').value = '';
    location.hash = choose(data);
  });
  element('column').addEventListener('change', () => (location.hash = choose(data)));
  for (const id of ['direction', 'context'])
    element(id).addEventListener('change', () => show(data));
  element('controls').addEventListener('submit', (event) => event.preventDefault());
  for (const button of document.querySelectorAll('[data-zoom]')) {
    const { zoom: wanted } = button.dataset;
    button.addEventListener('click', () =>
      applyZoom(wanted === 'fit' ? 'fit' : zoom * Number(wanted)),
    );
  }
  addEventListener('hashchange', () => show(data));
  show(data);
});
