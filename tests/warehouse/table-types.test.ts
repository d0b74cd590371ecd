import { expect } from 'chai';
import prettier from 'prettier';
import type { ColumnSchema, TableSchema } from '../../warehouse/table-schemas.ts';
import { renderTableTypes } from '../../warehouse/table-types.ts';

function column(name: string, type: string, more: Partial<ColumnSchema> = {}): ColumnSchema {
  return { name, type, mode: 'NULLABLE', fields: [], ...more };
}

const games: TableSchema = {
  dataset: 'mlb_raw',
  table: 'games',
  isView: false,
  description: 'One row per game.\nKeyed by game_pk.',
  columns: [
    column('game_pk', 'INT64', { mode: 'REQUIRED', description: 'MLB’s key; never */ reused.' }),
    column('first_pitch_at', 'TIMESTAMP'),
    column('line', 'STRUCT', {
      mode: 'REPEATED',
      fields: [
        column('inning', 'INT64', { description: 'From 1.' }),
        column('scorers', 'STRUCT', { fields: [column('ids', 'INT64', { mode: 'REPEATED' })] }),
      ],
    }),
    column('pitch-count', 'NUMERIC'),
  ],
};

const teams: TableSchema = {
  dataset: 'mlb_raw',
  table: 'a_teams',
  isView: true,
  columns: [column('team_id', 'INT64')],
};

describe('types of the warehouse’s tables', () => {
  it('renders an interface per table with descriptions, and the map of all tables', () => {
    expect(renderTableTypes([games, teams])).to.equal(
      `// Generated from the warehouse by \`npm run types\`. Do not edit.

export interface MlbRawATeams {
  team_id: number | null;
}

/**
 * One row per game.
 * Keyed by game_pk.
 */
export interface MlbRawGames {
  /** MLB’s key; never *\\/ reused. */
  game_pk: number;
  first_pitch_at: string | null;
  line: {
    /** From 1. */
    inning: number | null;
    scorers: {
      ids: number[];
    } | null;
  }[];
  'pitch-count': string | null;
}

/** The tables and views that typed queries read, for Kysely. */
export interface Tables {
  'mlb_raw.a_teams': MlbRawATeams;
  'mlb_raw.games': MlbRawGames;
}
`,
    );
  });

  it('does not depend on the order of the tables', () => {
    expect(renderTableTypes([games, teams])).to.equal(renderTableTypes([teams, games]));
  });

  it('leaves Prettier nothing to do', async () => {
    const clean = await prettier.check(renderTableTypes([games, teams]), {
      parser: 'typescript',
      singleQuote: true,
      printWidth: 100,
    });
    expect(clean).to.equal(true);
  });

  it('refuses a type it does not know', () => {
    const table = { ...teams, columns: [column('area', 'HYPERCUBE')] };
    expect(() => renderTableTypes([table])).to.throw('area has the unknown type HYPERCUBE');
  });

  it('refuses two tables that would share an interface', () => {
    const twin = { ...teams, table: 'a-teams' };
    expect(() => renderTableTypes([teams, twin])).to.throw('would both be MlbRawATeams');
  });
});
