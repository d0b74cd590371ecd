import type { Play } from '../plays.ts';
import { hitData, pitchData } from './pitch-data.ts';
import type { SavantValues } from './savant-columns.ts';

/** The measurements of a pitch in Savant's columns: speed in mph, positions and movement in feet, spin in rpm. */
export function pitchValues(
  seed: string,
  gamePk: number,
  play: Play,
  atBatIndex: number,
  pitchIndex: number,
): SavantValues {
  const { type, data } = pitchData(seed, gamePk, play, atBatIndex, pitchIndex);
  const { coordinates, breaks } = data;
  return {
    pitch_type: type.code,
    pitch_name: type.description,
    release_speed: data.startSpeed,
    effective_speed: round(data.startSpeed + data.extension - 6.3, 1),
    release_extension: data.extension,
    release_pos_x: coordinates.x0,
    release_pos_y: round(60.5 - data.extension, 2),
    release_pos_z: coordinates.z0,
    release_spin_rate: breaks.spinRate,
    spin_axis: breaks.spinDirection,
    pfx_x: round(coordinates.pfxX / 12, 2),
    pfx_z: round(coordinates.pfxZ / 12, 2),
    plate_x: coordinates.pX,
    plate_z: coordinates.pZ,
    sz_top: data.strikeZoneTop,
    sz_bot: data.strikeZoneBottom,
    zone: data.zone,
  };
}

/** The measurements of a batted ball in Savant's columns: mph, degrees, feet. */
export function hitValues(
  seed: string,
  gamePk: number,
  play: Play,
  atBatIndex: number,
): SavantValues {
  const hit = hitData(seed, gamePk, play, atBatIndex);
  return {
    bb_type: hit.trajectory === 'bunt_grounder' ? 'ground_ball' : hit.trajectory,
    hit_location: play.fielder === 0 ? null : play.fielder,
    launch_speed: hit.launchSpeed,
    launch_angle: hit.launchAngle,
    hit_distance_sc: hit.totalDistance,
    hc_x: hit.coordinates.coordX,
    hc_y: hit.coordinates.coordY,
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
