import { DefaultQueryCompiler, type DeleteQueryNode, type InsertQueryNode } from 'kysely';
import type { SelectQueryNode, SetOperationNode, UpdateQueryNode } from 'kysely';
import { tankError } from './errors.ts';

/**
 * Kysely queries to GoogleSQL: backticks, positional `?` parameters, `UNION DISTINCT`, nulls as literals (a null parameter would
 * need a type). What BigQuery does not have is refused here, by name, not by the server.
 */
export class BigQueryQueryCompiler extends DefaultQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '?';
  }

  protected override getLeftIdentifierWrapper(): string {
    return '`';
  }

  protected override getRightIdentifierWrapper(): string {
    return '`';
  }

  protected override sanitizeIdentifier(identifier: string): string {
    return identifier.replace(/[\\`]/g, '\\$&');
  }

  protected override sanitizeStringLiteral(value: string): string {
    return value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
  }

  protected override appendValue(value: unknown): void {
    if (value === undefined) {
      throw tankError('E_INTERNAL', 'a query parameter is undefined');
    }
    if (value === null) this.appendImmediateValue(null);
    else super.appendValue(value);
  }

  protected override visitSetOperation(node: SetOperationNode): void {
    if (node.all && node.operator !== 'union') refuse(`${node.operator.toUpperCase()} ALL`);
    this.append(`${node.operator} ${node.all ? 'all' : 'distinct'} `);
    this.visitNode(node.expression);
  }

  protected override visitSelectQuery(node: SelectQueryNode): void {
    if (node.distinctOn) refuse('DISTINCT ON');
    if (node.top) refuse('TOP');
    if (node.fetch) refuse('FETCH');
    if (node.endModifiers?.length) refuse('a locking clause');
    super.visitSelectQuery(node);
  }

  protected override visitInsertQuery(node: InsertQueryNode): void {
    if (node.returning) refuse('RETURNING');
    if (node.onConflict ?? node.onDuplicateKey ?? node.orAction) refuse('ON CONFLICT (use MERGE)');
    super.visitInsertQuery(node);
  }

  protected override visitUpdateQuery(node: UpdateQueryNode): void {
    if (node.returning) refuse('RETURNING');
    const isOfMerge = node.table === undefined;
    if (!node.where && !isOfMerge) refuse('UPDATE without WHERE');
    super.visitUpdateQuery(node);
  }

  protected override visitDeleteQuery(node: DeleteQueryNode): void {
    if (node.returning) refuse('RETURNING');
    if (!node.where) refuse('DELETE without WHERE');
    super.visitDeleteQuery(node);
  }
}

function refuse(feature: string): never {
  throw tankError('E_INTERNAL', `BigQuery has no ${feature}`, {
    hint: 'Write the query another way.',
  });
}
