import vm from 'node:vm';
import { expect } from 'chai';
import { curve, layered } from '../../pipeline/docs/browser/layout.js';
import { rank } from '../../pipeline/docs/browser/ranking.js';
import { fieldOf, placeOf, relatives, walk } from '../../pipeline/docs/browser/walk.js';
import { script } from '../../pipeline/docs/scripts.ts';

const box = (id: string): { id: string; width: number; height: number } => ({
  id,
  width: 100,
  height: 40,
});

describe('drawing of a graph', () => {
  const chance = (seed: number) => (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const random = chance(7);
  const ids = Array.from({ length: 90 }, (_, at) => `n${at}`);
  const edges = ids.flatMap((to, at) =>
    at === 0 ? [] : [1, 2].map(() => ({ from: ids[Math.floor(random() * at)] ?? '', to })),
  );

  it('puts every node right of those it comes from, and none over another', () => {
    const { places, width, height } = layered(ids.map(box), edges);
    expect(places.size).to.equal(ids.length);
    for (const { from, to } of edges) {
      expect((places.get(to)?.x ?? 0) - (places.get(from)?.x ?? 0)).to.be.at.least(100);
    }
    const list = [...places.values()];
    for (const [at, one] of list.entries()) {
      expect(one.y).to.be.at.least(0);
      expect(one.x + 100).to.be.at.most(width);
      expect(one.y + 40).to.be.at.most(height + 1e-6);
      for (const other of list.slice(at + 1)) {
        if (one.x === other.x) expect(Math.abs(one.y - other.y)).to.be.at.least(40);
      }
    }
  });

  it('leads long edges through gaps, and draws what has no edges or a circle', () => {
    const chain = ['a', 'b', 'c', 'd'];
    const { routes } = layered(chain.map(box), [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'd' },
      { from: 'a', to: 'd' },
    ]);
    expect(routes.map((route) => route.length)).to.deep.equal([0, 0, 0, 4]);
    expect(layered([box('a')], []).places.get('a')).to.deep.equal({ x: 0, y: 0 });
    expect(layered([], []).height).to.equal(0);
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect(layered([box('a'), box('b')], circle).places.size).to.equal(2);
    expect(
      curve([
        { x: 0, y: 0 },
        { x: 10, y: 0 },
        { x: 20, y: 8 },
      ]),
    ).to.equal('M0 0H10C15 0 15 8 20 8');
  });

  it('is quick with a project of 90 tables', () => {
    const start = performance.now();
    for (let round = 0; round < 5; round += 1) layered(ids.map(box), edges);
    expect((performance.now() - start) / 5).to.be.below(5000);
  });
});

describe('search', () => {
  const data = {
    nodes: [
      ['mlb_features.team_form', 'One row per team: how it plays.'],
      ['mlb_staging.stg_games', 'One row per game.'],
    ] as [string, string][],
    texts: ["MLB's id of the game.", 'Games, decayed.', 'Runs scored.'],
    columns: [
      ['game_pk', 1, 0],
      ['games_hl80', 0, 1],
      ['game_pk', 0, 0],
      ['runs', 0, 2],
    ] as [string, number, number][],
  };
  const found = (query: string): string[] =>
    rank(data, query).map(
      ({ label, place, also }) => `${place}.${label}${also ? ` +${also}` : ''}`,
    );

  it('finds names before words of descriptions, and a column of many tables once', () => {
    expect(found('game_pk')[0]).to.equal('stg_games.game_pk +1');
    expect(found('games')[0]).to.equal('team_form.games_hl80');
    expect(found('scored')).to.deep.equal(['team_form.runs']);
    expect(found('team_form.runs')[0]).to.equal('team_form.runs');
    expect(found('plays')).to.deep.equal(['mlb_features.team_form']);
    expect(found('nothing at all')).to.deep.equal([]);
    expect(found(' ')).to.deep.equal([]);
  });

  it('is quick with 80 tables of 200 columns', () => {
    const many = {
      nodes: Array.from({ length: 80 }, (_, at): [string, string] => [
        `d.t${at}`,
        'One row per thing.',
      ]),
      texts: Array.from({ length: 4000 }, (_, at) => `Description number ${at} of a column.`),
      columns: Array.from({ length: 16_000 }, (_, at): [string, number, number] => [
        `column_${at % 3000}_rate_30d`,
        at % 80,
        at % 4000,
      ]),
    };
    const start = performance.now();
    expect(rank(many, 'rate 29')).to.have.length(20);
    expect(performance.now() - start).to.be.below(5000);
  });
});

describe('walk through the lineage', () => {
  const column = (name: string, ...from: [number, number, 0 | 1, string, 0 | 1][]) => ({
    name,
    type: '',
    from,
    sql: '',
  });
  const node = (id: string, reads: number[], ...columns: ReturnType<typeof column>[]) => ({
    id,
    kind: 'table',
    description: '',
    reads,
    columns,
  });
  const data = {
    nodes: [
      node('r.raw', [], column('payload'), column('at')),
      node(
        's.staged',
        [0],
        column('part', [0, 0, 0, '.stats', 1]),
        column('day', [0, 1, 0, '', 0]),
      ),
      node('f.made', [1], column('hits', [1, 0, 0, '.hits', 0], [1, 1, 1, '', 0]), column('other')),
    ],
  };
  const keys = (place: ReturnType<typeof placeOf>, wanted: Parameters<typeof walk>[2]): string[] =>
    [...walk(data, place, wanted).places.values()]
      .map(
        ({ node: at, column: name, path }) =>
          `${data.nodes[at]!.id}.${data.nodes[at]!.columns[name]!.name}${path}`,
      )
      .sort();

  it('reads on inside JSON that was passed on, and leaves out what only orders unless asked', () => {
    const up = { up: true, down: false, context: false };
    expect(keys(placeOf(2, 0), up)).to.deep.equal([
      'f.made.hits',
      'r.raw.payload.stats.hits',
      's.staged.part.hits',
    ]);
    expect(keys(placeOf(2, 0), { ...up, context: true })).to.include('s.staged.day');
    expect(keys(placeOf(0, 0), { up: false, down: true, context: false })).to.deep.equal([
      'f.made.hits',
      'r.raw.payload',
      's.staged.part',
    ]);
    expect([...relatives(data, 1, { up: true, down: false })].sort()).to.deep.equal([0, 1]);
    expect(fieldOf({ at: '$.teams[*]' }, '.id')).to.equal('$.teams[*].id');
    expect(fieldOf({ at: 'the row of the pitch' }, '.pitch_type')).to.equal('$.pitch_type');
  });
});

describe('scripts of the site', () => {
  it('are each one classic script with every name once', () => {
    for (const name of ['site', 'lineage']) {
      const text = script(name);
      expect(text).not.to.match(/^\s*(?:import|export)\b/m);
      expect(() => new vm.Script(text)).not.to.throw();
    }
  });
});
