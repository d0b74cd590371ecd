/** GoogleSQL as the embedded warehouse reads it, for tools that look at SQL and run none. */
export { parseScript, type ScriptNode } from './sql/script.ts';
export { parseStatement, type StatementNode } from './sql/parser/statements.ts';
export { tokenize, type Token } from './sql/parser/lexer.ts';
export { translate } from './sql/translate.ts';
export type { FieldSchema, ObjectReference } from './sql/statement.ts';
export type * from './sql/parser/ast.ts';
export { outputShape } from './ml/output-fields.ts';
export type { ModelSignature, Routine, TranslationContext } from './sql/statement.ts';
