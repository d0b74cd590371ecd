import { expect } from 'chai';
import { rosterBody } from '../../sim/api/directory-response.ts';
import { transactionsBody } from '../../sim/api/transactions-response.ts';
import { seasonCalendar, toDate, toDay } from '../../sim/calendar.ts';
import { finishedWorld } from './simulated-season.ts';

interface Transaction {
  id: number;
  person: { id: number; fullName: string };
  fromTeam?: { id: number };
  toTeam: { id: number };
  date: string;
  typeCode: string;
  description: string;
}
interface Entry {
  person: { id: number };
  status: { code: string };
}

describe('transactions of the simulated league', () => {
  const world = finishedWorld();
  const { opening, closing } = seasonCalendar(2024);

  const transactions = (from: number, to: number): Transaction[] =>
    transactionsBody(world, { fromDay: from, toDay: to, teamIds: [] })
      .transactions as Transaction[];

  /** Club and status of everyone on a 40-man roster. */
  function statuses(day: number): Map<number, string> {
    const all = new Map<number, string>();
    for (const club of world.clubs) {
      const { roster } = rosterBody(world, club, '40Man', day, 2024) as unknown as {
        roster: Entry[];
      };
      for (const { person, status } of roster) all.set(person.id, `${club.id} ${status.code}`);
    }
    return all;
  }

  it('lead from the rosters of one day to those of any other', () => {
    const expected = statuses(opening - 1);
    const codeAfter = ({ typeCode, description }: Transaction, before: string): string => {
      if (typeCode === 'OPT') return 'RM';
      if (description.includes('placed')) return 'D10';
      if (description.includes('transferred')) return 'D60';
      if (typeCode === 'TR') return before;
      return 'A';
    };
    for (let day = opening; day <= closing + 1; day += 1) {
      for (const move of transactions(day, day)) {
        const [, code = ''] = (expected.get(move.person.id) ?? '').split(' ');
        expected.set(move.person.id, `${move.toTeam.id} ${codeAfter(move, code)}`);
      }
      if (day % 7 === 0 || day > closing) {
        expect([...expected].sort(), toDate(day)).to.deep.equal([...statuses(day)].sort());
      }
    }
  });

  it('tell of injuries, recalls, trades and of winters, each with a key of its own', () => {
    const season = transactions(opening, closing + 1);
    const count = (pattern: RegExp): number =>
      season.filter(({ description }) => pattern.test(description)).length;
    const placed = count(/ placed .* on the 10-day injured list\.$/);
    expect(placed).to.be.within(150, 500);
    expect(count(/ transferred .* to the 60-day injured list\.$/)).to.be.within(5, placed / 3);
    expect(count(/ activated .* from the 60-day injured list\.$/)).to.be.above(4);
    expect(count(/ activated /)).to.equal(placed);
    expect(season.filter(({ typeCode }) => typeCode === 'CU').length).to.be.at.least(placed);
    for (const { typeCode, fromTeam, toTeam } of season) {
      expect(fromTeam !== undefined).to.equal(typeCode === 'TR');
      expect(fromTeam?.id).not.to.equal(toTeam.id);
    }
    const all = transactions(toDay('2024-01-01'), toDay('2025-12-31'));
    expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length);
    expect(all.filter(({ typeCode }) => typeCode === 'RET').length).to.be.above(5);
    expect(all.filter(({ typeCode }) => typeCode === 'SFA').length).to.be.above(5);
  });

  it('are there for active players that the 40-man roster has as active too', () => {
    for (const club of world.clubs) {
      const ids = (type: string, codes: RegExp): number[] =>
        (
          rosterBody(world, club, type, opening + 100, 2024) as unknown as { roster: Entry[] }
        ).roster
          .filter(({ status }) => codes.test(status.code))
          .map(({ person }) => person.id)
          .sort((a, b) => a - b);
      expect(ids('40Man', /^A$/)).to.deep.equal(ids('active', /./));
    }
  });
});
