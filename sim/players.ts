import { inventName } from './names.ts';
import { createRandom } from './random.ts';

/** Plate appearance outcomes other than an out in play, in the order used by every rate list. */
export const outcomes = [
  'strikeout',
  'walk',
  'hitByPitch',
  'single',
  'double',
  'triple',
  'homeRun',
] as const;
export type Outcome = (typeof outcomes)[number] | 'out';

/** What a player is kept on the roster for; `UT` and `BO` are the utility infielder and the bench outfielder. */
export type Role =
  'SP' | 'RP' | 'C' | '1B' | '2B' | '3B' | 'SS' | 'LF' | 'CF' | 'RF' | 'DH' | 'UT' | 'BO';

/** A player's skill in one season. */
export interface Talent {
  /** For each outcome a factor on its rate in a plate appearance against an average opponent; 1 is average. */
  factors: readonly number[];
  /** Standard deviations above the average player of his kind. */
  quality: number;
  /** Runner's speed in standard deviations. */
  speed: number;
  /** Pitches a pitcher is good for when rested. */
  stamina: number;
}

/** An invented player; `talents` holds one entry for each simulated season in which he is in the league. */
export interface Player {
  id: number;
  given: string;
  surname: string;
  fullName: string;
  town: string;
  role: Role;
  bats: 'L' | 'R' | 'S';
  throws: 'L' | 'R';
  birthYear: number;
  birthDayOfYear: number;
  heightInches: number;
  weight: number;
  debutYear: number;
  jerseyNumber: number;
  talents: Map<number, Talent>;
}

interface Makeup {
  quality: number;
  speed: number;
  stamina: number;
  deviations: number[];
}

// Standard deviations of a player's own log rates, and what one unit of quality adds to each.
const batterSpread = [0.17, 0.2, 0.3, 0.07, 0.12, 0.35, 0.28];
const batterQuality = [-0.06, 0.07, 0, 0.035, 0.06, 0, 0.14];
const batterSpeed = [0, 0, 0, 0.012, 0.02, 0.3, 0];
const pitcherSpread = [0.12, 0.16, 0.25, 0.03, 0.04, 0.08, 0.1];
const pitcherQuality = [0.105, -0.1, -0.05, -0.024, -0.028, -0.025, -0.09];
const roleQuality: Partial<Record<Role, number>> = {
  C: -0.5,
  SS: -0.2,
  '2B': -0.1,
  CF: -0.05,
  '1B': 0.5,
  LF: 0.2,
  RF: 0.3,
  DH: 0.5,
  UT: -0.7,
  BO: -0.6,
  RP: 0.25,
};

export function isPitcher(role: Role): boolean {
  return role === 'SP' || role === 'RP';
}

/** Makes new players one after another, with ids from 9100001 and names nobody else in the league bears. */
export function createScout(seed: string): {
  recruit: (role: Role, season: number, level: number, isRookie: boolean) => Player;
  carryOver: (player: Player, season: number, level: number) => void;
} {
  const taken = new Set<string>();
  const makeups = new Map<number, Makeup>();
  let count = 0;

  /** `level` is added to the player's quality: the club's strength, less for reserves. */
  function recruit(role: Role, season: number, level: number, isRookie: boolean): Player {
    count += 1;
    const id = 9_100_000 + count;
    const random = createRandom(seed, 'player', id);
    const name = inventName(random, taken);
    const throws = random.chance(isPitcher(role) ? 0.28 : 0.12) ? 'L' : 'R';
    const age = isRookie ? 21 + random.below(4) : 22 + random.below(14);
    const player: Player = {
      id,
      given: name.given,
      surname: name.surname,
      fullName: `${name.given} ${name.surname}`,
      town: name.town,
      role,
      bats: random.chance(0.1) ? 'S' : random.chance(throws === 'L' ? 0.8 : 0.28) ? 'L' : 'R',
      throws,
      birthYear: season - age,
      birthDayOfYear: random.below(365),
      heightInches: 70 + random.below(8),
      weight: 175 + random.below(60),
      debutYear: isRookie ? season : season - Math.min(age - 21, 1 + random.below(8)),
      jerseyNumber: 1 + random.below(99),
      talents: new Map(),
    };
    const isArm = isPitcher(role);
    const makeup: Makeup = {
      quality: random.normal() * (isArm ? 0.9 : 0.8) + (roleQuality[role] ?? 0) + level,
      speed: random.normal() + (role === 'CF' || role === 'SS' ? 0.6 : role === 'C' ? -0.9 : 0),
      stamina: role === 'SP' ? 90 + random.normal() * 5 : 22 + random.normal() * 4,
      deviations: (isArm ? pitcherSpread : batterSpread).map((sd) => random.normal() * sd),
    };
    makeups.set(id, makeup);
    player.talents.set(season, talentOf(role, makeup));
    return player;
  }

  /**
   * Ages the player into `season`: quality drifts at random about what is usual for his role and club (`level`), rises
   * before 27 and falls after 31.
   */
  function carryOver(player: Player, season: number, level: number): void {
    const makeup = makeups.get(player.id);
    if (!makeup) throw new Error(`player ${player.id} was not made by this scout`);
    const random = createRandom(seed, 'drift', player.id, season);
    const age = season - player.birthYear;
    const ageing = age < 27 ? 0.1 : age > 31 ? -0.08 * (age - 31) : 0;
    const spread = isPitcher(player.role) ? pitcherSpread : batterSpread;
    const usual = (roleQuality[player.role] ?? 0) + level;
    makeup.quality = usual + (makeup.quality - usual) * 0.9 + random.normal() * 0.36 + ageing;
    makeup.speed -= age > 29 ? 0.1 : 0;
    makeup.deviations = makeup.deviations.map(
      (deviation, i) => deviation * 0.95 + random.normal() * 0.3 * (spread[i] ?? 0),
    );
    player.talents.set(season, talentOf(player.role, makeup));
  }

  return { recruit, carryOver };
}

/** The player's talent in a season; throws when he was not in the league then. */
export function talentIn(player: Player, season: number): Talent {
  const talent = player.talents.get(season);
  if (!talent) throw new Error(`player ${player.id} has no talent in ${season}`);
  return talent;
}

function talentOf(role: Role, makeup: Makeup): Talent {
  const isArm = isPitcher(role);
  const perQuality = isArm ? pitcherQuality : batterQuality;
  const factors = makeup.deviations.map((deviation, i) =>
    Math.exp(
      deviation +
        makeup.quality * (perQuality[i] ?? 0) +
        (isArm ? 0 : makeup.speed * (batterSpeed[i] ?? 0)),
    ),
  );
  return { factors, quality: makeup.quality, speed: makeup.speed, stamina: makeup.stamina };
}
