import type { FunctionTable } from '../compiler/compiled.ts';
import { aggregates } from './aggregates.ts';
import { approximate } from './approximate.ts';
import { arraySearches } from './array-search.ts';
import { arrays } from './arrays.ts';
import { collecting } from './collecting.ts';
import { conditional } from './conditional.ts';
import { dateConstructors } from './date-constructors.ts';
import { dateFormats } from './date-formats.ts';
import { dateSeries } from './date-series.ts';
import { dates } from './dates.ts';
import { distanceFunctions } from './distances.ts';
import { encodings } from './encodings.ts';
import { hashes } from './hashes.ts';
import { intervals } from './intervals.ts';
import { jsonAccessors } from './json-access.ts';
import { jsonBuilders } from './json-build.ts';
import { jsonConverters } from './json-convert.ts';
import { lambdas } from './lambdas.ts';
import { net } from './net.ts';
import { numeric } from './numeric.ts';
import { percentiles } from './percentiles.ts';
import { preprocessing } from './preprocessing.ts';
import { ranges } from './ranges.ts';
import { regularExpressions } from './regular-expressions.ts';
import { sketches } from './sketches.ts';
import { statistics } from './statistics.ts';
import { numericParsing } from './parse-numeric.ts';
import { stringFunctions } from './strings.ts';
import { textSearch } from './text-search.ts';
import { windows } from './windows.ts';

/** Every built-in function, by upper-case name. What is not here is refused. */
export const functions: FunctionTable = {
  ...aggregates,
  ...approximate,
  ...arrays,
  ...arraySearches,
  ...collecting,
  ...conditional,
  ...dateConstructors,
  ...dateFormats,
  ...dateSeries,
  ...dates,
  ...distanceFunctions,
  ...encodings,
  ...hashes,
  ...intervals,
  ...jsonAccessors,
  ...jsonBuilders,
  ...jsonConverters,
  ...lambdas,
  ...net,
  ...numeric,
  ...percentiles,
  ...preprocessing,
  ...regularExpressions,
  ...sketches,
  ...statistics,
  ...numericParsing,
  ...ranges,
  ...stringFunctions,
  ...textSearch,
  ...windows,
};
