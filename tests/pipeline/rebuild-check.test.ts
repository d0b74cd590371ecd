import { expect } from 'chai';
import { compareRebuild } from '../../pipeline/steps/rebuild-check.ts';
import { openSmallPipeline, type SmallPipeline } from './small-pipeline.ts';

const made = (changes: Readonly<Record<string, string>> = {}): string => {
  const columns = {
    game_pk: 'n',
    game_date: "DATE_ADD(DATE '2026-04-01', INTERVAL n DAY)",
    team: "IF(n = 3, NULL, 'AMB')",
    share: 'IF(n = 2, -0.0, n / 7)',
    is_home: 'MOD(n, 2) = 0',
    loaded_at: "TIMESTAMP '2026-04-01'",
    ...changes,
  };
  const list = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  return `CREATE OR REPLACE TABLE mlb_features.form AS
    SELECT ${list.join(', ')} FROM UNNEST(GENERATE_ARRAY(1, 5)) AS n`;
};

/** What a rebuild makes of a table, and whether that is told. */
const cases: readonly [what: string, rebuild: string, isTold: boolean | string][] = [
  ['the same', made(), false],
  ['the same at another time', made({ loaded_at: "TIMESTAMP '2026-05-01'" }), false],
  [
    'the same but for the last digits, and the sign of zero',
    made({ share: 'IF(n = 2, 0.0, n / 7 + 1e-15)' }),
    false,
  ],
  [
    'a value that was rounded to the other side',
    made({ share: 'IF(n = 2, 0.0, n / 7 + IF(n = 5, 1e-6, 0))' }),
    false,
  ],
  ['one value', made({ share: 'IF(n = 2, 0.0, IF(n = 5, 0.714, n / 7))' }), 'share'],
  [
    'values in other rows',
    made({ share: 'IF(n = 2, 0.0, IF(n = 5, 3, IF(n = 3, 5, n)) / 7)' }),
    'share',
  ],
  [
    'a value that is no number any more',
    made({ share: "IF(n = 2, 0.0, IF(n = 5, CAST('NaN' AS FLOAT64), n / 7))" }),
    true,
  ],
  [
    'a value that is not there any more',
    made({ share: 'IF(n = 2, 0.0, IF(n = 5, NULL, n / 7))' }),
    true,
  ],
  ['NULL in place of a value', made({ team: "'AMB'" }), true],
  ['one flag', made({ is_home: 'IF(n = 4, FALSE, MOD(n, 2) = 0)' }), true],
  ['a row less', 'DELETE FROM mlb_features.form WHERE game_pk = 4', true],
  [
    'a row twice',
    'INSERT INTO mlb_features.form SELECT * FROM mlb_features.form WHERE game_pk = 4',
    true,
  ],
  [
    'two rows twice, which cancel each other but for their number',
    'INSERT INTO mlb_features.form SELECT f.* FROM mlb_features.form AS f, UNNEST([1, 2]) WHERE f.game_pk = 4',
    true,
  ],
  ['nothing', 'DROP TABLE mlb_features.form', true],
];

describe('the check of a rebuild', function () {
  this.timeout(30_000);
  let small: SmallPipeline;

  before(async () => {
    small = await openSmallPipeline();
    for (const dataset of ['mlb_features', 'mlb_staging'])
      await small.query(`CREATE SCHEMA IF NOT EXISTS ${dataset}`);
    await small.query('CREATE TABLE mlb_staging.other AS SELECT 1 AS a, [1.5] AS b');
    await small.query('CREATE VIEW mlb_staging.seen AS SELECT 1 AS a');
  });

  after(() => small.close());

  for (const [what, rebuild, isTold] of cases) {
    it(`${isTold !== false ? 'tells of' : 'is content with'} ${what}`, async () => {
      await small.query(made());
      const found = await compareRebuild(small.session, async () => {
        await small.query(rebuild);
      });
      const where = typeof isTold === 'string' ? ` (${isTold})` : '';
      expect(found).to.deep.equal({
        compared: 2,
        differing: isTold === false ? [] : [`mlb_features.form${where}`],
      });
    });
  }
});
