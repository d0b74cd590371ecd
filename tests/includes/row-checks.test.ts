import { createRequire } from 'node:module';
import { expect } from 'chai';

interface Rows {
  key: string[];
  required: string[];
  nullable?: string[];
  conditions?: string[];
  date?: string;
}
interface Context {
  ref: (dataset: string, model: string) => string;
}

const { declare, failing } = createRequire(import.meta.url)('../../includes/row_checks.js') as {
  declare: (
    dataform: { assert: (name: string) => unknown; dataform: unknown },
    layer: { dataset: string; tags: string[]; models: Record<string, Rows> },
  ) => void;
  failing: (from: string, rows: Rows) => string;
};

const squeezed = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim();

describe('checks of rows', () => {
  it('count the rows of a key and those that fail any condition, in one pass', () => {
    const rows = {
      key: ['a', 'b'],
      required: [],
      nullable: ['b'],
      conditions: ['c > 0 OR c < -1', 'd'],
    };
    expect(squeezed(failing('t', rows))).to.equal(
      'SELECT a, b, COUNT(*) AS rows_of_key, COUNTIF(NOT (a IS NOT NULL AND (c > 0 OR c < -1) AND (d))) AS wrong_rows FROM t GROUP BY a, b HAVING rows_of_key > 1 OR wrong_rows > 0',
    );
  });

  const made: { name: string; tags?: string[]; text?: string; sql?: string }[] = [];
  const assert = (name: string) => {
    const one: (typeof made)[number] = { name };
    made.push(one);
    const chain = {
      tags: (tags: string[]) => ((one.tags = tags), chain),
      description: (text: string) => ((one.text = text), chain),
      query: (of: (context: Context) => string) => (
        (one.sql = of({ ref: (dataset, model) => `${dataset}.${model}` })),
        chain
      ),
    };
    return chain;
  };
  const target = { schema: 'd', name: 't' };
  const declared = (vars?: object, bigquery?: object, more?: object) => {
    made.length = 0;
    const dataform = { projectConfig: { vars }, actions: [{ proto: { target, bigquery } }] };
    const models = { t: { key: ['a'], required: ['b'], conditions: ['b > 0'], ...more } };
    declare({ assert, dataform }, { dataset: 'd', tags: ['layer'], models });
    return made[0]?.sql;
  };

  it('are one assertion a model, with its words, its layer’s tags and a reference to it', () => {
    expect(declared()).to.contain('FROM d.t\nGROUP BY a\n');
    expect(made.map(({ name, tags, text }) => ({ name, tags, text }))).to.deep.equal([
      {
        name: 'd_t_rows',
        tags: ['layer'],
        text: 'Unique: `a`. Never NULL: `a`, `b`. Every row: `b > 0`.',
      },
    ]);
  });

  it('look at what is from a date on, where there is one and the model has dates', () => {
    const vars = { rows_checked_from: '2019-01-01' };
    const partitioned = { partitionBy: 'game_date' };
    expect(declared(vars, partitioned)).to.contain(
      "FROM d.t\nWHERE game_date >= DATE '2019-01-01'\nGROUP BY a\n",
    );
    expect(declared(vars, undefined, { date: 'day' })).to.contain(
      "WHERE day >= DATE '2019-01-01'\n",
    );
    expect(declared(vars)).to.contain('FROM d.t\nGROUP BY a\n');
    expect(declared({}, partitioned)).to.contain('FROM d.t\nGROUP BY a\n');
    expect(() => declared({ rows_checked_from: '2019' }, partitioned)).to.throw('YYYY-MM-DD');
  });
});
