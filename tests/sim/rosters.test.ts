import { expect } from 'chai';
import { seasonCalendar } from '../../sim/calendar.ts';
import { clubs } from '../../sim/clubs.ts';
import { chooseLineup } from '../../sim/lineups.ts';
import { isPitcher } from '../../sim/players.ts';
import { createRandom } from '../../sim/random.ts';
import { buildLeague } from '../../sim/rosters.ts';

describe('rosters of the simulated league', () => {
  const league = buildLeague('test', clubs, [2024, 2025]);
  const { opening, closing } = seasonCalendar(2024);

  it('hold 26 different players on every day, each with one club', () => {
    for (let day = opening; day <= closing; day += 5) {
      const seen = new Set<number>();
      for (const club of clubs) {
        const { active } = league.rosterOn(club, day);
        expect(active).to.have.length(26);
        for (const { id } of active) seen.add(id);
      }
      expect(seen.size).to.equal(26 * 30);
    }
  });

  it('change with injuries, call-ups and trades', () => {
    const changed = clubs.filter((club) => {
      const before = league.rosterOn(club, opening).active;
      const after = league.rosterOn(club, closing).active;
      return before.some((player) => !after.includes(player));
    });
    expect(changed.length).to.be.at.least(25);
    const moved = league.players.filter((player) => {
      const before = league.clubOf(player, opening);
      const after = league.clubOf(player, closing);
      return before !== undefined && after !== undefined && before !== after;
    });
    expect(moved.length).to.be.within(10, 40);
  });

  it('drift in talent from season to season', () => {
    const both = league.players.filter(
      (player) => player.talents.has(2024) && player.talents.has(2025),
    );
    const changes = both.map(
      (player) => player.talents.get(2025)!.quality - player.talents.get(2024)!.quality,
    );
    const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
    const spread = Math.sqrt(
      changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / changes.length,
    );
    expect(spread).to.be.within(0.2, 0.5);
    expect(both.length).to.be.below(league.players.length);
  });

  it('always make a lineup of nine at nine positions', () => {
    for (let day = opening; day <= closing; day += 9) {
      for (const club of clubs) {
        const batters = league.rosterOn(club, day).active.filter(({ role }) => !isPitcher(role));
        const { lineup, bench } = chooseLineup(batters, 2024, createRandom('lineup', club.id, day));
        expect(lineup.map(({ position }) => position).sort((a, b) => a - b)).to.deep.equal([
          2, 3, 4, 5, 6, 7, 8, 9, 10,
        ]);
        expect(lineup.length + bench.length).to.equal(batters.length);
      }
    }
  });

  it('bear invented names, all different', () => {
    const names = league.players.map(({ fullName }) => fullName);
    expect(new Set(names).size).to.equal(names.length);
    expect(Math.min(...league.players.map(({ id }) => id))).to.equal(9_100_001);
  });
});
