import { createRequire } from 'node:module';
import { expect } from 'chai';
import { openSmallWarehouse, type SmallWarehouse } from '../definitions/small-warehouse.ts';

interface Action {
  phase: string;
  grade: string;
  should_proceed: boolean;
  should_alert: boolean;
  should_retry: boolean;
}

const load = createRequire(import.meta.url);
const grades = load('../../includes/grades.js') as {
  weights: Record<string, number>;
  grade: (blocked?: string) => string;
  weightedScore: () => string;
  actionRows: () => Action[];
};
const phases = load('../../includes/phases.js') as { ofGame: (column: string) => string };
const rosterRules = load('../../includes/roster_rules.js') as { least: number; most: () => string };
const payloads = load('../../includes/payloads.js') as {
  declared: Record<string, unknown>;
  mismatches: (entity: string) => string;
};
const gameChecks = load('../../includes/game_checks.js') as {
  pitchTypes: string[];
  plausibleLine: () => string;
  isOnTheBases: (column: string) => string;
};
const lists = load('../../includes/checks.js') as { passRate: () => string; outcome: () => string };

describe('SQL of quality', () => {
  let warehouse: SmallWarehouse;
  before(async () => {
    warehouse = await openSmallWarehouse();
  });
  after(() => warehouse.close());

  /** One column of answers to one expression over rows. */
  const answers = async <Value>(expression: string, rows: readonly string[]): Promise<Value[]> => {
    const from = rows.map((row, index) => `SELECT ${String(index)} AS n, ${row}`);
    const found = await warehouse.rows<{ answer: Value }>(
      `SELECT ${expression} AS answer FROM (${from.join(' UNION ALL ')}) ORDER BY n`,
    );
    return found.map(({ answer }) => answer);
  };

  const scored = (
    schema: number,
    fields: string,
    players: string,
    ranges: string,
    phase = 'regular_season',
  ): string =>
    `'${phase}' AS phase, CAST(${String(schema)} AS FLOAT64) AS schema_match, CAST(${fields} AS FLOAT64) AS data_completeness,
    CAST(${players} AS FLOAT64) AS player_completeness, CAST(${ranges} AS FLOAT64) AS value_ranges`;

  const gradesOf = async (rows: readonly string[]): Promise<string> => {
    const withScore = `(SELECT ${grades.grade()} FROM (SELECT ${grades.weightedScore()} AS quality_score))`;
    return (await answers<string>(withScore, rows)).join('');
  };

  it('weighs the scores as the plan does', () => {
    expect(grades.weights).to.deep.equal({
      schema_match: 0.3,
      data_completeness: 0.2,
      player_completeness: 0.4,
      value_ranges: 0.1,
    });
  });

  it('grades A from 0.99 of the score and the fields, with every player', async () => {
    expect(
      await gradesOf([
        scored(1, '1', '1', '1'),
        scored(1, '1', '1', '0.9'), // the score is exactly 0.99
        scored(1, '1', '1', '0.899'),
        scored(1, '0.99', '1', '1'),
        scored(1, '0.9899', '1', '1'),
        scored(1, '1', '39 / 40', '1'), // the score is exactly 0.99, but a player is missing
        scored(1, '1', '999 / 1000', '1'),
      ]),
    ).to.equal('AABABBB');
  });

  it('grades B from 0.95 of the score and the fields, with more than 95 % of the players', async () => {
    expect(
      await gradesOf([
        scored(1, '0.95', '1', '1'),
        scored(1, '0.9499', '1', '1'),
        scored(1, '1', '1', '0.5'), // 0.95
        scored(1, '1', '1', '0.4999'),
        scored(1, '1', '19 / 20', '1'), // 95 % of the players is not more than 95 %
        scored(1, '1', '0.951', '1'),
        scored(1, '0.95', '0.9625', '1'), // 0.3 + 0.19 + 0.385 + 0.1
      ]),
    ).to.equal('BCBCCBB');
  });

  it('grades C from 0.80 of the score and the fields, with 90 % of the players', async () => {
    expect(
      await gradesOf([
        scored(1, '0.8', '1', '1'),
        scored(1, '0.7999', '1', '1'),
        scored(1, '1', '9 / 10', '1'),
        scored(1, '1', '0.8999', '1'),
        scored(1, '0.8', '0.9', '0'), // 0.3 + 0.16 + 0.36 = 0.82
        scored(1, '0.9', '0.9', '0'),
      ]),
    ).to.equal('CFCFCC');
  });

  it('grades F whatever else where the schema does not match, or a check blocks', async () => {
    expect(await gradesOf([scored(0, '1', '1', '1')])).to.equal('F');
    const blocked = `(SELECT ${grades.grade('TRUE')} FROM (SELECT 1.0 AS quality_score))`;
    expect(await answers(blocked, [scored(1, '1', '1', '1')])).to.deep.equal(['F']);
  });

  it('asks for 80 % of the players in spring and for all in the postseason', async () => {
    expect(
      await gradesOf([
        scored(1, '1', '0.8', '1', 'spring_training'),
        scored(1, '1', '0.7999', '1', 'spring_training'),
        scored(1, '1', '0.97', '1', 'spring_training'),
        scored(1, '1', '0.99', '1', 'postseason'),
        scored(1, '0.96', '1', '1', 'postseason'),
        scored(1, '0.8', '1', '1', 'postseason'),
        scored(1, '1', '1', '1', 'postseason'),
      ]),
    ).to.equal('CFBFBCA');
  });

  it('lets F not proceed, alerts of C, and in the postseason of B, which is collected again', () => {
    const flags = (phase: string): string =>
      grades
        .actionRows()
        .filter((row) => row.phase === phase)
        .map(
          (row) =>
            `${row.grade}${row.should_proceed ? ' proceed' : ''}${row.should_alert ? ' alert' : ''}${row.should_retry ? ' retry' : ''}`,
        )
        .join(', ');
    const plain = 'A proceed, B proceed, C proceed alert, F alert retry';
    expect(flags('regular_season')).to.equal(plain);
    expect(flags('spring_training')).to.equal(plain);
    expect(flags('postseason')).to.equal(
      'A proceed, B proceed alert retry, C proceed alert retry, F alert retry',
    );
  });

  it('knows the phase by the type of the game', async () => {
    const types = ['S', 'E', 'A', 'R', 'F', 'D', 'L', 'W'];
    const found = await answers(
      phases.ofGame('game_type'),
      types.map((type) => `'${type}' AS game_type`),
    );
    expect(found).to.deep.equal([
      ...Array<string>(3).fill('spring_training'),
      'regular_season',
      ...Array<string>(4).fill('postseason'),
    ]);
  });

  it('knows how many players a roster had when', async () => {
    const at = (date: string, phase = 'regular_season'): string =>
      `DATE '${date}' AS check_date, '${phase}' AS phase`;
    const found = await answers<number>(rosterRules.most(), [
      at('2019-08-31'),
      at('2019-09-01'),
      at('2018-10-01'),
      at('2019-10-15', 'postseason'),
      at('2020-07-24'),
      at('2020-08-06'),
      at('2020-10-01', 'postseason'),
      at('2021-05-01'),
      at('2021-09-01'),
      at('2022-05-01'),
      at('2022-05-02'),
      at('2022-10-12', 'postseason'),
    ]);
    expect(found).to.deep.equal([26, 40, 40, 25, 31, 29, 28, 27, 29, 29, 27, 26]);
    expect(rosterRules.least).to.equal(24);
  });

  it('names the declared fields that a payload lacks or has in another type', async () => {
    const player = (payload: unknown): string => `JSON '${JSON.stringify(payload)}' AS payload`;
    const good = { person: { id: 1, fullName: 'A' }, position: { code: '2' } };
    const line = { plateAppearances: 4, atBats: 4, runs: 0, hits: 1, homeRuns: 0, baseOnBalls: 0 };
    const found = await answers(payloads.mismatches('boxscore_players'), [
      player(good),
      player({ ...good, surprise: true }),
      player({ ...good, person: { id: '1', fullName: 'A' } }),
      player({ person: { id: 1, fullName: 'A' } }),
      player({ ...good, stats: { batting: line, pitching: {} } }),
      player({ ...good, stats: { batting: { ...line, hits: '1', runs: null } } }),
    ]);
    expect(found).to.deep.equal([
      '',
      '',
      'person.id, ',
      'position.code, ',
      '',
      'stats.batting.runs, stats.batting.hits, ',
    ]);
  });

  it('demands the score only of games that are over', async () => {
    const game = (state: string, score?: number | null): string => {
      const team = { team: { id: 1 }, ...(score !== undefined && { score }) };
      const payload = {
        gamePk: 1,
        gameDate: 'x',
        officialDate: 'x',
        season: '2019',
        gameType: 'R',
        status: { codedGameState: state },
        teams: { home: team, away: team },
      };
      return `JSON '${JSON.stringify(payload)}' AS payload`;
    };
    const scores = 'teams.home.score, teams.away.score, ';
    expect(
      await answers(payloads.mismatches('schedule'), [
        game('S'),
        game('F', 3),
        game('F'),
        game('F', null),
        game('D'),
      ]),
    ).to.deep.equal(['', '', scores, scores, '']);
  });

  it('knows every code of a pitch once', () => {
    expect(new Set(gameChecks.pitchTypes).size).to.equal(gameChecks.pitchTypes.length);
    expect(gameChecks.pitchTypes).to.include.members([
      ...['FF', 'SI', 'FC', 'SL', 'ST', 'SV', 'CU', 'KC', 'CS', 'CH', 'FS', 'FO', 'SC', 'KN', 'EP'],
      ...['FA', 'PO', 'IN', 'UN'],
    ]);
  });

  it('tells plate appearances from what happened on the bases', async () => {
    const events = ['single', 'field_error', 'caught_stealing_2b', 'pickoff_1b', 'other_advance'];
    expect(
      await answers(
        gameChecks.isOnTheBases('event'),
        events.map((event) => `'${event}' AS event`),
      ),
    ).to.deep.equal([false, false, true, true, true]);
  });

  it('rates what expects nothing as whole, and never above one', async () => {
    const row = (actual: string, expected: string): string =>
      `CAST(${actual} AS FLOAT64) AS actual, CAST(${expected} AS FLOAT64) AS expected`;
    expect(
      await answers(lists.passRate(), [
        row('3', '4'),
        row('0', '0'),
        row('5', '4'),
        row('-1', '4'),
        row('NULL', '4'),
      ]),
    ).to.deep.equal([0.75, 1, 1, 0, 0]);
  });
});
