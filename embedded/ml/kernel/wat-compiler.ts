import { instruction, valueTypes } from './opcodes.ts';
import { atom, isList, parseWat, type Sexp } from './wat-parser.ts';

interface Signature {
  name: string;
  parameters: number[];
  results: number[];
  /** Positions of parameters and locals by name. */
  slots: Map<string, number>;
  locals: number[];
  body: Sexp[];
}

/**
 * Compiles the part of the WebAssembly text format that the kernels are written in: a memory imported
 * as `env.memory`, and exported functions of folded instructions with named parameters, locals and labels.
 * @throws SyntaxError naming what is not understood.
 */
export function compileWat(source: string): Uint8Array<ArrayBuffer> {
  const [module] = parseWat(source);
  if (!isList(module) || module[0] !== 'module') throw new SyntaxError('Expected (module ...)');
  const functions = module.slice(1).map((node) => signatureOf(node));
  const positions = new Map(functions.map(({ name }, index) => [name, index]));
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(functions.map(typeOf))),
    ...section(2, vector([[...text('env'), ...text('memory'), 2, 0, ...unsigned(1)]])),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(7, vector(functions.map(({ name }, index) => exportOf(name, index)))),
    ...section(10, vector(functions.map((fn) => bodyOf(fn, positions)))),
  ];
  return Uint8Array.from(bytes);
}

function signatureOf(node: Sexp): Signature {
  if (!isList(node) || node[0] !== 'func') throw new SyntaxError('Expected (func ...)');
  const signature: Signature = {
    name: atom(node[1]).slice(1),
    parameters: [],
    results: [],
    slots: new Map(),
    locals: [],
    body: [],
  };
  for (const part of node.slice(2)) {
    const [head, ...rest] = isList(part) ? part : [part];
    if (head === 'result') signature.results.push(valueType(rest[0]));
    else if (head === 'param' || head === 'local') {
      const type = valueType(rest.at(-1));
      for (const name of rest.slice(0, -1)) {
        signature.slots.set(atom(name), signature.slots.size);
        (head === 'param' ? signature.parameters : signature.locals).push(type);
      }
    } else signature.body.push(part);
  }
  return signature;
}

function valueType(node: Sexp | undefined): number {
  const type = valueTypes[atom(node)];
  if (type === undefined) throw new SyntaxError(`Unknown type ${atom(node)}`);
  return type;
}

const typeOf = ({ parameters, results }: Signature) => [
  0x60,
  ...unsigned(parameters.length),
  ...parameters,
  ...unsigned(results.length),
  ...results,
];

const exportOf = (name: string, index: number) => [...text(name), 0, ...unsigned(index)];

function bodyOf(signature: Signature, functions: Map<string, number>): number[] {
  const code: number[] = vector(signature.locals.map((type) => [1, type]));
  for (const node of signature.body) emit(node, { signature, functions, labels: [], code });
  code.push(0x0b);
  return [...unsigned(code.length), ...code];
}

interface Context {
  signature: Signature;
  functions: Map<string, number>;
  /** Labels of the enclosing blocks, the innermost last. */
  labels: string[];
  code: number[];
}

function emit(node: Sexp, context: Context): void {
  if (!isList(node)) throw new SyntaxError(`Not a folded instruction: ${node}`);
  const [head, ...rest] = node;
  const name = atom(head);
  const { code, labels } = context;
  switch (name) {
    case 'block':
    case 'loop':
      code.push(name === 'block' ? 0x02 : 0x03, 0x40);
      for (const inner of rest.slice(1)) {
        emit(inner, { ...context, labels: [...labels, atom(rest[0])] });
      }
      code.push(0x0b);
      return;
    case 'if':
      emitIf(rest, context);
      return;
    case 'br':
    case 'br_if': {
      for (const operand of rest.slice(1)) emit(operand, context);
      const depth = labels.length - 1 - labels.lastIndexOf(atom(rest[0]));
      if (depth >= labels.length) throw new SyntaxError(`Unknown label ${atom(rest[0])}`);
      code.push(name === 'br' ? 0x0c : 0x0d, ...unsigned(depth));
      return;
    }
    case 'local.get':
    case 'local.set':
    case 'local.tee': {
      for (const operand of rest.slice(1)) emit(operand, context);
      const opcode = { 'local.get': 0x20, 'local.set': 0x21, 'local.tee': 0x22 }[name];
      code.push(opcode, ...unsigned(position(context.signature.slots, rest[0])));
      return;
    }
    case 'call':
      for (const operand of rest.slice(1)) emit(operand, context);
      code.push(0x10, ...unsigned(position(context.functions, atom(rest[0]).slice(1))));
      return;
    case 'i32.const':
      code.push(0x41, ...signed(Number(atom(rest[0]))));
      return;
    case 'f32.const':
      code.push(0x43, ...new Uint8Array(Float32Array.of(Number(atom(rest[0]))).buffer));
      return;
    case 'f64.const':
      code.push(0x44, ...new Uint8Array(Float64Array.of(Number(atom(rest[0]))).buffer));
      return;
    default:
      emitPlain(name, rest, context);
  }
}

/** `(if (result t) condition (then ...) (else ...))`, where result and else may be absent. */
function emitIf(parts: Sexp[], context: Context): void {
  const inner = { ...context, labels: [...context.labels, ''] };
  let result = 0x40;
  for (const part of parts) {
    const [head, ...rest] = isList(part) ? part : [part];
    if (head === 'result') result = valueType(rest[0]);
    else if (head === 'then') {
      context.code.push(0x04, result);
      for (const node of rest) emit(node, inner);
    } else if (head === 'else') {
      context.code.push(0x05);
      for (const node of rest) emit(node, inner);
    } else emit(part, context);
  }
  context.code.push(0x0b);
}

function emitPlain(name: string, rest: Sexp[], context: Context): void {
  const known = instruction(name);
  if (known === undefined) throw new SyntaxError(`Unknown instruction ${name}`);
  const immediates = rest.filter((part) => !isList(part)).map(atom);
  for (const operand of rest.filter(isList)) emit(operand, context);
  context.code.push(...known.code);
  const [first = ''] = immediates;
  if (known.immediate === 'lane') context.code.push(Number(first));
  if (known.immediate === 'copy') context.code.push(0, 0);
  if (known.immediate === 'memory') {
    const offset = Number(first.replace('offset=', '') || '0');
    context.code.push(0, ...unsigned(offset));
  }
}

function position(positions: Map<string, number>, node: Sexp | undefined): number {
  const found = positions.get(atom(node));
  if (found === undefined) throw new SyntaxError(`Unknown name ${atom(node)}`);
  return found;
}

const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content];
const vector = (items: number[][]) => [...unsigned(items.length), ...items.flat()];
const text = (value: string) => vector([...Buffer.from(value)].map((byte) => [byte]));

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Signed LEB128 of a 32-bit integer. */
function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = rest === 0 ? (low & 0x40) === 0 : rest === -1 && (low & 0x40) !== 0;
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}
