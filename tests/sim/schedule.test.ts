import { expect } from 'chai';
import { seasonCalendar, toDate } from '../../sim/calendar.ts';
import { clubs } from '../../sim/clubs.ts';
import type { Fixture } from '../../sim/fixtures.ts';
import { drawSchedule } from '../../sim/schedule.ts';

for (const year of [2024, 2025, 2026]) {
  describe(`the schedule of ${year}`, () => {
    const fixtures = drawSchedule('test', clubs, year);
    const regular = fixtures.filter(({ gameType }) => gameType === 'R');
    const ofClub = (club: number): Fixture[] =>
      regular.filter(({ home, away }) => home === club || away === club);

    it('gives every club 162 games, 81 of them at home', () => {
      expect(regular).to.have.length(2430);
      for (const { index } of clubs) {
        expect(ofClub(index)).to.have.length(162);
        expect(regular.filter(({ home }) => home === index)).to.have.length(81);
      }
    });

    it('numbers every game once', () => {
      expect(new Set(fixtures.map(({ gamePk }) => gamePk)).size).to.equal(fixtures.length);
    });

    it('has each club in one place a day, and two games only as a doubleheader', () => {
      for (const { index } of clubs) {
        const days = new Map<number, Fixture[]>();
        for (const fixture of ofClub(index)) {
          days.set(fixture.day, [...(days.get(fixture.day) ?? []), fixture]);
        }
        for (const games of days.values()) {
          expect(new Set(games.map(({ home }) => home)).size).to.equal(1);
          expect(new Set(games.map(({ away }) => away)).size).to.equal(1);
          expect(games.length).to.be.at.most(2);
          expect(games.map(({ gameNumber }) => gameNumber).sort()).to.deep.equal(
            games.length === 2 ? [1, 2] : [1],
          );
          const marks = new Set(games.map(({ doubleHeader }) => doubleHeader));
          expect([...marks]).to.deep.equal([games.length === 2 ? 'S' : 'N']);
          expect(new Set(games.map(({ gamePk }) => gamePk)).size).to.equal(games.length);
        }
      }
    });

    it('makes every postponed game up later, behind another of the same clubs', () => {
      const postponed = regular.filter((fixture) => fixture.postponed !== null);
      expect(postponed.length).to.be.within(10, 60);
      for (const { postponed: first, day, home, away, gamePk } of postponed) {
        expect(day).to.be.greaterThan(first!.day);
        expect(first!.announced).to.be.below(first!.start);
        const partner = regular.find(
          (other) => other.day === day && other.home === home && other.gamePk !== gamePk,
        );
        expect(partner?.away).to.equal(away);
      }
    });

    it('leaves the days of the all-star break and some others free', () => {
      const { lastOfFirstHalf, firstOfSecondHalf, opening, closing } = seasonCalendar(year);
      const days = new Set(regular.map(({ day }) => day));
      for (let day = lastOfFirstHalf + 1; day < firstOfSecondHalf; day += 1) {
        expect(days.has(day), toDate(day)).to.be.false;
      }
      expect(Math.min(...days)).to.equal(opening);
      expect(Math.max(...days)).to.equal(closing);
      expect(toDate(opening)).to.match(/-03-2[5-9]|-03-3/);
      expect(toDate(closing)).to.match(/-09-(2[0-9]|30)|-10-0/);
    });

    it('has rivals meet more often than strangers', () => {
      const meetings = (a: number, b: number): number =>
        regular.filter(({ home, away }) => (home === a && away === b) || (home === b && away === a))
          .length;
      expect(meetings(0, 1)).to.be.within(12, 16);
      expect(meetings(0, 7)).to.be.within(6, 8);
      expect(meetings(0, 20)).to.be.within(0, 12);
    });
  });
}
