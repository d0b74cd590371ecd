import { macrosThatTry } from '../macros/index.ts';
import { bindAlways, isPlain, isVolatile } from './bind-once.ts';
import type { Compiled, FunctionCall, FunctionDefinition } from './compiled.ts';

const attempt = new RegExp(String.raw`\b(?:TRY|${macrosThatTry.join('|')})\(`);

/**
 * A macro may write its argument twice, which DuckDB then evaluates once, before and outside of a TRY;
 * a lambda keeps it inside.
 */
const mayRepeat = /\bbq_\w+\(/;

/** Functions that evaluate an argument only when another's value asks for it. */
const lazy = new Set(['IF', 'IFNULL', 'COALESCE', 'IFERROR', 'ISERROR', 'NULLIFERROR']);

const isLazy = ({ node }: FunctionCall, { over }: FunctionDefinition): boolean =>
  over !== undefined || lazy.has(node.name);

/** A call of a function; in a SELECT that groups, what it tries is apart from groups and aggregates. */
export function plainCall(call: FunctionCall, definition: FunctionDefinition): Compiled {
  const value = definition.compile(call);
  const isTried = call.scope.isGrouped === true && attempt.test(value.sql);
  const differs = call.count > 0 && isVolatile(value.sql) && !isLazy(call, definition);
  return isTried || differs ? callApart(call, definition, (sql) => sql) : value;
}

/** SAFE.f(...): errors of the function are NULL, those of its arguments stay errors. */
export function safeCall(call: FunctionCall, definition: FunctionDefinition): Compiled {
  return callApart(call, definition, (sql) => `TRY(${sql})`);
}

/** A call whose arguments are evaluated outside of what `wrap` makes of it. */
function callApart(
  call: FunctionCall,
  definition: FunctionDefinition,
  wrap: (sql: string) => string,
): Compiled {
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
  const { type, sql: unbound } = compile(new Map());
  const isShielded = call.scope.isGrouped === true || mayRepeat.test(unbound);
  const operands = [...used].filter(
    ([, value]) => value.literal === undefined && (isShielded || !isPlain(value.sql)),
  );
  const body = (names: string[]) => {
    const named = new Map(operands.map(([index], at) => [index, names[at] ?? 'NULL']));
    return wrap(compile(named).sql);
  };
  const sql =
    operands.length === 0
      ? body([])
      : bindAlways(
          operands.map(([, value]) => value.sql),
          body,
        );
  return { sql, type };
}
