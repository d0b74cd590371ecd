import { expect } from 'chai';
import { readCatalog, type Catalog } from '../../pipeline/docs/catalog.ts';
import type { Node } from '../../pipeline/docs/project.ts';
import { projectCatalog } from './project-catalog.ts';

const nodeOf = (id: string, more: Partial<Node>): Node => {
  const [dataset = '', name = ''] = id.split('.');
  return {
    id,
    dataset,
    name,
    kind: 'table',
    description: '',
    columns: new Map(),
    tags: [],
    clusterBy: [],
    key: [],
    statements: [],
    reads: [],
    assertions: [],
    ...more,
  };
};

/** Lineage of a query's columns over the raw schedule and people: `column: table.column$path` each, contexts in brackets. */
async function lineageOf(query: string, ...before: Node[]): Promise<Record<string, string>> {
  const raw = ['raw_schedule', 'raw_people'].map((name) =>
    nodeOf(`mlb_raw.${name}`, { kind: 'raw' }),
  );
  const nodes = [...raw, ...before, nodeOf('d.made', { query })];
  const catalog = await readCatalog(new Map(nodes.map((node) => [node.id, node])), 'p');
  const made = catalog.get('d.made');
  expect(made?.problem).to.equal(undefined);
  return Object.fromEntries(
    (made?.catalog ?? []).map(({ name, origins }) => [
      name,
      origins
        .map(({ table, column, path, role }) => {
          const text = `${table.split('.')[1] ?? ''}.${column}${path === '' ? '' : `$${path}`}`;
          return role === 'context' ? `(${text})` : text;
        })
        .join(' '),
    ]),
  );
}

describe('column-level lineage', () => {
  it('follows paths through CTEs, arrays and subscripts into the payload', async () => {
    expect(
      await lineageOf(`WITH entries AS (
          SELECT game_pk, JSON_QUERY(payload, '$.teams.home') AS home, payload AS whole FROM mlb_raw.raw_schedule
        )
        SELECT game_pk, JSON_VALUE(home, '$.team.id') AS team_id, STRING(whole.venue.name) AS venue,
          JSON_VALUE(official, '$.official.id') AS umpire_id, JSON_VALUE(whole['a'], '$.b') AS b
        FROM entries
        CROSS JOIN UNNEST(JSON_QUERY_ARRAY(whole, '$.officials')) AS official`),
    ).to.deep.equal({
      game_pk: 'raw_schedule.game_pk',
      team_id: 'raw_schedule.payload$.teams.home.team.id',
      venue: 'raw_schedule.payload$.venue.name',
      umpire_id: 'raw_schedule.payload$.officials[*].official.id',
      b: 'raw_schedule.payload$.a.b',
    });
  });

  it('tells what is computed into a value from what only orders or chooses rows', async () => {
    expect(
      await lineageOf(`SELECT
          COUNT(batch_id) OVER (PARTITION BY game_pk ORDER BY known_at) AS batches,
          ARRAY_AGG(url ORDER BY loaded_at LIMIT 1)[SAFE_OFFSET(0)] AS url,
          IF(source = 'sim', origin, NULL) AS origin,
          (SELECT MAX(person_id) FROM mlb_raw.raw_people AS people WHERE people.source = s.source) AS newest,
          1 AS one
        FROM mlb_raw.raw_schedule AS s
        WHERE http_status = 200
        GROUP BY batch_id, game_pk, known_at, source, origin`),
    ).to.deep.equal({
      batches: 'raw_schedule.batch_id (raw_schedule.game_pk) (raw_schedule.known_at)',
      url: 'raw_schedule.url (raw_schedule.loaded_at)',
      origin: 'raw_schedule.origin raw_schedule.source',
      newest: 'raw_people.person_id (raw_people.source) (raw_schedule.source)',
      one: '',
    });
  });

  it('knows fields of structs, columns of USING, set operations and names that hide others', async () => {
    expect(
      await lineageOf(`WITH pairs AS (
          SELECT game_pk AS id, ARRAY_AGG(STRUCT(url AS address, batch_id)) AS list FROM mlb_raw.raw_schedule GROUP BY game_pk
        ),
        both_ids AS (
          SELECT person_id AS id, url FROM mlb_raw.raw_people
          UNION ALL SELECT game_pk, origin FROM mlb_raw.raw_schedule
        )
        SELECT id, item.address, item AS all_of_it, both_ids.url AS either, (SELECT pairs.id FROM (SELECT 1 AS id) AS pairs) AS hidden
        FROM pairs FULL JOIN both_ids USING (id) CROSS JOIN UNNEST(pairs.list) AS item`),
    ).to.deep.equal({
      id: 'raw_people.person_id raw_schedule.game_pk',
      address: 'raw_schedule.url',
      all_of_it: 'raw_schedule.batch_id raw_schedule.url',
      either: 'raw_people.url raw_schedule.origin',
      hidden: '',
    });
  });

  it('names the structs of an array as the first of them, or as its type says', async () => {
    expect(
      await lineageOf(`SELECT first.name, first.value, typed.b
        FROM mlb_raw.raw_schedule
        CROSS JOIN UNNEST([STRUCT('a' AS name, game_pk AS value), STRUCT(url, http_status)]) AS first
        CROSS JOIN UNNEST(ARRAY<STRUCT<a STRING, b STRING>>[('x', origin), (url, source)]) AS typed`),
    ).to.deep.equal({
      name: 'raw_schedule.url',
      value: 'raw_schedule.game_pk raw_schedule.http_status',
      b: 'raw_schedule.origin raw_schedule.source',
    });
  });

  it('settles recursive queries, and keeps the path where a JSON column is passed on', async () => {
    const staged = nodeOf('d.staged', {
      query: "SELECT game_pk, JSON_QUERY(payload, '$.a') AS part FROM mlb_raw.raw_schedule",
    });
    expect(
      await lineageOf(
        `WITH RECURSIVE steps AS (
          SELECT game_pk AS id, 0 AS n FROM d.staged
          UNION ALL SELECT id, n + person_id FROM steps JOIN mlb_raw.raw_people ON person_id > n WHERE n < 9
        )
        SELECT steps.id, steps.n, JSON_VALUE(staged.part, '$.b') AS b FROM steps, d.staged AS staged`,
        staged,
      ),
    ).to.deep.equal({ id: 'staged.game_pk', n: 'raw_people.person_id', b: 'staged.part$.b' });
  });

  it('says what it cannot follow', async () => {
    const nodes = [
      nodeOf('mlb_raw.raw_people', { kind: 'raw' }),
      nodeOf('d.pipes', { query: 'FROM mlb_raw.raw_people |> SELECT person_id' }),
      nodeOf('d.unknown', { query: 'SELECT nowhere.x FROM mlb_raw.raw_people' }),
    ];
    const catalog = await readCatalog(new Map(nodes.map((node) => [node.id, node])), 'p');
    expect(catalog.get('d.pipes')?.problem).to.match(/pipe/);
    expect(catalog.get('d.unknown')?.problem).to.equal('Nothing is known of nowhere.x');
  });
});

describe('lineage of this project', function () {
  let catalog: Catalog;
  before(async () => {
    catalog = await projectCatalog();
  });

  it('is known of every column of every table', () => {
    const problems = [...catalog.values()].flatMap(({ id, problem }) =>
      problem ? [`${id}: ${problem}`] : [],
    );
    expect(problems).to.deep.equal([]);
    const bare = [...catalog.values()].filter(
      ({ kind, catalog: columns }) =>
        kind !== 'raw' && kind !== 'operation' && columns.length === 0,
    );
    expect(bare.map(({ id }) => id)).to.deep.equal([]);
  });

  it("leads from the starter's strikeout skill to a field of the box score", () => {
    const chain = [
      ['mlb_features.game_features_daily', 'home_starter_strikeout_skill'],
      ['mlb_features.game_side_features', 'starter_strikeout_skill'],
      ['mlb_features.pitcher_form', 'strikeout_excess_hl150'],
      ['mlb_historical_data.player_stats_historical', 'batters_struck_out'],
      ['mlb_staging.stg_player_games', 'batters_struck_out'],
      ['mlb_raw.raw_boxscore_players', 'payload'],
    ] as const;
    for (const [place, [id, name]] of chain.slice(0, -1).entries()) {
      const [table, column] = chain[place + 1] ?? [];
      const origins = catalog.get(id)?.catalog.find((one) => one.name === name)?.origins ?? [];
      const found = origins.find((one) => one.table === table && one.column === column);
      expect(found?.role, `${id}.${name}`).to.equal('value');
      if (column === 'payload') expect(found?.path).to.equal('.stats.pitching.strikeOuts');
    }
  });
});
