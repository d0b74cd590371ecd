import { expect } from 'chai';
import { analyze } from './analyze.ts';
import { bigQueryLanguage, type LanguageOptions, type Tables } from './catalog.ts';
import { startZetaSql, type ZetaSql } from './server.ts';

const tables: Tables = {
  'p.d.games': [
    { name: 'id', type: 'INTEGER' },
    { name: 'runs', type: 'FLOAT' },
    { name: 'innings', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'n', type: 'INTEGER' }] },
  ],
};

describe('ZetaSQL analyzer', () => {
  let zetaSql: ZetaSql;
  let language: LanguageOptions;
  before(async () => {
    zetaSql = await startZetaSql();
    language = await bigQueryLanguage(zetaSql);
  });
  after(() => {
    zetaSql.stop();
  });

  it('accepts what the declared tables have, however they are named', async () => {
    for (const name of ['`p.d.games`', 'p.d.games', 'd.games']) {
      const sql = `SELECT g.id, SUM(i.n) OVER () FROM ${name} AS g, g.innings AS i QUALIFY ROW_NUMBER() OVER () = 1`;
      expect(await analyze(zetaSql, language, sql, tables)).to.equal(undefined);
    }
  });

  it('names what they do not have', async () => {
    expect(await analyze(zetaSql, language, 'SELECT hits FROM d.games', tables)).to.match(
      /Unrecognized name: hits/,
    );
    expect(await analyze(zetaSql, language, 'SELECT 1 FROM d.players', tables)).to.match(
      /Table not found: d.players/,
    );
    expect(await analyze(zetaSql, language, "SELECT id + 'x' FROM d.games", tables)).to.match(
      /Could not cast|No matching signature/,
    );
  });
});
