import type { Step } from './path.ts';
import { isNumber, isObject, memberOf, type Json } from './value.ts';

export type KeysMode = 'strict' | 'lax' | 'lax recursive';

const written = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : `"${key.replaceAll('"', '\\"')}"`;

/** The paths of an object's members down to a depth, without those in arrays unless the mode is lax. */
export function keysOf(value: Json, maximumDepth: number, mode: KeysMode): string[] {
  const keys = new Set<string>();
  const visit = (current: Json, path: string, depth: number, arrays: number): void => {
    if (Array.isArray(current)) {
      if (mode === 'strict' || (mode === 'lax' && arrays > 0)) return;
      for (const item of current) visit(item, path, depth, arrays + 1);
    } else if (isObject(current) && depth < maximumDepth) {
      for (const [key, member] of current.members) {
        const name = path === '' ? written(key) : `${path}.${written(key)}`;
        keys.add(name);
        visit(member, name, depth + 1, 0);
      }
    }
  };
  visit(value, '', 0, 0);
  return [...keys].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

/** What a lax path leads to: members are looked up in the elements of arrays, an index 0 on what is no array. */
export function followLax(value: Json, steps: Step[], recursive: boolean): Json[] {
  let found: Json[] = [value];
  for (const step of steps) {
    found = found.flatMap((current): Json[] => {
      if (typeof step === 'number') {
        const items = Array.isArray(current) ? current : [current];
        const item = items[step];
        return item === undefined ? [] : [item];
      }
      return unwrapped(current, recursive).flatMap((item) => {
        const member = isObject(item) ? memberOf(item, step) : undefined;
        return member === undefined ? [] : [member];
      });
    });
  }
  return found;
}

function unwrapped(value: Json, recursive: boolean): Json[] {
  if (!Array.isArray(value)) return [value];
  return recursive ? value.flatMap((item) => unwrapped(item, true)) : value;
}

/** Everything that is no array, out of arrays at any depth. */
export function flatten(value: Json): Json[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}

/** The texts that CONTAINS_SUBSTR searches in a value. */
export function leavesOf(value: Json, keys: boolean, values: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, keys, values));
  if (isObject(value)) {
    return value.members.flatMap(([key, member]) => [
      ...(keys ? [key] : []),
      ...leavesOf(member, keys, values),
    ]);
  }
  return values && value !== null ? [scalarText(value) ?? ''] : [];
}

/** A scalar as JSON_VALUE gives it; undefined for null, arrays and objects. */
export function scalarText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return undefined;
  return isNumber(value) ? value.number : undefined;
}
