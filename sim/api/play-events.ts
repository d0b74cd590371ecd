import { listedPosition } from '../lineups.ts';
import { countAfter } from '../pitches.ts';
import type { Move, Play, Substitution } from '../plays.ts';
import { at } from '../random.ts';
import type { SimulatedGame } from '../season.ts';
import { hitData, pitchData } from './pitch-data.ts';
import { eventName } from './play-text.ts';
import { guid, personLink, positionEntry, type Json } from './shapes.ts';
import { playTimes } from './view.ts';

const calls: Record<string, readonly [code: string, description: string]> = {
  B: ['B', 'Ball'],
  '*': ['*B', 'Ball In Dirt'],
  C: ['C', 'Called Strike'],
  S: ['S', 'Swinging Strike'],
  F: ['F', 'Foul'],
  H: ['H', 'Hit By Pitch'],
  X: ['X', 'In play, out(s)'],
  D: ['D', 'In play, no out'],
  E: ['E', 'In play, run(s)'],
};

/** The `playEvents` of a play, and which of them are pitches and which are not. */
export interface PlayEvents {
  events: Json[];
  pitchIndex: number[];
  actionIndex: number[];
}

/** Substitutions, what happened on the bases, and the pitches of a play, in order and evenly spaced in its time. */
export function playEvents(
  seed: string,
  game: SimulatedGame,
  plays: readonly Play[],
  index: number,
): PlayEvents {
  const play = at(plays, index);
  const before = plays[index - 1];
  const score = { awayScore: before?.awayScore ?? 0, homeScore: before?.homeScore ?? 0 };
  const steps: Json[] = play.substitutions.map((change) => substitutionEvent(play, change, score));
  for (let i = 0; i <= play.pitches.length; i += 1) {
    if (play.baseEvent?.afterPitches === i) steps.push(...baseEvents(play, i, score));
    if (i < play.pitches.length) steps.push(pitchEvent(seed, game, play, index, i));
  }
  const times = playTimes(game, plays, index);
  const step = (times.end - times.start) / Math.max(steps.length, 1);
  const events = steps.map((event, i) => ({
    ...event,
    index: i,
    startTime: toInstant(times.start + step * i),
    endTime: toInstant(times.start + step * (i + 1)),
  }));
  const indexesOf = (isPitch: boolean): number[] =>
    steps.flatMap((event, i) => (event.isPitch === isPitch ? [i] : []));
  return { events, pitchIndex: indexesOf(true), actionIndex: indexesOf(false) };
}

/** The API's name and code of what moved a runner. */
export function runnerEvent(play: Play, move: Move): { event: string; eventType: string } {
  switch (move.reason) {
    case 'steal':
      return { event: 'Stolen Base 2B', eventType: 'stolen_base_2b' };
    case 'caught':
      return { event: 'Caught Stealing 2B', eventType: 'caught_stealing_2b' };
    case 'wild_pitch':
      return { event: 'Wild Pitch', eventType: 'wild_pitch' };
    case 'play':
      return { event: eventName(play), eventType: play.event };
  }
}

/** ISO 8601 with milliseconds, as the API writes the times of plays. */
export function toInstant(milliseconds: number): string {
  return new Date(Math.round(milliseconds)).toISOString();
}

interface Score {
  awayScore: number;
  homeScore: number;
}

function actionEvent(
  play: Play,
  pitches: string,
  score: Score,
  action: { event: string; eventType: string; description: string; playerId: number },
): Json {
  const { event, eventType, description, playerId } = action;
  return {
    details: {
      description,
      event,
      eventType,
      ...score,
      isScoringPlay: false,
      isOut: eventType.startsWith('caught'),
      hasReview: false,
    },
    count: { ...countAfter(pitches), outs: play.outsBefore },
    isPitch: false,
    type: 'action',
    player: { id: playerId, link: personLink(playerId) },
  };
}

function substitutionEvent(play: Play, change: Substitution, score: Score): Json {
  const { kind, player, replaced, slot } = change;
  const isPitcher = kind === 'pitcher';
  return {
    ...actionEvent(play, '', score, {
      event: isPitcher ? 'Pitching Substitution' : 'Offensive Substitution',
      eventType: isPitcher ? 'pitching_substitution' : 'offensive_substitution',
      description: isPitcher
        ? `Pitching Change: ${player.fullName} replaces ${replaced.fullName}.`
        : `Offensive Substitution: Pinch-hitter ${player.fullName} replaces ${replaced.fullName}.`,
      playerId: player.id,
    }),
    isSubstitution: true,
    position: positionEntry(isPitcher ? 1 : 11),
    replacedPlayer: { id: replaced.id, link: personLink(replaced.id) },
    ...(isPitcher ? {} : { battingOrder: String((slot + 1) * 100) }),
  };
}

function baseEvents(play: Play, afterPitches: number, score: Score): Json[] {
  const move = play.moves.find(({ reason }) => reason !== 'play');
  if (!move) return [];
  const { player } = move.runner;
  const description =
    move.reason === 'wild_pitch'
      ? `Wild pitch by pitcher ${play.pitcher.fullName}.`
      : `${player.fullName} ${move.isOut ? 'caught stealing' : 'steals'} 2nd base.`;
  return [
    {
      ...actionEvent(play, play.pitches.slice(0, afterPitches), score, {
        ...runnerEvent(play, move),
        description,
        playerId: player.id,
      }),
      isBaseRunningPlay: true,
      position: positionEntry(listedPosition(player.role)),
    },
  ];
}

function pitchEvent(
  seed: string,
  game: SimulatedGame,
  play: Play,
  atBatIndex: number,
  i: number,
): Json {
  const { gamePk } = game.fixture;
  const pitch = at(play.pitches, i);
  const [code, description] = calls[pitch] ?? [pitch, pitch];
  const isInPlay = 'XDE'.includes(pitch);
  const { type, data } = pitchData(seed, gamePk, play, atBatIndex, i);
  const isLast = i === play.pitches.length - 1;
  return {
    details: {
      call: { code, description },
      description,
      code,
      isInPlay,
      isStrike: 'CSF'.includes(pitch),
      isBall: 'B*H'.includes(pitch),
      type,
      isOut: isLast && play.moves.some((move) => move.isOut && move.reason === 'play'),
      hasReview: false,
    },
    count: { ...countAfter(play.pitches.slice(0, i + 1)), outs: play.outsBefore },
    pitchData: data,
    ...(isInPlay ? { hitData: hitData(seed, gamePk, play, atBatIndex) } : {}),
    playId: guid(seed, gamePk, atBatIndex, i),
    pitchNumber: i + 1,
    isPitch: true,
    type: 'pitch',
  };
}
