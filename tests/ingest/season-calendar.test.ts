import { expect } from 'chai';
import { openCalendar, type SeasonDay } from '../../ingest/season-calendar.ts';
import { parseSeasons, readSeasons } from '../../ingest/season-dates.ts';
import { seasonOf } from '../../ingest/seasons.ts';
import { endpoints } from '../../ingest/sources/stats-api.ts';
import { TankError } from '../../warehouse/errors.ts';
import { hasRecorded, recorded } from './shared.ts';

const calendar = openCalendar();

const yaml = (season: string): string => `
phases:
  spring_training: { game_types: [S, E], frequency: daily, priority: low, games_per_day: 16 }
  regular_season: { game_types: [R], frequency: daily, priority: normal, games_per_day: 15 }
  all_star: { game_types: [A], frequency: once, priority: normal, games_per_day: 1 }
  postseason: { game_types: [F, D, L, W], frequency: daily, priority: high, games_per_day: 3 }
seasons:
  2030:
    ${season}
`;

describe('season calendar', () => {
  for (const [date, phase] of Object.entries({
    '2019-01-15': 'off_season',
    '2019-02-20': 'off_season',
    '2019-02-21': 'spring_training',
    '2019-03-20': 'regular_season',
    '2019-03-24': 'regular_season',
    '2019-07-08': 'regular_season',
    '2019-07-09': 'all_star',
    '2019-07-10': 'regular_season',
    '2019-09-30': 'regular_season',
    '2019-10-01': 'postseason',
    '2019-10-30': 'postseason',
    '2019-10-31': 'off_season',
    '2018-10-01': 'regular_season',
    '2018-03-28': 'spring_training',
    '2020-04-15': 'spring_training',
    '2020-07-18': 'spring_training',
    '2020-09-28': 'regular_season',
    '2014-03-22': 'regular_season',
    '2024-03-20': 'regular_season',
    '2022-10-06': 'regular_season',
    '2026-11-05': 'postseason',
    '2031-12-25': 'unknown',
  })) {
    it(`has ${date} in ${phase}`, () => {
      expect(calendar.phaseOf(date)).to.equal(phase);
    });
  }

  it('knows what is played, how often, how important and how much', () => {
    const expected = (day: Partial<SeasonDay>, date: string): void => {
      expect(calendar.dayOf(date)).to.deep.include({ season: 2019, ...day });
    };
    expected(
      { gameTypes: ['S', 'E', 'R'], frequency: 'daily', priority: 'normal', gamesPerDay: 15 },
      '2019-03-21',
    );
    expected({ gameTypes: ['R'], gamesPerDay: 15 }, '2019-06-01');
    expected({ gameTypes: ['R', 'A'], frequency: 'once', gamesPerDay: 1 }, '2019-07-09');
    expected({ gameTypes: ['F', 'D', 'L', 'W'], priority: 'high', gamesPerDay: 3 }, '2019-10-15');
    expect(calendar.dayOf('2019-12-01')).to.equal(undefined);
  });

  it('expects no game between two phases, but allows those of either', () => {
    expect(calendar.dayOf('2020-07-20')).to.deep.include({
      gameTypes: ['S', 'E', 'R'],
      gamesPerDay: 0,
    });
    expect(calendar.dayOf('2019-09-30')).to.deep.include({
      gameTypes: ['R', 'F', 'D', 'L', 'W'],
      gamesPerDay: 0,
    });
  });

  it('cuts a range over several seasons to the dates in them', () => {
    const range = { from: '2018-10-27', to: '2019-02-22' };
    expect(calendar.seasonDates(range)).to.deep.equal([
      '2018-10-27',
      '2018-10-28',
      '2019-02-21',
      '2019-02-22',
    ]);
    expect(calendar.outOfSeason(range).offSeason).to.deep.equal([
      { from: '2018-10-29', to: '2019-02-20' },
    ]);
    const may = { from: '2019-04-01', to: '2019-05-01' };
    expect(calendar.outOfSeason(may).offSeason).to.deep.equal([]);
  });

  it('says when the next season begins', () => {
    const next = (from: string, to: string) => calendar.outOfSeason({ from, to }).nextSeason;
    expect(next('2019-11-10', '2019-11-15')).to.deep.equal({ season: 2020, from: '2020-02-21' });
    expect(next('2019-01-10', '2019-06-15')).to.deep.equal({ season: 2019, from: '2019-02-21' });
    expect(next('2019-06-01', '2019-06-15')).to.deep.equal({ season: 2020, from: '2020-02-21' });
    expect(next('2026-11-20', '2026-12-01')).to.equal(null);
  });

  it('has every season from 2014 to 2026', () => {
    expect([...readSeasons().seasons.keys()]).to.deep.equal(
      Array.from({ length: 13 }, (_, index) => 2014 + index),
    );
  });

  it('does not let collected dates replace configured ones', () => {
    const other = { regular_season: { from: '2019-05-01', to: '2019-06-01' } };
    const both = openCalendar(readSeasons(), new Map([[2019, other]]));
    expect(both.phaseOf('2019-04-15')).to.equal('regular_season');
  });

  for (const [season, message] of Object.entries({
    'regular_season: { from: 2030-10-01, to: 2030-04-01 }':
      'season 2030, regular_season.from: 2030-10-01 is after 2030-04-01',
    'regular_season: { from: 2029-04-01, to: 2030-10-01 }':
      'season 2030, regular_season.from: 2029-04-01 is not in 2030',
    'regular_season: { from: 2030-04-01 }': 'season 2030, regular_season.to',
    'regular_season: { from: 2030-04-31, to: 2030-10-01 }': 'season 2030, regular_season.from',
    'spring_training: { from: 2030-02-20, to: 2030-03-25 }': 'season 2030, regular_season',
    '{ regular_season: { from: 2030-04-01, to: 2030-10-01 }, spring_training: { from: 2030-04-01, to: 2030-04-05 } }':
      'season 2030, regular_season.from: 2030-04-01 is not after 2030-04-01',
    '{ regular_season: { from: 2030-04-01, to: 2030-10-01 }, spring_training: { from: 2030-02-20, to: 2030-04-16 } }':
      'season 2030, spring_training.to: 2030-04-16',
    '{ regular_season: { from: 2030-04-01, to: 2030-10-01 }, postseason: { from: 2030-10-01, to: 2030-11-01 } }':
      'season 2030, postseason.from: 2030-10-01 is not after',
    '{ regular_season: { from: 2030-04-01, to: 2030-10-01 }, all_star: { from: 2030-10-02, to: 2030-10-02 } }':
      'season 2030, all_star: 2030-10-02',
    '{ regular_season: { from: 2030-04-01, to: 2030-10-01 }, playoffs: { from: 2030-10-02, to: 2030-11-01 } }':
      'playoffs',
  })) {
    it(`refuses ${season}`, () => {
      expect(() => parseSeasons(yaml(season)))
        .to.throw(TankError, message)
        .with.property('code', 'E_CALENDAR');
    });
  }

  it('refuses a text that is no YAML, and phases it does not know', () => {
    for (const text of ['seasons: [', 'phases: {}\nseasons: {}']) {
      expect(() => parseSeasons(text))
        .to.throw(TankError, 'season calendar')
        .with.property('code', 'E_CALENDAR');
    }
  });

  it('takes a season as the league dates it', function () {
    if (!hasRecorded) this.skip();
    const [answer] = recorded('seasons_');
    const { seasons } = endpoints.seasons.check(answer!);
    const [season, dates] = seasonOf(seasons[0]!);
    expect(season).to.equal(2024);
    expect(dates).to.deep.equal({
      spring_training: { from: '2024-02-22', to: '2024-03-26' },
      regular_season: { from: '2024-03-20', to: '2024-09-30' },
      all_star: { from: '2024-07-16', to: '2024-07-16' },
      postseason: { from: '2024-10-01', to: '2024-10-30' },
    });
    expect(dates).to.deep.equal(calendar.seasons.get(2024));
  });
});
