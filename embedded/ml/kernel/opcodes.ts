/** How an instruction's immediates are written after its opcode. */
export type Immediate = 'none' | 'memory' | 'lane' | 'copy';

interface Instruction {
  code: number[];
  immediate: Immediate;
}

const plain: Record<string, number> = {
  'i32.eqz': 0x45,
  'i32.eq': 0x46,
  'i32.ne': 0x47,
  'i32.lt_s': 0x48,
  'i32.lt_u': 0x49,
  'i32.gt_s': 0x4a,
  'i32.gt_u': 0x4b,
  'i32.le_s': 0x4c,
  'i32.le_u': 0x4d,
  'i32.ge_s': 0x4e,
  'i32.ge_u': 0x4f,
  'f32.ne': 0x5c,
  'f32.lt': 0x5d,
  'f32.gt': 0x5e,
  'f32.ge': 0x60,
  'f64.gt': 0x64,
  'f64.ge': 0x66,
  'i32.add': 0x6a,
  'i32.sub': 0x6b,
  'i32.mul': 0x6c,
  'i32.and': 0x71,
  'i32.or': 0x72,
  'i32.xor': 0x73,
  'i32.shl': 0x74,
  'i32.shr_u': 0x76,
  'f32.add': 0x92,
  'f64.add': 0xa0,
  'f64.sub': 0xa1,
};

const memory: Record<string, number> = {
  'i32.load': 0x28,
  'f32.load': 0x2a,
  'f64.load': 0x2b,
  'i32.load8_u': 0x2d,
  'i32.store': 0x36,
  'f32.store': 0x38,
  'f64.store': 0x39,
};

/** Opcodes after the prefix 0xfd. */
const vectorMemory: Record<string, number> = {
  'v128.load': 0x00,
  'v128.load64_splat': 0x0a,
  'v128.store': 0x0b,
  'v128.load64_zero': 0x5d,
};

const vectorLane: Record<string, number> = {
  'f32x4.extract_lane': 0x1f,
  'f32x4.replace_lane': 0x20,
  'f64x2.extract_lane': 0x21,
  'f64x2.replace_lane': 0x22,
};

const vectorPlain: Record<string, number> = {
  'f32x4.splat': 0x13,
  'f64x2.splat': 0x14,
  'f32x4.ge': 0x46,
  'v128.any_true': 0x53,
  'f32x4.demote_f64x2_zero': 0x5e,
  'f64x2.promote_low_f32x4': 0x5f,
  'i32x4.bitmask': 0xa4,
  'f32x4.add': 0xe4,
  'f32x4.sub': 0xe5,
  'f64x2.abs': 0xec,
  'f64x2.add': 0xf0,
  'f64x2.sub': 0xf1,
  'f64x2.mul': 0xf2,
  'f64x2.div': 0xf3,
  'f64x2.max': 0xf5,
};

/** The opcode of an instruction that has only operands and immediates; undefined for another. */
export function instruction(name: string): Instruction | undefined {
  if (name === 'memory.copy') return { code: [0xfc, 10], immediate: 'copy' };
  if (name === 'select') return { code: [0x1b], immediate: 'none' };
  if (name === 'return') return { code: [0x0f], immediate: 'none' };
  const code = plain[name] ?? memory[name];
  if (code !== undefined) {
    return { code: [code], immediate: name in memory ? 'memory' : 'none' };
  }
  const vector = vectorMemory[name] ?? vectorLane[name] ?? vectorPlain[name];
  if (vector === undefined) return undefined;
  const immediate = name in vectorMemory ? 'memory' : name in vectorLane ? 'lane' : 'none';
  return {
    code: [0xfd, ...(vector < 0x80 ? [vector] : [(vector & 0x7f) | 0x80, vector >> 7])],
    immediate,
  };
}

/** Value types, as functions and blocks name them. */
export const valueTypes: Readonly<Record<string, number>> = {
  i32: 0x7f,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};
