import { expect } from 'chai';
import { clockOf, type Logical } from '../../pipeline/runs/clock.ts';
import { dailyInputs } from '../../pipeline/runs/inputs.ts';
import { logicalDate, nextDue, schedules, watches } from '../../pipeline/runs/schedule.ts';

const next = (now: string, schedule: Parameters<typeof nextDue>[1]): [string, string] => {
  const { at, date } = nextDue(new Date(now), schedule);
  return [at.toISOString().slice(0, 16), date];
};

describe('the schedule', () => {
  it('has a moment for the nights when clocks change', () => {
    // 02:00 does not exist on 2026-03-08 and comes once, after the second 01:00, on 2026-11-01.
    const first = (date: string): string =>
      clockOf({ label: 'replay' }, { workflow: 'daily', logical_date: date })()
        .toISOString()
        .slice(0, 16);
    expect(first('2026-03-08')).to.equal('2026-03-08T07:00');
    expect(first('2026-03-09')).to.equal('2026-03-09T06:00');
    expect(first('2026-11-01')).to.equal('2026-11-01T07:00');
    expect(first('2026-11-02')).to.equal('2026-11-02T07:00');
  });

  it('knows leap days', () => {
    expect(logicalDate(new Date('2028-02-29T12:00:00Z'))).to.equal('2028-02-29');
    expect(next('2028-02-28T12:00:00Z', schedules.daily)).to.deep.equal([
      '2028-02-29T07:00',
      '2028-02-29',
    ]);
    expect(next('2028-02-29T12:00:00Z', schedules.monthly)).to.deep.equal([
      '2028-03-01T09:00',
      '2028-03-01',
    ]);
    expect(dailyInputs({ date: '2028-03-05', source: 'live' }).collect).to.include({
      from: '2028-02-27',
    });
    expect(dailyInputs({ date: '2028-02-28', source: 'live' }).collect).to.include({
      schedule_to: '2028-03-02',
    });
  });

  it('watches between the nights, every hour, also where clocks change', () => {
    expect(next('2026-07-01T06:29:00Z', watches.alerts)).to.deep.equal([
      '2026-07-01T06:30',
      '2026-07-01',
    ]);
    expect(next('2026-07-01T03:00:00Z', watches.heal)).to.deep.equal([
      '2026-07-01T11:45',
      '2026-07-01',
    ]);
    for (const date of ['2026-03-08', '2026-11-01']) {
      let at = new Date(`${date}T04:00:00Z`);
      for (let hour = 0; hour < 20; hour += 1) {
        const due = nextDue(at, watches.alerts).at;
        expect((due.getTime() - at.getTime()) / 60_000).to.be.within(1, 120);
        at = due;
      }
      expect(nextDue(new Date(`${date}T05:00:00Z`), watches.heal).at.toISOString()).to.match(
        /T(11|12):45/,
      );
    }
  });

  it('is of US/Eastern, summer and winter', () => {
    expect(next('2026-07-01T05:00:00Z', schedules.daily)).to.deep.equal([
      '2026-07-01T06:00',
      '2026-07-01',
    ]);
    expect(next('2026-12-01T06:30:00Z', schedules.daily)).to.deep.equal([
      '2026-12-01T07:00',
      '2026-12-01',
    ]);
  });

  it('is due once on the days when clocks change', () => {
    // 02:00 does not exist on 2026-03-08: it is 03:00 EDT, 07:00 UTC.
    expect(next('2026-03-08T05:00:00Z', schedules.daily)).to.deep.equal([
      '2026-03-08T07:00',
      '2026-03-08',
    ]);
    expect(next('2026-03-08T07:00:00Z', schedules.daily)).to.deep.equal([
      '2026-03-09T06:00',
      '2026-03-09',
    ]);
    // 01:30 comes twice on 2026-11-01, 02:00 once.
    expect(next('2026-11-01T05:30:00Z', schedules.daily)).to.deep.equal([
      '2026-11-01T07:00',
      '2026-11-01',
    ]);
    expect(next('2026-11-01T06:30:00Z', schedules.daily)).to.deep.equal([
      '2026-11-01T07:00',
      '2026-11-01',
    ]);
    const dates = new Set<string>();
    for (let hour = 0; hour < 24 * 365; hour += 1)
      dates.add(logicalDate(new Date(Date.UTC(2026, 0, 1, 7) + hour * 3_600_000)));
    expect(dates.size).to.equal(365);
  });

  it('of a run that is started late is that of the time it was due', () => {
    expect(logicalDate(new Date('2026-07-02T05:59:00Z'))).to.equal('2026-07-01');
    expect(logicalDate(new Date('2026-07-02T06:00:00Z'))).to.equal('2026-07-02');
    expect(logicalDate(new Date('2026-07-08T12:00:00Z'), schedules.weekly)).to.equal('2026-07-05');
    expect(logicalDate(new Date('2026-07-31T12:00:00Z'), schedules.monthly)).to.equal('2026-07-01');
  });

  it('knows Sundays and first days of months', () => {
    expect(next('2026-07-01T12:00:00Z', schedules.weekly)).to.deep.equal([
      '2026-07-05T07:00',
      '2026-07-05',
    ]);
    expect(next('2026-07-01T08:00:00Z', schedules.monthly)).to.deep.equal([
      '2026-08-01T08:00',
      '2026-08-01',
    ]);
  });

  it('lets the time of a replayed run pass from when it is due', () => {
    const logical_date = '2019-04-15';
    const startOf = (run: Omit<Logical, 'logical_date'>): string =>
      clockOf({ label: 'replay' }, { logical_date, ...run })()
        .toISOString()
        .slice(0, 18);
    expect(startOf({ workflow: 'daily' })).to.equal('2019-04-15T06:00:0');
    expect(startOf({ workflow: 'weekly' })).to.equal('2019-04-15T07:00:0');
    expect(startOf({ workflow: 'heal' })).to.equal('2019-04-15T06:00:0');
    expect(startOf({ workflow: 'refresh', hour: 17 })).to.equal('2019-04-15T21:10:0');
    const live = clockOf({ label: 'live' }, { workflow: 'daily', logical_date })();
    expect(Math.abs(live.getTime() - Date.now())).to.be.below(1000);
  });
});
