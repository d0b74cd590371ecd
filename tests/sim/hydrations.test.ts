import { expect } from 'chai';
import { boxscoreBody } from '../../sim/api/boxscore-response.ts';
import { scheduleBody } from '../../sim/api/schedule-response.ts';
import { createWorld } from '../../sim/api/world.ts';
import { finishedSeason } from './simulated-season.ts';

interface Entry {
  lineups: { homePlayers?: { id: number }[]; awayPlayers?: { id: number }[] };
  officials: { officialType: string }[];
  weather: { condition?: string; temp?: string; wind?: string };
}

const minute = 60_000;

describe('the schedule with more of each game', () => {
  const game = finishedSeason().games.find(
    ({ fixture }) =>
      fixture.gameType === 'R' && !fixture.postponed && !fixture.moved && !fixture.suspended,
  )!;
  const { gamePk, day, start } = game.fixture;
  let now = 0;
  const world = createWorld('test', [2024, 2025], () => now);

  const entry = (hydrate: readonly string[], at: number): Entry => {
    now = at;
    const { dates } = scheduleBody(world, {
      fromDay: day,
      toDay: day,
      season: null,
      gameTypes: [],
      teamIds: [],
      gamePks: [gamePk],
      hydrate: new Set(hydrate),
    }) as unknown as { dates: { games: Entry[] }[] };
    return dates[0]!.games[0]!;
  };
  const all = ['lineups', 'officials', 'weather'];

  it('has lineups from three hours, umpires and weather from an hour before', () => {
    const far = entry(all, start - 181 * minute);
    expect(far.lineups).to.deep.equal({});
    const near = entry(all, start - 179 * minute);
    expect(near.lineups.homePlayers).to.have.length(9);
    expect(near.lineups.awayPlayers).to.have.length(9);
    expect([near.officials, near.weather]).to.deep.equal([[], {}]);
    const next = entry(all, start - 59 * minute);
    expect(next.officials).to.have.length(4);
    expect(next.weather.temp).to.match(/^\d+$/);
    expect(next.weather.wind).to.match(/^\d+ mph, /);
    expect(entry([], start)).not.to.have.any.keys(...all);
  });

  it('agrees with the box score', () => {
    const { lineups, officials, weather } = entry(all, game.end);
    const box = boxscoreBody(world, game) as unknown as {
      teams: Record<'home' | 'away', { players: Record<string, { battingOrder?: string }> }>;
      officials: unknown;
      info: { label: string; value?: string }[];
    };
    const ids = (players: { id: number }[] | undefined): string[] =>
      (players ?? []).map(({ id }) => `ID${id}`);
    const starters = (side: 'home' | 'away'): string[] =>
      Object.entries(box.teams[side].players)
        .filter(([, { battingOrder = '1' }]) => Number(battingOrder) % 100 === 0)
        .sort(([, a], [, b]) => Number(a.battingOrder) - Number(b.battingOrder))
        .map(([id]) => id);
    expect(ids(lineups.homePlayers)).to.deep.equal(starters('home'));
    expect(ids(lineups.awayPlayers)).to.deep.equal(starters('away'));
    expect(officials).to.deep.equal(box.officials);
    const note = (label: string): string | undefined =>
      box.info.find((other) => other.label === label)?.value;
    expect(note('Weather')).to.equal(`${weather.temp} degrees, ${weather.condition}.`);
    expect(note('Wind')).to.equal(`${weather.wind}.`);
  });
});
