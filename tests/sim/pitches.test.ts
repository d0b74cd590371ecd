import { expect } from 'chai';
import { countAfter, drawPitches, isStrikeThrown } from '../../sim/pitches.ts';
import { createRandom } from '../../sim/random.ts';

describe('pitches of a plate appearance', () => {
  const random = createRandom('pitches');

  it('make the count that their end needs', () => {
    for (let i = 0; i < 2000; i += 1) {
      const walk = drawPitches('walk', random);
      expect(countAfter(walk).balls, walk).to.equal(4);
      expect(countAfter(walk).strikes, walk).to.be.at.most(2);
      const strikeout = drawPitches('strikeout', random);
      expect(countAfter(strikeout).strikes, strikeout).to.equal(3);
      expect(countAfter(strikeout).balls, strikeout).to.be.at.most(3);
      const inPlay = drawPitches('inPlayOut', random);
      const before = countAfter(inPlay.slice(0, -1));
      expect(before.balls, inPlay).to.be.at.most(3);
      expect(before.strikes, inPlay).to.be.at.most(2);
      expect(inPlay.at(-1)).to.equal('X');
    }
  });

  it('never reach three strikes or four balls before the last pitch', () => {
    for (const end of ['walk', 'strikeout', 'hit', 'inPlaySafe'] as const) {
      for (let i = 0; i < 500; i += 1) {
        const { balls, strikes } = countAfter(drawPitches(end, random).slice(0, -1));
        expect(balls).to.be.at.most(3);
        expect(strikes).to.be.at.most(2);
      }
    }
  });

  it('are strikes unless they are balls or hit the batter', () => {
    expect(['B', 'C', 'S', 'F', 'H', 'X', 'D', 'E', '*'].filter(isStrikeThrown).join('')).to.equal(
      'CSFXDE',
    );
  });
});
