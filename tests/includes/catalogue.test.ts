import { createRequire } from 'node:module';
import { expect } from 'chai';

interface Column {
  name: string;
  way: 'home' | 'away' | 'diff' | 'game';
  column: string;
  description: string;
  table: string;
  type: string;
  known: string;
  gain: string;
}

const catalogue = createRequire(import.meta.url)('../../includes/catalogue.js') as {
  columns: Column[];
  selectItems: () => string;
  namesOf: (table: string) => string[];
  rows: () => string;
};

describe('includes/catalogue.js', () => {
  const { columns } = catalogue;

  it('has 100 to 200 columns, each once and described', () => {
    expect(columns.length).to.be.within(100, 200);
    expect(new Set(columns.map(({ column }) => column)).size).to.equal(columns.length);
    expect(columns.filter(({ description }) => !/^[A-Za-z].*\.$/.test(description))).to.deep.equal(
      [],
    );
  });

  it('names columns by the side they are given for', () => {
    const ofRest = columns.filter(({ name }) => name === 'rest_days');
    expect(ofRest.map(({ column }) => column)).to.deep.equal([
      'home_rest_days',
      'away_rest_days',
      'rest_days_diff',
    ]);
  });

  it('says of each when it is known and whether it helps, in fixed words', () => {
    expect(new Set(columns.map(({ known }) => known))).to.have.all.keys(
      'morning',
      'lineups',
      'game time',
    );
    expect(new Set(columns.map(({ gain }) => gain))).to.have.all.keys('yes', 'no', 'unmeasured');
    expect(
      columns.filter(({ type }) => !['FLOAT64', 'INT64', 'BOOL'].includes(type)),
    ).to.deep.equal([]);
  });

  it('calls known in the morning nothing that is announced on the day', () => {
    const onTheDay = columns.filter(({ column }) => /announced|forecast|umpire/.test(column));
    expect(onTheDay.length).to.be.greaterThan(5);
    expect(onTheDay.filter(({ known }) => known === 'morning')).to.deep.equal([]);
  });

  it('takes a difference of numbers only', () => {
    expect(columns.filter(({ way, type }) => way === 'diff' && type === 'BOOL')).to.deep.equal([]);
  });

  it('makes the items of the SELECT and the names to read from the same entries', () => {
    const items = catalogue.selectItems();
    expect(items).to.contain(
      'advanced_features_home.rest_days - advanced_features_away.rest_days AS rest_days_diff',
    );
    expect(items).to.contain('game_conditions.is_dome AS is_dome');
    expect(items).to.contain('EXTRACT(MONTH FROM games.game_date) AS month');
    expect(catalogue.namesOf('team_ratings')).to.include('elo_rating');
    expect(catalogue.namesOf('nowhere')).to.deep.equal([]);
  });

  it('quotes apostrophes in the rows of the catalogue', () => {
    expect(catalogue.rows()).to.contain("the league\\'s");
  });
});
