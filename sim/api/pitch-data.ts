import type { Play, Trajectory } from '../plays.ts';
import type { Player } from '../players.ts';
import { at, createRandom, type Random } from '../random.ts';

/** Measurements of a pitch in the form of the API's `pitchData`. */
interface PitchData {
  startSpeed: number;
  endSpeed: number;
  strikeZoneTop: number;
  strikeZoneBottom: number;
  coordinates: Record<'pfxX' | 'pfxZ' | 'pX' | 'pZ' | 'x0' | 'y0' | 'z0', number>;
  breaks: { spinRate: number; spinDirection: number };
  zone: number;
  typeConfidence: number;
  plateTime: number;
  extension: number;
}

/** Measurements of a batted ball in the form of the API's `hitData`. */
interface HitData {
  launchSpeed: number;
  launchAngle: number;
  totalDistance: number;
  trajectory: Trajectory;
  hardness: 'soft' | 'medium' | 'hard';
  location: string;
  coordinates: { coordX: number; coordY: number };
}

interface PitchType {
  code: string;
  description: string;
  /** Miles an hour below the pitcher's fastball. */
  slower: number;
  spin: number;
  share: number;
}

const pitchTypes: readonly PitchType[] = [
  { code: 'FF', description: 'Four-Seam Fastball', slower: 0, spin: 2280, share: 0.36 },
  { code: 'SI', description: 'Sinker', slower: 0.8, spin: 2150, share: 0.16 },
  { code: 'SL', description: 'Slider', slower: 8.5, spin: 2430, share: 0.22 },
  { code: 'CH', description: 'Changeup', slower: 8.8, spin: 1750, share: 0.12 },
  { code: 'CU', description: 'Curveball', slower: 14, spin: 2560, share: 0.09 },
  { code: 'FC', description: 'Cutter', slower: 4.5, spin: 2380, share: 0.05 },
];

/** A pitch's type and measurements (mph, feet, rpm), drawn from a stream of the pitch's own. */
export function pitchData(
  seed: string,
  gamePk: number,
  play: Play,
  atBatIndex: number,
  pitchIndex: number,
): { type: { code: string; description: string }; data: PitchData } {
  const random = createRandom(seed, 'pitch', gamePk, atBatIndex, pitchIndex);
  const type = drawType(random);
  const fastball = fastballOf(seed, play.pitcher);
  const startSpeed = fastball - type.slower + random.normal() * 1.1;
  const isBall = 'B*H'.includes(at(play.pitches, pitchIndex));
  const spread = isBall ? 1.25 : 0.5;
  const pX = random.normal() * spread;
  const pZ = 2.4 + random.normal() * spread;
  const height = play.batter.heightInches;
  const top = height * 0.0465;
  const bottom = height * 0.0215;
  return {
    type: { code: type.code, description: type.description },
    data: {
      startSpeed: round(startSpeed, 1),
      endSpeed: round(startSpeed * 0.917, 1),
      strikeZoneTop: round(top, 2),
      strikeZoneBottom: round(bottom, 2),
      coordinates: {
        pfxX: round(random.normal() * 6, 2),
        pfxZ: round(12 - type.slower + random.normal() * 2, 2),
        pX: round(pX, 3),
        pZ: round(pZ, 3),
        x0: round((play.pitcher.throws === 'L' ? 1.9 : -1.9) + random.normal() * 0.2, 3),
        y0: 50,
        z0: round(5.9 + random.normal() * 0.2, 3),
      },
      breaks: {
        spinRate: Math.round(type.spin + random.normal() * 110),
        spinDirection: Math.floor(random.next() * 360),
      },
      zone: zoneOf(pX, pZ, top, bottom),
      typeConfidence: 0.9,
      plateTime: round(36.5 / startSpeed, 3),
      extension: round(6.3 + random.normal() * 0.25, 2),
    },
  };
}

const hitShapes = {
  ground_ball: { speed: 87, angle: -8, distance: 25 },
  bunt_grounder: { speed: 42, angle: -30, distance: 15 },
  line_drive: { speed: 94, angle: 15, distance: 230 },
  fly_ball: { speed: 91, angle: 37, distance: 300 },
  popup: { speed: 78, angle: 64, distance: 140 },
};
const fieldCoordinates: Record<number, readonly [x: number, y: number]> = {
  1: [125, 180],
  2: [125, 205],
  3: [155, 165],
  4: [143, 150],
  5: [97, 165],
  6: [108, 150],
  7: [70, 100],
  8: [125, 75],
  9: [180, 100],
};

/** Exit speed (mph), launch angle (degrees), distance (feet) and place of a batted ball. */
export function hitData(seed: string, gamePk: number, play: Play, atBatIndex: number): HitData {
  const random = createRandom(seed, 'hit', gamePk, atBatIndex);
  const trajectory = play.trajectory ?? 'line_drive';
  const { speed, angle, distance } = hitShapes[trajectory];
  const bonus = play.event === 'home_run' ? 1 : 0;
  const launchSpeed = speed + bonus * 13 + random.normal() * (bonus > 0 ? 3 : 9);
  const [x, y] = fieldCoordinates[play.fielder] ?? [125, 150];
  return {
    launchSpeed: round(Math.max(20, launchSpeed), 1),
    launchAngle: Math.round(angle - bonus * 9 + random.normal() * 5),
    totalDistance: Math.max(
      3,
      Math.round(distance + bonus * 100 + random.normal() * (bonus > 0 ? 15 : 30)),
    ),
    trajectory,
    hardness: launchSpeed > 95 ? 'hard' : launchSpeed < 70 ? 'soft' : 'medium',
    location: String(play.fielder),
    coordinates: {
      coordX: round(x + random.normal() * 8, 2),
      coordY: round(y + random.normal() * 8, 2),
    },
  };
}

function drawType(random: Random): PitchType {
  let draw = random.next();
  for (const type of pitchTypes) {
    draw -= type.share;
    if (draw < 0) return type;
  }
  return at(pitchTypes, 0);
}

function fastballOf(seed: string, pitcher: Player): number {
  const lead = pitcher.role === 'RP' ? 95.2 : 93.8;
  return lead + createRandom(seed, 'fastball', pitcher.id).normal() * 1.7;
}

/** Zones 1 to 9 inside the strike zone from the upper left, 11 to 14 the quarters around it. */
function zoneOf(x: number, z: number, top: number, bottom: number): number {
  const half = 0.83;
  if (Math.abs(x) > half || z > top || z < bottom) {
    return (z > (top + bottom) / 2 ? 11 : 13) + (x > 0 ? 1 : 0);
  }
  const column = Math.min(2, Math.floor(((x + half) / (2 * half)) * 3));
  const row = Math.min(2, Math.floor(((top - z) / (top - bottom)) * 3));
  return 1 + row * 3 + column;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
