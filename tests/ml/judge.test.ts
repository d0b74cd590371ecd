import { expect } from 'chai';
import { judge, paired, type Candidate, type Judged } from '../../ml/judge.ts';

/** Forecasts of `n` games of which every other one is won. */
const forecasts = (
  n: number,
  forecast: (won: boolean, at: number) => number,
  more: Partial<Judged> = {},
): Judged[] =>
  Array.from({ length: n }, (_, at) => ({
    key: String(at),
    date: `2019-0${4 + Math.floor(at / 150)}-15`,
    homeTeam: at % 30,
    awayTeam: (at + 7) % 30,
    grade: 'A',
    forecast: forecast(at % 2 === 0, at),
    actual: at % 2 === 0 ? 1 : 0,
    fitThrough: '2019-03-01',
    wasServed: false,
    ...more,
  }));

const candidate = (
  version: string,
  lead: Judged[],
  more: Partial<Candidate> & { runs?: Judged[] } = {},
): Candidate => ({
  version,
  hash: 'same',
  trainingThrough: '2019-08-01',
  lead: 'game_outcome',
  isClassifier: true,
  forecasts: { game_outcome: lead, home_runs: more.runs ?? [] },
  ...more,
});

/** Says 60 % for 60 % of the games it should: calibrated, and right more often than not. */
const good = (won: boolean, at: number): number => (won === at % 10 < 6 ? 0.6 : 0.4);
const dull = (_: boolean, at: number): number => (at % 3 === 0 ? 0.51 : 0.49);

describe('the judgement of a challenger', () => {
  it('lets the first version forecast', () => {
    const judgement = judge(candidate('v1.0.0', []), undefined, []);
    expect(judgement).to.include({ promote: true, verdict: 'first' });
  });

  it('promotes what is better beyond noise, whatever it is made of', () => {
    const better = candidate('v2.0.0', forecasts(600, good), { hash: 'other' });
    const judgement = judge(better, candidate('v1.0.0', forecasts(600, dull)), []);
    expect(judgement, judgement.reason).to.include({ promote: true, verdict: 'better' });
    expect(judgement.comparison).to.include({ games: 600, meetsPlanRule: true });
  });

  it('refuses what is worse', () => {
    const dullOne = candidate('v2.0.0', forecasts(600, dull));
    const judgement = judge(dullOne, candidate('v1.0.0', forecasts(600, good)), []);
    expect(judgement).to.include({ promote: false, verdict: 'worse' });
    expect(judgement.comparison).to.include({ meetsPlanRule: false });
  });

  it('keeps the champion beside one made otherwise that is as good, and takes the fresher of two alike', () => {
    const champion = candidate('v1.0.0', forecasts(600, good));
    const other = candidate('v2.0.0', forecasts(600, good), { hash: 'other' });
    expect(judge(other, champion, [])).to.include({ promote: false, verdict: 'equal' });
    const fresher = candidate('v1.0.1', forecasts(600, good), { trainingThrough: '2019-08-02' });
    expect(judge(fresher, champion, [])).to.include({
      promote: true,
      verdict: 'equal and fresher',
    });
    const older = candidate('v0.9.0', forecasts(600, good), { trainingThrough: '2019-07-01' });
    expect(judge(older, champion, [])).to.include({ promote: false, verdict: 'equal' });
  });

  it('asks for a hundred games before one made otherwise forecasts', () => {
    const champion = candidate('v1.0.0', forecasts(99, dull));
    const judgement = judge(
      candidate('v2.0.0', forecasts(99, good), { hash: 'other' }),
      champion,
      [],
    );
    expect(judgement).to.include({ promote: false, verdict: 'too few games' });
  });

  const guarded = (challenger: Candidate, champion: Candidate, missing: string[], name: string) => {
    const judgement = judge(challenger, champion, missing);
    expect(judgement, judgement.reason).to.include({ promote: false, verdict: 'guard' });
    expect(
      judgement.guards.filter(({ passed }) => !passed).map((guard) => guard.name),
    ).to.deep.equal([name]);
  };

  it('refuses a version that needs a feature that has gone', () => {
    const champion = candidate('v1.0.0', forecasts(600, good));
    guarded(candidate('v1.0.1', forecasts(600, good)), champion, ['run_margin_diff'], 'features');
  });

  it('refuses a version that is far better in all but one slice, and collapses there', () => {
    const collapses = (won: boolean, at: number): number => {
      if (at >= 450) return won ? 0.4 : 0.6;
      return won === at % 10 < 8 ? 0.75 : 0.25;
    };
    const champion = candidate('v1.0.0', forecasts(600, dull));
    const judgement = judge(
      candidate('v2.0.0', forecasts(600, collapses), { hash: 'other' }),
      champion,
      [],
    );
    const guard = judgement.guards.find(({ name }) => name === 'slices');
    expect(guard?.passed).to.equal(false);
    expect(guard?.says).to.contain('month 2019-07');
    expect(judgement.promote).to.equal(false);
  });

  it('refuses forecasts that are far too sure', () => {
    const sure = (won: boolean, at: number): number => (good(won, at) > 0.5 ? 0.66 : 0.34);
    const timid = (won: boolean, at: number): number => (good(won, at) > 0.5 ? 0.54 : 0.46);
    const verySure = (won: boolean, at: number): number => (good(won, at) > 0.5 ? 0.9 : 0.1);
    const champion = candidate('v1.0.0', forecasts(5000, good));
    expect(
      judge(candidate('v2.0.0', forecasts(5000, verySure)), champion, []).guards[0]?.passed,
    ).to.equal(false);
    expect(
      judge(candidate('v2.0.0', forecasts(600, sure)), champion, []).guards[0]?.says,
    ).to.contain("the champion's");
    // No further off than the champion is no reason to refuse.
    const alike = candidate('v1.0.1', forecasts(5000, timid));
    expect(judge(alike, candidate('v1.0.0', forecasts(5000, timid)), [])).to.include({
      promote: true,
    });
  });

  it('refuses a version whose other models are worse', () => {
    const runs = (by: number): Judged[] =>
      forecasts(600, (won) => (won ? 1 : 0) + by).map((one, at) => ({
        ...one,
        forecast: one.forecast + (at % 5) / 100,
      }));
    const champion = candidate('v1.0.0', forecasts(600, good), { runs: runs(0) });
    guarded(
      candidate('v1.0.1', forecasts(600, good), { runs: runs(0.5) }),
      champion,
      [],
      'other models',
    );
  });

  it('judges models of numbers by their squared error', () => {
    const runs = (off: number): Judged[] =>
      forecasts(600, (won, at) => (won ? 1 : 0) + off + (at % 7) / 100);
    const of = (version: string, lead: Judged[]) =>
      candidate(version, lead, { hash: version, isClassifier: false });
    const judgement = judge(of('v2.0.0', runs(0.1)), of('v1.0.0', runs(0.4)), []);
    expect(judgement).to.include({ promote: true, verdict: 'better' });
    expect(judgement.reason).to.contain('squared error -0.1');
    expect(judgement.guards.map(({ name }) => name)).to.deep.equal(['features', 'other models']);
    expect(judge(of('v2.0.0', runs(0.4)), of('v1.0.0', runs(0.1)), [])).to.include({
      promote: false,
      verdict: 'worse',
    });
  });

  it('compares only fits that are about as old, and the forecasts that were served first', () => {
    const old = forecasts(3, good, { fitThrough: '2019-01-01' });
    const recent = forecasts(2, good, { fitThrough: '2019-03-20' });
    const served = forecasts(1, () => 0.7, { fitThrough: '2019-03-25', wasServed: true });
    const pairs = paired(forecasts(3, good), [...old, ...recent, ...served]);
    expect(pairs.map(({ champion }) => [champion.key, champion.fitThrough])).to.deep.equal([
      ['0', '2019-03-25'],
      ['1', '2019-03-20'],
    ]);
  });
});
