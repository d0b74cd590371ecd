import type { Step } from './path.ts';
import { isObject, objectOf, type Json } from './value.ts';

/** Puts a value at a path: absent members are made, and arrays padded with null, if `create`. */
export function setAt(value: Json, steps: Step[], put: Json, create: boolean): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return put;
  if (value === null) {
    if (!create) return value;
    return setAt(typeof step === 'number' ? [] : { members: [] }, steps, put, create);
  }
  if (Array.isArray(value) && typeof step === 'number' && step >= 0) {
    const current = value[step];
    if (current === undefined && !create) return value;
    const padding = Array<Json>(Math.max(step - value.length, 0)).fill(null);
    return [
      ...value.slice(0, step),
      ...padding,
      setAt(current ?? null, rest, put, create),
      ...value.slice(step + 1),
    ];
  }
  if (isObject(value) && typeof step === 'string') {
    const current = value.members.find(([key]) => key === step);
    if (current === undefined && !create) return value;
    const member: [string, Json] = [step, setAt(current?.[1] ?? null, rest, put, create)];
    return objectOf([...value.members.filter(([key]) => key !== step), member]);
  }
  return value;
}

/** Changes the value at a path, if there is one; undefined takes it out. */
export function changeAt(
  value: Json,
  steps: Step[],
  change: (found: Json) => Json | undefined,
): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return change(value);
  if (Array.isArray(value) && typeof step === 'number') {
    return value.flatMap((item, index) => {
      const changed = index === step ? changeAt(item, rest, change) : item;
      return changed === undefined ? [] : [changed];
    });
  }
  if (isObject(value) && typeof step === 'string') {
    return {
      members: value.members.flatMap(([key, member]): [string, Json][] => {
        const changed = key === step ? changeAt(member, rest, change) : member;
        return changed === undefined ? [] : [[key, changed]];
      }),
    };
  }
  return value;
}

/** Appends to the array at a path; null becomes an array, anything else stays. */
export function appendAt(value: Json, steps: Step[], items: Json[]): Json {
  const change = (found: Json): Json => {
    if (found === null) return items;
    return Array.isArray(found) ? [...found, ...items] : found;
  };
  return changeAt(value, steps, change) ?? value;
}

/** Inserts into the array that the path's last step, an index, counts in. */
export function insertAt(value: Json, steps: Step[], items: Json[]): Json {
  const index = steps.at(-1);
  if (typeof index !== 'number') return value;
  const change = (found: Json): Json => {
    if (found !== null && !Array.isArray(found)) return found;
    const array = found ?? [];
    const padding = Array<Json>(Math.max(index - array.length, 0)).fill(null);
    return [...array.slice(0, index), ...padding, ...items, ...array.slice(index)];
  };
  return changeAt(value, steps.slice(0, -1), change) ?? value;
}

export interface StripOptions {
  includeArrays: boolean;
  removeEmpty: boolean;
}

/** A value without its nulls; undefined when nothing is left of it. */
export function stripNulls(value: Json, options: StripOptions): Json | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.flatMap((item): Json[] => {
      const stripped = stripNulls(item, options);
      if (stripped !== undefined) return [stripped];
      return options.includeArrays ? [] : [null];
    });
    const isGone =
      options.removeEmpty && items.every((item) => item === null) && options.includeArrays;
    return isGone ? undefined : items;
  }
  if (isObject(value)) {
    const members = value.members.flatMap(([key, member]): [string, Json][] => {
      const stripped = stripNulls(member, options);
      return stripped === undefined ? [] : [[key, stripped]];
    });
    return options.removeEmpty && members.length === 0 ? undefined : { members };
  }
  return value;
}
