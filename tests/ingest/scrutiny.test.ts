import { expect } from 'chai';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import type { KnownFields } from '../../ingest/sources/known-fields.ts';
import { openScrutiny, type Scrutiny } from '../../ingest/sources/scrutiny.ts';
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
      return scrutiny.examine(games, 'http://api/games', answer, answer);
    } catch (error) {
      if (!(error instanceof TankError)) throw error;
      expect(error.code).to.equal('E_SOURCE_SHAPE');
      expect(error.details).to.include({ passing: 'shape' });
      return error.message;
    }
  });

/** Knows two fields, and those it was told to believe. */
function openKnown(): KnownFields & { believed: string[] } {
  const believed: string[] = [];
  return {
    believed,
    unknown: (_endpoint, body) =>
      Object.keys(body as object).filter(
        (field) => !['total', 'games', ...believed].includes(field),
      ),
    believe: (_endpoint, field) => {
      believed.push(field);
    },
  };
}

const open = (): Scrutiny => openScrutiny(openKnown());

describe('scrutiny of answers', () => {
  const refused = 'GET http://api/games: 1 of 2 games';

  it('takes what is whole at once', () => {
    expect(resultsOf(open(), whole)).to.deep.equal([[]]);
  });

  it('asks again for what looks damaged, and takes the good answer', () => {
    expect(resultsOf(open(), cut, whole)).to.deep.equal([refused, []]);
  });

  it('believes the same damage when it comes the third time, and says what it was', () => {
    expect(resultsOf(open(), cut, cut, cut)).to.deep.equal([refused, refused, ['1 of 2 games']]);
  });

  it('believes no damage that differs each time', () => {
    const results = resultsOf(open(), cut, emptied, drifted, cut, emptied);
    expect(results.map((result) => typeof result)).to.deep.equal(Array(5).fill('string'));
  });

  it('believes damage only of the question it was the answer to', () => {
    const known = openKnown();
    resultsOf(openScrutiny(known), cut, cut, cut);
    expect(resultsOf(openScrutiny(known), cut)).to.deep.equal([refused]);
  });

  it('asks again for a new field, but for no later answer once it is believed', () => {
    const known = openKnown();
    const unknown = 'GET http://api/games: unknown field mood';
    expect(resultsOf(openScrutiny(known), drifted, whole)).to.deep.equal([unknown, []]);
    expect(known.believed).to.deep.equal([]);
    const often = resultsOf(openScrutiny(known), drifted, drifted, drifted);
    expect(often).to.deep.equal([unknown, unknown, []]);
    expect(known.believed).to.deep.equal(['mood']);
    expect(resultsOf(openScrutiny(known), drifted)).to.deep.equal([[]]);
  });

  it('believes a new field that comes among others that come and go', () => {
    const known = openKnown();
    const garbled = { ...drifted, noise: 1 };
    const results = resultsOf(openScrutiny(known), drifted, garbled, garbled, drifted);
    expect(results.at(-2)).to.be.a('string');
    expect(results.at(-1)).to.deep.equal([]);
    expect(known.believed).to.deep.equal(['mood']);
  });
});
