/** The zones that ICU knows by a short name and that the time zone database does not have. */
const foreign = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(
    ' ',
  ),
);

const written = /^(?:UTC)?([+-])(\d{1,2})(?::?(\d{1,2}))?$/;

/** Seconds east of UTC of `+5`, `-03:30` or `UTC+8`; undefined for anything else, also past 14 hours. */
export function fixedOffset(zone: string): number | undefined {
  if (zone === 'UTC') return 0;
  const match = written.exec(zone);
  if (match === null) return undefined;
  const minutes = Number(match[3] ?? 0);
  const seconds = Number(match[2]) * 3600 + minutes * 60;
  if (minutes > 59 || seconds > 14 * 3600) return undefined;
  return match[1] === '-' ? -seconds : seconds;
}

/** Offsets of a zone within one UTC year: each holds from its start on. */
interface Offset {
  start: number;
  seconds: number;
}

interface Region {
  clock: Intl.DateTimeFormat;
  years: Map<number, Offset[]>;
}

const regions = new Map<string, Region>();

function regionOf(zone: string): Region {
  const known = regions.get(zone);
  if (known !== undefined) return known;
  const isName = /^[A-Z]/.test(zone) && !foreign.has(zone);
  if (!isName || (zone.includes('/') && zone === zone.toUpperCase())) throw invalidZone(zone);
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const region = { clock, years: new Map<number, Offset[]>() };
    regions.set(zone, region);
    return region;
  } catch (error) {
    throw new Error(invalidZone(zone).message, { cause: error });
  }
}

const invalidZone = (zone: string) =>
  new Error(zone === '' ? 'Invalid empty time zone' : `Invalid time zone: ${zone}`);

function lookUp(region: Region, second: number): number {
  const parts = new Map(
    region.clock.formatToParts(second * 1000).map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const local = new Date(0);
  local.setUTCFullYear(year, part('month') - 1, part('day'));
  local.setUTCHours(part('hour'), part('minute'), part('second'));
  return local.getTime() / 1000 - second;
}

const samples = 26;

function offsetsOf(region: Region, year: number): Offset[] {
  const known = region.years.get(year);
  if (known !== undefined) return known;
  const first = new Date(0).setUTCFullYear(year, 0, 1) / 1000;
  const last = new Date(0).setUTCFullYear(year + 1, 0, 1) / 1000;
  const offsets: Offset[] = [{ start: first, seconds: lookUp(region, first) }];
  let before = first;
  for (let index = 1; index <= samples; index += 1) {
    const after = first + Math.round(((last - first) * index) / samples);
    const seconds = lookUp(region, after);
    const previous = offsets.at(-1)?.seconds;
    if (seconds !== previous) {
      let [low, high] = [before, after];
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (lookUp(region, middle) === previous) low = middle;
        else high = middle;
      }
      offsets.push({ start: high, seconds });
    }
    before = after;
  }
  region.years.set(year, offsets);
  return offsets;
}

/** Seconds east of UTC that a zone is at an instant. @throws `Invalid time zone`. */
export function zoneOffset(zone: string, second: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const offsets = offsetsOf(regionOf(zone), new Date(second * 1000).getUTCFullYear());
  return offsets.findLast((offset) => offset.start <= second)?.seconds ?? 0;
}

/**
 * The instant of a wall clock in a zone, both in seconds. One that occurs twice is the earlier, one
 * that the zone skips counts by the offset before. @throws `Invalid time zone`.
 */
export function instantOf(zone: string, local: number): number {
  const day = 86_400;
  const earlier = zoneOffset(zone, local - day);
  const later = zoneOffset(zone, local + day);
  if (earlier === later || zoneOffset(zone, local - earlier) === earlier) return local - earlier;
  return zoneOffset(zone, local - later) === later ? local - later : local - earlier;
}

/** @throws `Invalid time zone` unless the zone is an offset or in the time zone database. */
export function checkZone(zone: string): void {
  if (fixedOffset(zone) === undefined) regionOf(zone);
}
