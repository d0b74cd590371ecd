/** The element at `index`; throws RangeError when there is none. */
export function elementAt<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`No element ${index} of ${values.length}`);
  return value;
}
