import type { RoutineEntry } from './catalog.ts';
import type { View } from './information-view.ts';
import { sqlTypeName } from './types.ts';

const routineType = ({ routine, procedure }: RoutineEntry): string => {
  if (procedure !== undefined) return 'PROCEDURE';
  return routine?.kind === 'table' ? 'TABLE FUNCTION' : 'FUNCTION';
};

const specificColumns = {
  specific_catalog: 'STRING',
  specific_schema: 'STRING',
  specific_name: 'STRING',
};

const specific = (project: string, { dataset, name }: RoutineEntry) => ({
  specific_catalog: project,
  specific_schema: dataset,
  specific_name: name,
});

function ddlOf(project: string, { dataset, name, source, procedure }: RoutineEntry): string {
  if (procedure === undefined) return source;
  const parameters = procedure.parameters.map(({ name: parameter, type, out, inout }) => {
    const mode = inout === true ? 'INOUT ' : out ? 'OUT ' : '';
    return `${mode}${parameter} ${type ?? 'ANY TYPE'}`;
  });
  return `CREATE PROCEDURE \`${project}.${dataset}.${name}\`(${parameters.join(', ')})\n${procedure.body}`;
}

/** INFORMATION_SCHEMA.ROUTINES. */
export const routinesView: View = {
  columns: {
    ...specificColumns,
    routine_catalog: 'STRING',
    routine_schema: 'STRING',
    routine_name: 'STRING',
    routine_type: 'STRING',
    data_type: 'STRING',
    routine_body: 'STRING',
    routine_definition: 'STRING',
    external_language: 'STRING',
    is_deterministic: 'STRING',
    security_type: 'STRING',
    created: 'TIMESTAMP',
    last_altered: 'TIMESTAMP',
    ddl: 'STRING',
  },
  rows: ({ project, catalog }, dataset) =>
    catalog.list('routine', dataset).map((entry) => ({
      ...specific(project, entry),
      routine_catalog: project,
      routine_schema: entry.dataset,
      routine_name: entry.name,
      routine_type: routineType(entry),
      data_type: entry.routine?.returns ? sqlTypeName(entry.routine.returns) : null,
      routine_body: entry.routine?.javascript ? 'EXTERNAL' : 'SQL',
      routine_definition: entry.definition ?? entry.procedure?.body ?? entry.source,
      external_language: entry.routine?.javascript ? 'JAVASCRIPT' : null,
      is_deterministic: null,
      security_type: null,
      created: entry.created,
      last_altered: entry.modified,
      ddl: ddlOf(project, entry),
    })),
};

interface Parameter {
  position: number;
  mode: string | null;
  name: string | null;
  type: string | null;
}

function parametersOf({ routine, procedure }: RoutineEntry): Parameter[] {
  if (procedure !== undefined) {
    return procedure.parameters.map(({ name, type, out, inout }, index) => ({
      position: index + 1,
      mode: inout === true ? 'INOUT' : out ? 'OUT' : 'IN',
      name,
      type: type ?? 'ANY TYPE',
    }));
  }
  const result = routine?.returns && {
    position: 0,
    mode: null,
    name: null,
    type: sqlTypeName(routine.returns),
  };
  const parameters = (routine?.parameters ?? []).map(({ name, type }, index) => ({
    position: index + 1,
    mode: null,
    name,
    type: type === undefined ? 'ANY TYPE' : sqlTypeName(type),
  }));
  return result === undefined ? parameters : [result, ...parameters];
}

/** INFORMATION_SCHEMA.PARAMETERS. */
export const parametersView: View = {
  columns: {
    ...specificColumns,
    ordinal_position: 'INTEGER',
    parameter_mode: 'STRING',
    is_result: 'STRING',
    parameter_name: 'STRING',
    data_type: 'STRING',
    parameter_default: 'STRING',
    is_aggregate: 'STRING',
  },
  rows: ({ project, catalog }, dataset) =>
    catalog.list('routine', dataset).flatMap((entry) =>
      parametersOf(entry).map(({ position, mode, name, type }) => ({
        ...specific(project, entry),
        ordinal_position: position,
        parameter_mode: mode,
        is_result: position === 0 ? 'YES' : 'NO',
        parameter_name: name,
        data_type: type,
        parameter_default: null,
        is_aggregate: entry.routine?.kind === 'aggregate' ? 'YES' : null,
      })),
    ),
};

/** INFORMATION_SCHEMA.ROUTINE_OPTIONS. */
export const routineOptionsView: View = {
  columns: {
    ...specificColumns,
    option_name: 'STRING',
    option_type: 'STRING',
    option_value: 'STRING',
  },
  rows: ({ project, catalog }, dataset) =>
    catalog
      .list('routine', dataset)
      .filter((entry) => entry.description !== undefined)
      .map((entry) => ({
        ...specific(project, entry),
        option_name: 'description',
        option_type: 'STRING',
        option_value: JSON.stringify(entry.description),
      })),
};
