import { LRUCache } from 'lru-cache';
import type { Database } from '../warehouse/database.ts';
import type { Arm } from './arms.ts';
import { readCalibration, type Calibration } from './calibration.ts';
import { readDataQuality } from './data-quality.ts';
import { addDays } from './eastern-date.ts';
import { readForecastIndex, type ForecastIndex } from './forecast-index.ts';
import { readForecasts, tableOf, type Dates, type Forecast } from './forecasts.ts';
import { readPlayerForm, readTeamForm, type PlayerForm, type TeamForm } from './form.ts';
import type { Behind } from './game-prediction.ts';
import type { Report } from './good-rows.ts';
import { groupBy } from './group-by.ts';
import { readVersions } from './models.ts';
import { readPlayerForecasts, type PlayerForecast } from './player-forecasts.ts';
import { readQuality } from './quality.ts';
import { readFeatureReasons, readReasons, type FeatureReason, type Reason } from './reasons.ts';
import type { ModelVersion, QualityDay, TrackRecordPeriod } from './schemas.ts';
import { storedForecast, type StoredForecast } from './stored-forecast.ts';
import { readTeams, teamsOfSeason, type Team } from './teams.ts';
import { readTrackRecord } from './track-record.ts';
import { withinTime } from './within-time.ts';

/** Days of forecasts before today that are held with today's and the coming ones. */
const heldDays = 14;
/** Other days that are kept once somebody asked for them. */
const keptDays = 60;
/** Forms of teams and of players that are kept. */
const keptForms = 1000;

/** The forecasts of the games of a date, by first pitch. */
export interface Day {
  date: string;
  games: readonly StoredForecast[];
}

/**
 * All that is served, as it was at one moment. It never changes: newer forecasts make a new set. The last two weeks, today
 * and the coming days are in memory from the start; other days are read when they are asked for, once however many ask.
 */
export interface ForecastSet {
  loadedAt: Date;
  index: ForecastIndex;
  /** By type of models, the newest version first. */
  models: ReadonlyMap<string, readonly ModelVersion[]>;
  /** The newest period first. */
  trackRecord: ReadonlyMap<string, readonly TrackRecordPeriod[]>;
  /** By date. */
  quality: readonly QualityDay[];
  /** The teams of a season; of the latest one known before it when that season is not known yet. */
  teams(season: number): readonly Team[];
  /** @throws TankError E_WAREHOUSE when the day has to be read and cannot be. */
  day(date: string): Promise<Day>;
  /** The forecast of a game; undefined when there is none. @throws TankError E_WAREHOUSE as `day` */
  game(gamePk: number): Promise<StoredForecast | undefined>;
  /** Forecasts of a date by player. @throws TankError E_WAREHOUSE as `day` */
  players(date: string): Promise<ReadonlyMap<number, readonly PlayerForecast[]>>;
  /** Every feature of an arm's forecasts of a date by game. @throws TankError E_WAREHOUSE as `day` */
  features(date: string, arm: Arm): Promise<ReadonlyMap<number, readonly FeatureReason[]>>;
  /** Form before a date. @throws TankError E_WAREHOUSE as `day` */
  teamForm(teamId: number, date: string): Promise<TeamForm>;
  playerForm(playerId: number, date: string): Promise<PlayerForm>;
}

interface LoadOptions {
  today: string;
  now: Date;
  hasChallenger: boolean;
  report: Report;
  /** How long one read for a request may take. */
  readTimeoutMs: number;
}

/** @throws TankError E_WAREHOUSE when the games’ forecasts cannot be read; players and explanations are read again when asked for. */
export async function loadForecastSet(
  database: Database,
  { today, now, hasChallenger, report, readTimeoutMs }: LoadOptions,
): Promise<ForecastSet> {
  const [index, teams, models, trackRecord, quality, calibration] = await Promise.all([
    readForecastIndex(database),
    readTeams(database),
    readVersions(database),
    readTrackRecord(database),
    readQuality(database),
    readCalibration(database),
  ]);
  const options = { hasChallenger, calibration, report };
  const newest = index.dates.at(-1) ?? today;
  const from = addDays(newest < today ? newest : today, -heldDays);
  const held = await readDays(database, { from, to: newest }, options);
  const coming = index.dates.filter((date) => date >= (newest < today ? newest : today));

  const days = new LRUCache<string, Day>({
    max: keptDays,
    fetchMethod: async (date) => {
      const read = await withinTime(readTimeoutMs, () =>
        readDays(database, { from: date, to: date }, options),
      );
      return read.get(date) ?? emptyDay(date);
    },
  });
  const players = new LRUCache<string, ReadonlyMap<number, readonly PlayerForecast[]>>({
    max: keptDays,
    fetchMethod: (date) =>
      withinTime(readTimeoutMs, () => readPlayerForecasts(database, date, report)),
  });
  const featuresOf = (arm: Arm) =>
    new LRUCache<string, ReadonlyMap<number, readonly FeatureReason[]>>({
      max: keptDays,
      fetchMethod: (date) =>
        withinTime(readTimeoutMs, () => readFeatureReasons(database, date, tableOf[arm])),
    });
  const features = { champion: featuresOf('champion'), challenger: featuresOf('challenger') };
  const teamForms = new LRUCache<string, TeamForm>({
    max: keptForms,
    fetchMethod: (key) => withinTime(readTimeoutMs, () => readTeamForm(database, ...partsOf(key))),
  });
  const playerForms = new LRUCache<string, PlayerForm>({
    max: keptForms,
    fetchMethod: (key) =>
      withinTime(readTimeoutMs, () => readPlayerForm(database, ...partsOf(key))),
  });
  const hasForecasts = new Set(index.dates);
  const day = async (date: string): Promise<Day> =>
    held.get(date) ??
    (hasForecasts.has(date) ? days.forceFetch(date) : Promise.resolve(emptyDay(date)));
  const bySeason = new Map<number, readonly Team[]>();
  const set: ForecastSet = {
    loadedAt: now,
    index,
    models,
    trackRecord,
    quality,
    teams: (season) => {
      const known = bySeason.get(season) ?? teamsOfSeason(teams, season);
      bySeason.set(season, known);
      return known;
    },
    day,
    game: async (gamePk) => {
      const found = index.find(gamePk);
      if (found === undefined) return undefined;
      const { games } = await day(found.game_date);
      return games.find(({ forecast }) => forecast.game_pk === gamePk);
    },
    players: async (date) => (hasForecasts.has(date) ? players.forceFetch(date) : new Map()),
    teamForm: (id, date) => teamForms.forceFetch(`${id} ${date}`),
    playerForm: (id, date) => playerForms.forceFetch(`${id} ${date}`),
    features: async (date, arm) =>
      hasForecasts.has(date) ? features[arm].forceFetch(date) : new Map(),
  };
  const prefetched = await Promise.allSettled(
    coming.flatMap((date) => [
      set.players(date),
      set.features(date, 'champion'),
      ...(hasChallenger ? [set.features(date, 'challenger')] : []),
    ]),
  );
  for (const one of prefetched) if (one.status === 'rejected') report(one.reason as Error);
  for (const { games } of held.values()) for (const game of games) game.written(now);
  return set;
}

function partsOf(key: string): [id: number, date: string] {
  const [id = '', date = ''] = key.split(' ');
  return [Number(id), date];
}

function emptyDay(date: string): Day {
  return { date, games: [] };
}

interface DayOptions {
  hasChallenger: boolean;
  calibration: Calibration;
  report: Report;
}

async function readDays(
  database: Database,
  dates: Dates,
  { hasChallenger, calibration, report }: DayOptions,
): Promise<Map<string, Day>> {
  const none = new Map<number, Reason[]>();
  const [champions, challengers, ofChampion, ofChallenger, qualities] = await Promise.all([
    readForecasts(database, dates, report, tableOf.champion),
    hasChallenger ? readForecasts(database, dates, report, tableOf.challenger) : [],
    readReasons(database, dates, tableOf.champion),
    hasChallenger ? readReasons(database, dates, tableOf.challenger) : none,
    readDataQuality(database, dates),
  ]);
  const reasons = { champion: ofChampion, challenger: ofChallenger };
  const behind = (forecast: Forecast, arm: Arm): Behind => ({
    arm,
    reasons: reasons[arm].get(forecast.game_pk) ?? [],
    quality: qualities.get(forecast.game_pk) ?? null,
    interval: calibration(forecast),
    isOnDemand: false,
  });
  const onTrial = new Map(
    challengers.map((forecast) => [
      forecast.game_pk,
      storedForecast(forecast, behind(forecast, 'challenger')),
    ]),
  );
  const stored = champions.map((forecast) =>
    storedForecast(forecast, behind(forecast, 'champion'), onTrial.get(forecast.game_pk)),
  );
  const byDate = groupBy(stored, ({ forecast }) => forecast.game_date);
  return new Map([...byDate].map(([date, games]) => [date, { date, games }]));
}
