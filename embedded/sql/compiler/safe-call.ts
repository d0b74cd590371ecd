import { bindOutside, isPlain } from './bind-once.ts';
import type { Compiled, FunctionCall, FunctionDefinition } from './compiled.ts';

/** SAFE.f(...): errors of the function are NULL, those of its arguments stay errors. */
export function safeCall(call: FunctionCall, definition: FunctionDefinition): Compiled {
  const used = new Map<number, Compiled>();
  const compile = (names: Map<number, string>): Compiled => {
    const argument = (index: number): Compiled => {
      const value = call.argument(index);
      used.set(index, value);
      return { ...value, sql: names.get(index) ?? value.sql };
    };
    return definition.compile({
      ...call,
      argument,
      arguments: () => call.node.arguments.map((_, index) => argument(index)),
    });
  };
  const { type } = compile(new Map());
  const operands = [...used].filter(([, value]) => !isPlain(value.sql));
  const sql = bindOutside(
    operands.map(([, value]) => value.sql),
    (names) => {
      const named = new Map(operands.map(([index], at) => [index, names[at] ?? 'NULL']));
      return `TRY(${compile(named).sql})`;
    },
  );
  return { sql, type };
}
