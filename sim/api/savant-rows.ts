import { toDate, toDay } from '../calendar.ts';
import { countAfter } from '../pitches.ts';
import { battingSideOf, totalBasesOf, type Move, type Play } from '../plays.ts';
import type { Player } from '../players.ts';
import { at } from '../random.ts';
import { battingSide } from '../rates.ts';
import type { SimulatedGame } from '../season.ts';
import { countPlay, startTally, type TeamTally } from '../tally.ts';
import { hitValues, pitchValues } from './savant-measurements.ts';
import { savantLine, type SavantValues } from './savant-columns.ts';
import { describe } from './play-text.ts';
import { viewGame } from './view.ts';
import type { World } from './world.ts';

const descriptions: Readonly<Record<string, readonly [description: string, type: string]>> = {
  B: ['ball', 'B'],
  '*': ['blocked_ball', 'B'],
  C: ['called_strike', 'S'],
  S: ['swinging_strike', 'S'],
  F: ['foul', 'S'],
  H: ['hit_by_pitch', 'B'],
  X: ['hit_into_play', 'X'],
  D: ['hit_into_play', 'X'],
  E: ['hit_into_play', 'X'],
};

/** Runs an outcome is worth on the scale of wOBA, as Savant gives them in `woba_value`. */
const wobaValues: Partial<Record<Play['event'], number>> = {
  walk: 0.7,
  hit_by_pitch: 0.7,
  single: 0.9,
  double: 1.25,
  triple: 1.6,
  home_run: 2,
};

/** What stands when a pitch is thrown. */
interface Moment {
  /** Runners on first, second and third base. */
  bases: readonly (Player | null)[];
  outs: number;
  away: number;
  home: number;
}

/**
 * Lines of Savant's export for what may be seen of a game, the last pitch first. Plate appearances are numbered as in
 * the play-by-play, from 1.
 * @param isWanted whether the pitches of a play are asked for
 */
export function savantLines(
  world: World,
  game: SimulatedGame,
  isWanted: (play: Play) => boolean,
): string[] {
  const { plays } = viewGame(world, game);
  const tally = startTally(game.plan.home, game.plan.away);
  const turns = countTurns();
  const lines: string[] = [];
  plays.forEach((play, index) => {
    countPlay(tally, play);
    const turn = turns(play);
    if (!isWanted(play)) return;
    const fielding = tally[play.isTop ? 'home' : 'away'];
    const whole = { ...gameValues(world, game), ...playValues(game, play, fielding, index) };
    const moments = momentsOf(play, plays[index - 1]);
    for (let i = 0; i < play.pitches.length; i += 1) {
      lines.push(
        savantLine({
          ...whole,
          ...turn,
          ...pitchValues(world.seed, game.fixture.gamePk, play, index, i),
          ...callValues(play, i, at(moments, i)),
          ...(i === play.pitches.length - 1 ? endValues(world.seed, game, play, index) : {}),
        }),
      );
    }
  });
  return lines.reverse();
}

function gameValues(world: World, { fixture }: SimulatedGame): SavantValues {
  return {
    game_pk: fixture.gamePk,
    game_date: toDate(fixture.day),
    game_type: fixture.gameType,
    game_year: fixture.season,
    home_team: at(world.clubs, fixture.home).abbreviation,
    away_team: at(world.clubs, fixture.away).abbreviation,
  };
}

function playValues(
  { fixture }: SimulatedGame,
  play: Play,
  fielding: TeamTally,
  index: number,
): SavantValues {
  const { batter, pitcher } = play;
  const values: Record<string, string | number> = {
    player_name: `${pitcher.surname}, ${pitcher.given}`,
    batter: batter.id,
    pitcher: pitcher.id,
    des: describe(play, fielding),
    stand: battingSide(batter, pitcher),
    p_throws: pitcher.throws,
    inning: play.inning,
    inning_topbot: play.isTop ? 'Top' : 'Bot',
    at_bat_number: index + 1,
    if_fielding_alignment: 'Standard',
    of_fielding_alignment: 'Standard',
    age_pit: ageOn(pitcher, fixture.day),
    age_bat: ageOn(batter, fixture.day),
    age_pit_legacy: fixture.season - pitcher.birthYear,
    age_bat_legacy: fixture.season - batter.birthYear,
  };
  for (const { player, position } of fielding.current) {
    if (position <= 9) values[`fielder_${position}`] = player.id;
  }
  return values;
}

function callValues(play: Play, i: number, moment: Moment): SavantValues {
  const [description, type] = descriptionOf(at(play.pitches, i));
  const { bases, outs, away, home } = moment;
  const { balls, strikes } = countAfter(play.pitches.slice(0, i));
  const isHome = battingSideOf(play) === 'home';
  const isLast = i === play.pitches.length - 1;
  const [postAway, postHome] = isLast ? [play.awayScore, play.homeScore] : [away, home];
  return {
    description,
    type,
    balls,
    strikes,
    pitch_number: i + 1,
    on_1b: bases[0]?.id ?? null,
    on_2b: bases[1]?.id ?? null,
    on_3b: bases[2]?.id ?? null,
    outs_when_up: outs,
    away_score: away,
    home_score: home,
    bat_score: isHome ? home : away,
    fld_score: isHome ? away : home,
    post_away_score: postAway,
    post_home_score: postHome,
    post_bat_score: isHome ? postHome : postAway,
    post_fld_score: isHome ? postAway : postHome,
    home_score_diff: home - away,
    bat_score_diff: isHome ? home - away : away - home,
  };
}

function descriptionOf(pitch: string): readonly [description: string, type: string] {
  const found = descriptions[pitch];
  if (!found) throw new Error(`there is no pitch ${pitch}`);
  return found;
}

/** What only the last pitch of a play tells. */
function endValues(seed: string, game: SimulatedGame, play: Play, index: number): SavantValues {
  const isInPlay = 'XDE'.includes(at(play.pitches, play.pitches.length - 1));
  const bases = totalBasesOf(play.event);
  return {
    events: play.event,
    ...(play.isPlateAppearance
      ? {
          woba_value: wobaValues[play.event] ?? 0,
          woba_denom: play.event === 'intent_walk' || play.event === 'sac_bunt' ? 0 : 1,
          babip_value: bases > 0 && bases < 4 ? 1 : 0,
          iso_value: Math.max(0, bases - 1),
        }
      : {}),
    ...(isInPlay ? hitValues(seed, game.fixture.gamePk, play, index) : {}),
  };
}

/** What stood at each pitch of a play: a steal or a wild pitch changes it in between. */
function momentsOf(play: Play, before: Play | undefined): Moment[] {
  const isSameHalf = before?.inning === play.inning && before.isTop === play.isTop;
  const runners = isSameHalf ? before.basesAfter : [null, play.placedRunner, null];
  const first: Moment = {
    bases: runners.map((runner) => runner?.player ?? null),
    outs: play.outsBefore,
    away: before?.awayScore ?? 0,
    home: before?.homeScore ?? 0,
  };
  const changeAt = play.baseEvent?.afterPitches ?? Infinity;
  const second = Number.isFinite(changeAt) ? afterMoves(first, play) : first;
  return Array.from({ length: play.pitches.length }, (_, i) => (i < changeAt ? first : second));
}

function afterMoves(moment: Moment, play: Play): Moment {
  const bases = [...moment.bases];
  let { outs, away, home } = moment;
  const moves: readonly Move[] = play.moves.filter(({ reason }) => reason !== 'play');
  for (const { from } of moves) bases[from - 1] = null;
  for (const { runner, to, isOut } of moves) {
    if (isOut) outs += 1;
    else if (to === 4) [away, home] = play.isTop ? [away + 1, home] : [away, home + 1];
    else bases[to - 1] = runner.player;
  }
  return { bases, outs, away, home };
}

/** How often pitcher and batter have met, and how often the batter has been up before, play by play. */
function countTurns(): (play: Play) => SavantValues {
  const meetings = new Map<string, number>();
  const appearances = new Map<Player, number>();
  return ({ batter, pitcher, isPlateAppearance }) => {
    const pair = `${pitcher.id} ${batter.id}`;
    const met = meetings.get(pair) ?? 0;
    const up = appearances.get(batter) ?? 0;
    if (isPlateAppearance) {
      meetings.set(pair, met + 1);
      appearances.set(batter, up + 1);
    }
    return { n_thruorder_pitcher: met + 1, n_priorpa_thisgame_player_at_bat: up };
  };
}

function ageOn({ birthYear, birthDayOfYear }: Player, day: number): number {
  const birthday = toDay(`${birthYear}-01-01`) + birthDayOfYear;
  return Math.floor((day - birthday) / 365.25);
}
