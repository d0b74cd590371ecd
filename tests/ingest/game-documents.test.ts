import { expect } from 'chai';
import { boxscores } from '../../ingest/entities/boxscores.ts';
import { feeds } from '../../ingest/entities/feeds.ts';
import type { GameRequest } from '../../ingest/entities/game-request.ts';
import { linescores } from '../../ingest/entities/linescores.ts';
import { plays } from '../../ingest/entities/plays.ts';
import { boxscoreEndpoint } from '../../ingest/sources/boxscore.ts';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import { feedEndpoint } from '../../ingest/sources/feed.ts';
import { openKnownFields } from '../../ingest/sources/known-fields.ts';
import { linescoreEndpoint } from '../../ingest/sources/linescore.ts';
import { playsEndpoint } from '../../ingest/sources/plays.ts';
import type { RawRow } from '../../ingest/tables/raw-row.ts';
import { readWith } from './answers.ts';
import { hasRecorded, recorded } from './shared.ts';

const score = { home: 2, away: 1 };

const batted = (hits = 1) => ({ batting: { atBats: 4, hits, runs: 1 }, pitching: {} });
const pitched = () => ({ batting: {}, pitching: { outs: 27, hits: 5, runs: 1 } });
const satOut = () => ({ batting: {}, pitching: {} });

/** Batters 1 to 3 of whom 3 came in, pitcher 4, and 5 and 6 who sat out; other ids of the away side. */
const side = (team: number, runs: number, add: number) => {
  const id = (number: number): number => number + add;
  const player = (number: number, stats: object) => ({
    person: { id: id(number), fullName: `Player ${id(number)}` },
    stats,
    seasonStats: { batting: { hits: 99 } },
  });
  const listed = [
    player(1, batted()),
    player(2, batted()),
    player(3, batted(0)),
    player(4, pitched()),
    player(5, satOut()),
    player(6, satOut()),
  ];
  return {
    team: { id: team, name: 'Club', link: '/club' },
    teamStats: { batting: { hits: 7, runs }, pitching: { hits: 5, runs: 3 - runs } },
    batters: [1, 2, 3, 4].map(id),
    pitchers: [4].map(id),
    bench: [5].map(id),
    bullpen: [6].map(id),
    battingOrder: [1, 3].map(id),
    players: Object.fromEntries(listed.map((entry) => [`ID${entry.person.id}`, entry])),
  };
};

const boxscoreOf = () => ({
  teams: { home: side(147, score.home, 0), away: side(111, score.away, 100) },
});

interface Inning {
  num: number;
  home: { runs?: number | null; hits: number };
  away: { runs?: number | null; hits: number };
}

const innings = (): Inning[] => [
  { num: 1, home: { runs: 2, hits: 3 }, away: { runs: 0, hits: 0 } },
  { num: 2, home: { hits: 0 }, away: { runs: 1, hits: 1 } },
];

const linescoreOf = () => ({
  innings: innings(),
  teams: {
    home: { runs: 2 as number | null, hits: 7, isWinner: true },
    away: { runs: 1 as number | null, hits: 5, isWinner: false },
  },
});

const playOf = (atBatIndex: number, awayScore: number, homeScore: number) => ({
  atBatIndex,
  result: { awayScore: awayScore as number | null, homeScore: homeScore as number | null },
});

const playsOf = () => {
  const allPlays = [playOf(0, 0, 0), playOf(1, 0, 2), playOf(2, 1, 2)];
  return { allPlays, currentPlay: allPlays[2], scoringPlays: [1, 2] };
};

const feedOf = () => ({
  gamePk: 1,
  metaData: { timeStamp: '20240713_041909' },
  gameData: {
    game: { pk: 1 },
    teams: { home: { id: 147, record: { wins: 9 } }, away: { id: 111 } },
    players: { ID1: { birthDate: '1990-01-01' } },
    weather: { temp: '70' },
  },
  liveData: {
    boxscore: boxscoreOf(),
    linescore: linescoreOf(),
    plays: playsOf(),
    decisions: { winner: { id: 4 } },
  },
});

/** Doubts about a document after something was done to it. */
const doubtsOf = <Value, Document>(
  endpoint: Endpoint<Value>,
  document: Document,
  damage: (document: Document) => void = () => undefined,
): readonly string[] => {
  damage(document);
  return endpoint.doubts?.(endpoint.check({ url: 'u', body: document })) ?? [];
};

const game: GameRequest = {
  gamePk: 1,
  officialDate: '2024-07-12',
  startAt: '2024-07-13T01:40:00Z',
  state: 'Final 1-2',
  score,
};

describe('documents of games', () => {
  describe('doubts', () => {
    const ofBoxscore = (damage?: (document: ReturnType<typeof boxscoreOf>) => void) =>
      doubtsOf(boxscoreEndpoint(score), boxscoreOf(), damage);
    const ofLinescore = (damage?: (document: ReturnType<typeof linescoreOf>) => void) =>
      doubtsOf(linescoreEndpoint(score), linescoreOf(), damage);
    const ofPlays = (damage?: (document: ReturnType<typeof playsOf>) => void) =>
      doubtsOf(playsEndpoint(score), playsOf(), damage);
    const ofFeed = (damage?: (document: ReturnType<typeof feedOf>) => void) =>
      doubtsOf(feedEndpoint(score), feedOf(), damage);

    it('has none about whole documents', () => {
      expect([ofBoxscore(), ofLinescore(), ofPlays(), ofFeed()]).to.deep.equal([[], [], [], []]);
    });

    for (const [who, id] of Object.entries({ batter: 2, pitcher: 4, bench: 5, bullpen: 6 })) {
      it(`has some about a box score without the entry of a ${who}`, () => {
        const doubts = ofBoxscore(({ teams }) => {
          Reflect.deleteProperty(teams.home.players, `ID${id}`);
        });
        expect(doubts).to.deep.equal([`home: no entry of ${id}`]);
      });
    }

    it('has some about a box score without the line of one in the batting order or of a pitcher', () => {
      const doubts = ofBoxscore(({ teams }) => {
        teams.away.players.ID103!.stats = satOut();
        teams.away.players.ID104!.stats = satOut();
      });
      expect(doubts).to.deep.equal([
        'away: no batting line of 103',
        'away: no pitching line of 104',
      ]);
    });

    it('has none about a batter of the list without line, as pitchers of the designated hitter are', () => {
      const doubts = ofBoxscore(({ teams }) => {
        teams.home.players.ID2!.stats = satOut();
      });
      expect(doubts).to.deep.equal([]);
    });

    it('has none about a box score without bench and bullpen', () => {
      const doubts = ofBoxscore(({ teams }) => {
        for (const name of ['bench', 'bullpen', 'battingOrder']) {
          Reflect.deleteProperty(teams.home, name);
        }
      });
      expect(doubts).to.deep.equal([]);
    });

    it('has some about lines whose runs are null', () => {
      const doubts = ofBoxscore(({ teams }) => {
        Object.assign(teams.home.players.ID1!.stats, { batting: { hits: 1, runs: null } });
        Object.assign(teams.home.teamStats.pitching, { runs: null });
      });
      expect(doubts).to.deep.equal(['home: 2 lines without runs']);
    });

    it('has some about totals that are not the score of the schedule', () => {
      const doubts = ofBoxscore(({ teams }) => {
        teams.home.teamStats.batting.runs = 3;
      });
      expect(doubts).to.deep.equal(['team lines 1-3 instead of 1-2']);
    });

    it('has some about a line score without runs, or that is not the score or the sum of its innings', () => {
      const without = ofLinescore(({ teams }) => {
        teams.home.runs = null;
      });
      const other = ofLinescore(({ teams }) => {
        teams.home.runs = 4;
      });
      const sum = ofLinescore(({ innings }) => {
        innings[0]!.home.runs = null;
      });
      expect([without, other, sum]).to.deep.equal([
        ['line score 1-? instead of 1-2'],
        ['line score 1-4 instead of 1-2'],
        ['innings 1-0 instead of 1-2'],
      ]);
    });

    it('has some about plays that end before the current one, have a gap, or are none', () => {
      const cut = ofPlays((document) => document.allPlays.splice(1));
      const gap = ofPlays((document) => document.allPlays.splice(1, 1));
      const none = ofPlays((document) => {
        document.allPlays = [];
        document.currentPlay = undefined;
      });
      expect([cut, gap, none]).to.deep.equal([['1 of 3 plays'], ['2 of 3 plays'], ['no plays']]);
    });

    it('has none about a play that comes twice', () => {
      expect(ofPlays(({ allPlays }) => allPlays.push(allPlays[0]!))).to.deep.equal([]);
    });

    it('has some about plays without score, or that end with another', () => {
      const without = ofPlays(({ allPlays }) => {
        allPlays[1]!.result.homeScore = null;
      });
      const other = ofPlays(({ allPlays }) => {
        allPlays[2]!.result.awayScore = 0;
      });
      expect([without, other]).to.deep.equal([
        ['1 plays without score'],
        ['last play 0-2 instead of 1-2'],
      ]);
    });

    it('has those of its parts about a feed', () => {
      const doubts = ofFeed(({ liveData }) => {
        liveData.linescore.teams.home.runs = null;
        Reflect.deleteProperty(liveData.boxscore.teams.home.players, 'ID1');
        liveData.plays.allPlays.splice(2);
      });
      expect(doubts).to.deep.equal([
        'line score 1-? instead of 1-2',
        'home: no entry of 1',
        '2 of 3 plays',
      ]);
    });

    it('compares the parts of a feed with each other when the schedule has no score', () => {
      const feed = feedOf();
      feed.liveData.plays.allPlays[2]!.result.homeScore = 3;
      const unknown = { home: null, away: null };
      expect(doubtsOf(feedEndpoint(unknown), feed)).to.deep.equal(['last play 1-3 instead of 1-2']);
    });
  });

  const rowsOf = async (entity: typeof feeds, body: unknown, request = game): Promise<RawRow[]> =>
    (await readWith(entity, request, () => body)).flatMap(({ rows }) => [...rows]);
  const contentOf = (rows: readonly RawRow[]): Record<string, unknown>[] =>
    rows.map(({ table, key, columns, payload }) => ({
      table,
      key,
      hash: columns.content_sha256,
      payload,
    }));
  const fromFeed = (rows: readonly RawRow[], entity: typeof feeds): RawRow[] =>
    rows.filter(({ table }) => entity.tables.includes(table));

  it('gives the same rows of a game from its feed and from documents of their own', async () => {
    const rows = await rowsOf(feeds, feedOf());
    const own = boxscoreOf();
    Object.assign(own, { copyright: 'c' });
    Object.assign(own.teams.home.team, { season: 2024, record: { wins: 50 } });
    Object.assign(own.teams.home.players.ID1!.person, { boxscoreName: 'One' });
    own.teams.home.players.ID1!.seasonStats.batting.hits = 100;
    for (const [entity, body] of [
      [boxscores, own],
      [linescores, { copyright: 'c', ...linescoreOf() }],
      [plays, { copyright: 'c', ...playsOf() }],
    ] as const) {
      const others = await rowsOf(entity, body);
      expect(others).not.to.have.length(0);
      expect(contentOf(others)).to.deep.equal(contentOf(fromFeed(rows, entity)));
    }
  });

  it('keeps of a feed what no other row has, without biographies and standings', async () => {
    const [row] = await rowsOf(feeds, feedOf());
    expect(JSON.parse(row!.payload)).to.deep.equal({
      metaData: { timeStamp: '20240713_041909' },
      gameData: {
        game: { pk: 1 },
        teams: { home: { id: 147 }, away: { id: 111 } },
        weather: { temp: '70' },
      },
      liveData: {
        linescore: { teams: linescoreOf().teams },
        decisions: { winner: { id: 4 } },
      },
    });
  });

  describe('recorded', function () {
    before(function () {
      if (!hasRecorded) this.skip();
    });

    const request = { ...game, gamePk: 747175, score: { home: 5, away: 4 } };
    const bodyOf = (name: string): unknown => recorded(name)[0]!.body;

    it('raise no doubts', () => {
      const expectNone = <Value>(name: string, endpoint: Endpoint<Value>): void => {
        const body = bodyOf(name) as object;
        expect(doubtsOf(endpoint, body), name).to.deep.equal([]);
        expect(openKnownFields(() => undefined).unknown(endpoint, body), name).to.deep.equal([]);
      };
      expectNone('liveGameV1_', feedEndpoint(request.score));
      expectNone('boxscore_', boxscoreEndpoint(request.score));
      expectNone('linescore_', linescoreEndpoint(request.score));
      expectNone('playByPlay_', playsEndpoint(request.score));
    });

    it('give the same rows from the feed and from documents of their own', async () => {
      const rows = await rowsOf(feeds, bodyOf('liveGameV1_'), request);
      expect(rows.filter(({ table }) => table === 'raw_plays')).to.have.length(75);
      expect(rows.filter(({ table }) => table === 'raw_boxscore_players')).to.have.length(51);
      for (const [entity, name] of [
        [boxscores, 'boxscore_'],
        [linescores, 'linescore_'],
        [plays, 'playByPlay_'],
      ] as const) {
        const others = await rowsOf(entity, bodyOf(name), request);
        expect(contentOf(others)).to.deep.equal(contentOf(fromFeed(rows, entity)));
      }
    });
  });
});
