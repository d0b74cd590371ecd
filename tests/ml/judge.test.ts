import { expect } from 'chai';
import { paired, type Judged } from '../../ml/comparison.ts';
import { judge, type Candidate, type Making } from '../../ml/judge.ts';

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

const made = (recipe: string, options = 'usual', isTuned = false): Making => ({
  recipe,
  options,
  isTuned,
});
/** Made like every other candidate but for the model that leads. */
const other = { models: { game_outcome: made('other'), home_runs: made('runs') } };

const candidate = (
  version: string,
  lead: Judged[],
  more: Partial<Candidate> & { runs?: Judged[] } = {},
): Candidate => ({
  version,
  models: { game_outcome: made('same'), home_runs: made('runs') },
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
  const guarded = (challenger: Candidate, champion: Candidate, missing: string[], name: string) => {
    const judgement = judge(challenger, champion, missing);
    expect(judgement, judgement.reason).to.include({ promote: false, verdict: 'guard' });
    expect(
      judgement.guards.filter(({ passed }) => !passed).map((guard) => guard.name),
    ).to.deep.equal([name]);
  };

  it('lets the first version forecast', () => {
    const judgement = judge(candidate('v1.0.0', []), undefined, []);
    expect(judgement).to.include({ promote: true, verdict: 'first' });
  });

  it('promotes what is better beyond noise, whatever it is made of', () => {
    const better = candidate('v2.0.0', forecasts(600, good), other);
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
    const otherwise = candidate('v2.0.0', forecasts(600, good), other);
    expect(judge(otherwise, champion, [])).to.include({ promote: false, verdict: 'equal' });
    const fresher = candidate('v1.0.1', forecasts(600, good), { trainingThrough: '2019-08-02' });
    expect(judge(fresher, champion, [])).to.include({
      promote: true,
      verdict: 'equal and fresher',
    });
    const older = candidate('v0.9.0', forecasts(600, good), { trainingThrough: '2019-07-01' });
    expect(judge(older, champion, [])).to.include({ promote: false, verdict: 'equal' });
  });

  const lineups = (more: Candidate['models'][string], forecast: typeof good): Candidate => {
    const { models, forecasts: all, ...rest } = candidate('v2.0.0', forecasts(600, good));
    return {
      ...rest,
      models: { ...models, lineups: more },
      forecasts: { ...all, lineups: forecasts(600, forecast) },
    };
  };

  it('takes one that is as good and forecasts more, when the new models know something', () => {
    const champion = candidate('v1.0.0', forecasts(600, good));
    const judgement = judge(lineups(made('lineups'), good), champion, []);
    expect(judgement, judgement.reason).to.include({ promote: true, verdict: 'equal and more' });
    expect(judgement.reason).to.contain('forecasts lineups too');
    const upsideDown = (won: boolean, at: number): number => 1 - good(won, at);
    guarded(lineups(made('lineups'), upsideDown), champion, [], 'new models');
    const changed = { ...champion, models: { ...champion.models, home_runs: made('old runs') } };
    expect(judge(lineups(made('lineups'), good), changed, [])).to.include({ verdict: 'equal' });
  });

  it('refuses one that leaves something without a model', () => {
    const more = { ...lineups(made('lineups'), good), version: 'v1.0.0' };
    guarded(candidate('v2.0.0', forecasts(600, good)), more, [], 'models');
  });

  it('takes options that tuning chose when they do as well, and others only when they do better', () => {
    const champion = candidate('v1.0.0', forecasts(600, good));
    const optioned = (isTuned: boolean): Candidate =>
      candidate('v2.0.0', forecasts(600, good), {
        models: { game_outcome: made('same', 'new', isTuned), home_runs: made('runs') },
      });
    expect(judge(optioned(true), champion, [])).to.include({ promote: true, verdict: 'tuned' });
    expect(judge(optioned(false), champion, [])).to.include({ promote: false, verdict: 'equal' });
  });

  it('refuses one that collapses in a season', () => {
    const collapses = (won: boolean, at: number): number => {
      if (at >= 300) return won ? 0.4 : 0.6;
      return won === at % 10 < 8 ? 0.75 : 0.25;
    };
    const inTwoSeasons = (of: typeof good): Judged[] =>
      forecasts(600, of).map((one, at) => ({
        ...one,
        date: `${at < 300 ? 2018 : 2019}-0${String(4 + (at % 300 > 150 ? 1 : 0))}-15`,
      }));
    const { guards } = judge(
      candidate('v2.0.0', inTwoSeasons(collapses), other),
      candidate('v1.0.0', inTwoSeasons(dull)),
      [],
    );
    expect(guards.find(({ name }) => name === 'slices')?.says).to.contain('season 2019');
  });

  it('asks for a hundred games before one made otherwise forecasts', () => {
    const champion = candidate('v1.0.0', forecasts(99, dull));
    const judgement = judge(candidate('v2.0.0', forecasts(99, good), other), champion, []);
    expect(judgement).to.include({ promote: false, verdict: 'too few games' });
  });

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
    const judgement = judge(candidate('v2.0.0', forecasts(600, collapses), other), champion, []);
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
      candidate(version, lead, {
        models: { game_outcome: made(version), home_runs: made('runs') },
        isClassifier: false,
      });
    const judgement = judge(of('v2.0.0', runs(0.1)), of('v1.0.0', runs(0.4)), []);
    expect(judgement).to.include({ promote: true, verdict: 'better' });
    expect(judgement.reason).to.contain('squared error -0.1');
    expect(judgement.guards.map(({ name }) => name)).to.deep.equal([
      'features',
      'other models',
      'models',
    ]);
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
