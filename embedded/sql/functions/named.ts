import type { Compiled, FunctionCall } from '../compiler/compiled.ts';
import { invalidQuery } from '../errors.ts';

/** A call's arguments before its named ones, and the named ones, each of which must be among `allowed`. */
export function splitArguments(
  call: FunctionCall,
  allowed: string[],
): { positional: Compiled[]; named: Map<string, Compiled> } {
  const positional: Compiled[] = [];
  const named = new Map<string, Compiled>();
  for (const [index, value] of call.arguments().entries()) {
    const argument = call.node.arguments[index];
    const name = argument?.kind === 'expression' ? argument.name : undefined;
    if (name === undefined && named.size > 0)
      throw invalidQuery('Positional arguments cannot follow named ones', call.node.position);
    if (name === undefined) positional.push(value);
    else if (!allowed.includes(name) || named.has(name))
      throw invalidQuery(
        `Named argument ${name} not found in ${call.node.name}`,
        call.node.position,
      );
    else named.set(name, value);
  }
  return { positional, named };
}
