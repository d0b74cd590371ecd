/** Functions whose value is one of their arguments, or made of what those hold: the places of those arguments. */
const passing: Readonly<Record<string, readonly number[] | 'all'>> = {
  COALESCE: 'all',
  IFNULL: 'all',
  NULLIF: [0],
  IF: [1, 2],
  ANY_VALUE: [0],
  MAX_BY: [0],
  MIN_BY: [0],
  ARRAY_AGG: [0],
  ARRAY_CONCAT: 'all',
  ARRAY_CONCAT_AGG: [0],
  ARRAY_REVERSE: [0],
  ARRAY_FIRST: [0],
  ARRAY_LAST: [0],
  ARRAY_SLICE: [0],
  FIRST_VALUE: [0],
  LAST_VALUE: [0],
  NTH_VALUE: [0],
  LAG: [0],
  LEAD: [0],
};

/** Whether a function passes an argument on as it is. */
export function passesOn(name: string, place: number): boolean {
  const places = passing[name];
  return places === 'all' || (places?.includes(place) ?? false);
}

/** Functions that read from a JSON document by a path, and whether what they give is JSON again. */
export const jsonReaders: Readonly<Record<string, { open: boolean; elements?: true }>> = {
  JSON_VALUE: { open: false },
  JSON_EXTRACT_SCALAR: { open: false },
  JSON_QUERY: { open: true },
  JSON_EXTRACT: { open: true },
  JSON_QUERY_ARRAY: { open: true, elements: true },
  JSON_EXTRACT_ARRAY: { open: true, elements: true },
  JSON_VALUE_ARRAY: { open: false, elements: true },
  JSON_EXTRACT_STRING_ARRAY: { open: false, elements: true },
};

/** Functions whose last argument is the name of a date part, not a column. */
export const endsWithPart = /^(?:DATE|DATETIME|TIMESTAMP|TIME)_(?:DIFF|TRUNC)$|^LAST_DAY$/;
