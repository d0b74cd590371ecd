/** What an element of CAST's FORMAT clause is about; one format may hold one element of each. */
export type Category =
  | 'YEAR'
  | 'MONTH'
  | 'DAY'
  | 'WEEKDAY'
  | 'HOUR'
  | 'MINUTE'
  | 'SECOND'
  | 'FRACTION'
  | 'MERIDIAN_INDICATOR'
  | 'ZONE_HOUR'
  | 'ZONE_MINUTE'
  | 'UNSUPPORTED';

/** A piece of a FORMAT clause: an element, in capitals and as written, or text that stands for itself. */
export type FormatPiece =
  { element: string; written: string; category: Category } | { text: string; isSpace: boolean };

const categories: Record<string, Category> = {
  YYYY: 'YEAR',
  YYY: 'YEAR',
  YY: 'YEAR',
  Y: 'YEAR',
  RRRR: 'YEAR',
  RR: 'YEAR',
  'Y,YYY': 'YEAR',
  MM: 'MONTH',
  MON: 'MONTH',
  MONTH: 'MONTH',
  DD: 'DAY',
  DDD: 'DAY',
  D: 'WEEKDAY',
  DAY: 'WEEKDAY',
  DY: 'WEEKDAY',
  HH: 'HOUR',
  HH12: 'HOUR',
  HH24: 'HOUR',
  MI: 'MINUTE',
  SS: 'SECOND',
  SSSSS: 'SECOND',
  AM: 'MERIDIAN_INDICATOR',
  PM: 'MERIDIAN_INDICATOR',
  'A.M.': 'MERIDIAN_INDICATOR',
  'P.M.': 'MERIDIAN_INDICATOR',
  TZH: 'ZONE_HOUR',
  TZM: 'ZONE_MINUTE',
};
for (let digits = 1; digits <= 9; digits += 1) categories[`FF${digits}`] = 'FRACTION';
const unsupported =
  'J Q WW W IW IYYY IYY IY I CC SCC BC B.C. AD A.D. FM TH SP SPTH THSP RM SYYYY YEAR SYEAR';
for (const element of unsupported.split(' ')) categories[element] = 'UNSUPPORTED';

const elements = Object.keys(categories).sort((left, right) => right.length - left.length);

/** Takes a FORMAT clause apart. @throws where it holds no element. */
export function formatPieces(format: string): FormatPiece[] {
  const pieces: FormatPiece[] = [];
  let at = 0;
  while (at < format.length) {
    const rest = format.slice(at);
    const space = /^ +/.exec(rest)?.[0];
    const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(rest);
    const upper = rest.toUpperCase();
    const element = elements.find((one) => upper.startsWith(one));
    if (space !== undefined) {
      pieces.push({ text: space, isSpace: true });
      at += space.length;
    } else if (quoted !== null) {
      pieces.push({ text: (quoted[1] ?? '').replaceAll(/\\(.)/gs, '$1'), isSpace: false });
      at += quoted[0].length;
    } else if (/^[-./,';:]/.test(rest)) {
      pieces.push({ text: rest.slice(0, 1), isSpace: false });
      at += 1;
    } else if (element !== undefined) {
      pieces.push({
        element,
        written: rest.slice(0, element.length),
        category: categories[element] ?? 'UNSUPPORTED',
      });
      at += element.length;
    } else {
      throw new Error(`Cannot find matched format element at ${at}`);
    }
  }
  return pieces;
}

const timeCategories: Category[] = ['HOUR', 'MINUTE', 'SECOND', 'FRACTION', 'MERIDIAN_INDICATOR'];
const dateCategories: Category[] = ['YEAR', 'MONTH', 'DAY', 'WEEKDAY'];

export const categoriesOf: Record<'DATE' | 'TIME' | 'DATETIME' | 'TIMESTAMP', Set<Category>> = {
  DATE: new Set(dateCategories),
  TIME: new Set(timeCategories),
  DATETIME: new Set([...dateCategories, ...timeCategories]),
  TIMESTAMP: new Set([...dateCategories, ...timeCategories, 'ZONE_HOUR', 'ZONE_MINUTE']),
};
