import { unsupported } from '../errors.ts';
import { text } from '../types.ts';

/** Format elements that DuckDB's strftime writes the same way. */
const shared = new Set([
  'a',
  'A',
  'b',
  'B',
  'd',
  'H',
  'I',
  'j',
  'm',
  'M',
  'p',
  'S',
  'U',
  'W',
  'u',
  'w',
  'V',
  'G',
  'Y',
  'y',
]);

const expansions: Partial<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  h: '%b',
  E4Y: '%Y',
};

/** Elements that need an expression of their own over the local time. */
const computed: Partial<Record<string, (local: string) => string>> = {
  e: (local) => `lpad(strftime(${local}, '%-d'), 2, ' ')`,
  k: (local) => `lpad(strftime(${local}, '%-H'), 2, ' ')`,
  l: (local) => `lpad(strftime(${local}, '%-I'), 2, ' ')`,
  P: (local) => `lower(strftime(${local}, '%p'))`,
  Q: (local) => `CAST(quarter(${local}) AS VARCHAR)`,
  C: (local) => `lpad(CAST(year(${local}) // 100 AS VARCHAR), 2, '0')`,
  g: (local) => `lpad(CAST(isoyear(${local}) % 100 AS VARCHAR), 2, '0')`,
  c: (local) =>
    `(strftime(${local}, '%a %b ') || lpad(strftime(${local}, '%-d'), 2, ' ') || strftime(${local}, ' %H:%M:%S %Y'))`,
  'E*S': (local) => `(strftime(${local}, '%S') || bq_fraction(${local}))`,
  n: () => 'chr(10)',
  t: () => 'chr(9)',
};

export interface ZoneText {
  /** SQL of the UTC offset in seconds. */
  offset: string;
  /** SQL of the zone's name as %Z shows it. */
  name: string;
}

const element = /%(E[#*4]?[A-Za-z]|E\d[A-Za-z]|[-_0^#]?[A-Za-z%])/g;

/** strftime over `local` (a DATE, TIME or TIMESTAMP expression) with a BigQuery format. */
export function formatSql(
  format: string,
  local: string,
  zone: ZoneText | undefined,
  position: number,
): string {
  const pieces: string[] = [];
  let pattern = '';
  const flush = () => {
    if (pattern !== '') pieces.push(`strftime(${local}, ${text(pattern)})`);
    pattern = '';
  };
  let at = 0;
  for (const match of format.matchAll(element)) {
    pattern += format.slice(at, match.index);
    at = match.index + match[0].length;
    const code = match[1] ?? '';
    const digits = /^E(\d)S$/.exec(code)?.[1];
    if (code === '%') pattern += '%%';
    else if (shared.has(code)) pattern += `%${code}`;
    else if (expansions[code] !== undefined) pattern += expansions[code];
    else {
      flush();
      pieces.push(
        digits === undefined
          ? special(code, local, zone, position)
          : `(strftime(${local}, '%S.') || left(strftime(${local}, '%f'), ${digits}))`,
      );
    }
  }
  pattern += format.slice(at);
  flush();
  return pieces.length === 0 ? "''" : `(${pieces.join(' || ')})`;
}

function special(
  code: string,
  local: string,
  zone: ZoneText | undefined,
  position: number,
): string {
  const compute = computed[code];
  if (compute !== undefined) return compute(local);
  if (zone !== undefined && code === 's')
    return `CAST(epoch_us(${local}) // 1000000 - ${zone.offset} AS VARCHAR)`;
  if (zone !== undefined && code === 'Z') return zone.name;
  if (zone !== undefined && code === 'z') return `bq_offset_text(${zone.offset}, '')`;
  if (zone !== undefined && code === 'Ez') return `bq_offset_text(${zone.offset}, ':')`;
  throw unsupported(`format element %${code}`, '%F, %T and the other common elements', position);
}

const parseExpansions: Partial<Record<string, string>> = {
  ...expansions,
  e: '%-d',
  k: '%-H',
  l: '%-I',
  P: '%p',
  Ez: '%z',
  n: ' ',
  t: ' ',
};

/** Stands for %E*S, which reads seconds with or without a fraction. */
const seconds = '<seconds>';

/** The formats strptime should try for a BigQuery format, and whether it reads a zone. */
export function parseFormats(
  format: string,
  position: number,
): { formats: string[]; zoned: boolean } {
  let zoned = false;
  const translated = format.replaceAll(element, (_, code: string) => {
    if (code === '%') return '%%';
    if (code === 'z' || code === 'Ez') {
      zoned = true;
      return '%z';
    }
    if (code === 'Z') {
      zoned = true;
      return '%Z';
    }
    if (/^E[*\d]S$/.test(code)) return seconds;
    const expanded = parseExpansions[code];
    if (expanded !== undefined) return expanded;
    if (shared.has(code) && !['u', 'w', 'V', 'G', 'U', 'W'].includes(code)) return `%${code}`;
    throw unsupported(
      `format element %${code} in parsing`,
      '%F, %T and the other common elements',
      position,
    );
  });
  if (!translated.includes(seconds)) return { formats: [translated], zoned };
  return {
    formats: [translated.replace(seconds, '%S.%f'), translated.replace(seconds, '%S')],
    zoned,
  };
}
