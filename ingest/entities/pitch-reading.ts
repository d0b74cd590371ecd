import { datesOf, type DateRange } from '../dates.ts';
import type { ItemRows } from '../entity.ts';
import { TankError, tankError } from '../../warehouse/errors.ts';
import type { Archive, ArchivedAnswer } from '../sources/archive.ts';
import { pitchEventsEndpoint } from '../sources/play-by-play.ts';
import { parseSavant, type Pitch } from '../sources/savant-csv.ts';
import { savantEndpoint, savantPaths, savantRowCap, type SavantAnswer } from '../sources/savant.ts';
import type { Sources } from '../sources/sources.ts';
import { paths } from '../sources/stats-api.ts';
import type { Provenance } from '../tables/raw-row.ts';
import { requestOf, withoutSavant, type PitchGame, type PitchRequest } from './pitch-plan.ts';
import { isWholeGame, pitchesOf, pitchRows } from './pitch-rows.ts';

/** What the steps of one reading share. */
interface Reading {
  sources: Pick<Sources, 'savant' | 'statsApi' | 'archive'>;
  signal: AbortSignal;
  rowCap: number;
  /** Games that are not there yet. */
  waiting: Map<number, PitchGame>;
}

interface Failure {
  game: PitchGame;
  error: TankError;
}

type PitchesByGame = Map<number, readonly Pitch[]>;

/** A game's pitches in a lesser source. */
interface Found {
  pitches: readonly Pitch[];
  provenance: Provenance;
}

interface Export {
  provenance: Provenance;
  pitches: PitchesByGame;
  isCut: boolean;
}

/**
 * Reads games from Savant, by dates and then, where one is not whole, by itself; from the play-by-play what Savant does
 * not have; and from the archive what no service has. Gives each game as soon as it is there.
 * @param rowCap rows at which an export of Savant is cut
 * @throws TankError E_SOURCE_* once all other games were given, when a game could not be had.
 */
export async function* readPitches(
  { from, to, games }: PitchRequest,
  sources: Reading['sources'],
  signal: AbortSignal,
  rowCap = savantRowCap,
): AsyncGenerator<ItemRows, void> {
  const waiting = new Map(games.map((game) => [game.gamePk, game]));
  const reading: Reading = { sources, signal, rowCap, waiting };
  const failure = yield* fromSavant({ from, to }, reading);
  const failures: Failure[] = [];
  const openArchived = archivedPitches(sources.archive);
  for (const game of waiting.values()) {
    const lacking = failure ?? notWhole(game, 'Savant');
    if (game.held === 'savant') {
      failures.push({ game, error: lacking });
      continue;
    }
    try {
      const { pitches, provenance } = await fromPlayByPlay(game, reading);
      const state = failure === undefined ? game.state : withoutSavant(game.state);
      yield pitchRows(pitches, game, { ...provenance, doubts: [lacking.message] }, state);
    } catch (error) {
      if (!isOfSource(error)) throw error;
      const archived = game.held === null ? await openArchived(game) : undefined;
      if (archived === undefined) failures.push({ game, error });
      else {
        const { pitches, provenance } = archived;
        const doubts = [lacking.message, error.message];
        yield pitchRows(pitches, game, { ...provenance, doubts }, withoutSavant(game.state));
      }
    }
  }
  const [first] = failures;
  if (first !== undefined) throw several(failures, first);
}

/** Gives what Savant has whole. @returns why it could not be asked, if so. */
async function* fromSavant(
  dates: DateRange,
  reading: Reading,
): AsyncGenerator<ItemRows, TankError | undefined> {
  const { waiting } = reading;
  try {
    if (waiting.size > 1) yield* fromDates(dates, reading);
    for (const game of [...waiting.values()]) {
      const { gamePk } = game;
      const path = savantPaths.game(gamePk);
      yield* wholeGames(await readExport(path, String(gamePk), [game], reading), [game], waiting);
    }
    return undefined;
  } catch (error) {
    if (isOfSource(error)) return error;
    throw error;
  }
}

/** Halves the dates of an export that was cut; a day that still is cut leaves its games waiting. */
async function* fromDates(dates: DateRange, reading: Reading): AsyncGenerator<ItemRows, void> {
  const { from, to } = dates;
  const games = [...reading.waiting.values()].filter(
    ({ officialDate }) => officialDate >= from && officialDate <= to,
  );
  if (games.length === 0) return;
  const answer = await readExport(savantPaths.dates(dates), `${from}..${to}`, games, reading);
  if (!answer.isCut) {
    yield* wholeGames(answer, games, reading.waiting);
    return;
  }
  const days = datesOf(dates);
  const middle = Math.ceil(days.length / 2);
  const [left, right] = [days.slice(0, middle), days.slice(middle)];
  for (const half of days.length > 1 ? [left, right] : []) {
    yield* fromDates({ from: half[0] ?? from, to: half.at(-1) ?? to }, reading);
  }
}

async function readExport(
  path: string,
  name: string,
  games: readonly PitchGame[],
  { sources, signal, rowCap }: Reading,
): Promise<Export> {
  const isCut = ({ rows }: SavantAnswer): boolean => rows >= rowCap;
  const lacking = (answer: SavantAnswer): string[] =>
    games
      .filter((game) => !isWholeGame(answer.games.get(game.gamePk) ?? [], game))
      .map((game) => notWhole(game, 'Savant').message);
  const endpoint = savantEndpoint((answer) => (isCut(answer) ? [] : lacking(answer)));
  const failFast = games.some(({ held }) => held !== 'savant');
  const { value, doubts, ...rest } = await sources.savant.read(path, endpoint, signal, {
    failFast,
  });
  const { games: pitches, text } = value;
  const missing = lacking(value);
  const others = doubts?.filter((doubt) => !missing.includes(doubt)) ?? [];
  const provenance = { ...rest, ...(others.length > 0 && { doubts: others }) };
  if (missing.length === 0 && !isCut(value)) {
    await sources.archive.keep('savant', name, rest.knownAt, text);
  }
  return { provenance, pitches: new Map(pitches), isCut: isCut(value) };
}

/** Lets go of the pitches of each game as it gives them. */
function* wholeGames(
  { provenance, pitches, isCut }: Export,
  games: readonly PitchGame[],
  waiting: Map<number, PitchGame>,
): Generator<ItemRows, void> {
  for (const game of isCut ? [] : games) {
    const thrown = pitches.get(game.gamePk) ?? [];
    if (!isWholeGame(thrown, game)) continue;
    pitches.delete(game.gamePk);
    waiting.delete(game.gamePk);
    yield pitchRows(thrown, game, provenance, game.state);
  }
}

async function fromPlayByPlay(
  game: PitchGame,
  { sources: { statsApi, archive }, signal }: Reading,
): Promise<Found> {
  const path = paths.playByPlay(game.gamePk);
  const endpoint = pitchEventsEndpoint(game.score);
  const { value, ...provenance } = await statsApi.read(path, endpoint, signal);
  const pitches = pitchesOf(value);
  const hasNone = game.pitches === null && pitches.length === 0;
  if (!hasNone && !isWholeGame(pitches, game)) throw notWhole(game, 'the play-by-play');
  await archive.keep(
    'play-by-play',
    String(game.gamePk),
    provenance.knownAt,
    JSON.stringify(value),
  );
  return { pitches, provenance };
}

/** Looks games up in the archive; the export opened last stays open. */
function archivedPitches(archive: Archive): (game: PitchGame) => Promise<Found | undefined> {
  let opened: { url: string; pitches: ReadonlyMap<number, readonly Pitch[]> } | undefined;
  const open = async (answer: ArchivedAnswer): Promise<NonNullable<typeof opened>['pitches']> => {
    if (opened?.url !== answer.url) {
      const { games } = parseSavant(answer.url, await answer.body());
      opened = { url: answer.url, pitches: games };
    }
    return opened.pitches;
  };
  return async (game) => {
    const name = String(game.gamePk);
    for (const answer of await archive.answers('savant')) {
      if (answer.name !== name && !spans(answer.name, game.officialDate)) continue;
      const pitches = (await open(answer)).get(game.gamePk) ?? [];
      if (isWholeGame(pitches, game)) return { pitches, provenance: provenanceOf(answer) };
    }
    for (const answer of await archive.answers('play-by-play')) {
      if (answer.name !== name) continue;
      const { url } = answer;
      const body: unknown = JSON.parse(await answer.body());
      const pitches = pitchesOf(pitchEventsEndpoint(game.score).check({ url, body }));
      if (isWholeGame(pitches, game)) return { pitches, provenance: provenanceOf(answer) };
    }
    return undefined;
  };
}

const provenanceOf = ({ url, knownAt }: ArchivedAnswer): Provenance => ({
  url,
  status: 200,
  knownAt,
  origin: 'archive',
});

function spans(name: string, date: string): boolean {
  const [from, to] = name.split('..');
  return from !== undefined && to !== undefined && date >= from && date <= to;
}

const isOfSource = (error: unknown): error is TankError =>
  error instanceof TankError && error.code.startsWith('E_SOURCE_');

function notWhole({ gamePk, pitches }: PitchGame, source: string): TankError {
  const all = pitches === null ? 'enough' : `the ${pitches}`;
  return tankError('E_SOURCE_SHAPE', `${source} does not have ${all} pitches of game ${gamePk}`, {
    hint: 'The services may still complete the game; repeat the run later.',
    details: { gamePk },
  });
}

/** The first failure, which leaves all its games to be asked for again. */
function several(failures: readonly Failure[], { error }: Failure): TankError {
  const { code, message, hint, details } = error;
  const others = failures.length - 1;
  const text = others === 0 ? message : `${message}; ${others} more games could not be had`;
  const left = requestOf(failures.map(({ game }) => game));
  return tankError(code, text, { cause: error, hint, details: { ...details, left } });
}
