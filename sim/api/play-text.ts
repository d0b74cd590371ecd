import type { Move, Play } from '../plays.ts';
import type { TeamTally } from '../tally.ts';
import { ordinal } from './shapes.ts';

const fielderNames = [
  'pitcher',
  'catcher',
  'first baseman',
  'second baseman',
  'third baseman',
  'shortstop',
  'left fielder',
  'center fielder',
  'right fielder',
];
const onA = {
  ground_ball: 'on a ground ball',
  bunt_grounder: 'on a bunt ground ball',
  line_drive: 'on a line drive',
  fly_ball: 'on a fly ball',
  popup: 'on a pop up',
};

/** The API's name of an event, such as `Groundout` or `Grounded Into DP`. */
export function eventName(play: Play): string {
  switch (play.event) {
    case 'field_out':
      return {
        ground_ball: 'Groundout',
        bunt_grounder: 'Bunt Groundout',
        line_drive: 'Lineout',
        fly_ball: 'Flyout',
        popup: 'Pop Out',
      }[play.trajectory ?? 'ground_ball'];
    case 'strikeout':
      return 'Strikeout';
    case 'walk':
      return 'Walk';
    case 'intent_walk':
      return 'Intent Walk';
    case 'hit_by_pitch':
      return 'Hit By Pitch';
    case 'single':
      return 'Single';
    case 'double':
      return 'Double';
    case 'triple':
      return 'Triple';
    case 'home_run':
      return 'Home Run';
    case 'force_out':
      return 'Forceout';
    case 'grounded_into_double_play':
      return 'Grounded Into DP';
    case 'sac_fly':
      return 'Sac Fly';
    case 'sac_bunt':
      return 'Sac Bunt';
    case 'field_error':
      return 'Field Error';
    case 'caught_stealing_2b':
      return 'Caught Stealing 2B';
  }
}

/** One or more English sentences that tell the play. `fielding` is the club in the field. */
export function describe(play: Play, fielding: TeamTally): string {
  const runners = play.moves.filter((move) => move.from > 0 && move.reason === 'play');
  return [sentence(play, fielding), ...runners.map(runnerSentence)].filter(Boolean).join(' ');
}

function sentence(play: Play, fielding: TeamTally): string {
  const batter = play.batter.fullName;
  const by = fielderName(play.fielder, play, fielding);
  const chain = play.credits
    .filter(({ kind }) => kind !== 'error')
    .map(({ position }) => fielderName(position, play, fielding));
  switch (play.event) {
    case 'strikeout':
      return play.pitches.endsWith('C')
        ? `${batter} called out on strikes.`
        : `${batter} strikes out swinging.`;
    case 'walk':
      return `${batter} walks.`;
    case 'intent_walk':
      return `${play.pitcher.fullName} intentionally walks ${batter}.`;
    case 'hit_by_pitch':
      return `${batter} hit by pitch.`;
    case 'single':
    case 'double':
    case 'triple':
      return `${batter} ${play.event}s ${ball(play)} to ${by}.`;
    case 'home_run':
      return `${batter} homers ${ball(play)} over ${by}.`;
    case 'field_out': {
      const verb = {
        ground_ball: 'grounds out',
        bunt_grounder: 'bunts out',
        line_drive: 'lines out',
        fly_ball: 'flies out',
        popup: 'pops out',
      }[play.trajectory ?? 'ground_ball'];
      return chain.length > 1
        ? `${batter} ${verb}, ${chain.join(' to ')}.`
        : `${batter} ${verb} to ${by}.`;
    }
    case 'force_out':
      return `${batter} grounds into a force out, ${chain.join(' to ')}.`;
    case 'grounded_into_double_play':
      return `${batter} grounds into a double play, ${[...new Set(chain)].join(' to ')}.`;
    case 'sac_fly':
      return `${batter} out on a sacrifice fly to ${by}.`;
    case 'sac_bunt':
      return `${batter} out on a sacrifice bunt, ${chain.join(' to ')}.`;
    case 'field_error':
      return `${batter} reaches on a fielding error by ${by}.`;
    case 'caught_stealing_2b': {
      const runner = play.moves.find((move) => move.reason === 'caught')?.runner.player;
      return `${runner?.fullName ?? 'The runner'} caught stealing 2nd base, ${chain.join(' to ')}.`;
    }
  }
}

function ball(play: Play): string {
  return onA[play.trajectory ?? 'line_drive'];
}

function fielderName(position: number, play: Play, fielding: TeamTally): string {
  const player =
    position === 1
      ? play.pitcher
      : fielding.current.find((spot) => spot.position === position)?.player;
  return `${fielderNames[position - 1] ?? 'fielder'} ${player?.fullName ?? ''}`.trim();
}

function runnerSentence(move: Move): string {
  const name = move.runner.player.fullName;
  if (move.isOut) return `${name} out at ${ordinal(move.outBase)}.`;
  if (move.to === 4) return `${name} scores.`;
  return move.to > move.from ? `${name} to ${ordinal(move.to)}.` : '';
}
