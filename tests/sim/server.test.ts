import { expect } from 'chai';
import { startSimulatedLeague, type SimulatedLeague } from '../../sim/index.ts';

interface Game {
  gamePk: number;
  gameType: string;
  gameDate: string;
  officialDate: string;
  doubleHeader: string;
  gameNumber: number;
  status: { detailedState: string; statusCode: string; abstractGameState: string };
  teams: Record<
    'home' | 'away',
    {
      score?: number;
      isWinner?: boolean;
      probablePitcher?: { id: number };
      leagueRecord: { wins: number; losses: number };
      team: { id: number };
    }
  >;
  rescheduledFromDate?: string;
  rescheduleGameDate?: string;
  resumedFromDate?: string;
  isTie?: boolean;
}
interface Schedule {
  totalGames: number;
  dates: { date: string; games: Game[] }[];
}

const hour = 3_600_000;

describe('the simulated league over HTTP', () => {
  let league: SimulatedLeague;

  async function text(path: string): Promise<string> {
    return (await fetch(league.url + path)).text();
  }
  async function json<Body>(path: string): Promise<Body> {
    return JSON.parse(await text(path)) as Body;
  }
  async function games(query: string): Promise<Game[]> {
    const { dates } = await json<Schedule>(`/api/v1/schedule?sportId=1&${query}`);
    return dates.flatMap((date) => date.games);
  }
  const at = (time: number): void => {
    league.setNow(new Date(time).toISOString());
  };

  before(async () => {
    league = await startSimulatedLeague({
      seed: 'test',
      seasons: [2024, 2025],
      now: '2025-06-10T10:00:00Z',
    });
  });
  after(() => league.close());
  beforeEach(() => {
    league.setNow('2025-06-10T10:00:00Z');
  });

  it('says in every response that it is simulated', async () => {
    for (const path of [
      '/api/v1/schedule?sportId=1&date=2024-06-11',
      '/api/v1/teams?sportId=1',
      '/api/v1/seasons?sportId=1',
      '/api/v1/venues',
      '/api/v1/people/9100001',
      '/api/v1/game/9240100/boxscore',
      '/api/v1/game/9240100/linescore',
      '/api/v1/game/9240100/playByPlay',
      '/api/v1.1/game/9240100/feed/live',
      '/api/v1/teams/9001/roster',
      '/api/v1/game/1/boxscore',
      '/nowhere',
    ]) {
      const response = await fetch(league.url + path);
      expect(response.headers.get('x-simulated'), path).to.equal('true');
      const body = (await response.json()) as { copyright: string };
      expect(body.copyright, path).to.match(/^SIMULATED DATA/);
    }
  });

  it('answers unknown and bad requests as the API does', async () => {
    const missing = await fetch(`${league.url}/api/v1/game/1/boxscore`);
    expect(missing.status).to.equal(404);
    expect(await missing.json()).to.include({ messageNumber: 10, message: 'Object not found' });
    for (const path of [
      '/api/v1/schedule?sportId=1&date=2024-13-01',
      '/api/v1/schedule',
      '/api/v1/schedule?sportId=1&startDate=2024-06-02&endDate=2024-06-01',
      '/api/v1/game/abc/boxscore',
    ]) {
      const response = await fetch(league.url + path);
      expect(response.status, path).to.equal(400);
      expect(await response.json(), path).to.include({ messageNumber: 11 });
    }
  });

  it('has an empty list of dates on a day off', async () => {
    const body = await json<Schedule>('/api/v1/schedule?sportId=1&date=2024-12-25');
    expect(body.dates).to.deep.equal([]);
    expect(body.totalGames).to.equal(0);
  });

  it('shows results of the past, and of the future only the games', async () => {
    const season = await games('season=2025&gameType=R');
    const now = Date.parse('2025-06-10T10:00:00Z');
    for (const game of season) {
      const isPast = Date.parse(game.gameDate) < now;
      expect(game.teams.home.score !== undefined, `${game.gamePk}`).to.equal(
        isPast && game.status.detailedState !== 'Postponed',
      );
      expect(game.status.abstractGameState).to.equal(isPast ? 'Final' : 'Preview');
    }
    expect(season.filter((game) => game.officialDate === '2025-06-11').length).to.be.above(5);
    expect(await games('season=2025&gameType=F,D,L,W')).to.deep.equal([]);
  });

  it('hides the postseason until a series is known, and rain until it is announced', async () => {
    at(Date.parse('2025-04-01T06:00:00Z'));
    const early = await games('season=2025&gameType=R');
    expect(early.length).to.be.within(2430, 2433);
    expect(early.filter((game) => game.doubleHeader !== 'N').length).to.be.below(5);
    at(Date.parse('2025-12-01T06:00:00Z'));
    const late = await games('season=2025');
    const postponed = late.filter((game) => game.status.detailedState === 'Postponed');
    expect(postponed.length).to.be.above(9);
    for (const game of postponed) {
      const played = late.find(
        (other) => other.gamePk === game.gamePk && other.status.detailedState === 'Final',
      )!;
      expect(played.officialDate).to.equal(game.rescheduleGameDate);
      expect(played.rescheduledFromDate).to.equal(game.officialDate);
      expect(game.teams.home.score).to.equal(undefined);
    }
    expect(late.filter((game) => game.gameType === 'W').length).to.be.within(4, 7);
  });

  it('announces most starters five days before, and never takes the word back', async () => {
    const day = await games('date=2025-06-13&hydrate=probablePitcher');
    const named = day.filter((game) => game.teams.home.probablePitcher);
    expect(named.length).to.be.above(day.length * 0.7);
    const far = await games('date=2025-06-20&hydrate=probablePitcher');
    expect(far.some((game) => game.teams.home.probablePitcher)).to.be.false;
    league.setNow('2025-06-15T10:00:00Z');
    const after = await games('date=2025-06-13&hydrate=probablePitcher');
    for (const game of named) {
      const later = after.find(({ gamePk }) => gamePk === game.gamePk)!;
      if (later.status.detailedState !== 'Final') continue;
      expect(later.teams.home.probablePitcher?.id).to.equal(game.teams.home.probablePitcher?.id);
    }
  });

  it('plays a game under the clock: scheduled, lineups, pre-game, in progress, final', async () => {
    at(Date.parse('2025-07-01T00:00:00Z'));
    const game = (await games('date=2025-06-11')).find(
      ({ doubleHeader, status }) => doubleHeader === 'N' && status.detailedState === 'Final',
    )!;
    at(Date.parse('2025-06-10T10:00:00Z'));
    const start = Date.parse(game.gameDate);
    interface Box {
      teams: {
        home: { battingOrder: number[]; players: object; teamStats: { batting: { runs: number } } };
      };
    }
    const box = (): Promise<Box> => json<Box>(`/api/v1/game/${game.gamePk}/boxscore`);
    const state = async (): Promise<string> =>
      (await games(`gamePk=${game.gamePk}`))[0]!.status.detailedState;

    expect(await state()).to.equal('Scheduled');
    expect((await box()).teams.home.battingOrder).to.deep.equal([]);
    expect(Object.keys((await box()).teams.home.players)).to.have.length(26);
    at(start - 2.9 * hour);
    expect((await box()).teams.home.battingOrder).to.have.length(9);
    at(start - 0.5 * hour);
    expect(await state()).to.equal('Pre-Game');
    at(start + hour);
    expect(await state()).to.equal('In Progress');
    const half = await json<{ allPlays: { about: { endTime: string } }[] }>(
      `/api/v1/game/${game.gamePk}/playByPlay`,
    );
    expect(half.allPlays.length).to.be.within(10, 60);
    for (const { about } of half.allPlays) {
      expect(Date.parse(about.endTime)).to.be.at.most(start + hour);
    }
    at(start + 8 * hour);
    expect(await state()).to.equal('Final');
    const final = (await games(`gamePk=${game.gamePk}`))[0]!;
    expect((await box()).teams.home.teamStats.batting.runs).to.equal(final.teams.home.score);
  });

  it('lists a suspended game on both its dates, with the date it counts for', async () => {
    league.setNow('2026-01-01T00:00:00Z');
    const listed = [...(await games('season=2024')), ...(await games('season=2025'))];
    const resumed = listed.filter((game) => game.resumedFromDate !== undefined);
    expect(resumed.length).to.be.above(0);
    for (const game of resumed) {
      expect(game.officialDate).to.equal(game.resumedFromDate);
      expect(listed.filter(({ gamePk }) => gamePk === game.gamePk)).to.have.length(2);
    }
  });

  it('gives the same bytes for the same seed, whatever was asked before', async () => {
    const other = await startSimulatedLeague({
      seed: 'test',
      seasons: [2024, 2025],
      now: '2025-06-10T10:00:00Z',
    });
    const strange = await startSimulatedLeague({
      seed: 'other',
      seasons: [2024, 2025],
      now: '2025-06-10T10:00:00Z',
    });
    const paths = [
      '/api/v1/game/9250400/playByPlay',
      '/api/v1/game/9240007/boxscore',
      '/api/v1/schedule?sportId=1&startDate=2025-06-01&endDate=2025-06-20&hydrate=team,linescore,probablePitcher,decisions',
      '/api/v1/teams/9013/roster?date=2025-06-01',
      '/api/v1/schedule?sportId=1&season=2024',
      '/api/v1/people/9100500',
    ];
    try {
      const expected = new Map<string, string>();
      for (const path of paths) expected.set(path, await text(path));
      for (const path of [...paths].reverse()) {
        const same = await (await fetch(other.url + path)).text();
        expect(same === expected.get(path), path).to.be.true;
        const different = await (await fetch(strange.url + path)).text();
        expect(different === expected.get(path), path).to.be.false;
      }
    } finally {
      await other.close();
      await strange.close();
    }
  });

  it('refuses hosts that are not loopback, and times and seasons it cannot read', async () => {
    const options = { seed: 1, seasons: [2024], now: '2025-01-01T00:00:00Z' };
    for (const bad of [
      { host: '0.0.0.0' },
      { now: 'soon' },
      { seasons: [] },
      { seasons: [1999] },
    ]) {
      const outcome = await startSimulatedLeague({ ...options, ...bad }).then(
        () => 'started',
        (error: unknown) => error,
      );
      expect(outcome).to.be.instanceOf(RangeError);
    }
  });
});
