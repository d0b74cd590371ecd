import { aggregateMacros } from './aggregates.ts';
import { arrayMacros } from './arrays.ts';
import { dateMacros } from './dates.ts';
import { jsonMacros } from './json.ts';
import { numberMacros } from './numbers.ts';
import { stringMacros } from './strings.ts';

const create = (definition: string): string => `CREATE OR REPLACE MACRO ${definition}`;

const definitions = [
  ...numberMacros,
  ...dateMacros,
  ...stringMacros,
  ...arrayMacros,
  ...aggregateMacros,
  ...jsonMacros,
];

/**
 * DuckDB statements that define the `bq_` macros translated SQL calls. They go into the default
 * catalog of an instance, once; a project database is attached beside it.
 */
export const macros: string[] = definitions.map(create);

/** The macros that catch errors, whose names end where `(` stands. */
export const macrosThatTry: string[] = definitions.flatMap((definition) =>
  definition.includes('TRY(') ? [definition.slice(0, definition.indexOf('('))] : [],
);
