import { expect } from 'chai';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import { openScrutinies, type Scrutiny } from '../../ingest/sources/scrutiny.ts';
import { TankError } from '../../warehouse/errors.ts';

interface Answer {
  total?: number;
  games: number[];
  mood?: string;
}

const games: Endpoint<Answer> = {
  name: 'games',
  format: 'json',
  check: ({ body }) => body as Answer,
  fields: ['total', 'games'],
  doubts: ({ total, games: listed }) =>
    total === listed.length ? [] : [`${listed.length} of ${total ?? 0} games`],
};

const whole: Answer = { total: 2, games: [1, 2] };
const cut: Answer = { total: 2, games: [1] };
const emptied: Answer = { total: 2, games: [] };
const drifted: Answer = { ...whole, mood: 'good' };

/** What becomes of answers to one question: doubts, or the message of the refusal. */
const resultsOf = (scrutiny: Scrutiny, ...answers: Answer[]): unknown[] =>
  answers.map((answer) => {
    try {
      return scrutiny.examine(games, 'http://api/games', answer);
    } catch (error) {
      if (!(error instanceof TankError)) throw error;
      expect(error.code).to.equal('E_SOURCE_SHAPE');
      expect(error.details).to.include({ passing: 'shape' });
      return error.message;
    }
  });

describe('scrutiny of answers', () => {
  const refused = 'GET http://api/games: 1 of 2 games';

  it('takes what is whole at once', () => {
    expect(resultsOf(openScrutinies()(), whole)).to.deep.equal([[]]);
  });

  it('asks again for what looks damaged, and takes the good answer', () => {
    expect(resultsOf(openScrutinies()(), cut, whole)).to.deep.equal([refused, []]);
  });

  it('believes the same damage when it comes the third time, and says what it was', () => {
    expect(resultsOf(openScrutinies()(), cut, cut, cut)).to.deep.equal([
      refused,
      refused,
      ['1 of 2 games'],
    ]);
  });

  it('believes no damage that differs each time', () => {
    const results = resultsOf(openScrutinies()(), cut, emptied, drifted, cut, emptied);
    expect(results.map((result) => typeof result)).to.deep.equal(Array(5).fill('string'));
  });

  it('believes damage only of the question it was the answer to', () => {
    const open = openScrutinies();
    resultsOf(open(), cut, cut, cut);
    expect(resultsOf(open(), cut)).to.deep.equal([refused]);
  });

  it('asks again for a new field, but for no later answer once it is believed', () => {
    const open = openScrutinies();
    const unknown = 'GET http://api/games: unknown field mood';
    expect(resultsOf(open(), drifted, whole)).to.deep.equal([unknown, []]);
    expect(resultsOf(open(), drifted, drifted, drifted).at(-1)).to.deep.equal([
      'unknown field mood',
    ]);
    expect(resultsOf(open(), drifted)).to.deep.equal([[]]);
  });
});
