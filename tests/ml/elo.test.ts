import { expect } from 'chai';
import { eloForecasts, type EloGame } from '../../ml/elo.ts';

const game = (
  gamePk: number,
  gameDate: string,
  margin?: number,
  extra: Partial<EloGame> = {},
): EloGame => ({
  gamePk,
  season: Number(gameDate.slice(0, 4)),
  gameDate,
  completedDate: gameDate,
  homeTeamId: 1,
  awayTeamId: 2,
  margin,
  ...extra,
});

const homeOnly = 1 / (1 + 10 ** (-24 / 400));

/** What the home team of two new teams gains by winning by two runs: K 3, its edge 24 points. */
const gain = ((3 * 3.2 * 1.41 * 3 ** 0.7) / (7.5 + 0.006 * 24)) * (1 - homeOnly);

describe('Elo baseline', () => {
  it('gives new teams the home advantage of 24 points', () => {
    expect(eloForecasts([game(1, '2019-04-01')]).get(1)).to.be.closeTo(homeOnly, 1e-12);
  });

  it('moves by K times the surprise and the multiplier of the margin', () => {
    const forecasts = eloForecasts([game(1, '2019-04-01', 2), game(2, '2019-04-02')]);
    expect(forecasts.get(2)).to.be.closeTo(1 / (1 + 10 ** (-(2 * gain + 24) / 400)), 1e-12);
  });

  it('does not see another game of its own date, nor one finished later', () => {
    const forecasts = eloForecasts([
      game(1, '2019-04-01', 2),
      game(2, '2019-04-01', 2),
      game(3, '2019-04-01', 2, { completedDate: '2019-06-01', gameDate: '2019-03-31' }),
      game(4, '2019-04-02'),
    ]);
    expect(forecasts.get(2)).to.be.closeTo(homeOnly, 1e-12);
    const withoutTheLate = eloForecasts([
      game(1, '2019-04-01', 2),
      game(2, '2019-04-01', 2),
      game(4, '2019-04-02'),
    ]);
    expect(forecasts.get(4)).to.equal(withoutTheLate.get(4));
  });

  it('goes a third of the way back to the mean between seasons, also before the first game of the new one', () => {
    const forecasts = eloForecasts([
      game(1, '2018-09-01', 2),
      game(2, '2019-04-01', 2),
      game(3, '2019-04-02'),
    ]);
    expect(forecasts.get(2)).to.be.closeTo(1 / (1 + 10 ** (-((4 / 3) * gain + 24) / 400)), 1e-12);
    expect(forecasts.get(3)).to.be.greaterThan(forecasts.get(2) ?? 1);
  });
});
