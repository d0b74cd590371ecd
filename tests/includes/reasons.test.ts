import { createRequire } from 'node:module';
import { expect } from 'chai';
import { models } from '../../ml/catalog.ts';

const load = createRequire(import.meta.url);
const reasons = load('../../includes/reasons.js') as {
  groups: Record<string, string>;
  words: Record<string, { of: string; more: string; less: string }>;
  groupOf: (column: { name: string; family: string }) => string;
};
const catalogue = load('../../includes/catalogue.js') as {
  columns: { name: string; family: string; way: string; column: string }[];
};

describe('reasons of forecasts', () => {
  it('put every feature of the catalogue into a group that has a name', () => {
    const groups = catalogue.columns.map((column) => reasons.groupOf(column));
    expect(groups.filter((group) => !(group in reasons.groups))).to.deep.equal([]);
    expect([...new Set(groups)]).to.include.members(
      Object.keys(reasons.groups).filter((group) => group !== 'home' && group !== 'other'),
    );
    const unplaced = catalogue.columns.filter((_, at) => groups[at] === 'other');
    expect(unplaced.map(({ column }) => column)).to.deep.equal([]);
  });

  it('have words for every feature that the models of the winner look at', () => {
    const features = Object.values(models.catalog)
      .filter(({ label }) => label === 'home_won')
      .flatMap((entry) => entry.features);
    const spoken = catalogue.columns
      .filter(({ way, name }) => way === 'diff' && name in reasons.words)
      .map(({ column }) => column);
    expect(features.filter((name) => !spoken.includes(name))).to.deep.equal([]);
  });

  it('have words for features that there are', () => {
    const names = new Set(catalogue.columns.map(({ name }) => name));
    expect(Object.keys(reasons.words).filter((name) => !names.has(name))).to.deep.equal([]);
  });

  it('know what a feature is about by its family, or else by its name', () => {
    const groupOf = (wanted: string): string => {
      const column = catalogue.columns.find((one) => one.column === wanted);
      if (column === undefined) throw new Error(`no column ${wanted}`);
      return reasons.groupOf(column);
    };
    expect(groupOf('elo_rating_diff')).to.equal('rating');
    expect(groupOf('starter_fip_share_diff')).to.equal('starter');
    expect(groupOf('tired_relievers_diff')).to.equal('bullpen');
    expect(groupOf('home_runs_scored_per_game_30d')).to.equal('offence');
    expect(groupOf('away_runs_conceded_per_game_30d')).to.equal('defence');
    expect(groupOf('win_rate_30d_diff')).to.equal('rating');
    expect(groupOf('rest_days_diff')).to.equal('rest');
    expect(groupOf('injured_players_diff')).to.equal('lineup');
    expect(groupOf('runs_factor')).to.equal('conditions');
  });
});
