import { expect } from 'chai';
import { Kysely, sql, type Compilable } from 'kysely';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { bigQueryDialect } from '../../warehouse/bigquery-dialect.ts';

interface Game {
  game_pk: number;
  venue: string | null;
}

const database = new Kysely<{ 'league.games': Game; 'league.others': Game }>({
  dialect: bigQueryDialect(createClient(loadConfig({}, { endpoint: 'http://127.0.0.1:9' }))),
});

function compiled(query: Compilable): { sql: string; parameters: readonly unknown[] } {
  const { sql: text, parameters } = query.compile();
  return { sql: text, parameters };
}

describe('Kysely queries as GoogleSQL', () => {
  it('names tables by dataset in backticks and sends values as positional parameters', () => {
    const query = database
      .selectFrom('league.games as g')
      .select(['g.game_pk', 'g.venue as park'])
      .where('g.game_pk', 'in', [1, 2])
      .where('g.venue', '=', "O'Day")
      .limit(5);
    expect(compiled(query)).to.deep.equal({
      sql:
        'select `g`.`game_pk`, `g`.`venue` as `park` from `league`.`games` as `g` ' +
        'where `g`.`game_pk` in (?, ?) and `g`.`venue` = ? limit ?',
      parameters: [1, 2, "O'Day", 5],
    });
  });

  it('writes nulls as literals: a null parameter would need a type', () => {
    const query = database.insertInto('league.games').values({ game_pk: 1, venue: null });
    expect(compiled(query)).to.deep.equal({
      sql: 'insert into `league`.`games` (`game_pk`, `venue`) values (?, null)',
      parameters: [1],
    });
  });

  it('says DISTINCT where GoogleSQL demands it of set operations', () => {
    const games = database.selectFrom('league.games').select('game_pk');
    const others = database.selectFrom('league.others').select('game_pk');
    expect(games.union(others).compile().sql).to.match(/` union distinct select/);
    expect(games.unionAll(others).compile().sql).to.match(/` union all select/);
    expect(games.except(others).compile().sql).to.match(/` except distinct select/);
  });

  it('escapes identifiers and string literals with backslashes', () => {
    const query = sql`select ${sql.lit("a'b\\c\nd")} as ${sql.id('x`y\\z')}`;
    expect(query.compile(database).sql).to.equal("select 'a\\'b\\\\c\\nd' as `x\\`y\\\\z`");
  });

  it('compiles MERGE', () => {
    const query = database
      .mergeInto('league.games as target')
      .using('league.others as source', 'source.game_pk', 'target.game_pk')
      .whenMatched()
      .thenUpdateSet({ venue: 'x' });
    expect(query.compile().sql).to.equal(
      'merge into `league`.`games` as `target` using `league`.`others` as `source` ' +
        'on `source`.`game_pk` = `target`.`game_pk` when matched then update set `venue` = ?',
    );
  });

  const refused: [string, Compilable][] = [
    ['RETURNING', database.insertInto('league.games').values({ game_pk: 1 }).returningAll()],
    [
      'ON CONFLICT',
      database
        .insertInto('league.games')
        .values({ game_pk: 1 })
        .onConflict((conflict) => conflict.doNothing()),
    ],
    ['UPDATE without WHERE', database.updateTable('league.games').set({ venue: 'x' })],
    ['DELETE without WHERE', database.deleteFrom('league.games')],
    ['DISTINCT ON', database.selectFrom('league.games').distinctOn('venue').selectAll()],
    ['a locking clause', database.selectFrom('league.games').selectAll().forUpdate()],
    [
      'INTERSECT ALL',
      database
        .selectFrom('league.games')
        .select('game_pk')
        .intersectAll(database.selectFrom('league.others').select('game_pk')),
    ],
  ];
  for (const [feature, query] of refused) {
    it(`refuses ${feature} by name`, () => {
      expect(() => query.compile())
        .to.throw(`BigQuery has no ${feature}`)
        .with.property('code', 'E_INTERNAL');
    });
  }

  it('refuses an undefined value', () => {
    const query = sql`select ${undefined}`;
    expect(() => query.compile(database))
      .to.throw('undefined')
      .with.property('code', 'E_INTERNAL');
  });
});
