import {
  localTime,
  monthOf,
  roundSlots,
  seasonCalendar,
  weekday,
  type SeasonCalendar,
} from './calendar.ts';
import type { Club } from './clubs.ts';
import type { Fixture } from './fixtures.ts';
import { fourGameRounds, pairSeason } from './pairings.ts';
import { at, createRandom, type Random } from './random.ts';

const hour = 3_600_000;
const rainChance = [0, 0, 0, 0.03, 0.026, 0.017, 0.012, 0.01, 0.009, 0.009, 0.012, 0, 0];
const suspensionChance = 0.0008;
const springDays = 10;

/** First pitch: local hour and minute; games from 17:00 count as night games. */
interface Slot {
  hour: number;
  minute: number;
}

/**
 * Draws one season's schedule in date order, postponements, make-up doubleheaders and suspensions included: 2,430
 * regular games and ten days of spring training. The postseason follows from the results: see `postseason.ts`.
 */
export function drawSchedule(seed: string, clubs: readonly Club[], season: number): Fixture[] {
  const calendar = seasonCalendar(season);
  const random = createRandom(seed, 'schedule', season);
  const regular = regularSeason(clubs, calendar, random);
  postpone(regular, clubs, createRandom(seed, 'rain', season));
  suspend(regular, clubs, createRandom(seed, 'suspensions', season));
  const spring = springTraining(clubs, calendar, createRandom(seed, 'spring', season));
  return [...spring, ...regular].sort(
    (left, right) => left.start - right.start || left.gamePk - right.gamePk,
  );
}

/** The `gamePk` of the n-th game of a season (from 1). */
export function gamePkOf(season: number, n: number): number {
  return 9_000_000 + (season - 2000) * 10_000 + n;
}

/** A fixture with nothing unusual about it. */
export function plainFixture(
  club: Club,
  place: Pick<Fixture, 'gamePk' | 'season' | 'gameType' | 'home' | 'away' | 'day'>,
  series: Pick<Fixture, 'seriesGame' | 'gamesInSeries' | 'seriesNumber' | 'seriesDescription'>,
  slot: Slot,
): Fixture {
  return {
    ...place,
    start: localTime(place.day, slot.hour, slot.minute, club.park.offset),
    isNight: slot.hour >= 17,
    doubleHeader: 'N',
    gameNumber: 1,
    ...series,
    description: null,
    knownFrom: 0,
    postponed: null,
    suspended: null,
    moved: null,
  };
}

function regularSeason(
  clubs: readonly Club[],
  calendar: SeasonCalendar,
  random: Random,
): Fixture[] {
  const rounds = pairSeason(random);
  const drafts: Fixture[] = [];
  roundSlots(calendar).forEach((slot, round) => {
    const games = fourGameRounds.includes(round) ? 4 : 3;
    for (const { home, away } of at(rounds, round)) {
      const firstDay = slot.firstDay + (slot.isWeekend || games === 4 ? 0 : random.below(2));
      for (let game = 0; game < games; game += 1) {
        const day = firstDay + game;
        drafts.push(
          plainFixture(
            at(clubs, home),
            { gamePk: 0, season: calendar.season, gameType: 'R', home, away, day },
            {
              seriesGame: game + 1,
              gamesInSeries: games,
              seriesNumber: round + 1,
              seriesDescription: 'Regular Season',
            },
            startSlot(day, game === games - 1 && !slot.isWeekend, random),
          ),
        );
      }
    }
  });
  return drafts
    .sort((left, right) => left.day - right.day || left.home - right.home)
    .map((fixture, i) => ({ ...fixture, gamePk: gamePkOf(calendar.season, i + 1) }));
}

function startSlot(day: number, isGetaway: boolean, random: Random): Slot {
  const dayShare = weekday(day) === 0 ? 0.92 : weekday(day) === 6 ? 0.5 : isGetaway ? 0.4 : 0.04;
  return random.chance(dayShare)
    ? { hour: 13 + (weekday(day) === 6 ? random.below(4) : 0), minute: random.pick([5, 10, 35]) }
    : { hour: 19, minute: random.pick([5, 7, 10, 40]) };
}

function springTraining(
  clubs: readonly Club[],
  calendar: SeasonCalendar,
  random: Random,
): Fixture[] {
  const fixtures: Fixture[] = [];
  for (let day = calendar.springStart; day < calendar.springStart + springDays; day += 1) {
    const order = random.shuffle(clubs.map((club) => club.index));
    for (let i = 0; i < order.length; i += 2) {
      const [home, away] = [at(order, i), at(order, i + 1)];
      fixtures.push(
        plainFixture(
          at(clubs, home),
          {
            gamePk: gamePkOf(calendar.season, 3001 + fixtures.length),
            season: calendar.season,
            gameType: 'S',
            home,
            away,
            day,
          },
          {
            seriesGame: 1,
            gamesInSeries: 1,
            seriesNumber: day - calendar.springStart + 1,
            seriesDescription: 'Spring Training',
          },
          { hour: 13, minute: 5 },
        ),
      );
    }
  }
  return fixtures;
}

/** Moves rained-out games behind another game of the same clubs in the same park, as a split doubleheader. */
function postpone(fixtures: Fixture[], clubs: readonly Club[], random: Random): void {
  for (const fixture of fixtures) {
    const park = at(clubs, fixture.home).park;
    const isWashedOut = random.chance(at(rainChance, monthOf(fixture.day)));
    if (!isWashedOut || park.hasRoof || !isPlain(fixture)) continue;
    const partner = fixtures.find(
      (other) =>
        other.home === fixture.home &&
        other.away === fixture.away &&
        other.day > fixture.day &&
        isPlain(other),
    );
    if (!partner) continue;
    const announced = fixture.start - 2 * hour;
    fixture.postponed = {
      day: fixture.day,
      start: fixture.start,
      isNight: fixture.isNight,
      announced,
    };
    fixture.day = partner.day;
    fixture.start = localTime(partner.day, 19, 10, park.offset);
    fixture.isNight = true;
    fixture.gameNumber = 2;
    fixture.doubleHeader = 'S';
    partner.moved = { until: announced, start: partner.start, isNight: partner.isNight };
    partner.start = localTime(partner.day, 13, 5, park.offset);
    partner.isNight = false;
    partner.doubleHeader = 'S';
  }
}

/** Stops a few night games after the fourth to seventh inning, to be finished before the next day's night game. */
function suspend(fixtures: Fixture[], clubs: readonly Club[], random: Random): void {
  for (const fixture of fixtures) {
    const isStopped = random.chance(suspensionChance);
    if (!isStopped || at(clubs, fixture.home).park.hasRoof || !isPlain(fixture)) continue;
    const next = fixtures.find(
      (other) =>
        other.home === fixture.home &&
        other.away === fixture.away &&
        other.day === fixture.day + 1 &&
        other.isNight &&
        isPlain(other),
    );
    if (!next || !fixture.isNight) continue;
    fixture.suspended = {
      day: next.day,
      start: next.start - 3 * hour,
      afterInning: 4 + random.below(4),
    };
  }
}

function isPlain(fixture: Fixture): boolean {
  return (
    fixture.doubleHeader === 'N' &&
    fixture.postponed === null &&
    fixture.suspended === null &&
    fixture.moved === null
  );
}
