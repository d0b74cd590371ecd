import { aggregateMacros } from './aggregates.ts';
import { arrayMacros } from './arrays.ts';
import { dateMacros } from './dates.ts';
import { jsonMacros } from './json.ts';
import { numberMacros } from './numbers.ts';
import { stringMacros } from './strings.ts';

const create = (definition: string): string => `CREATE OR REPLACE MACRO ${definition}`;

/**
 * DuckDB statements that define the `bq_` macros translated SQL calls. They go into the default
 * catalog of an instance, once; a project database is attached beside it.
 */
export const macros: string[] = [
  ...numberMacros,
  ...dateMacros,
  ...stringMacros,
  ...arrayMacros,
  ...aggregateMacros,
  ...jsonMacros,
].map(create);
