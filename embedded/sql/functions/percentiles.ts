import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { castTo, coerce } from '../compiler/coerce.ts';
import { isOrderable, orderKey } from '../compiler/ordering.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { FLOAT64, isNumeric, superType, type SqlType } from '../types.ts';
import { aggregateSql, isLiteralArgument, wrongType } from './define.ts';

/**
 * PERCENTILE_CONT and PERCENTILE_DISC, over a partition or as an aggregate: from the sorted list of
 * the values, of which NULLs are the least under RESPECT NULLS and no part otherwise.
 */
function percentile(kind: 'cont' | 'disc'): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    isAggregate: true,
    modifiers: ['NULLS'],
    distinct: 'refused',
    over: 'allowed',
    windowOrder: 'refused',
    windowFrame: 'refused',
    compile(call) {
      const given = call.argument(0);
      const known = given.type.kind === 'UNKNOWN' || given.type.kind === 'NULL';
      if (!known && !(kind === 'cont' ? isNumeric(given.type) : isOrderable(given.type)))
        throw wrongType(call, given);
      const type = kind === 'cont' ? continuous(given.type, call.argument(1).type) : given.type;
      if (kind === 'cont' && type.kind === 'BIGNUMERIC')
        throw unsupported(
          'PERCENTILE_CONT of BIGNUMERIC',
          'CAST(... AS FLOAT64)',
          call.node.position,
        );
      const value = coerce(given, type);
      const fraction = castTo(call.argument(1).sql, FLOAT64);
      const { name, position } = call.node;
      if (call.argument(1).literal === null)
        throw invalidQuery(`Argument 2 to ${name} must be non-NULL`, position);
      if (!isLiteralArgument(call, 1)) {
        throw invalidQuery(`Argument 2 to ${name} must be a literal or query parameter`, position);
      }
      const isRespected = call.node.nulls === 'RESPECT';
      if (kind === 'cont' && given.type.kind === 'INT64' && !isRespected) {
        const values = [value.sql, `bq_fraction_of(${fraction})`];
        return { sql: aggregateSql(call, { name: 'quantile_cont', values }), type };
      }
      const list = aggregateSql(call, {
        name: 'list',
        values: [value.sql],
        order: orderKey(value, { expression: { kind: 'null' }, descending: false }),
        ...(isRespected ? {} : { filter: `${value.sql} IS NOT NULL` }),
      });
      const macro =
        kind === 'disc'
          ? 'bq_percentile_disc'
          : type.kind === 'FLOAT64'
            ? 'bq_percentile_cont'
            : 'bq_numeric_percentile';
      return { sql: `${macro}(${list}, ${fraction})`, type };
    },
  };
}

/** The result is exact when value and percentile both are; a percentile such as 0.5 is not. */
function continuous(value: SqlType, fraction: SqlType): SqlType {
  const type = superType([value, fraction]);
  return fraction.kind.endsWith('NUMERIC') && type?.kind.endsWith('NUMERIC') === true
    ? type
    : FLOAT64;
}

export const percentiles: FunctionTable = {
  PERCENTILE_CONT: percentile('cont'),
  PERCENTILE_DISC: percentile('disc'),
};
