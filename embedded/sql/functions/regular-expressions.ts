import { bindOutside } from '../compiler/bind-once.ts';
import type { Compiled, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { capturedPattern, mayBeEmpty, rewriteError } from '../re2.ts';
import { textual, type Textual } from './textual.ts';

interface Pattern {
  sql: string;
  /** DuckDB's group to extract: a number, or SQL. */
  group: string;
  /** What is extracted is certain not to be empty. */
  solid: boolean;
  /** The pattern may match nothing, so that empty matches matter. */
  hollow: boolean;
}

function patternOf(value: Compiled): Pattern {
  const { sql, literal } = value;
  if (typeof literal !== 'string')
    return { sql, group: `CAST(bq_regexp_group(${sql}) AS INTEGER)`, solid: false, hollow: true };
  const { groups, captured } = capturedPattern(literal);
  return {
    sql,
    group: groups > 1 ? `CAST(bq_regexp_group(${sql}) AS INTEGER)` : String(groups),
    solid: groups <= 1 && !mayBeEmpty(captured),
    hollow: mayBeEmpty(literal),
  };
}

const sqlOf = (value: Compiled | undefined, otherwise = 'NULL'): string => value?.sql ?? otherwise;
const none: Compiled = { sql: 'NULL', type: { kind: 'NULL' } };

/** RE2 sees every pattern, so that one it does not allow is an error whatever searches. */
const checked = (text: string, pattern: string) =>
  `CASE WHEN regexp_matches('', ${pattern}) IS NOT NULL THEN ${text} END`;

function extract([text, pattern = none, position, occurrence]: Compiled[]): string {
  const { sql, group, solid } = patternOf(pattern);
  const value = sqlOf(text);
  if (position !== undefined) {
    const found = `bq_regexp_find(${value}, ${sql}, ${position.sql}, ${sqlOf(occurrence, '1')})`;
    return checked(found, sql);
  }
  return solid
    ? `nullif(regexp_extract(${value}, ${sql}, ${group}), '')`
    : `list_extract(regexp_extract_all(${value}, ${sql}, ${group}), 1)`;
}

function extractAll([text, pattern = none]: Compiled[]): string {
  const { sql, group, hollow } = patternOf(pattern);
  const value = sqlOf(text);
  const all = `regexp_extract_all(${value}, ${sql}, ${group})`;
  if (hollow) return checked(`bq_regexp_find_all(${value}, ${sql})`, sql);
  return group === '0' ? all : `list_transform(${all}, lambda _m: COALESCE(_m, ''))`;
}

function replace([text, pattern = none, rewrite = none]: Compiled[]): string {
  const isValid =
    typeof rewrite.literal === 'string' &&
    typeof pattern.literal === 'string' &&
    rewriteError(rewrite.literal, capturedPattern(pattern.literal).groups) === undefined;
  const target = isValid ? rewrite.sql : `bq_regexp_rewrite(${rewrite.sql}, ${pattern.sql})`;
  return `regexp_replace(${sqlOf(text)}, ${pattern.sql}, ${target}, 'g')`;
}

function regular(
  result: Textual['result'],
  parameters: Textual['parameters'],
  counts: [number, number],
  sql: (values: Compiled[]) => string,
): FunctionDefinition {
  return textual({ parameters, counts, result, sql });
}

const regexpExtract = regular('text', ['text', 'text', 'integer'], [2, 4], extract);

export const regularExpressions: FunctionTable = {
  REGEXP_CONTAINS: regular(
    'boolean',
    ['text'],
    [2, 2],
    ([text, pattern]) => `regexp_matches(${sqlOf(text)}, ${sqlOf(pattern)})`,
  ),
  REGEXP_EXTRACT: regexpExtract,
  REGEXP_SUBSTR: regexpExtract,
  REGEXP_EXTRACT_ALL: regular('texts', ['text'], [2, 2], extractAll),
  REGEXP_REPLACE: regular('text', ['text'], [3, 3], replace),
  REGEXP_INSTR: regular(
    'integer',
    ['text', 'text', 'integer'],
    [2, 5],
    ([text, pattern, position, occurrence, after]) =>
      bindOutside([sqlOf(pattern)], ([name = '']) =>
        checked(
          `bq_regexp_instr(${sqlOf(text)}, ${name}, ${sqlOf(position, '1')}, ${sqlOf(occurrence, '1')}, ${sqlOf(after, '0')})`,
          name,
        ),
      ),
  ),
};
