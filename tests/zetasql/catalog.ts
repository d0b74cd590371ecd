import type { ZetaSql } from './server.ts';

/** A type in the server's protocol. */
export type ZetaType =
  | { typeKind: string }
  | { typeKind: 'TYPE_ARRAY'; arrayType: { elementType: ZetaType } }
  | {
      typeKind: 'TYPE_STRUCT';
      structType: { field: { fieldName: string; fieldType: ZetaType }[] };
    };

/** A column as the BigQuery REST API describes it. */
export interface ColumnSchema {
  name: string;
  type: string;
  mode?: string;
  fields?: ColumnSchema[];
}

/** Tables by their full name, `project.dataset.table`. */
export type Tables = Record<string, ColumnSchema[]>;

const kinds: Record<string, string> = {
  INTEGER: 'INT64',
  INT64: 'INT64',
  FLOAT: 'DOUBLE',
  FLOAT64: 'DOUBLE',
  BOOLEAN: 'BOOL',
  BOOL: 'BOOL',
};

export function zetaType(column: ColumnSchema): ZetaType {
  const name = column.type.toUpperCase();
  const type: ZetaType =
    name === 'RECORD' || name === 'STRUCT'
      ? {
          typeKind: 'TYPE_STRUCT',
          structType: {
            field: (column.fields ?? []).map((field) => ({
              fieldName: field.name,
              fieldType: zetaType(field),
            })),
          },
        }
      : { typeKind: `TYPE_${kinds[name] ?? name}` };
  return column.mode === 'REPEATED'
    ? { typeKind: 'TYPE_ARRAY', arrayType: { elementType: type } }
    : type;
}

/** A type as the BigQuery REST API gives it of routines. */
export interface RoutineType {
  typeKind: string;
  arrayElementType?: RoutineType;
  structType?: { fields: { name: string; type: RoutineType }[] };
}

/** A function of values. */
export interface Routine {
  /** `project.dataset.name` */
  name: string;
  arguments: readonly RoutineType[];
  returns: RoutineType;
}

function typeOfRoutine({ typeKind, arrayElementType, structType }: RoutineType): ZetaType {
  if (arrayElementType !== undefined)
    return {
      typeKind: 'TYPE_ARRAY',
      arrayType: { elementType: typeOfRoutine(arrayElementType) },
    };
  if (structType === undefined) return { typeKind: `TYPE_${kinds[typeKind] ?? typeKind}` };
  const field = structType.fields.map(({ name, type }) => ({
    fieldName: name,
    fieldType: typeOfRoutine(type),
  }));
  return { typeKind: 'TYPE_STRUCT', structType: { field } };
}

const functionOf = ({ name, arguments: given, returns }: Routine): object => {
  const argument = (type: RoutineType): object => ({
    kind: 'ARG_TYPE_FIXED',
    type: typeOfRoutine(type),
    numOccurrences: 1,
  });
  const signature = [{ argument: given.map(argument), returnType: argument(returns) }];
  return { namePath: [name], group: 'routines', mode: 'SCALAR', signature };
};

export type LanguageOptions = Record<string, unknown>;

/** Features of ZetaSQL that BigQuery does not have. */
const foreign =
  /PROTO|ANONYMIZATION|DIFFERENTIAL|SPANNER|MODULES|TEST_IDEALLY|TIMESTAMP_NANOS|DISALLOW_|SQL_MACROS|STRICT_FUNCTION|DISABLE_|REPLACE_FIELDS|FILTER_FIELDS|ALLOW_SLASH|UNNEST_AND_FLATTEN|GROUP_ROWS|LAMBDA|TTL|ORDERED_PRIMARY|GROUP_BY_ARRAY|GROUP_BY_STRUCT|ARRAY_ORDERING/;

/** The language as BigQuery speaks it, as near as the server's switches come. */
export async function bigQueryLanguage(zetaSql: ZetaSql): Promise<LanguageOptions> {
  const maximum = await zetaSql.call('getLanguageOptions', { maximumFeatures: true });
  const features = maximum.enabledLanguageFeatures as string[];
  return {
    ...maximum,
    productMode: 'PRODUCT_EXTERNAL',
    nameResolutionMode: 'NAME_RESOLUTION_DEFAULT',
    enabledLanguageFeatures: [
      ...features.filter((feature) => !foreign.test(feature)),
      'FEATURE_INTERVAL_TYPE',
      'FEATURE_V_1_4_GROUPING_BUILTIN',
      'FEATURE_V_1_4_GROUPING_SETS',
      'FEATURE_V_1_3_COLLATION_SUPPORT',
    ],
    supportedStatementKinds: [],
    reservedKeywords: ['QUALIFY'],
  };
}

interface CatalogNode {
  name: string;
  table: object[];
  catalog: CatalogNode[];
}

/** The server's catalog of tables; each is found as `` `p.d.t` ``, p.d.t and d.t of any project; a routine as `` `p.d.r` ``. */
export function simpleCatalog(
  tables: Tables,
  language: LanguageOptions,
  routines: readonly Routine[] = [],
): object {
  const root: CatalogNode = { name: 'root', table: [], catalog: [] };
  const child = (parent: CatalogNode, name: string): CatalogNode => {
    const existing = parent.catalog.find((node) => node.name === name);
    if (existing !== undefined) return existing;
    const created: CatalogNode = { name, table: [], catalog: [] };
    parent.catalog.push(created);
    return created;
  };
  for (const [fullName, columns] of Object.entries(tables)) {
    const column = columns.map((one) => ({ name: one.name, type: zetaType(one) }));
    const [name = '', ...folders] = fullName.split('.').reverse();
    root.table.push({ name: fullName, nameInCatalog: fullName, fullName, column });
    for (const path of [folders, folders.slice(0, 1)]) {
      const folder = [...path].reverse().reduce(child, root);
      folder.table.push({ name, nameInCatalog: name, fullName, column });
    }
  }
  return {
    ...root,
    builtinFunctionOptions: { languageOptions: language },
    customFunction: routines.map(functionOf),
  };
}
