/**
 * FarmHash Fingerprint64 (Google, https://github.com/google/farmhash, `farmhashna::Hash64`), which
 * FARM_FINGERPRINT returns as a signed integer. All arithmetic is modulo 2^64.
 */
const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, bits: bigint): bigint =>
  bits === 0n ? value : u64((value >> bits) | (value << (64n - bits)));
const shiftMix = (value: bigint): bigint => value ^ (value >> 47n);

function hashLength16(u: bigint, v: bigint, factor: bigint): bigint {
  let a = u64((u ^ v) * factor);
  a ^= a >> 47n;
  let b = u64((v ^ a) * factor);
  b ^= b >> 47n;
  return u64(b * factor);
}

interface Source {
  length: number;
  fetch64(at: number): bigint;
  fetch32(at: number): bigint;
  byte(at: number): number;
}

function sourceOf(bytes: Uint8Array): Source {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    length: bytes.length,
    fetch64: (at) => view.getBigUint64(at, true),
    fetch32: (at) => BigInt(view.getUint32(at, true)),
    byte: (at) => view.getUint8(at),
  };
}

function hash0to16(source: Source): bigint {
  const { length } = source;
  const factor = u64(k2 + BigInt(length) * 2n);
  if (length >= 8) {
    const a = u64(source.fetch64(0) + k2);
    const b = source.fetch64(length - 8);
    const c = u64(rotate(b, 37n) * factor + a);
    const d = u64((rotate(a, 25n) + b) * factor);
    return hashLength16(c, d, factor);
  }
  if (length >= 4) {
    const a = source.fetch32(0);
    return hashLength16(u64(BigInt(length) + (a << 3n)), source.fetch32(length - 4), factor);
  }
  if (length > 0) {
    const y = BigInt(source.byte(0) + (source.byte(length >> 1) << 8));
    const z = BigInt(length + (source.byte(length - 1) << 2));
    return u64(shiftMix(u64(y * k2) ^ u64(z * k0)) * k2);
  }
  return k2;
}

function hash17to32(source: Source): bigint {
  const { length } = source;
  const factor = u64(k2 + BigInt(length) * 2n);
  const a = u64(source.fetch64(0) * k1);
  const b = source.fetch64(8);
  const c = u64(source.fetch64(length - 8) * factor);
  const d = u64(source.fetch64(length - 16) * k2);
  return hashLength16(
    u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d),
    u64(a + rotate(u64(b + k2), 18n) + c),
    factor,
  );
}

function hash33to64(source: Source): bigint {
  const { length } = source;
  const factor = u64(k2 + BigInt(length) * 2n);
  const a = u64(source.fetch64(0) * k2);
  const b = source.fetch64(8);
  const c = u64(source.fetch64(length - 8) * factor);
  const d = u64(source.fetch64(length - 16) * k2);
  const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d);
  const z = hashLength16(y, u64(a + rotate(u64(b + k2), 18n) + c), factor);
  const e = u64(source.fetch64(16) * factor);
  const f = source.fetch64(24);
  const g = u64((y + source.fetch64(length - 32)) * factor);
  const h = u64((z + source.fetch64(length - 24)) * factor);
  return hashLength16(
    u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h),
    u64(e + rotate(u64(f + a), 18n) + g),
    factor,
  );
}

type Pair = [bigint, bigint];

function weakHash32(source: Source, at: number, seedA: bigint, seedB: bigint): Pair {
  const [w, x, y, z] = [0, 8, 16, 24].map((offset) => source.fetch64(at + offset)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  let a = u64(seedA + w);
  let b = rotate(u64(seedB + a + z), 21n);
  const c = a;
  a = u64(a + x + y);
  b = u64(b + rotate(a, 44n));
  return [u64(a + z), u64(b + c)];
}

function hashLong(source: Source): bigint {
  const { length } = source;
  const seed = 81n;
  let x = seed;
  let y = u64(seed * k1 + 113n);
  let z = u64(shiftMix(u64(y * k2 + 113n)) * k2);
  let v: Pair = [0n, 0n];
  let w: Pair = [0n, 0n];
  x = u64(x * k2 + source.fetch64(0));
  const end = Math.floor((length - 1) / 64) * 64;
  const last = end + ((length - 1) & 63) - 63;
  for (let at = 0; at < end; at += 64) {
    x = u64(rotate(u64(x + y + v[0] + source.fetch64(at + 8)), 37n) * k1);
    y = u64(rotate(u64(y + v[1] + source.fetch64(at + 48)), 42n) * k1);
    x ^= w[1];
    y = u64(y + v[0] + source.fetch64(at + 40));
    z = u64(rotate(u64(z + w[0]), 33n) * k1);
    v = weakHash32(source, at, u64(v[1] * k1), u64(x + w[0]));
    w = weakHash32(source, at + 32, u64(z + w[1]), u64(y + source.fetch64(at + 16)));
    [z, x] = [x, z];
  }
  const factor = u64(k1 + ((z & 0xffn) << 1n));
  w = [u64(w[0] + BigInt((length - 1) & 63)), w[1]];
  v = [u64(v[0] + w[0]), v[1]];
  w = [u64(w[0] + v[0]), w[1]];
  x = u64(rotate(u64(x + y + v[0] + source.fetch64(last + 8)), 37n) * factor);
  y = u64(rotate(u64(y + v[1] + source.fetch64(last + 48)), 42n) * factor);
  x ^= u64(w[1] * 9n);
  y = u64(y + v[0] * 9n + source.fetch64(last + 40));
  z = u64(rotate(u64(z + w[0]), 33n) * factor);
  v = weakHash32(source, last, u64(v[1] * factor), u64(x + w[0]));
  w = weakHash32(source, last + 32, u64(z + w[1]), u64(y + source.fetch64(last + 16)));
  [z, x] = [x, z];
  return hashLength16(
    u64(hashLength16(v[0], w[0], factor) + shiftMix(y) * k0 + z),
    u64(hashLength16(v[1], w[1], factor) + x),
    factor,
  );
}

/** FarmHash Fingerprint64 of bytes, as the signed 64-bit integer FARM_FINGERPRINT returns. */
export function farmFingerprint(bytes: Uint8Array): bigint {
  const source = sourceOf(bytes);
  let hash: bigint;
  if (source.length <= 16) hash = hash0to16(source);
  else if (source.length <= 32) hash = hash17to32(source);
  else if (source.length <= 64) hash = hash33to64(source);
  else hash = hashLong(source);
  return BigInt.asIntN(64, hash);
}
