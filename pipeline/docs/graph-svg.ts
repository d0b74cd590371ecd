import { html, type Html } from '../../serving/page/html.ts';
import { curve, layered } from './browser/layout.js';
import type { Catalog, CatalogNode } from './catalog.ts';

const boxHeight = 40;
const letterWidth = 7.3;
const margin = 8;

const widthOf = (node: CatalogNode): number =>
  Math.max(120, Math.ceil(Math.max(node.name.length, node.dataset.length) * letterWidth) + 24);

/** The node, what it reads and what reads it, as an SVG whose boxes are links. */
export function neighbourhood(
  center: CatalogNode,
  catalog: Catalog,
  linkTo: (id: string) => string,
): Html {
  const readers = [...catalog.values()].filter(({ reads }) => reads.includes(center.id));
  const sources = center.reads.flatMap((id) => catalog.get(id) ?? []);
  const nodes = [
    ...new Map([...sources, center, ...readers].map((node) => [node.id, node])).values(),
  ];
  const edges = [
    ...sources.map(({ id }) => ({ from: id, to: center.id })),
    ...readers.map(({ id }) => ({ from: center.id, to: id })),
  ];
  const drawing = layered(
    nodes.map((node) => ({ id: node.id, width: widthOf(node), height: boxHeight })),
    edges,
  );
  const of = (id: string): { x: number; y: number } => drawing.places.get(id) ?? { x: 0, y: 0 };
  const lines = edges.map(({ from, to }, place) => {
    const [start, end] = [of(from), of(to)];
    const source = catalog.get(from);
    const points = [
      { x: start.x + (source ? widthOf(source) : 0), y: start.y + boxHeight / 2 },
      ...(drawing.routes[place] ?? []),
      { x: end.x, y: end.y + boxHeight / 2 },
    ];
    return html`<path class="edge" d="${curve(points)}" />`;
  });
  const boxes = nodes.map((node) => {
    const { x, y } = of(node.id);
    const current = node.id === center.id;
    return html`<a
      href="${linkTo(node.id)}"
      class="box ${datasetClass(node.dataset)}${current ? ' current' : ''}"
      transform="translate(${Math.round(x)} ${Math.round(y)})"
      ><title>${node.id}</title><rect width="${widthOf(node)}" height="${boxHeight}" rx="6" /><rect
        class="stripe"
        width="4"
        height="${boxHeight}"
        rx="2"
      /><text x="14" y="16" class="small">${node.dataset}</text
      ><text x="14" y="31">${node.name}</text></a
    >`;
  });
  const [width, height] = [drawing.width + 2 * margin, drawing.height + 2 * margin];
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="Drawing of the tables around ${center.name}"
  >
    <svg
      class="graph"
      width="${Math.ceil(width)}"
      height="${Math.ceil(height)}"
      viewBox="${-margin} ${-margin} ${Math.ceil(width)} ${Math.ceil(height)}"
      role="group"
      aria-label="${center.name} reads ${sources.length} and is read by ${readers.length}"
    >
      ${lines}${boxes}
    </svg>
  </div>`;
}

/** CSS class that colours a dataset. */
export function datasetClass(dataset: string): string {
  return `d-${dataset.replace(/^mlb_/, '').replace(/[^a-z_]/g, '')}`;
}
