import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { boxscoreBody } from '../../sim/api/boxscore-response.ts';
import {
  personEntry,
  rosterBody,
  seasonEntry,
  teamsBody,
} from '../../sim/api/directory-response.ts';
import { linescoreBody } from '../../sim/api/linescore-response.ts';
import { playsBody } from '../../sim/api/plays-response.ts';
import { scheduleBody } from '../../sim/api/schedule-response.ts';
import { viewGame } from '../../sim/api/view.ts';
import { toDay } from '../../sim/calendar.ts';
import { finishedSeason, finishedWorld } from './simulated-season.ts';

const shared = process.env.TANK_SHARED ?? join(import.meta.dirname, '../../../shared');
const recorded = join(shared, 'recorded', 'stats-api');

function recordedBody(name: string): unknown {
  const text = gunzipSync(readFileSync(join(recorded, `${name}.json.gz`))).toString('utf8');
  return (JSON.parse(text) as { response: unknown }).response;
}

/** Paths of all scalars with their types: list places and player ids are one, null has no type. */
function shapeOf(value: unknown, path = '', shape = new Map<string, Set<string>>()): typeof shape {
  if (Array.isArray(value)) {
    for (const item of value) shapeOf(item, `${path}[]`, shape);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      shapeOf(item, `${path}.${key.replace(/^ID\d+$/, 'ID*')}`, shape);
    }
  } else {
    const types = shape.get(path) ?? new Set();
    if (value !== null) types.add(typeof value);
    shape.set(path, types);
  }
  return shape;
}

/** Recorded paths that ours lacks or gives another type, except those that match `absent`. */
function differences(ours: unknown, theirs: unknown, absent: RegExp): string[] {
  const own = shapeOf(ours);
  return [...shapeOf(theirs)]
    .filter(([path]) => !absent.test(path))
    .flatMap(([path, types]) => {
      const found = own.get(path);
      if (!found) return [`${path} is missing`];
      const strange = [...types].filter((type) => found.size > 0 && !found.has(type));
      return strange.map((type) => `${path} is a ${[...found].join()}, not a ${type}`);
    });
}

describe('shapes of the simulated league against recorded responses', () => {
  const world = finishedWorld();
  const games = finishedSeason().games.filter(({ fixture }) => fixture.gameType === 'R');
  const some = games.slice(400, 460);

  before(function () {
    if (!existsSync(recorded)) {
      console.log(`      no recorded responses in ${recorded}: set TANK_SHARED`);
      this.skip();
    }
  });

  it('box score', () => {
    const ours = some.map((game) => boxscoreBody(world, game));
    const theirs = recordedBody('boxscore_game_pk-747175');
    expect(differences(ours, [theirs], /seasonStats|topPerformers|\.note\[\]/)).to.deep.equal([]);
  });

  it('line score', () => {
    const ours = games.map((game) => linescoreBody(world, game, viewGame(world, game)));
    expect(differences(ours, [recordedBody('linescore_game_pk-747175')], /^$/)).to.deep.equal([]);
  });

  it('play by play', () => {
    const ours = some.map((game) => playsBody(world, game));
    const theirs = recordedBody('playByPlay_game_pk-747175');
    const absent =
      /ballColor|trailColor|coordinates\.(a[XYZ]|v[XYZ]0|x|y)$|breaks\.break|playsByInning.*hits|runnerGoing|fromCatcher|disengagementNum|actionPlayId/;
    expect(differences(ours, [theirs], absent)).to.deep.equal([]);
  });

  it('schedule', () => {
    const ours = scheduleBody(world, {
      fromDay: toDay('2024-06-01'),
      toDay: toDay('2024-10-31'),
      season: null,
      gameTypes: [],
      teamIds: [],
      gamePks: [],
      hydrate: new Set(),
    });
    expect(
      differences(ours, recordedBody('schedule_date-2024-10-25_sportId-1'), /^$/),
    ).to.deep.equal([]);
  });

  it('teams, rosters, seasons and people', () => {
    const club = world.clubs[0]!;
    const player = world.league.players[0]!;
    expect(
      differences(teamsBody(world.clubs, 2024), recordedBody('teams_teamId-147'), /^$/),
    ).to.deep.equal([]);
    expect(
      differences(
        rosterBody(world, club, '40Man', toDay('2024-08-01'), 2024),
        recordedBody('roster_rosterType-active_teamId-147_season-2024'),
        /^$/,
      ),
    ).to.deep.equal([]);
    expect(
      differences(
        { seasons: [seasonEntry(2024)] },
        recordedBody('seasons_seasonId-2024_sportId-1'),
        /^$/,
      ),
    ).to.deep.equal([]);
    expect(
      differences(
        { people: [personEntry(world, player)] },
        recordedBody('person_personIds-660271'),
        /nickName|pronunciation/,
      ),
    ).to.deep.equal([]);
  });
});
