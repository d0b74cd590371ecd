import { isIPv4, isIPv6 } from 'node:net';
import { native } from './define.ts';

function groupsOf(text: string): number[] {
  return text
    .split(':')
    .filter((group) => group !== '')
    .flatMap((group) => {
      if (!group.includes('.')) return [parseInt(group, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
      return [a * 256 + b, c * 256 + d];
    });
}

/** The bytes of an address, 4 or 16; undefined when it is not one. */
function addressBytes(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return Uint8Array.from(text.split('.').map(Number));
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const [head = '', tail] = text.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = Array<number>(8 - before.length - after.length).fill(0);
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]));
}

function fromString(text: string): Uint8Array {
  const bytes = addressBytes(text);
  if (bytes === undefined)
    throw new Error(`NET.IP_FROM_STRING() encountered an unparseable IP-address: ${text}`);
  return bytes;
}

/** Where the longest run of two or more zero groups starts and ends. */
function longestZeros(groups: number[]): [number, number] {
  let best: [number, number] = [0, 0];
  for (let start = 0; start < groups.length; start += 1) {
    let end = start;
    while (groups[end] === 0) end += 1;
    if (end - start > Math.max(best[1] - best[0], 1)) best = [start, end];
  }
  return best;
}

function toString(bytes: Uint8Array): string {
  if (bytes.length === 4) return [...bytes].join('.');
  if (bytes.length !== 16)
    throw new Error(`NET.IP_TO_STRING() encountered a non-IP-address of ${bytes.length} bytes`);
  const groups = Array.from(
    { length: 8 },
    (_, at) => (bytes[at * 2] ?? 0) * 256 + (bytes[at * 2 + 1] ?? 0),
  );
  const [start, end] = longestZeros(groups);
  const isMapped = start === 0 && (end === 6 || (end === 5 && groups[5] === 0xffff));
  if (isMapped) return `::${end === 5 ? 'ffff:' : ''}${[...bytes.subarray(12)].join('.')}`;
  const hex = groups.map((group) => group.toString(16));
  if (end === start) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(end).join(':')}`;
}

function mask(size: bigint, prefix: bigint): Uint8Array {
  if (size !== 4n && size !== 16n)
    throw new Error('The first argument of NET.IP_NET_MASK() must be 4 or 16');
  if (prefix < 0n || prefix > size * 8n)
    throw new Error(`The prefix length of NET.IP_NET_MASK() must be between 0 and ${size * 8n}`);
  return Uint8Array.from({ length: Number(size) }, (_, at) => {
    const ones = Math.min(Math.max(Number(prefix) - at * 8, 0), 8);
    return (0xff00 >> ones) & 0xff;
  });
}

function truncate(address: Uint8Array, prefix: bigint): Uint8Array {
  if (address.length !== 4 && address.length !== 16)
    throw new Error(`NET.IP_TRUNC() encountered a non-IP-address of ${address.length} bytes`);
  const ones = mask(BigInt(address.length), prefix);
  return address.map((byte, at) => byte & (ones[at] ?? 0));
}

function fromInteger(value: bigint): Uint8Array {
  if (value < -(2n ** 31n) || value >= 2n ** 32n)
    throw new Error(`NET.IPV4_FROM_INT64() encountered a non-IPv4 value: ${value}`);
  const bits = Number(value & 0xffffffffn);
  return Uint8Array.from([24, 16, 8, 0], (shift) => (bits >>> shift) & 255);
}

function toInteger(bytes: Uint8Array): bigint {
  if (bytes.length !== 4)
    throw new Error(`NET.IPV4_TO_INT64() encountered a non-IPv4 address of ${bytes.length} bytes`);
  return bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
}

/** The host as the URL has it, without user, port and the rest. */
function host(url: string): string | null {
  const trimmed = url.trim();
  const authority =
    /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\/([^/?#\\]*)/.exec(trimmed)?.[1] ??
    /^[^/?#\\]*/.exec(trimmed)?.[0] ??
    '';
  const bare = authority.slice(authority.lastIndexOf('@') + 1);
  const found = /^(?:\[[^\]]*\]?|[^:]*)/.exec(bare)?.[0].replace(/^\.+/, '') ?? '';
  return found === '' ? null : found;
}

export const netFunctions = [
  native('bq_net_ip_from_string', ['VARCHAR'], 'BLOB', fromString),
  native('bq_net_safe_ip_from_string', ['VARCHAR'], 'BLOB', (text) => addressBytes(text) ?? null),
  native('bq_net_ip_to_string', ['BLOB'], 'VARCHAR', toString),
  native('bq_net_ip_net_mask', ['BIGINT', 'BIGINT'], 'BLOB', mask),
  native('bq_net_ip_trunc', ['BLOB', 'BIGINT'], 'BLOB', truncate),
  native('bq_net_ipv4_from_int64', ['BIGINT'], 'BLOB', fromInteger),
  native('bq_net_ipv4_to_int64', ['BLOB'], 'BIGINT', toInteger),
  native('bq_net_host', ['VARCHAR'], 'VARCHAR', host),
];
