/** One step into a JSON value. A name of digits also counts array elements, as a number names members. */
export type Step = string | number;

/** JSON_VALUE and JSON_QUERY quote keys as `."a b"`; the functions named EXTRACT as `['a b']`. */
export type PathStyle = 'standard' | 'legacy';

const step: Record<PathStyle, RegExp> = {
  standard: /\.(?:"((?:[^"\\]|\\.)*)"|([^.[\]"'$*]+))|\[\s*(-?\d+)\s*\]/y,
  legacy: /\.(?:([^.[\]"'$*]+))|\[\s*(?:'((?:[^'\\]|\\.)*)'|(-?\d+))\s*\]/y,
};

/** The steps of a JSONPath, or what is wrong with it. */
export function parsePath(path: string, style: PathStyle): Step[] | { problem: string } {
  if (!path.startsWith('$')) return { problem: "JSONPath must start with '$'" };
  const steps: Step[] = [];
  let at = 1;
  while (at < path.length) {
    const pattern = step[style];
    pattern.lastIndex = at;
    const match = pattern.exec(path);
    if (match === null) {
      const rest = path.slice(at);
      return rest.includes('*') || rest.startsWith('..')
        ? { problem: `Unsupported operator in JSONPath: ${rest}` }
        : { problem: `Invalid token in JSONPath at: ${rest}` };
    }
    const [, first, second, index] = match;
    const quoted = style === 'standard' ? first : second;
    const plain = style === 'standard' ? second : first;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) {
      const quote = style === 'standard' ? '"' : "'";
      steps.push(quoted.replaceAll(`\\${quote}`, quote));
    } else steps.push(plain ?? '');
    at = pattern.lastIndex;
  }
  return steps;
}

/** A path as DuckDB writes it; undefined for steps that mean something else there. */
export function duckdbPath(steps: Step[]): string | undefined {
  let path = '$';
  for (const one of steps) {
    if (typeof one === 'number') {
      if (one < 0 || one > 2 ** 31) return undefined;
      path += `[${one}]`;
    } else {
      if (one === '' || /["\\*]|^\d+$/.test(one)) return undefined;
      path += `."${one}"`;
    }
  }
  return path;
}
