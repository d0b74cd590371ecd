import { expect } from 'chai';
import { addPath, emptyTree, pathsOf, unknownPaths } from '../../ingest/sources/field-paths.ts';
import { openKnownFields, type DriftedField } from '../../ingest/sources/known-fields.ts';
import { hasRecorded, recorded } from './shared.ts';

const body = {
  copyright: 'c',
  teams: { home: { players: { ID660271: { person: { id: 1 } }, ID1: { stats: {} } } } },
  dates: [{ games: [{ gamePk: 1 }, { gamePk: 2, score: null }] }, []],
  byDay: { '2024-10-30': { n: 1 } },
  'odd.name [x]': { inner: 1 },
  grid: [[{ x: 1 }]],
};

const treeOf = (paths: readonly string[]) => {
  const tree = emptyTree();
  for (const path of paths) addPath(tree, path);
  return tree;
};

describe('paths of fields', () => {
  it('have [] for entries of arrays and {} for values by id', () => {
    expect(pathsOf('json', body)).to.include.members([
      'copyright',
      'teams.home.players.{}.person.id',
      'dates[].games[].score',
      'byDay.{}.n',
      'grid[][].x',
      'odd%2Ename%20%5Bx%5D.inner',
    ]);
    expect(pathsOf('json', body)).not.to.include('teams.home.players.ID1');
  });

  it('are all known to a tree made of them', () => {
    expect(unknownPaths(treeOf(pathsOf('json', body)), 'json', body)).to.deep.equal([]);
  });

  it('are unknown at their outermost, wherever they are', () => {
    const tree = treeOf(pathsOf('json', body));
    const drifted = structuredClone(body) as Record<string, unknown>;
    drifted.venue = { id: 1, name: 'x' };
    drifted.dates = [{ games: [{ gamePk: 1, mood: { deep: 1 } }] }];
    drifted.teams = { home: { players: { ID5: { person: { id: 1, nick: 'x' } } } } };
    expect(unknownPaths(tree, 'json', drifted)).to.have.members([
      'venue',
      'dates[].games[].mood',
      'teams.home.players.{}.person.nick',
    ]);
    addPath(tree, 'venue', true);
    expect(unknownPaths(tree, 'json', drifted)).not.to.include('venue');
    drifted.venue = { id: 1, name: 'x', roof: [{ kind: 'open' }] };
    expect(unknownPaths(tree, 'json', drifted)).not.to.include('venue.roof');
  });

  it('are the columns of a CSV', () => {
    const csv = '\ufeff"pitch_type","game_date"\n"FF","2024-07-25"\n';
    expect(pathsOf('text', csv)).to.deep.equal(['pitch_type', 'game_date']);
    const changed = 'pitch_type,game_date,new_column\nFF,2024-07-25,x\n';
    expect(unknownPaths(treeOf(pathsOf('text', csv)), 'text', changed)).to.deep.equal([
      'new_column',
    ]);
  });

  it('are all known of a feed', function () {
    if (!hasRecorded) this.skip();
    const feed = recorded('liveGameV1_')[0]!.body;
    const known = openKnownFields(() => undefined);
    const endpoint = { name: 'feed', format: 'json' } as const;
    expect(known.unknown(endpoint, feed)).to.deep.equal([]);
  });
});

describe('known fields', () => {
  it('report a new field once, and what earlier runs reported not at all', () => {
    const drift: DriftedField[] = [];
    const known = openKnownFields((field) => drift.push(field));
    const endpoint = { name: 'teams', format: 'json' } as const;
    const answer = { teams: [{ id: 1, mood: 'good', league: { mood: 1 } }] };
    expect(known.unknown(endpoint, answer)).to.deep.equal(['teams[].mood', 'teams[].league.mood']);
    known.believe('teams', 'teams[].mood', 'http://api/teams');
    known.believe('teams', 'teams[].mood', 'http://api/others');
    known.recall([{ endpoint: 'teams', path: 'teams[].league.mood' }]);
    expect(known.unknown(endpoint, answer)).to.deep.equal([]);
    expect(drift).to.deep.equal([
      { endpoint: 'teams', path: 'teams[].mood', url: 'http://api/teams' },
    ]);
  });

  it('are not looked for where none are listed', () => {
    const known = openKnownFields(() => undefined);
    expect(known.unknown({ name: 'nothing-like-it', format: 'json' }, { a: 1 })).to.deep.equal([]);
  });
});
