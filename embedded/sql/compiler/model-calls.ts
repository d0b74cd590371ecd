import { randomUUID } from 'node:crypto';
import { invalidQuery } from '../errors.ts';
import type { Argument, Expression, FromItem } from '../parser/ast.ts';
import type { ModelCall } from '../statement.ts';
import { quote, typeOfField, type Column } from '../types.ts';
import { compileExpression } from './expressions.ts';
import { addRange, siblingScope, type CompiledFrom } from './from.ts';
import { refusedFunction } from '../functions/refused.ts';
import { resolveReference, tableSql } from './names.ts';
import { optionValue } from './options.ts';
import { compileQuery } from './queries.ts';
import { freshAlias, referenceKey, type Scope } from './scope.ts';
import { compileTableFunction } from './table-functions.ts';
import { applyTransform } from './transform.ts';

/** WITH entries in scope, so that a model call's input can run on its own. */
function commonTables(scope: Scope): string {
  const entries = [...scope.common.values()].filter((common) => common.sql !== '');
  if (entries.length === 0) return '';
  const keyword = entries.some((common) => common.recursive) ? 'WITH RECURSIVE' : 'WITH';
  return `${keyword} ${entries.map((common) => common.sql).join(', ')} `;
}

/** A model call's input: self-contained SQL, and its columns when they are known. */
interface InputRelation {
  sql: string;
  columns: Column[] | undefined;
}

function inputRelation(argument: Argument, scope: Scope): InputRelation | undefined {
  const { environment } = scope;
  if (argument.kind === 'table') {
    const [first] = argument.path;
    const common =
      argument.path.length === 1 ? scope.common.get(first?.name.toLowerCase() ?? '') : undefined;
    if (common !== undefined) {
      return {
        sql: `${commonTables(scope)}SELECT * FROM ${quote(common.stored)}`,
        columns: common.columns,
      };
    }
    const reference = resolveReference(argument.path, environment);
    return {
      sql: `SELECT * FROM ${tableSql(reference, environment)}`,
      columns: environment.tables
        .get(referenceKey(reference))
        ?.map((field) => ({ name: field.name, type: typeOfField(field) })),
    };
  }
  if (argument.kind !== 'expression' || argument.value.kind !== 'subquery') return undefined;
  const query = compileQuery(argument.value.query, siblingScope(scope), 'relation');
  return { sql: `${commonTables(scope)}SELECT * FROM (${query.sql})`, columns: query.columns };
}

/** Arguments of an ML function: literals, and SQL of what must be computed. */
type CallArguments = Pick<ModelCall, 'options' | 'computed'>;

const literalKinds = ['null', 'boolean', 'string', 'integer', 'float', 'array', 'typed', 'unary'];

/** Arguments that decide which columns there are, so must be literals. */
const shapingArguments = ['keep_original_columns', 'class_level_explain'];

function addArgument(name: string, value: Expression, found: CallArguments, scope: Scope): void {
  const shapes = shapingArguments.includes(name);
  if (shapes || literalKinds.includes(value.kind)) found.options[name] = optionValue(value);
  else found.computed[name] = compileExpression(value, scope).sql;
}

/** The array of thresholds that ML.ROC_CURVE takes without a name. */
const namelessArguments: Readonly<Record<string, string>> = { ROC_CURVE: 'thresholds' };

const modelFunctions = new Set(
  [
    ...['PREDICT', 'EXPLAIN_PREDICT', 'EVALUATE', 'ROC_CURVE', 'CONFUSION_MATRIX', 'WEIGHTS'],
    ...['ADVANCED_WEIGHTS', 'GLOBAL_EXPLAIN', 'FEATURE_IMPORTANCE', 'FEATURE_INFO'],
    'TRAINING_INFO',
  ].map((name) => `ML.${name}`),
);

/** A table function in FROM: an ML call, which the engine answers, or a user-defined function. */
export function compileModelCall(
  item: FromItem & { kind: 'function' },
  scope: Scope,
): CompiledFrom {
  const { environment } = scope;
  const alias = item.alias ?? freshAlias(environment);
  if (!item.name.startsWith('ML.')) return compileTableFunction(item, scope);
  const [model, ...others] = item.arguments;
  if (model?.kind !== 'model') {
    const refused = modelFunctions.has(item.name)
      ? undefined
      : refusedFunction(item.name, item.position);
    throw refused ?? invalidQuery(`${item.name} needs MODEL as its first argument`, item.position);
  }
  const resultTable = `_model_call_${randomUUID().replaceAll('-', '')}`;
  const call: ModelCall = {
    resultTable,
    inputTable: `${resultTable}_input`,
    function: item.name.slice('ML.'.length),
    model: resolveReference(model.path, environment),
    options: {},
    computed: {},
  };
  let input: InputRelation | undefined;
  for (const argument of others) {
    const relation = inputRelation(argument, scope);
    const nameless = namelessArguments[call.function];
    if (relation !== undefined && input === undefined) input = relation;
    else if (argument.kind === 'expression' && argument.value.kind === 'struct') {
      for (const field of argument.value.fields) {
        addArgument((field.name ?? '').toLowerCase(), field.value, call, scope);
      }
    } else if (argument.kind === 'expression' && nameless !== undefined) {
      addArgument(nameless, argument.value, call, scope);
    } else throw invalidQuery(`Unexpected argument of ${item.name}`, item.position);
  }
  environment.modelCalls.push(
    input === undefined ? call : { ...call, input: input.sql, ...transformed(call, input, scope) },
  );
  return addRange(scope, `${quote(call.resultTable)} AS ${quote(alias)}`, {
    name: (item.alias ?? '').toLowerCase(),
    sql: quote(alias),
    columns: outputColumns(call, input, scope),
  });
}

/** The SQL of a model's TRANSFORM over the input, when it has one. */
function transformed(
  { model, function: name, inputTable }: ModelCall,
  { columns }: InputRelation,
  { environment }: Scope,
): Pick<ModelCall, 'features'> {
  const wanted = environment.models.get(referenceKey(model))?.transform?.(name);
  if (wanted === undefined) return {};
  return { features: applyTransform(wanted, columns, inputTable, environment) };
}

/** The columns of a call's result; undefined when the model, the function or the input is not known. */
function outputColumns(
  call: ModelCall,
  input: InputRelation | undefined,
  { environment }: Scope,
): Column[] | undefined {
  const signature = environment.models.get(referenceKey(call.model));
  const outputs = signature?.outputs(call.function, call.options);
  const own = outputs?.fields.map((field) => ({ name: field.name, type: typeOfField(field) }));
  if (own === undefined || outputs?.keepsInput !== true) return own;
  return input?.columns && [...own, ...input.columns];
}
