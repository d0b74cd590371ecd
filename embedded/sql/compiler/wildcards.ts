import { invalidQuery, SqlError, unsupported } from '../errors.ts';
import type { FromItem } from '../parser/ast.ts';
import type { ObjectReference } from '../statement.ts';
import { duckdbType, quote, STRING, text, typeName, typeOfField } from '../types.ts';
import { addRange, relation, type CompiledFrom } from './from.ts';
import { tableSql } from './names.ts';
import { referenceKey, type Environment, type Scope, type WildcardMember } from './scope.ts';

const suffixColumn = '_TABLE_SUFFIX';

/** The name of a wildcard table without its `*`. */
export function wildcardPrefix(reference: ObjectReference): ObjectReference {
  return { ...reference, name: reference.name.slice(0, -1) };
}

/** `d.events_*`: every table with the prefix, in the schema of the newest, with `_TABLE_SUFFIX`. */
export function compileWildcard(
  item: FromItem & { kind: 'table' },
  reference: ObjectReference,
  scope: Scope,
): CompiledFrom {
  const { environment } = scope;
  if (item.sample !== undefined)
    throw unsupported('TABLESAMPLE of a wildcard table', 'WHERE RAND() < x', item.position);
  const prefix = wildcardPrefix(reference);
  const members = environment.wildcards.get(referenceKey(prefix)) ?? [];
  const [newest] = members;
  if (newest === undefined) {
    throw new SqlError(
      `${reference.project}:${reference.dataset}.${reference.name} does not match any table.`,
      { offset: item.position },
    );
  }
  const selects = members.map((member) => memberSql(member, newest, prefix, environment));
  const columns = newest.columns.map((field) => ({ name: field.name, type: typeOfField(field) }));
  const range = relation(scope, item.alias ?? reference.name, columns);
  const suffix = {
    name: suffixColumn,
    type: STRING,
    sql: `${range.sql}.${quote(suffixColumn)}`,
  };
  return addRange(scope, `(${selects.join(' UNION ALL ')}) AS ${range.sql}`, {
    ...range,
    hidden: [suffix],
  });
}

function memberSql(
  member: WildcardMember,
  newest: WildcardMember,
  prefix: ObjectReference,
  environment: Environment,
): string {
  const columns = newest.columns.map((field) => {
    const type = typeOfField(field);
    const own = member.columns.find(
      (candidate) => candidate.name.toLowerCase() === field.name.toLowerCase(),
    );
    if (own === undefined) return `CAST(NULL AS ${duckdbType(type) ?? 'VARCHAR'})`;
    if (typeName(typeOfField(own)) !== typeName(type)) {
      throw invalidQuery(
        `Cannot read field ${field.name} of type ${typeName(typeOfField(own))} as ${typeName(type)} in the wildcard table (table ${member.name})`,
      );
    }
    return quote(own.name);
  });
  const names = newest.columns.map(
    (field, index) => `${columns[index] ?? ''} AS ${quote(field.name)}`,
  );
  const suffix = `${text(member.name.slice(prefix.name.length))} AS ${quote(suffixColumn)}`;
  return `SELECT ${[...names, suffix].join(', ')} FROM ${tableSql({ ...prefix, name: member.name }, environment)}`;
}
