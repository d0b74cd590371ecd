import { expect } from 'chai';
import { gameEntries } from '../../ingest/plan.ts';
import { boxscoreRows, rosterRows, scheduleRows, teamRows } from '../../ingest/raw-rows.ts';
import { readBoxscore, readRoster, readSchedule, readTeams } from '../../ingest/stats-api.ts';
import { TankError } from '../../warehouse/errors.ts';
import { hasRecorded, recorded } from './shared.ts';

const failureOf = (action: () => unknown): TankError => {
  try {
    action();
  } catch (error) {
    if (error instanceof TankError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const provenance = (url: string) => ({
  source: 'live' as const,
  answer: { url, status: 200, knownAt: '2024-10-30T12:00:00.000Z' },
});

describe('MLB Stats API envelopes', () => {
  describe('on recorded responses', function () {
    before(function () {
      if (!hasRecorded) this.skip();
    });

    it('reads every recorded schedule, days without games too', () => {
      const games = recorded('schedule_').map((answer) => gameEntries(readSchedule(answer)).length);
      expect(games).to.have.length(6);
      expect(games.filter((count) => count === 0)).to.have.length(3);
    });

    it('takes key, dates and state of a late game from the schedule', () => {
      const [answer] = recorded('schedule_endDate-2024-10-22');
      const [row] = scheduleRows(readSchedule(answer!), provenance(answer!.url));
      expect(row!.columns).to.include({
        schedule_date: '2024-10-20',
        game_pk: 775302,
        event_at: '2024-10-21T00:08:00Z',
        url: answer!.url,
        source: 'live',
      });
      expect(JSON.parse(row!.payload)).to.have.nested.property('teams.home.score', 10);
    });

    it('splits a box score into all its players and the rest, without season statistics', () => {
      const [answer] = recorded('boxscore_');
      const body = answer!.body as { teams: Record<string, { players: object }> };
      const { entry } = gameEntries(readSchedule(recorded('schedule_endDate-2024-10-22')[0]!))[0]!;
      const rows = boxscoreRows(readBoxscore(answer!), entry, provenance(answer!.url));
      const listed =
        Object.keys(body.teams.home!.players).length + Object.keys(body.teams.away!.players).length;
      expect(rows.players).to.have.length(listed);
      expect(new Set(rows.players.map(({ key }) => key)).size).to.equal(listed);
      for (const { payload } of rows.players) {
        const player = JSON.parse(payload) as object;
        expect(player).to.have.property('stats');
        expect(player).not.to.have.property('seasonStats');
      }
      const rest = JSON.parse(rows.boxscore.payload) as object;
      expect(rest).to.have.nested.property('teams.home.teamStats.batting');
      expect(rest).to.have.nested.property('officials[0].officialType', 'Home Plate');
      expect(rest).not.to.have.nested.property('teams.home.players');
    });

    it('reads thirty teams and an active roster', () => {
      const [teams] = recorded('teams_season');
      expect(teamRows(readTeams(teams!), 2024, provenance(teams!.url))).to.have.length(30);
      const [roster] = recorded('roster_');
      const rows = rosterRows(
        readRoster(roster!),
        { date: '2024-07-04', teamId: 147 },
        provenance(roster!.url),
      );
      const body = roster!.body as { roster: object[] };
      expect(rows).to.have.length(body.roster.length);
      expect(rows[0]!.columns).to.include({
        roster_date: '2024-07-04',
        team_id: 147,
        event_at: '2024-07-04T04:00:00Z',
      });
    });
  });

  it('names URL, field and schema when something required is missing', () => {
    const body = { dates: [{ date: '2024-07-04', games: [{ gamePk: 'one' }] }] };
    const error = failureOf(() => readSchedule({ url: 'http://api/schedule', body }));
    expect(error.code).to.equal('E_SOURCE_SHAPE');
    expect(error.message).to.contain('GET http://api/schedule');
    expect(error.message).to.contain('dates.0.games.0.gamePk');
    expect(error.hint).to.contain('"schedule" schema');
  });

  it('says what is wrong when the body is no object', () => {
    const error = failureOf(() => readTeams({ url: 'http://api/teams', body: [] }));
    expect(error.message).to.contain('the body');
  });

  it('keeps unknown fields in the payload', () => {
    const body = { teams: [{ id: 147, name: 'Yankees', mood: { today: 'good' } }] };
    const [row] = teamRows(readTeams({ url: 'u', body }), 2024, provenance('u'));
    expect(JSON.parse(row!.payload)).to.deep.equal(body.teams[0]);
  });

  it('refuses a box score that names batters or pitchers it has no lines of', () => {
    const side = (batters: number[]) => ({
      team: { id: 1 },
      teamStats: {},
      batters,
      pitchers: [],
      players: { ID7: { person: { id: 7 }, stats: {} } },
    });
    const body = { teams: { home: side([7]), away: side([7, 8]) } };
    const error = failureOf(() => readBoxscore({ url: 'u', body }));
    expect(error.message).to.contain('teams.away.players').and.to.contain('8');
  });

  it('hashes content, not the order of keys', () => {
    const rowOf = (team: object) =>
      teamRows(readTeams({ url: 'u', body: { teams: [team] } }), 2024, provenance('u'))[0]!;
    const one = rowOf({ id: 1, name: 'A', venue: { id: 2, name: 'B' } });
    const same = rowOf({ venue: { name: 'B', id: 2 }, name: 'A', id: 1 });
    const other = rowOf({ id: 1, name: 'A', venue: { id: 3, name: 'B' } });
    expect(same.columns.content_sha256).to.equal(one.columns.content_sha256);
    expect(other.columns.content_sha256).not.to.equal(one.columns.content_sha256);
  });

  it('keeps the last of entries that come twice', () => {
    const body = {
      roster: [
        { person: { id: 5 }, jerseyNumber: '1' },
        { person: { id: 5 }, jerseyNumber: '2' },
      ],
    };
    const at = { date: '2024-04-01', teamId: 1 };
    const rows = rosterRows(readRoster({ url: 'u', body }), at, provenance('u'));
    expect(rows).to.have.length(1);
    expect(rows[0]!.payload).to.contain('"jerseyNumber":"2"');
  });
});
