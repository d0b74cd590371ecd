import { parse } from 'csv-parse/sync';
import type { Endpoint } from './endpoint.ts';

/**
 * Paths of the fields a body may have, as a tree. Names are joined by dots, `[]` stands for the entries of an array and
 * `{}` for values by id.
 */
export interface FieldTree {
  fields: Map<string, FieldTree>;
  entries?: FieldTree;
  byId?: FieldTree;
  /** Everything beneath is known: a field that was new a while ago. */
  isOpen?: boolean;
}

const ids =
  /^((ID)?\d+|\d{4}-\d{2}-\d{2}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export const emptyTree = (): FieldTree => ({ fields: new Map() });

/** A name as it stands in a path: characters that have a meaning there are escaped. */
const nameInPath = (name: string): string =>
  name.replace(/[%.[\]{}\s]/g, (character) => encodeURIComponent(character).replace('.', '%2E'));

/** The step of a path at a key of an object. */
const stepOf = (key: string): string => (ids.test(key) ? '{}' : nameInPath(key));

/** Adds a path. @param isOpen whether everything beneath is known with it */
export function addPath(tree: FieldTree, path: string, isOpen = false): void {
  let node = tree;
  for (const step of path.replaceAll('[]', '.[]').split('.')) {
    if (step === '') continue;
    if (step === '[]') node = node.entries ??= emptyTree();
    else if (step === '{}') node = node.byId ??= emptyTree();
    else {
      let next = node.fields.get(step);
      if (next === undefined) node.fields.set(step, (next = emptyTree()));
      node = next;
    }
  }
  if (isOpen) node.isOpen = true;
}

/** Every path of a body, outermost first; columns of a CSV. */
export function pathsOf(format: Endpoint<unknown>['format'], body: unknown): string[] {
  const paths = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const entry of value) visit(entry, `${path}[]`);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      const next = path === '' ? stepOf(key) : `${path}.${stepOf(key)}`;
      paths.add(next);
      visit(inner, next);
    }
  };
  visit(format === 'json' ? body : columnsOf(body), '');
  return [...paths];
}

/** Paths of a body that a tree does not have, only the outermost of each. */
export function unknownPaths(
  tree: FieldTree,
  format: Endpoint<unknown>['format'],
  body: unknown,
): string[] {
  const unknown = new Set<string>();
  const trail: string[] = [];
  const visit = (value: object, node: FieldTree | undefined): void => {
    if (node?.isOpen === true) return;
    if (Array.isArray(value)) {
      trail.push('[]');
      for (const entry of value as unknown[]) {
        if (typeof entry === 'object' && entry !== null) visit(entry, node?.entries);
      }
      trail.pop();
      return;
    }
    const object = value as Readonly<Record<string, unknown>>;
    for (const key in object) {
      const next = node?.fields.get(key) ?? unusual(node, key);
      if (next === undefined) {
        unknown.add(pathAlong([...trail, key]));
        continue;
      }
      const inner = object[key];
      if (typeof inner !== 'object' || inner === null) continue;
      trail.push(key);
      visit(inner, next);
      trail.pop();
    }
  };
  const root = format === 'json' ? body : columnsOf(body);
  if (typeof root === 'object' && root !== null) visit(root, tree);
  return [...unknown];
}

/** The node of a key that is an id, or has characters that are escaped in paths. */
const unusual = (node: FieldTree | undefined, key: string): FieldTree | undefined =>
  ids.test(key) ? node?.byId : node?.fields.get(nameInPath(key));

/** The path along keys and `[]`. */
function pathAlong(trail: readonly string[]): string {
  return trail.reduce((path, key) => {
    if (key === '[]') return `${path}[]`;
    return path === '' ? stepOf(key) : `${path}.${stepOf(key)}`;
  }, '');
}

/** The columns of a CSV as an object that has them. */
function columnsOf(text: unknown): Readonly<Record<string, null>> {
  if (typeof text !== 'string') return {};
  const end = text.indexOf('\n');
  const [header = []] = parse(end === -1 ? text : text.slice(0, end), {
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
  });
  return Object.fromEntries(header.map((name) => [name, null]));
}
