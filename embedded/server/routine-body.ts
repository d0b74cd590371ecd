import { z } from 'zod';
import { notImplemented } from '../engine/errors.ts';
import { dataType, typeSql } from './data-type.ts';

const notHonoured = z.undefined('is not supported here').optional();

/** The body of routines.insert and routines.update, as far as it is honoured. */
export const routineBody = z.strictObject({
  etag: z.unknown().optional(),
  creationTime: z.unknown().optional(),
  lastModifiedTime: z.unknown().optional(),
  returnTableType: z.unknown().optional(),
  determinismLevel: z.unknown().optional(),
  strictMode: z.unknown().optional(),
  securityMode: z.unknown().optional(),
  dataGovernanceType: notHonoured,
  externalRuntimeOptions: notHonoured,
  pythonOptions: notHonoured,
  remoteFunctionOptions: notHonoured,
  sparkOptions: notHonoured,
  description: z.string().nullish(),
  routineReference: z.strictObject({
    projectId: z.string().optional(),
    datasetId: z.string().optional(),
    routineId: z.string().regex(/^\w{1,256}$/, 'is not a valid routine ID'),
  }),
  routineType: z.enum([
    'SCALAR_FUNCTION',
    'TABLE_VALUED_FUNCTION',
    'PROCEDURE',
    'AGGREGATE_FUNCTION',
  ]),
  language: z.enum(['SQL', 'JAVASCRIPT', 'PYTHON', 'JAVA', 'SCALA']).optional(),
  arguments: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        argumentKind: z.enum(['ARGUMENT_KIND_UNSPECIFIED', 'FIXED_TYPE', 'ANY_TYPE']).optional(),
        isAggregate: z.literal(true, 'NOT AGGREGATE arguments are not supported').optional(),
        mode: z.enum(['IN', 'OUT', 'INOUT']).optional(),
        dataType: dataType.optional(),
      }),
    )
    .optional(),
  returnType: dataType.optional(),
  definitionBody: z.string(),
  importedLibraries: z.array(z.string()).optional(),
});

export type RoutineBody = z.infer<typeof routineBody>;

const quote = (name: string): string => `\`${name.replaceAll('`', '')}\``;

/**
 * The GoogleSQL statement that makes a routine.
 * @throws BigQueryError notImplemented for a language or library that is not supported.
 */
export function createRoutineSql(body: RoutineBody, path: string, replace: boolean): string {
  const { routineType, language = 'SQL', definitionBody, returnType } = body;
  const scripted = language === 'JAVASCRIPT' && routineType === 'SCALAR_FUNCTION';
  if ((language !== 'SQL' && !scripted) || (body.importedLibraries?.length ?? 0) > 0) {
    throw notImplemented(
      `Not supported by the embedded warehouse: a routine of ${language}${language === 'JAVASCRIPT' ? ' with libraries' : ''}; write it in SQL`,
    );
  }
  const list = (body.arguments ?? []).map(({ name = '', mode, dataType: type, argumentKind }) => {
    const shown = argumentKind === 'ANY_TYPE' || type === undefined ? 'ANY TYPE' : typeSql(type);
    return `${mode === undefined || routineType !== 'PROCEDURE' ? '' : `${mode} `}${quote(name)} ${shown}`;
  });
  const create = replace ? 'CREATE OR REPLACE' : 'CREATE';
  const head = `${quote(path)}(${list.join(', ')})`;
  const returns = returnType === undefined ? '' : ` RETURNS ${typeSql(returnType)}`;
  switch (routineType) {
    case 'PROCEDURE':
      return `${create} PROCEDURE ${head} BEGIN ${definitionBody} END`;
    case 'TABLE_VALUED_FUNCTION':
      return `${create} TABLE FUNCTION ${head} AS (${definitionBody})`;
    case 'AGGREGATE_FUNCTION':
      return `${create} AGGREGATE FUNCTION ${head}${returns} AS (${definitionBody})`;
    case 'SCALAR_FUNCTION':
      return scripted
        ? `${create} FUNCTION ${head}${returns} LANGUAGE js AS ${JSON.stringify(definitionBody)}`
        : `${create} FUNCTION ${head}${returns} AS (${definitionBody})`;
  }
}
