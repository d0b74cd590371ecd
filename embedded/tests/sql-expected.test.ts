import { expect } from 'chai';
import { aggregationExpected } from './expected/aggregation.ts';
import { type ExpectedCases, type Value } from './expected/cases.ts';
import { definitionCases } from './expected/definitions.ts';
import { ddlCases } from './expected/ddl.ts';
import { dmlCases } from './expected/dml.ts';
import { userFunctionCases } from './expected/functions.ts';
import { scriptCases } from './expected/scripts.ts';
import { dateAnswers } from './expected/dates.ts';
import { numberExpected } from './expected/numbers.ts';
import { metadataCases } from './expected/metadata.ts';
import { newerCases } from './expected/newer.ts';
import { pipeCases } from './expected/pipes.ts';
import { queryShapeCases } from './expected/query-shapes.ts';
import { preprocessingCases } from './expected/preprocessing.ts';
import { refusalCases } from './expected/refusals.ts';
import { stringExpected } from './expected/strings.ts';
import { failureOf, openTestWarehouse, project, type TestWarehouse } from './open-client.ts';

/** Areas of GoogleSQL whose answers are written down, by hand from BigQuery's documentation. */
const areas: Record<string, ExpectedCases> = {
  'strings and JSON': stringExpected,
  aggregation: aggregationExpected,
  'dates and times': dateAnswers,
  numbers: numberExpected,
  'pipe syntax': pipeCases,
  'query shapes': queryShapeCases,
  'preprocessing functions of BigQuery ML': preprocessingCases,
  'user-defined functions': userFunctionCases,
  'what the reference evaluator does not know': newerCases,
  'what there is none of': refusalCases,
  scripts: scriptCases,
  DML: dmlCases,
  'DDL and metadata': { ...ddlCases, ...metadataCases },
  'definitions and what uses them': definitionCases,
};

interface Cell {
  v: string | null | Cell[] | { f: Cell[] };
}

function valueOf({ v }: Cell): Value {
  if (v === null || typeof v === 'string') return v;
  return (Array.isArray(v) ? v : v.f).map(valueOf);
}

interface QueryResponse {
  rows?: { f: Cell[] }[];
  error?: { message: string };
}

async function query(url: string, sql: string): Promise<QueryResponse> {
  const response = await fetch(`${url}/bigquery/v2/projects/${project}/queries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: sql, useLegacySql: false, defaultDataset: { datasetId: 'd' } }),
  });
  return (await response.json()) as QueryResponse;
}

describe('GoogleSQL with written answers', () => {
  for (const [area, constructs] of Object.entries(areas)) {
    describe(area, () => {
      let test: TestWarehouse;
      before(async () => {
        test = await openTestWarehouse();
        await test.client.query('CREATE SCHEMA d');
      });
      after(() => test.warehouse.close());

      for (const [construct, cases] of Object.entries(constructs)) {
        describe(construct, () => {
          for (const one of cases) {
            it(one.sql.replaceAll(/\s+/g, ' '), async () => {
              const answer = query(test.warehouse.url, one.sql).then(({ rows, error }) => {
                if (error !== undefined) throw new Error(error.message);
                return (rows ?? []).map((row) => row.f.map(valueOf));
              });
              if ('error' in one) expect((await failureOf(answer)).message).to.match(one.error);
              else expect(await answer).to.deep.equal(one.rows);
            });
          }
        });
      }
    });
  }
});
