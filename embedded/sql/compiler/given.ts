import type { FromItem } from '../parser/ast.ts';
import type { CompiledFrom } from './from.ts';
import type { Scope } from './scope.ts';

/** Adds an already translated relation's names to a scope. */
export type Source = (scope: Scope) => CompiledFrom;

const sources = new WeakMap<FromItem, Source>();

/** A FROM item that stands for a relation already translated. */
export function givenItem(source: Source): FromItem {
  const item: FromItem = { kind: 'given', position: 0 };
  sources.set(item, source);
  return item;
}

/** Translates what `givenItem` made. */
export function compileGiven(item: FromItem, scope: Scope): CompiledFrom {
  const source = sources.get(item);
  if (source === undefined) throw new Error('Only givenItem makes a FROM item of kind given');
  return source(scope);
}
