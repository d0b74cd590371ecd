import type { RoutineEntry } from '../engine/catalog.ts';
import type { Engine } from '../engine/engine.ts';
import { parseType } from '../engine/parse-type.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { etagOf } from './etag.ts';
import { dataTypeOf, type DataType } from './data-type.ts';

interface Argument {
  name: string;
  argumentKind?: 'ANY_TYPE';
  mode?: 'IN' | 'OUT' | 'INOUT';
  dataType?: DataType;
}

/** The routine as routines.get shows it. */
export function routineResource(engine: Engine, entry: RoutineEntry): Record<string, unknown> {
  const { routine } = entry;
  const { returns, columns } = routine ?? {};
  return {
    etag: etagOf(entry),
    routineReference: {
      projectId: engine.project,
      datasetId: entry.dataset,
      routineId: entry.name,
    },
    routineType: routineType(entry),
    language: routine?.javascript === undefined ? 'SQL' : 'JAVASCRIPT',
    arguments: argumentsOf(entry),
    ...(returns && { returnType: dataTypeOf(returns) }),
    ...(columns && {
      returnTableType: {
        columns: columns.map((column) => ({ name: column.name, type: dataTypeOf(column) })),
      },
    }),
    definitionBody: bodyOf(entry),
    ...(entry.description !== undefined && { description: entry.description }),
    creationTime: String(entry.created),
    lastModifiedTime: String(entry.modified),
  };
}

/** A procedure's statements, a query, JavaScript, or the expression inside AS's parentheses. */
function bodyOf({ routine, procedure, definition, source }: RoutineEntry): string {
  const body = definition ?? procedure?.body ?? source;
  const isExpression =
    routine !== undefined && routine.kind !== 'table' && routine.javascript === undefined;
  return isExpression ? body.trim().replace(/^\(([\s\S]*)\)$/, '$1') : body;
}

function argumentsOf({ routine, procedure }: RoutineEntry): Argument[] {
  if (procedure !== undefined) {
    return procedure.parameters.map(({ name, type, out, inout }) => ({
      ...argumentOf(name, type === undefined ? undefined : parseType(type)),
      mode: inout === true ? 'INOUT' : out ? 'OUT' : 'IN',
    }));
  }
  return (routine?.parameters ?? []).map(({ name, type }) => argumentOf(name, type));
}

const argumentOf = (name: string, type: FieldSchema | undefined): Argument =>
  type === undefined ? { name, argumentKind: 'ANY_TYPE' } : { name, dataType: dataTypeOf(type) };

function routineType({ procedure, routine }: RoutineEntry): string {
  if (procedure !== undefined) return 'PROCEDURE';
  if (routine?.kind === 'table') return 'TABLE_VALUED_FUNCTION';
  return routine?.kind === 'aggregate' ? 'AGGREGATE_FUNCTION' : 'SCALAR_FUNCTION';
}
