import {
  emptyBatting,
  emptyFielding,
  emptyPitching,
  type BattingLine,
  type FieldingLine,
  type PitchingLine,
} from './lines.ts';
import type { TeamSheet } from './lineups.ts';
import { isStrikeThrown } from './pitches.ts';
import { battingSideOf, totalBasesOf, type Move, type Play, type Side } from './plays.ts';
import type { Player } from './players.ts';
import { at } from './random.ts';

/** One player in a game. */
export interface PlayerTally {
  player: Player;
  /** `100` to `900` for starters, `101` and on for those who came in for them; null for pitchers and the bench. */
  battingOrder: number | null;
  /** Scoring numbers of the positions played in order; 11 is a pinch hitter, 10 the designated hitter. */
  positions: number[];
  batting: BattingLine | null;
  pitching: PitchingLine | null;
  fielding: FieldingLine;
}

/** Runs, hits, errors and men left on base of one club in one inning. */
export interface HalfLine {
  runs: number;
  hits: number;
  errors: number;
  leftOnBase: number;
}

/** One club's figures. */
export interface TeamTally {
  /** Everyone who took part, batters in order of the lineup, then pitchers in order of appearance. */
  players: Map<Player, PlayerTally>;
  batters: Player[];
  pitchers: Player[];
  /** The nine who hold the places of the batting order now, and their positions. */
  current: { player: Player; position: number }[];
  innings: (HalfLine | null)[];
  score: number;
}

export type GameTally = Record<Side, TeamTally>;

/** Counts the given plays (a whole game, or as much of it as has been played) into lines. */
export function tallyGame(plays: readonly Play[], home: TeamSheet, away: TeamSheet): GameTally {
  const game = startTally(home, away);
  for (const play of plays) countPlay(game, play);
  return game;
}

/** The figures before the first pitch: the starters, and nothing counted. */
export function startTally(home: TeamSheet, away: TeamSheet): GameTally {
  return { home: startingTally(home), away: startingTally(away) };
}

function startingTally(sheet: TeamSheet): TeamTally {
  const team: TeamTally = {
    players: new Map(),
    batters: [],
    pitchers: [],
    current: sheet.lineup.map((spot) => ({ ...spot })),
    innings: [],
    score: 0,
  };
  sheet.lineup.forEach(({ player, position }, slot) => {
    const entry = enterBatter(team, player, (slot + 1) * 100, position);
    entry.fielding.gamesStarted = 1;
  });
  const starter = enterPitcher(team, sheet.starter);
  starter.fielding.gamesStarted = 1;
  if (starter.pitching) starter.pitching.gamesStarted = 1;
  return team;
}

function enterBatter(
  team: TeamTally,
  player: Player,
  battingOrder: number,
  position: number,
): PlayerTally {
  const entry: PlayerTally = {
    player,
    battingOrder,
    positions: [position],
    batting: { ...emptyBatting(), gamesPlayed: 1 },
    pitching: null,
    fielding: emptyFielding(),
  };
  team.players.set(player, entry);
  const next = team.batters.findIndex(
    (other) => (team.players.get(other)?.battingOrder ?? 1000) > battingOrder,
  );
  team.batters.splice(next < 0 ? team.batters.length : next, 0, player);
  return entry;
}

function enterPitcher(team: TeamTally, player: Player): PlayerTally {
  const entry: PlayerTally = {
    player,
    battingOrder: null,
    positions: [1],
    batting: null,
    pitching: { ...emptyPitching(), gamesPlayed: 1, gamesPitched: 1 },
    fielding: emptyFielding(),
  };
  team.players.set(player, entry);
  team.pitchers.push(player);
  return entry;
}

/** Adds one play, the next of the game. */
export function countPlay(game: GameTally, play: Play): void {
  const battingSide = battingSideOf(play);
  const batting = game[battingSide];
  const fielding = game[battingSide === 'home' ? 'away' : 'home'];
  substitute(game, play);
  const batter = battingLine(batting, play.batter);
  const pitcher = pitchingLine(fielding, play.pitcher);
  const inning = inningLine(batting, play.inning);

  countPitches(pitcher, play.pitches);
  if (play.isPlateAppearance) countAppearance(batter, pitcher, play);
  if (isHit(play)) inning.hits += 1;
  if (play.baseEvent?.kind === 'wild_pitch') pitcher.wildPitches += 1;
  for (const move of play.moves) countMove(batting, fielding, move, play);
  for (const { position, kind } of play.credits) {
    const line = fielderAt(fielding, position, play.pitcher).fielding;
    if (kind === 'putout') line.putOuts += 1;
    else if (kind === 'assist') line.assists += 1;
    else {
      line.errors += 1;
      inning.errors += 1;
    }
  }
  inning.leftOnBase = play.basesAfter.filter(Boolean).length;
  const isOutAtBat = play.moves.some((move) => move.from === 0 && move.isOut);
  if (isOutAtBat) batter.leftOnBase += play.basesAfter.filter(Boolean).length;
}

function substitute(game: GameTally, play: Play): void {
  for (const { side, kind, player, slot } of play.substitutions) {
    const team = game[side];
    if (kind === 'pitcher') {
      const entry = enterPitcher(team, player);
      if (entry.pitching) entry.pitching.inheritedRunners = inheritedBy(play);
      continue;
    }
    const spot = at(team.current, slot);
    const leaving = team.players.get(spot.player);
    const entry = enterBatter(team, player, (leaving?.battingOrder ?? 0) + 1, 11);
    if (spot.position !== 11) entry.positions.push(spot.position);
    team.current[slot] = { player, position: spot.position };
  }
}

/** Runners of earlier pitchers who were on base when the play began. */
function inheritedBy(play: Play): number {
  const before = new Set(
    play.moves
      .filter((move) => move.from > 0)
      .map((move) => move.runner)
      .concat(play.basesAfter.filter((runner) => runner !== null)),
  );
  return [...before].filter((runner) => runner.pitcher !== play.pitcher).length;
}

function battingLine(team: TeamTally, player: Player): BattingLine {
  const line = team.players.get(player)?.batting;
  if (!line) throw new Error(`${player.fullName} is not in the batting order`);
  return line;
}

function pitchingLine(team: TeamTally, player: Player): PitchingLine {
  const line = team.players.get(player)?.pitching;
  if (!line) throw new Error(`${player.fullName} has not pitched`);
  return line;
}

function inningLine(team: TeamTally, inning: number): HalfLine {
  const found = team.innings[inning - 1];
  if (found) return found;
  const line = { runs: 0, hits: 0, errors: 0, leftOnBase: 0 };
  team.innings[inning - 1] = line;
  return line;
}

function fielderAt(team: TeamTally, position: number, pitcher: Player): PlayerTally {
  const player =
    position === 1 ? pitcher : team.current.find((spot) => spot.position === position)?.player;
  const entry = player && team.players.get(player);
  if (!entry) throw new Error(`nobody plays position ${position}`);
  return entry;
}

function countPitches(line: PitchingLine, pitches: string): void {
  line.numberOfPitches += pitches.length;
  for (const pitch of pitches) {
    if (isStrikeThrown(pitch)) line.strikes += 1;
    else line.balls += 1;
  }
}

export function isHit(play: Play): boolean {
  return totalBasesOf(play.event) > 0;
}

function countAppearance(batter: BattingLine, pitcher: PitchingLine, play: Play): void {
  batter.plateAppearances += 1;
  pitcher.battersFaced += 1;
  const isAtBat = !['walk', 'intent_walk', 'hit_by_pitch', 'sac_fly', 'sac_bunt'].includes(
    play.event,
  );
  for (const line of [batter, pitcher]) {
    if (isAtBat) line.atBats += 1;
    countEvent(line, play);
  }
  if (play.event === 'hit_by_pitch') pitcher.hitBatsmen += 1;
  if (play.event === 'grounded_into_double_play') batter.groundIntoDoublePlay += 1;
  batter.totalBases += totalBasesOf(play.event);
}

function countEvent(line: BattingLine | PitchingLine, play: Play): void {
  if (isHit(play)) line.hits += 1;
  switch (play.event) {
    case 'double':
      line.doubles += 1;
      break;
    case 'triple':
      line.triples += 1;
      break;
    case 'home_run':
      line.homeRuns += 1;
      break;
    case 'strikeout':
      line.strikeOuts += 1;
      break;
    case 'intent_walk':
      line.intentionalWalks += 1;
      line.baseOnBalls += 1;
      break;
    case 'walk':
      line.baseOnBalls += 1;
      break;
    case 'hit_by_pitch':
      line.hitByPitch += 1;
      break;
    case 'sac_bunt':
      line.sacBunts += 1;
      break;
    case 'sac_fly':
      line.sacFlies += 1;
      break;
    default:
      break;
  }
  if (isHit(play) || play.event === 'field_error') return;
  if (play.trajectory === 'ground_ball' || play.trajectory === 'bunt_grounder') {
    line.groundOuts += 1;
  } else if (play.trajectory) {
    line.airOuts += 1;
    if (play.trajectory === 'fly_ball') line.flyOuts += 1;
    else if (play.trajectory === 'line_drive') line.lineOuts += 1;
    else line.popOuts += 1;
  }
}

function countMove(batting: TeamTally, fielding: TeamTally, move: Move, play: Play): void {
  const onMound = pitchingLine(fielding, play.pitcher);
  if (move.isOut) onMound.outs += 1;
  if (move.reason === 'steal' || move.reason === 'caught') {
    const runner = battingLine(batting, move.runner.player);
    const catcher = fielderAt(fielding, 2, play.pitcher).fielding;
    const field = move.reason === 'steal' ? 'stolenBases' : 'caughtStealing';
    for (const line of [runner, onMound, catcher]) line[field] += 1;
  }
  if (move.to !== 4) return;
  battingLine(batting, move.runner.player).runs += 1;
  batting.score += 1;
  inningLine(batting, play.inning).runs += 1;
  const charged = pitchingLine(fielding, move.runner.pitcher);
  charged.runs += 1;
  if (move.isEarned) charged.earnedRuns += 1;
  if (move.runner.pitcher !== play.pitcher) onMound.inheritedRunnersScored += 1;
  if (move.isRbi) {
    battingLine(batting, play.batter).rbi += 1;
    onMound.rbi += 1;
  }
}
