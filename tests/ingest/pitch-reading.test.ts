import { expect } from 'chai';
import type { ItemRows } from '../../ingest/entity.ts';
import { pitches } from '../../ingest/entities/pitches.ts';
import type { PitchGame } from '../../ingest/entities/pitch-plan.ts';
import { readPitches } from '../../ingest/entities/pitch-reading.ts';
import { isWholeGame, pitchesOf } from '../../ingest/entities/pitch-rows.ts';
import { pitchEventsEndpoint } from '../../ingest/sources/play-by-play.ts';
import { TankError, tankError } from '../../warehouse/errors.ts';
import { answering, archiveInMemory, type Answers } from './answers.ts';
import { playByPlay, savantCsv, savantGame, type SavantRow } from './savant-answers.ts';
import { hasRecorded, recorded } from './shared.ts';

const game = (gamePk: number, given: Partial<PitchGame> = {}): PitchGame => ({
  gamePk,
  officialDate: `2024-05-0${gamePk}`,
  startAt: `2024-05-0${gamePk}T23:05:00Z`,
  state: 'Final 3-1',
  score: { home: 3, away: 1 },
  pitches: 200,
  held: null,
  ...given,
});

const down = (): never => {
  throw tankError('E_SOURCE_HTTP', 'GET: 503');
};

interface World {
  /** Rows Savant has; of dates in their order. */
  savant?: Readonly<Record<number, number>> | 'down';
  plays?: Readonly<Record<number, number>>;
  rowCap?: number;
  archive?: ReturnType<typeof archiveInMemory>;
  /** What Savant sends when asked for one game by itself. */
  single?: Readonly<Record<number, number>>;
}

/** What comes of a request, in a world where each game has its number of pitches. */
const readIn = async (world: World, games: readonly PitchGame[]) => {
  const asked: string[] = [];
  const answers: Answers = (url) => {
    const { pathname, searchParams } = new URL(url, 'http://any');
    if (pathname.startsWith('/api')) {
      const gamePk = Number(/game\/(\d+)/.exec(pathname)?.[1]);
      asked.push(`plays ${gamePk}`);
      return playByPlay(world.plays?.[gamePk] ?? down());
    }
    const lone = searchParams.get('game_pk');
    const [from, to] = [searchParams.get('game_date_gt'), searchParams.get('game_date_lt')];
    asked.push(lone === null ? `${from}..${to}`.replaceAll('2024-05-', '') : `savant ${lone}`);
    if (world.savant === 'down') return down();
    const sent: Readonly<Record<number, number>> =
      (lone === null ? undefined : world.single) ?? world.savant ?? {};
    const rows = Object.entries(sent).flatMap(([gamePk, count]): SavantRow[] => {
      const date = game(Number(gamePk)).officialDate;
      const isAsked = lone === null ? date >= from! && date <= to! : lone === gamePk;
      return isAsked ? savantGame(Number(gamePk), count) : [];
    });
    return savantCsv(rows.slice(0, world.rowCap));
  };
  const dates = games.map(({ officialDate }) => officialDate).sort();
  const request = { from: dates[0]!, to: dates.at(-1)!, games: [...games] };
  const sources = answering(answers, '2024-05-30T12:00:00.000Z', world.archive);
  const items: ItemRows[] = [];
  let failure: TankError | undefined;
  const { signal } = new AbortController();
  try {
    for await (const item of readPitches(request, sources, signal, world.rowCap)) items.push(item);
  } catch (error) {
    if (!(error instanceof TankError)) throw error;
    failure = error;
  }
  const origins = Object.fromEntries(
    items.map(({ item, provenance }) => [item.key, provenance.origin]),
  );
  return { asked, items, origins, failure };
};

describe('pitches', () => {
  it('are read from Savant, game by game out of one export', async () => {
    const { asked, items, failure } = await readIn({ savant: { 1: 200, 2: 210 } }, [
      game(1),
      game(2),
    ]);
    expect(failure).to.equal(undefined);
    expect(asked).to.deep.equal(['01..02']);
    expect(items.map(({ item, rows }) => [item, rows.length])).to.deep.equal([
      [{ key: '1', date: '2024-05-01', state: 'Final 3-1' }, 200],
      [{ key: '2', date: '2024-05-02', state: 'Final 3-1' }, 210],
    ]);
    const [row] = items[0]!.rows;
    expect(row!.key).to.equal('1 1 1');
    expect(row!.columns).to.deep.include({
      game_pk: 1,
      official_date: '2024-05-01',
      at_bat_number: 1,
      pitch_number: 1,
      origin: 'savant',
      event_at: '2024-05-01T23:05:00Z',
    });
    expect(JSON.parse(row!.payload)).to.deep.equal({
      at_bat_number: 1,
      description: 'ball',
      game_pk: 1,
      pitch_number: 1,
    });
  });

  it('come one game after the other, before the next request', async () => {
    const sources = answering((url) => {
      if (url.includes('game_pk=')) throw new Error('asked too early');
      return savantCsv([...savantGame(1, 200), ...savantGame(2, 10)]);
    });
    const request = { from: '2024-05-01', to: '2024-05-02', games: [game(1), game(2)] };
    const read = pitches.read(request, sources, new AbortController().signal);
    if (!(Symbol.asyncIterator in read)) throw new Error('not one by one');
    const first = await read[Symbol.asyncIterator]().next();
    expect((first.value as ItemRows).item.key).to.equal('1');
  });

  it('are asked for once more, by game, when an export lacks some', async () => {
    const world = { savant: { 1: 200, 2: 100 }, single: { 2: 199 } };
    const { asked, origins, items } = await readIn(world, [
      game(1),
      game(2),
      game(3, { pitches: 0 }),
    ]);
    expect(asked).to.deep.equal(['01..03', 'savant 2']);
    expect(origins).to.deep.equal({ 1: 'savant', 2: 'savant', 3: 'savant' });
    expect(items.map(({ rows }) => rows.length)).to.deep.equal([200, 0, 199]);
  });

  it('come from the play-by-play where Savant does not have them, and say why', async () => {
    const world = { savant: { 1: 200, 2: 100 }, plays: { 2: 198 } };
    const { asked, origins, items } = await readIn(world, [game(1), game(2)]);
    expect(asked).to.deep.equal(['01..02', 'savant 2', 'plays 2']);
    expect(origins).to.deep.equal({ 1: 'savant', 2: 'stats_api' });
    const [, item] = items;
    expect(item!.item.state).to.equal('Final 3-1');
    expect(item!.provenance.doubts).to.deep.equal([
      'Savant does not have the 200 pitches of game 2',
    ]);
    expect(item!.rows[0]!.columns).to.include({ origin: 'stats_api', at_bat_number: 1 });
    expect(JSON.parse(item!.rows[0]!.payload)).to.deep.equal({
      event: { isPitch: true, pitchNumber: 1, details: { code: 'X' } },
      play: {
        about: { atBatIndex: 0, inning: 1 },
        count: { balls: 0, strikes: 0, outs: 1 },
        matchup: { batter: { id: 1 }, pitcher: { id: 2 } },
        result: { event: 'Flyout', homeScore: 3, awayScore: 1 },
      },
    });
  });

  it('come from the play-by-play at once while Savant is down, under a state that asks again', async () => {
    const world: World = { savant: 'down', plays: { 1: 200, 2: 200 } };
    const { asked, origins, items } = await readIn(world, [game(1), game(2)]);
    expect(asked).to.deep.equal(['01..02', 'plays 1', 'plays 2']);
    expect(origins).to.deep.equal({ 1: 'stats_api', 2: 'stats_api' });
    expect(items[0]!.item.state).to.equal('Final 3-1 without savant');
    expect(items[0]!.provenance.doubts).to.deep.equal(['GET: 503']);
  });

  it('come from the archive when both are down, as they were known then', async () => {
    const archive = archiveInMemory();
    await readIn({ savant: { 1: 200, 2: 200 }, archive }, [game(1), game(2)]);
    await readIn({ plays: { 3: 200 }, archive }, [game(3)]);
    const { origins, items } = await readIn({ savant: 'down', archive }, [
      game(1),
      game(2),
      game(3),
    ]);
    expect(origins).to.deep.equal({ 1: 'archive', 2: 'archive', 3: 'archive' });
    expect(items.map(({ rows }) => rows.length)).to.deep.equal([200, 200, 200]);
    expect(items[0]!.provenance).to.deep.include({
      knownAt: '2024-05-30T12:00:00.000Z',
      url: 'archive/savant/2024-05-01..2024-05-02',
    });
    expect(items[2]!.provenance.url).to.equal('archive/play-by-play/3');
    expect(items[0]!.item.state).to.equal('Final 3-1 without savant');
  });

  it('are archived only when they are whole', async () => {
    const archive = archiveInMemory();
    await readIn({ savant: { 1: 200, 2: 100 }, archive }, [game(1), game(2)]);
    expect(await archive.answers('savant')).to.deep.equal([]);
    await readIn({ savant: { 1: 200 }, rowCap: 200, archive }, [game(1)]);
    expect(await archive.answers('savant')).to.deep.equal([]);
  });

  it('fail for the games no source has, and come for the others', async () => {
    const world = { savant: { 1: 200 }, plays: { 2: 150, 3: 200 } };
    const { origins, failure } = await readIn(world, [game(1), game(2), game(3), game(4)]);
    expect(origins).to.deep.equal({ 1: 'savant', 3: 'stats_api' });
    expect(failure).to.include({ code: 'E_SOURCE_SHAPE' });
    expect(failure!.message).to.contain('the play-by-play').and.to.contain('game 2');
    expect(failure!.message).to.contain('1 more');
    expect(failure!.details.left).to.deep.equal({
      key: '2024-05-02..2024-05-04',
      request: { from: '2024-05-02', to: '2024-05-04', games: [game(2), game(4)] },
    });
  });

  it('that are held are never replaced by those of a lesser source', async () => {
    const archive = archiveInMemory();
    await readIn({ savant: { 1: 200 }, archive }, [game(1)]);
    const held = (by: PitchGame['held']) =>
      readIn({ savant: 'down', plays: { 1: 200 }, archive }, [game(1, { held: by })]);
    const savant = await held('savant');
    expect(savant.failure).to.include({ code: 'E_SOURCE_HTTP' });
    expect(savant.asked).to.deep.equal(['savant 1']);
    expect((await held('stats_api')).origins).to.deep.equal({ 1: 'stats_api' });
    const none = await readIn({ savant: 'down', archive }, [game(1, { held: 'stats_api' })]);
    expect(none.origins).to.deep.equal({});
    expect(none.failure).to.include({ code: 'E_SOURCE_HTTP' });
  });

  it('are asked for by half the dates when an export is cut, down to days and then games', async () => {
    const games = [1, 2, 3, 4].map((gamePk) => game(gamePk));
    const two = await readIn({ savant: { 1: 200, 2: 200, 3: 200, 4: 200 }, rowCap: 450 }, games);
    expect(two.asked).to.deep.equal(['01..04', '01..02', '03..04']);
    expect(two.origins).to.deep.equal({ 1: 'savant', 2: 'savant', 3: 'savant', 4: 'savant' });
    const sameDay = games.map((one) => ({ ...one, officialDate: '2024-05-01' }));
    const world = { savant: { 1: 200, 2: 200 }, rowCap: 200 };
    const day = await readIn({ ...world, single: { 1: 199, 2: 199, 3: 199, 4: 199 } }, sameDay);
    expect(day.asked).to.deep.equal(['01..01', 'savant 1', 'savant 2', 'savant 3', 'savant 4']);
    expect(Object.values(day.origins)).to.deep.equal(['savant', 'savant', 'savant', 'savant']);
  });

  describe('of a game', () => {
    const of = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ atBatNumber: i, pitchNumber: 1, payload: '{}' }));

    it('are whole when at most 2 % of those in the box score are missing', () => {
      const isWhole = (count: number, counted: number | null): boolean =>
        isWholeGame(of(count), game(1, { pitches: counted }));
      expect([isWhole(294, 300), isWhole(293, 300)]).to.deep.equal([true, false]);
      expect([isWhole(97, 100), isWhole(96, 100)]).to.deep.equal([true, false]);
      expect([isWhole(310, 300), isWhole(0, 0)]).to.deep.equal([true, true]);
      expect([isWhole(1, 3), isWhole(0, 3)]).to.deep.equal([true, false]);
    });

    it('are whole from 150 on when no box score counts them', () => {
      const isWhole = (count: number) => isWholeGame(of(count), game(1, { pitches: null }));
      expect([isWhole(150), isWhole(149)]).to.deep.equal([true, false]);
    });

    it('may be none when neither the box score nor the play-by-play has any', async () => {
      const body = { ...playByPlay(3) } as { allPlays: { playEvents: object[] }[] };
      for (const play of body.allPlays) play.playEvents = [];
      const answers: Answers = (url) => (url.startsWith('/api') ? body : savantCsv([]));
      const request = {
        from: '2024-05-01',
        to: '2024-05-01',
        games: [game(1, { pitches: null })],
      };
      const read = readPitches(request, answering(answers), new AbortController().signal);
      const { value } = await read.next();
      expect(value).to.deep.include({ rows: [] });
    });

    it('have the keys Savant gives them: automatic balls repeat a number and have no row', () => {
      const body = playByPlay(2) as { allPlays: { playEvents: object[] }[] };
      body.allPlays[1]!.playEvents = [
        { isPitch: false, type: 'action' },
        { isPitch: true, pitchNumber: 1, details: { code: 'B' } },
        { isPitch: false, type: 'pickoff' },
        { isPitch: true, pitchNumber: 2, details: { code: 'B' } },
        { isPitch: false, type: 'no_pitch', pitchNumber: 2, details: { code: 'VB' } },
        { isPitch: false, type: 'no_pitch', pitchNumber: 2, details: { code: 'VB' } },
      ];
      const found = pitchesOf(pitchEventsEndpoint({ home: 3, away: 1 }).check({ url: 'u', body }));
      expect(found.map((pitch) => [pitch.atBatNumber, pitch.pitchNumber])).to.deep.equal([
        [1, 1],
        [2, 1],
        [2, 2],
      ]);
      expect(found[2]!.payload).to.contain('"code":"B"');
    });

    it('are doubted when plays are missing, and there once when plays come twice', () => {
      const body = playByPlay(9) as { allPlays: object[] };
      const endpoint = pitchEventsEndpoint({ home: 3, away: 1 });
      const answer = (allPlays: object[]) =>
        endpoint.check({ url: 'u', body: { ...body, allPlays } });
      const doubts = (allPlays: object[]) => endpoint.doubts?.(answer(allPlays));
      expect(doubts(body.allPlays)).to.deep.equal([]);
      expect(doubts(body.allPlays.slice(0, 5))).to.deep.equal(['5 of 9 plays']);
      const twice = [...body.allPlays, body.allPlays[0]!];
      expect(doubts(twice)).to.deep.equal([]);
      expect(pitchesOf(answer(twice))).to.have.length(9);
    });

    it('are as many as the box score counts, in a recorded game', function () {
      if (!hasRecorded) this.skip();
      const [plays] = recorded('playByPlay_');
      const [boxscore] = recorded('boxscore_');
      const { teams } = boxscore!.body as {
        teams: Record<string, { teamStats: { pitching: { numberOfPitches: number } } }>;
      };
      const counted = ['home', 'away'].reduce(
        (sum, side) => sum + teams[side]!.teamStats.pitching.numberOfPitches,
        0,
      );
      const found = pitchesOf(pitchEventsEndpoint({ home: 3, away: 1 }).check(plays!));
      expect(found).to.have.length(counted);
      expect(found.map(({ payload }) => payload).join()).not.to.contain('"code":"VB"');
      expect(new Set(found.map(({ atBatNumber }) => atBatNumber)).size).to.equal(75);
    });
  });
});
