import type { Club } from './clubs.ts';
import { seasonCalendar } from './calendar.ts';
import { createScout, isPitcher, talentIn, type Player, type Role } from './players.ts';
import { at, createRandom } from './random.ts';

/** The 26 active players of a club from `day` on, and its reserves. */
export interface RosterVersion {
  day: number;
  active: readonly Player[];
  reserves: readonly Player[];
  injured: readonly Injury[];
}

/** A player who cannot play from one day on until another. */
export interface Injury {
  player: Player;
  since: number;
  until: number;
}

/** Everything about who plays where, settled before a game is played. */
export interface League {
  players: readonly Player[];
  playerById: (id: number) => Player | undefined;
  /** The club's roster on a day (the earliest known one for days before the first season). */
  rosterOn: (club: Club, day: number) => RosterVersion;
  /** All rosters of a club in order of their first days. */
  rostersOf: (club: Club) => readonly RosterVersion[];
  /** The club whose roster or injured list holds the player on a day. */
  clubOf: (player: Player, day: number) => Club | undefined;
}

const activeRoles: readonly Role[] = [
  ...Array<Role>(5).fill('SP'),
  ...Array<Role>(8).fill('RP'),
  'C',
  'C',
  '1B',
  '2B',
  '3B',
  'SS',
  'LF',
  'CF',
  'RF',
  'DH',
  'UT',
  'UT',
  'BO',
];
const reserveRoles: readonly Role[] = [
  'SP',
  'SP',
  'SP',
  'RP',
  'RP',
  'RP',
  'RP',
  'C',
  'UT',
  'UT',
  'UT',
  'BO',
  'BO',
];
const reserveLevel = -0.8;
const clubSpread = 0.45;
const deadlineTrades = 14;
const winterTrades = 16;
const dailyInjury = { pitcher: 0.0022, batter: 0.0011 };

interface ClubState {
  active: Player[];
  reserves: Player[];
  injured: (Injury & { standIn: Player })[];
}

/** Builds the league's players and their moves over all seasons: injuries, call-ups, trades, retirements, rookies. */
export function buildLeague(
  seed: string,
  clubs: readonly Club[],
  seasons: readonly number[],
): League {
  const scout = createScout(seed);
  const players = new Map<number, Player>();
  const history: RosterVersion[][] = clubs.map(() => []);
  const first = at(seasons, 0);
  const last = at(seasons, seasons.length - 1);

  function recruit(role: Role, season: number, level: number, isRookie: boolean): Player {
    const player = scout.recruit(role, season, level, isRookie);
    players.set(player.id, player);
    return player;
  }

  const strengths = drawStrengths(seed, clubs.length);
  const states: ClubState[] = strengths.map((strength) => ({
    active: activeRoles.map((role) => recruit(role, first, strength, false)),
    reserves: reserveRoles.map((role) => recruit(role, first, strength + reserveLevel, false)),
    injured: [],
  }));

  function record(index: number, day: number): void {
    const state = at(states, index);
    const versions = at(history, index);
    const version = {
      day,
      active: [...state.active],
      reserves: [...state.reserves],
      injured: state.injured.map(({ player, since, until }) => ({ player, since, until })),
    };
    if (versions.at(-1)?.day === day) versions.pop();
    versions.push(version);
  }

  for (let season = first; season <= last; season += 1) {
    const calendar = seasonCalendar(season);
    if (season > first) winter(season);
    clubs.forEach((_, index) => {
      record(index, calendar.springStart - 10);
    });
    const deadline = calendar.lastOfFirstHalf + 16;
    for (let day = calendar.opening; day <= calendar.closing; day += 1) {
      states.forEach((state, index) => {
        if (nextDay(state, index, day)) record(index, day);
      });
      if (day === deadline) trade(season, day);
    }
    states.forEach((state, index) => {
      for (const entry of state.injured) heal(state, entry);
      state.injured = [];
      record(index, calendar.closing + 1);
    });
  }

  /** Applies the day's returns and injuries; true when the roster changed. */
  function nextDay(state: ClubState, index: number, day: number): boolean {
    const back = state.injured.filter(({ until }) => until <= day);
    state.injured = state.injured.filter(({ until }) => until > day);
    for (const entry of back) heal(state, entry);

    const random = createRandom(seed, 'injuries', index, day);
    const standIns = new Set(state.injured.map((entry) => entry.standIn));
    const hurt = state.active
      .filter((player) =>
        random.chance(isPitcher(player.role) ? dailyInjury.pitcher : dailyInjury.batter),
      )
      .filter((player) => !standIns.has(player));
    for (const player of hurt) {
      const standIn = callUp(state, player.role);
      if (!standIn) continue;
      const length = 10 + Math.floor(-Math.log(1 - random.next()) * 30);
      state.active = state.active.map((other) => (other === player ? standIn : other));
      state.injured.push({ player, standIn, since: day, until: day + length });
    }
    return back.length > 0 || hurt.length > 0;
  }

  function trade(season: number, day: number): void {
    const random = createRandom(seed, 'trades', season);
    for (let deal = 0; deal < deadlineTrades; deal += 1) {
      const [left, right] = random.shuffle(clubs.map((club) => club.index)).slice(0, 2);
      const role = random.pick(activeRoles);
      if (left !== undefined && right !== undefined) swap(left, right, role, random.next());
    }
    clubs.forEach((_, index) => {
      record(index, day);
    });
  }

  /** Exchanges a player of the given role between two clubs, so that both rosters stay complete. */
  function swap(left: number, right: number, role: Role, draw: number): void {
    const [a, b] = [at(states, left), at(states, right)];
    const standIns = new Set([...a.injured, ...b.injured].map(({ standIn }) => standIn));
    const tradable = (state: ClubState): Player[] =>
      state.active.filter((player) => player.role === role && !standIns.has(player));
    const [fromA, fromB] = [tradable(a), tradable(b)];
    if (fromA.length === 0 || fromB.length === 0) return;
    const goesRight = at(fromA, Math.floor(draw * fromA.length));
    const goesLeft = at(fromB, Math.floor(((draw * 7) % 1) * fromB.length));
    a.active = a.active.map((player) => (player === goesRight ? goesLeft : player));
    b.active = b.active.map((player) => (player === goesLeft ? goesRight : player));
  }

  function winter(season: number): void {
    states.forEach((state, index) => {
      const strength = at(strengths, index);
      for (const player of state.active) scout.carryOver(player, season, strength);
      for (const player of state.reserves) scout.carryOver(player, season, strength + reserveLevel);
    });
    const random = createRandom(seed, 'winter', season);
    for (let deal = 0; deal < winterTrades; deal += 1) {
      const [left, right] = random.shuffle(clubs.map((club) => club.index)).slice(0, 2);
      if (left !== undefined && right !== undefined) {
        swap(left, right, random.pick(activeRoles), random.next());
      }
    }
    states.forEach((state, index) => {
      const retires = (player: Player): boolean =>
        season - player.birthYear > 33 && random.chance(0.35);
      const strength = at(strengths, index);
      state.active = state.active.map((player) =>
        retires(player) ? recruit(player.role, season, strength - 0.2, true) : player,
      );
      state.reserves = state.reserves.map((player) =>
        retires(player) ? recruit(player.role, season, strength + reserveLevel, true) : player,
      );
      promote(state, season);
    });
  }

  /** The best reserve of each role takes the place of the worst active player of that role when he is better. */
  function promote(state: ClubState, season: number): void {
    for (const role of new Set(reserveRoles)) {
      const quality = (player: Player): number => talentIn(player, season).quality;
      const worst = byQuality(state.active, role, quality).at(-1);
      const best = byQuality(state.reserves, role, quality)[0];
      if (!worst || !best || quality(best) <= quality(worst)) continue;
      state.active = state.active.map((player) => (player === worst ? best : player));
      state.reserves = state.reserves.map((player) => (player === best ? worst : player));
    }
  }

  const clubByPlayer = (player: Player, day: number): Club | undefined =>
    clubs.find((club) => {
      const { active, reserves, injured } = rosterOn(club, day);
      return (
        active.includes(player) ||
        reserves.includes(player) ||
        injured.some((injury) => injury.player === player)
      );
    });

  function rosterOn(club: Club, day: number): RosterVersion {
    const versions = at(history, club.index);
    let low = 0;
    for (let high = versions.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (at(versions, middle).day <= day) low = middle;
      else high = middle - 1;
    }
    return at(versions, low);
  }

  return {
    players: [...players.values()],
    playerById: (id) => players.get(id),
    rosterOn,
    rostersOf: (club) => at(history, club.index),
    clubOf: clubByPlayer,
  };
}

/** Evenly spaced strengths from -1.7 to 1.7 spreads, dealt to the clubs: as uneven a league for every seed. */
function drawStrengths(seed: string, count: number): number[] {
  const ranks = Array.from({ length: count }, (_, i) => (i + 0.5) / count - 0.5);
  return createRandom(seed, 'strengths')
    .shuffle(ranks)
    .map((rank) => rank * Math.sqrt(12) * clubSpread);
}

function byQuality(
  players: readonly Player[],
  role: Role,
  quality: (player: Player) => number,
): Player[] {
  return players
    .filter((player) => player.role === role)
    .sort((left, right) => quality(right) - quality(left));
}

/** Takes the reserve who can do the injured player's work out of the reserves. */
function callUp(state: ClubState, role: Role): Player | undefined {
  const wanted = substitutesFor(role);
  const found = state.reserves.find((player) => wanted.includes(player.role));
  if (found) state.reserves = state.reserves.filter((player) => player !== found);
  return found;
}

/** Reserve roles that can stand in for a role, given that `UT` plays the infield and `BO` the outfield. */
function substitutesFor(role: Role): readonly Role[] {
  if (role === 'SP' || role === 'RP' || role === 'C') return [role];
  if (role === 'LF' || role === 'CF' || role === 'RF' || role === 'BO') return ['BO', 'UT'];
  return ['UT', 'BO'];
}

function heal(state: ClubState, entry: ClubState['injured'][number]): void {
  const { player, standIn } = entry;
  state.active = state.active.map((other) => (other === standIn ? player : other));
  state.reserves.push(standIn);
}
