import { expect } from 'chai';
import { entities } from '../../ingest/entities/index.ts';
import { gameRequestOf } from '../../ingest/entities/game-request.ts';
import { gameEntries } from '../../ingest/games.ts';
import { endpoints } from '../../ingest/sources/stats-api.ts';
import type { RawRow } from '../../ingest/tables/raw-row.ts';
import { TankError } from '../../warehouse/errors.ts';
import { readWith } from './answers.ts';
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

const scheduleOf = (body: { url: string; body: unknown }) =>
  gameEntries(endpoints.schedule.check(body));

const rowsOf = async (
  name: keyof typeof entities,
  request: unknown,
  body: unknown,
): Promise<RawRow[]> => {
  const items = await readWith(entities[name], request, () => body);
  return items.flatMap(({ rows }) => [...rows]);
};

describe('MLB Stats API envelopes', () => {
  describe('on recorded responses', function () {
    before(function () {
      if (!hasRecorded) this.skip();
    });

    it('reads every recorded schedule, days without games too', () => {
      const games = recorded('schedule_').map((answer) => scheduleOf(answer).length);
      expect(games).to.have.length(6);
      expect(games.filter((count) => count === 0)).to.have.length(3);
    });

    it('takes key and dates of a late game from the schedule', async () => {
      const [answer] = recorded('schedule_endDate-2024-10-22');
      const range = { from: '2024-10-20', to: '2024-10-22' };
      const [row] = await rowsOf('schedule', range, answer!.body);
      expect(row!.columns).to.include({
        schedule_date: '2024-10-20',
        game_pk: 775302,
        event_at: '2024-10-21T00:08:00Z',
        origin: 'stats_api',
        known_at: '2024-10-30T12:00:00.000Z',
      });
      expect(JSON.parse(row!.payload)).to.have.nested.property('teams.home.score', 10);
    });

    it('splits a box score into all its players and the rest, without season statistics', async () => {
      const [answer] = recorded('boxscore_');
      const body = answer!.body as { teams: Record<string, { players: object }> };
      const { entry } = scheduleOf(recorded('schedule_endDate-2024-10-22')[0]!)[0]!;
      const rows = await rowsOf('boxscores', gameRequestOf(entry), body);
      const players = rows.filter(({ table }) => table === 'raw_boxscore_players');
      const listed =
        Object.keys(body.teams.home!.players).length + Object.keys(body.teams.away!.players).length;
      expect(players).to.have.length(listed);
      expect(new Set(players.map(({ key }) => key)).size).to.equal(listed);
      for (const { payload } of players) {
        const player = JSON.parse(payload) as object;
        expect(player).to.have.property('stats');
        expect(player).not.to.have.property('seasonStats');
      }
      const rest = JSON.parse(rows.at(-1)!.payload) as object;
      expect(rest).to.have.nested.property('teams.home.teamStats.batting');
      expect(rest).to.have.nested.property('officials[0].officialType', 'Home Plate');
      expect(rest).not.to.have.nested.property('teams.home.players');
    });

    it('reads thirty teams and the rosters of a club', async () => {
      const [teams] = recorded('teams_season');
      expect(await rowsOf('teams', { season: 2024 }, teams!.body)).to.have.length(30);
      const [roster] = recorded('roster_');
      const rows = await rowsOf('rosters', { date: '2024-07-04', teamId: 147 }, roster!.body);
      const body = roster!.body as { roster: object[] };
      expect(rows).to.have.length(2 * body.roster.length);
      expect(rows[0]!.columns).to.include({
        roster_date: '2024-07-04',
        team_id: 147,
        event_at: '2024-07-04T04:00:00Z',
      });
    });
  });

  it('names URL, field and schema when something required is missing', () => {
    const body = { dates: [{ date: '2024-07-04', games: [{ gamePk: 'one' }] }] };
    const error = failureOf(() => endpoints.schedule.check({ url: 'http://api/schedule', body }));
    expect(error.code).to.equal('E_SOURCE_SHAPE');
    expect(error.message).to.contain('GET http://api/schedule');
    expect(error.message).to.contain('dates.0.games.0.gamePk');
    expect(error.hint).to.contain('"schedule" schema');
  });

  it('says what is wrong when the body is no object', () => {
    const error = failureOf(() => endpoints.teams.check({ url: 'http://api/teams', body: [] }));
    expect(error.message).to.contain('the body');
  });

  it('keeps unknown fields in the payload', async () => {
    const body = { teams: [{ id: 147, name: 'Yankees', mood: { today: 'good' } }] };
    const [row] = await rowsOf('teams', { season: 2024 }, body);
    expect(JSON.parse(row!.payload)).to.deep.equal(body.teams[0]);
  });

  it('hashes content, not the order of keys', async () => {
    const rowOf = async (team: object) =>
      (await rowsOf('teams', { season: 2024 }, { teams: [team] }))[0]!;
    const one = await rowOf({ id: 1, name: 'A', venue: { id: 2, name: 'B' } });
    const same = await rowOf({ venue: { name: 'B', id: 2 }, name: 'A', id: 1 });
    const other = await rowOf({ id: 1, name: 'A', venue: { id: 3, name: 'B' } });
    expect(same.columns.content_sha256).to.equal(one.columns.content_sha256);
    expect(other.columns.content_sha256).not.to.equal(one.columns.content_sha256);
  });

  it('keeps the last of entries that come twice', async () => {
    const body = {
      roster: [
        { person: { id: 5 }, jerseyNumber: '1' },
        { person: { id: 5 }, jerseyNumber: '2' },
      ],
    };
    const at = { date: '2024-04-01', teamId: 1 };
    const rows = await rowsOf('rosters', at, body);
    expect(rows.map(({ key }) => key)).to.deep.equal([
      'active 2024-04-01 1 5',
      '40Man 2024-04-01 1 5',
    ]);
    for (const { payload } of rows) expect(payload).to.contain('"jerseyNumber":"2"');
  });
});
