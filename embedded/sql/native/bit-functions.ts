import { native } from './define.ts';

function combine(name: string, combineBytes: (a: number, b: number) => number) {
  return native(`bq_bytes_${name}`, ['BLOB', 'BLOB'], 'BLOB', (left, right) => {
    if (left.length !== right.length)
      throw new Error('Bitwise operators on BYTES need operands of one length');
    return left.map((byte, index) => combineBytes(byte, right[index] ?? 0));
  });
}

/** The bytes as one number, most significant first. */
const numberOf = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

function bytesOf(value: bigint, length: number): Uint8Array {
  const kept = BigInt.asUintN(length * 8, value);
  return Buffer.from(length === 0 ? '' : kept.toString(16).padStart(length * 2, '0'), 'hex');
}

function shift(name: string, shiftNumber: (value: bigint, by: bigint) => bigint) {
  return native(`bq_bytes_shift_${name}`, ['BLOB', 'BIGINT'], 'BLOB', (bytes, by) => {
    if (by < 0n) throw new Error('Bitwise shift by a negative offset');
    if (by >= BigInt(bytes.length) * 8n) return new Uint8Array(bytes.length);
    return bytesOf(shiftNumber(numberOf(bytes), by), bytes.length);
  });
}

/** Bitwise operators over BYTES. */
export const bitFunctions = [
  combine('and', (a, b) => a & b),
  combine('or', (a, b) => a | b),
  combine('xor', (a, b) => a ^ b),
  native('bq_bytes_not', ['BLOB'], 'BLOB', (bytes) => bytes.map((byte) => ~byte & 0xff)),
  shift('left', (value, by) => value << by),
  shift('right', (value, by) => value >> by),
  native('bq_bytes_bit_count', ['BLOB'], 'BIGINT', (bytes) =>
    BigInt(numberOf(bytes).toString(2).replaceAll('0', '').length),
  ),
];
