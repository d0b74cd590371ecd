import { expect } from 'chai';
import { bigQueryLanguage, type LanguageOptions } from '../../tests/zetasql/catalog.ts';
import { evaluate } from '../../tests/zetasql/evaluate.ts';
import { startZetaSql, type ZetaSql } from '../../tests/zetasql/server.ts';
import { aggregationCases } from './oracle/aggregation.ts';
import { analyticCases } from './oracle/analytic.ts';
import { correlatedJoinCases } from './oracle/correlated-joins.ts';
import { dateTextCases } from './oracle/date-texts.ts';
import { dateCases } from './oracle/dates.ts';
import { exceptionalValueCases } from './oracle/exceptional-values.ts';
import { functionCases } from './oracle/functions.ts';
import { intervalCases } from './oracle/intervals.ts';
import { contextCases } from './oracle/contexts.ts';
import { nestedTypeCases } from './oracle/nested-types.ts';
import { ours } from './oracle/ours.ts';
import { numberMatrixCases } from './oracle/number-matrices.ts';
import { numberFormatCases } from './oracle/number-formats.ts';
import { numberCases } from './oracle/numbers.ts';
import { queryCases } from './oracle/queries.ts';
import { queryShapeCases } from './oracle/query-shapes.ts';
import { rangeCases } from './oracle/ranges.ts';
import { scalarCases } from './oracle/scalars.ts';
import { openSqlHost, type SqlHost } from './sql-host.ts';
import { comparable } from './sql-literals.ts';
import { formatCases } from './oracle/format.ts';
import { jsonCases } from './oracle/json.ts';
import { stringCases } from './oracle/strings.ts';

/** Statements by area and construct, as the compatibility page names them. */
const areas: Record<string, Record<string, string[]>> = {
  strings: stringCases,
  FORMAT: formatCases,
  JSON: jsonCases,
  scalars: scalarCases,
  numbers: { ...numberCases, ...numberMatrixCases },
  'numbers as text': numberFormatCases,
  aggregation: aggregationCases,
  'window functions': analyticCases,
  'dates and times': dateCases,
  'dates and times as text': dateTextCases,
  intervals: intervalCases,
  ranges: rangeCases,
  functions: functionCases,
  queries: queryCases,
  'query shapes': queryShapeCases,
  'arrays and structs': nestedTypeCases,
  'functions in their contexts': contextCases,
  'correlated joins and literals': correlatedJoinCases,
  'exceptional values': exceptionalValueCases,
};

describe('GoogleSQL against the reference evaluator', () => {
  let host: SqlHost;
  let zetaSql: ZetaSql;
  let language: LanguageOptions;
  const counts = { equal: 0, 'both fail': 0 };

  before(async () => {
    host = await openSqlHost();
    zetaSql = await startZetaSql();
    language = await bigQueryLanguage(zetaSql);
  });

  after(() => {
    zetaSql.stop();
    host.close();
    console.log(
      `      ${Object.entries(counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}`,
    );
  });

  for (const [area, constructs] of Object.entries(areas)) {
    describe(area, () => {
      for (const [construct, statements] of Object.entries(constructs)) {
        describe(construct, () => {
          for (const sql of statements) {
            it(sql.replaceAll(/\s+/g, ' '), async () => {
              const theirs = await evaluate(zetaSql, language, sql);
              const result = await ours(host, sql);
              if ('error' in theirs) {
                expect(result, theirs.error).to.have.property('error');
                counts['both fail'] += 1;
              } else {
                expect(result).to.have.property('rows');
                expect(comparable('rows' in result ? result.rows : [])).to.deep.equal(
                  comparable(theirs.rows),
                );
                counts.equal += 1;
              }
            });
          }
        });
      }
    });
  }
});
