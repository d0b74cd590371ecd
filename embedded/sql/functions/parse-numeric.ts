import type { FunctionTable } from '../compiler/compiled.ts';
import { BIGNUMERIC, NUMERIC, STRING } from '../types.ts';
import { plain } from './define.ts';

export const numericParsing: FunctionTable = {
  PARSE_NUMERIC: plain(1, NUMERIC, 'bq_numeric_parse(bq_plain_number($1))', [STRING]),
  PARSE_BIGNUMERIC: plain(1, BIGNUMERIC, 'bq_bignumeric_parse(bq_plain_number($1))', [STRING]),
};
