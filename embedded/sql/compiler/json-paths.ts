import { duckdbPath, type Step } from '../json/path.ts';
import { JSON_TYPE, text } from '../types.ts';
import type { Compiled } from './compiled.ts';

/** A place in a JSON value, by steps that DuckDB's paths can say. */
export function jsonAt(root: string, steps: Step[]): Compiled {
  const path = duckdbPath(steps) ?? '$';
  return {
    sql: `bq_json_at(${root}, ${text(path)})`,
    type: JSON_TYPE,
    jsonPath: { root, steps },
  };
}

/** `base.name`, `base['name']` or `base[index]`, joined to the path of an inner access. */
export function jsonAccess(base: Compiled, step: Step): Compiled {
  const steps = [...(base.jsonPath?.steps ?? []), step];
  const root = base.jsonPath?.root ?? base.sql;
  const isName = typeof step === 'string';
  if (isName && /^\d+$/.test(step) && duckdbPath([`_${step}`]) !== undefined)
    return {
      sql: `json_extract(${base.sql}, ${text(`$."${step}"`)})`,
      type: JSON_TYPE,
    };
  if (duckdbPath(steps) !== undefined) return jsonAt(root, steps);
  return isName ? jsonMember(base, text(step)) : jsonElement(base, String(step));
}

/** A member of a JSON object, by SQL of its name. */
export function jsonMember(base: Compiled, name: string): Compiled {
  return {
    sql: `CAST(bq_json_member(CAST(${base.sql} AS VARCHAR), ${name}) AS JSON)`,
    type: JSON_TYPE,
  };
}

/** An element of a JSON array, by SQL of its 0-based index. */
export function jsonElement(base: Compiled, index: string): Compiled {
  return {
    sql: `CAST(bq_json_element(CAST(${base.sql} AS VARCHAR), ${index}) AS JSON)`,
    type: JSON_TYPE,
  };
}
