import { createRequire } from 'node:module';
import { expect } from 'chai';
import { models } from '../../ml/catalog.ts';

const { columns } = createRequire(import.meta.url)('../../includes/catalogue.js') as {
  columns: { column: string; known: string }[];
};
const knownWhen = new Map(columns.map(({ column, known }) => [column, known]));

describe('the catalog of models', () => {
  const momentsOf = (name: string): unknown[] => [
    ...new Set(models.catalog[name]?.features.map((feature) => knownWhen.get(feature))),
  ];

  it('forecasts in the morning from nothing that is known later', () => {
    for (const name of ['game_outcome', 'home_runs', 'away_runs'])
      expect(momentsOf(name), name).to.deep.equal(['morning']);
  });

  it('has a model of its own for what the lineups say', () => {
    expect(momentsOf('game_outcome_lineups')).to.have.members(['morning', 'lineups']);
  });

  it('takes the nine who started for lineups that were not announced, and nothing else', () => {
    expect(models.pastValue('run_margin_diff')).to.equal('features.run_margin_diff');
    expect(models.pastValue('expected_lineup_age_diff')).to.equal(
      'features.expected_lineup_age_diff',
    );
    expect(models.pastValue('lineup_age_diff')).to.contain('starting.starting_lineup_age_diff');
  });
});
