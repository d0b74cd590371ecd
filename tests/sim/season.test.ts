import { expect } from 'chai';
import { decide } from '../../sim/decisions.ts';
import { emptyBatting, emptyFielding, emptyPitching, sumLines } from '../../sim/lines.ts';
import type { BattingLine, FieldingLine, PitchingLine } from '../../sim/lines.ts';
import type { Side } from '../../sim/plays.ts';
import { replay } from '../../sim/season.ts';
import { tallyGame, type TeamTally } from '../../sim/tally.ts';
import { finishedSeason, finishedWorld } from './simulated-season.ts';

interface Totals {
  batting: BattingLine;
  pitching: PitchingLine;
  fielding: FieldingLine;
}

function totalsOf(team: TeamTally): Totals {
  const players = [...team.players.values()];
  return {
    batting: sumLines(
      emptyBatting(),
      players.flatMap((player) => player.batting ?? []),
    ),
    pitching: sumLines(
      emptyPitching(),
      players.flatMap((player) => player.pitching ?? []),
    ),
    fielding: sumLines(
      emptyFielding(),
      players.map((player) => player.fielding),
    ),
  };
}

describe('a simulated season', () => {
  const season = finishedSeason();
  const { seed } = finishedWorld();
  const regular = season.games.filter(({ fixture }) => fixture.gameType === 'R');

  it('adds up in every game: runs, outs, plate appearances and what one side did to the other', () => {
    for (const game of season.games) {
      const plays = replay(seed, game);
      const tally = tallyGame(plays, game.plan.home, game.plan.away);
      const decisions = decide(plays, tally);
      const home = totalsOf(tally.home);
      const away = totalsOf(tally.away);
      const label = `game ${game.fixture.gamePk}`;
      expect(tally.home.score, label).to.equal(game.homeRuns);
      expect(tally.away.score, label).to.equal(game.awayRuns);
      for (const [own, other, side] of [
        [home, away, 'home'],
        [away, home, 'away'],
      ] as [Totals, Totals, Side][]) {
        const { batting } = own;
        const against = other.pitching;
        const byInning = tally[side].innings.reduce((sum, line) => sum + (line?.runs ?? 0), 0);
        expect(batting.runs, label).to.equal(tally[side].score).and.equal(byInning);
        expect(batting.plateAppearances, label)
          .to.equal(against.battersFaced)
          .and.equal(
            batting.atBats +
              batting.baseOnBalls +
              batting.hitByPitch +
              batting.sacFlies +
              batting.sacBunts,
          );
        for (const field of [
          'runs',
          'hits',
          'doubles',
          'triples',
          'homeRuns',
          'strikeOuts',
        ] as const) {
          expect(batting[field], `${label} ${field}`).to.equal(against[field]);
        }
        for (const field of [
          'baseOnBalls',
          'atBats',
          'rbi',
          'stolenBases',
          'caughtStealing',
        ] as const) {
          expect(batting[field], `${label} ${field}`).to.equal(against[field]);
        }
        expect(against.outs, label).to.equal(other.fielding.putOuts);
        expect(against.balls + against.strikes, label).to.equal(against.numberOfPitches);
        expect(against.earnedRuns, label).to.be.at.most(against.runs);
        expect(batting.airOuts, label).to.equal(
          batting.flyOuts + batting.lineOuts + batting.popOuts,
        );
        const left = plays
          .filter((play, i) => {
            const next = plays[i + 1];
            const isLast = next?.inning !== play.inning || next.isTop !== play.isTop;
            return isLast && (play.isTop ? 'away' : 'home') === side;
          })
          .reduce((sum, play) => sum + play.basesAfter.filter(Boolean).length, 0);
        const placed = plays.filter(
          (play) => play.placedRunner && (play.isTop ? 'away' : 'home') === side,
        ).length;
        expect(
          batting.plateAppearances + placed,
          `${label}: every batter scores, is out or is left`,
        ).to.equal(batting.runs + against.outs + left);
      }
      const away9 = game.innings * 3;
      expect(home.pitching.outs, label).to.equal(away9);
      const homeOuts = away.pitching.outs;
      if (game.homeRuns < game.awayRuns) expect(homeOuts, label).to.equal(away9);
      else expect(homeOuts, label).to.be.within(away9 - 3, away9);
      expect(home.pitching.wins + away.pitching.wins, label).to.equal(decisions ? 1 : 0);
      expect(home.pitching.losses + away.pitching.losses, label).to.equal(decisions ? 1 : 0);
      expect(home.pitching.saves + away.pitching.saves, label).to.equal(decisions?.save ? 1 : 0);
    }
  });

  it('ends games as the rules do', () => {
    for (const game of regular) {
      expect(game.homeRuns).not.to.equal(game.awayRuns);
      const last = replay(seed, game).at(-1)!;
      expect(last.inning).to.be.at.least(9);
      if (last.isTop) expect(game.homeRuns).to.be.greaterThan(game.awayRuns);
      if (last.outsAfter < 3) {
        expect(last.isTop, 'only the home side walks off').to.be.false;
        expect(game.homeRuns).to.be.greaterThan(game.awayRuns);
        if (last.event !== 'home_run') expect(game.homeRuns - game.awayRuns).to.equal(1);
      }
    }
  });

  it('has the rates of the major leagues', () => {
    const sums = regular.flatMap((game) => {
      const tally = tallyGame(replay(seed, game), game.plan.home, game.plan.away);
      return [totalsOf(tally.home), totalsOf(tally.away)];
    });
    const batting = sumLines(
      emptyBatting(),
      sums.map((total) => total.batting),
    );
    const pitching = sumLines(
      emptyPitching(),
      sums.map((total) => total.pitching),
    );
    const teamGames = 2 * regular.length;
    expect(batting.runs / teamGames).to.be.within(4.3, 4.7);
    expect(batting.strikeOuts / batting.plateAppearances).to.be.within(0.212, 0.232);
    expect(batting.baseOnBalls / batting.plateAppearances).to.be.within(0.078, 0.091);
    expect(batting.homeRuns / batting.plateAppearances).to.be.within(0.027, 0.033);
    expect(batting.hits / batting.atBats).to.be.within(0.235, 0.255);
    expect(pitching.numberOfPitches / teamGames).to.be.within(140, 155);
    expect(pitching.earnedRuns / pitching.runs).to.be.within(0.89, 0.96);
    const homeWins = regular.filter((game) => game.homeRuns > game.awayRuns).length;
    expect(homeWins / regular.length).to.be.within(0.51, 0.56);
  });

  it('spreads the clubs as a season does', () => {
    const wins = finishedWorld().clubs.map(
      (_, club) => season.standing(club, 'R', Infinity)!.wins / 162,
    );
    const spread = Math.sqrt(wins.reduce((sum, share) => sum + (share - 0.5) ** 2, 0) / 30);
    expect(spread).to.be.within(0.05, 0.09);
    expect(Math.min(...wins)).to.be.within(0.26, 0.43);
    expect(Math.max(...wins)).to.be.within(0.57, 0.74);
  });

  it('rests starters at least four days, nearly always', () => {
    const starts = new Map<number, number[]>();
    for (const { fixture, plan } of regular) {
      for (const { starter } of [plan.home, plan.away]) {
        starts.set(starter.id, [...(starts.get(starter.id) ?? []), fixture.day]);
      }
    }
    const rests = [...starts.values()].flatMap((days) =>
      days.slice(1).map((day, i) => day - days[i]!),
    );
    const short = rests.filter((rest) => rest < 5).length;
    expect(short / rests.length).to.be.below(0.02);
  });

  it('plays a postseason that ends with four wins in the last series', () => {
    const last = season.games.filter(({ fixture }) => fixture.gameType === 'W');
    expect(last.length).to.be.within(4, 7);
    const champion = last.at(-1)!;
    const winner = (game: (typeof last)[number]): number =>
      game.homeRuns > game.awayRuns ? game.fixture.home : game.fixture.away;
    expect(last.filter((game) => winner(game) === winner(champion))).to.have.length(4);
  });
});
