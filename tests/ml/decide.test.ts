import { expect } from 'chai';
import { decide } from '../../ml/decide.ts';

describe('the decision how to train', () => {
  const situation: Parameters<typeof decide>[0] = {
    asOf: '2019-06-10',
    trainingRows: 5000,
    minimumRows: 500,
    champion: { version: 'v1.0.0', asOf: '2019-06-05' },
    newDays: 5,
    isUpdatedBetween: true,
    unchanged: false,
    newRecipes: [],
    fullAsked: false,
    requests: [],
    daysSinceFull: 5,
    postseasonFrom: undefined,
  };
  const frozen = { asOf: '2019-10-01', postseasonFrom: '2019-10-01' };
  const cases: [string, Partial<typeof situation>, string, string][] = [
    ['a few new days', {}, 'incremental', 'new_games'],
    ['six days', { newDays: 6 }, 'incremental', 'new_games'],
    ['six days of players', { newDays: 6, isUpdatedBetween: false }, 'nothing', 'few_days'],
    ['seven days of players', { newDays: 7, isUpdatedBetween: false }, 'full', 'week'],
    ['seven days', { newDays: 7 }, 'full', 'week'],
    ['nothing new', { unchanged: true }, 'nothing', 'unchanged'],
    ['nothing new and old', { unchanged: true, daysSinceFull: 90 }, 'nothing', 'unchanged'],
    ['fourteen days', { daysSinceFull: 14 }, 'incremental', 'new_games'],
    ['fifteen days', { daysSinceFull: 15 }, 'full', 'old'],
    ['no version', { champion: undefined }, 'full', 'first'],
    ['too few games', { trainingRows: 499, fullAsked: true }, 'nothing', 'too_few_games'],
    ['a wish', { unchanged: true, fullAsked: true }, 'full', 'asked'],
    ['drift', { unchanged: true, requests: ['an input has drifted'] }, 'full', 'requested'],
    ['a new recipe', { newRecipes: ['trees'] }, 'full', 'new_recipe'],
    ['the eve of the postseason', { ...frozen, asOf: '2019-09-30' }, 'incremental', 'new_games'],
    ['the postseason', frozen, 'freeze', 'frozen'],
    ['a wish in the postseason', { ...frozen, fullAsked: true }, 'freeze', 'frozen'],
    ['the postseason without a version', { ...frozen, champion: undefined }, 'full', 'first'],
  ];
  for (const [name, change, action, reason] of cases) {
    it(`${name}: ${action}`, () => {
      const decision = decide({ ...situation, ...change });
      expect(decision).to.include({ action, reason });
      expect(decision.says).to.match(/\w/);
    });
  }
});
