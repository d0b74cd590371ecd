import { native } from './define.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const digits = bits.match(/.{1,5}/g) ?? [];
  const written = digits.map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('');
  return written.padEnd(Math.ceil(written.length / 8) * 8, '=');
}

function fromBase32(text: string): Uint8Array {
  const digits = text.replace(/=*$/, '').toUpperCase();
  const padded = digits.length % 8;
  if (text.length % 8 !== 0 || [1, 3, 6].includes(padded) || /[^A-Z2-7]/.test(digits))
    throw new Error(`Failed to decode invalid base32 string: ${text}`);
  let bits = '';
  for (const digit of digits) bits += alphabet.indexOf(digit).toString(2).padStart(5, '0');
  const bytes = new Uint8Array(Math.floor(bits.length / 8));
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = parseInt(bits.slice(at * 8, at * 8 + 8), 2);
  return bytes;
}

function fromBase64(text: string): Uint8Array {
  const written = text.replaceAll(/\s/g, '');
  const digits = written.replace(/=*$/, '');
  const padding = written.length - digits.length;
  const isPadded = padding === 0 || (padding <= 2 && written.length % 4 === 0);
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1 || !isPadded)
    throw new Error(`Failed to decode invalid base64 string: ${text}`);
  return Buffer.from(digits, 'base64');
}

function codePointsToBytes(codes: (bigint | null)[]): Uint8Array | null {
  if (codes.includes(null)) return null;
  const bytes = new Uint8Array(codes.length);
  for (const [index, code] of codes.entries()) {
    if (code === null || code < 0n || code > 255n)
      throw new Error(`Invalid extended ASCII code point ${String(code)}`);
    bytes[index] = Number(code);
  }
  return bytes;
}

/** U+FFFD for each byte that is not part of valid UTF-8, as BigQuery puts them. */
function decodeLossy(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  let text = '';
  let at = 0;
  while (at < buffer.length) {
    const size = sequenceLength(buffer, at);
    text += size === 0 ? '\uFFFD' : buffer.toString('utf8', at, at + size);
    at += Math.max(size, 1);
  }
  return text;
}

/** Bytes of the valid UTF-8 sequence that starts here; 0 when none does. */
function sequenceLength(buffer: Buffer, at: number): number {
  const first = buffer[at] ?? 0;
  if (first < 0x80) return 1;
  const size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const piece = buffer.subarray(at, at + size);
  return size > 0 && piece.length === size && Buffer.from(piece.toString('utf8')).equals(piece)
    ? size
    : 0;
}

export const bytesFunctions = [
  native('bq_bytes_text', ['BLOB'], 'VARCHAR', (bytes) => Buffer.from(bytes).toString('latin1')),
  native('bq_text_bytes', ['VARCHAR'], 'BLOB', (text) => Buffer.from(text, 'latin1')),
  native('bq_to_base32', ['BLOB'], 'VARCHAR', toBase32),
  native('bq_from_base32', ['VARCHAR'], 'BLOB', fromBase32),
  native('bq_from_base64', ['VARCHAR'], 'BLOB', fromBase64),
  native('bq_code_points_to_bytes', ['BIGINT[]'], 'BLOB', codePointsToBytes),
  native('bq_decode_lossy', ['BLOB'], 'VARCHAR', decodeLossy),
];
