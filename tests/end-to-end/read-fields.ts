import type { CompiledGraph } from '../definitions/compile.ts';

/** Paths of payloads that the models read, by raw table: everything below a path belongs to it. */
export function readFields(graph: CompiledGraph): Map<string, Set<string>> {
  const fields = new Map<string, Set<string>>();
  for (const action of [...graph.tables, ...graph.operations]) {
    const raw = (action.dependencyTargets ?? []).filter(({ schema }) => schema === 'mlb_raw');
    const paths = JSON.stringify(action).matchAll(/'\$\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/g);
    for (const [, path = ''] of paths) {
      for (const { name } of raw) fields.set(name, (fields.get(name) ?? new Set()).add(path));
    }
  }
  return fields;
}

type Kept = true | Map<string, Kept>;

function treeOf(paths: Iterable<string>): Kept {
  const root = new Map<string, Kept>();
  for (const path of [...paths].sort()) {
    const names = path.split('.');
    let node: Kept | undefined = root;
    for (const [place, name] of names.entries()) {
      if (!(node instanceof Map)) break;
      if (place === names.length - 1) node.set(name, true);
      else if (!node.has(name)) node.set(name, new Map());
      node = node.get(name);
    }
  }
  return root;
}

/** A payload without the fields that are not at or below any of the paths. */
export function onlyFields(payload: unknown, paths: Iterable<string>): unknown {
  return prune(payload, treeOf(paths));
}

function prune(value: unknown, kept: Kept): unknown {
  if (kept === true || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const below = kept.get(name);
      return below === undefined ? [] : [[name, prune(inner, below)]];
    }),
  );
}
