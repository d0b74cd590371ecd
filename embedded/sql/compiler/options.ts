import { invalidQuery } from '../errors.ts';
import type { Expression, OptionNode } from '../parser/ast.ts';
import type { Options, OptionValue } from '../statement.ts';

/** The value of a literal in OPTIONS(...) or an ML argument struct. */
export function optionValue(node: Expression): OptionValue {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
    case 'typed':
      return node.value;
    case 'integer':
      return Number(node.value);
    case 'float':
      return Number(node.text);
    case 'array':
      return node.elements.map(optionValue);
    case 'struct':
      return node.fields.some((field) => field.name !== undefined)
        ? Object.fromEntries(
            node.fields.map((field) => [field.name ?? '', optionValue(field.value)]),
          )
        : node.fields.map((field) => optionValue(field.value));
    case 'unary':
      if (
        node.operator === '-' &&
        (node.operand.kind === 'integer' || node.operand.kind === 'float')
      ) {
        return -Number(optionValue(node.operand));
      }
      throw invalidQuery('An option must be a literal', node.position);
    case 'path':
      return node.names.map((part) => part.name).join('.');
    default:
      throw invalidQuery('An option must be a literal');
  }
}

/** OPTIONS(...) by lower-case name. */
export function optionValues(nodes: OptionNode[]): Options {
  return Object.fromEntries(
    nodes.map((node) => [node.name.toLowerCase(), optionValue(node.value)]),
  );
}
