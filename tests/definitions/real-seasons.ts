import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { projectRoot } from '../../warehouse/dataform.ts';
import type { Row } from './feature-warehouse.ts';

const folder = path.join(
  process.env.TANK_SHARED ?? path.resolve(projectRoot, '../shared'),
  'replay/data',
);

/** Why tests on real seasons cannot run here; undefined when they can. */
export const seasonsMissing = existsSync(folder)
  ? undefined
  : `no real seasons at ${folder}: set TANK_SHARED`;

type Line = Readonly<Record<string, string>>;

async function read(season: number, table: string): Promise<Line[]> {
  const records: Line[] = [];
  const stream = createReadStream(path.join(folder, String(season), `${table}.csv.gz`));
  for await (const record of stream.pipe(createGunzip()).pipe(parse({ columns: true }))) {
    records.push(record as Line);
  }
  return records;
}

const ids = new Map<string, number>();
function idOf(code: string): number {
  const known = ids.get(code) ?? ids.size + 1;
  ids.set(code, known);
  return known;
}

/** Rows of the historical tables, made straight from the files of real seasons, with ids of its own for clubs and players. */
export interface Seasons {
  games_historical: Row[];
  team_stats_historical: Row[];
  player_stats_historical: Row[];
}

const batting = {
  plate_appearances: 'b_pa',
  at_bats: 'b_ab',
  hits: 'b_h',
  doubles: 'b_d',
  triples: 'b_t',
  home_runs: 'b_hr',
  walks: 'b_w',
  intentional_walks: 'b_iw',
  hit_by_pitch: 'b_hbp',
  strikeouts: 'b_k',
  sacrifice_flies: 'b_sf',
  sacrifice_bunts: 'b_sh',
  outs_recorded: 'p_ipouts',
  batters_faced: 'p_bfp',
  earned_runs: 'p_er',
  home_runs_allowed: 'p_hr',
  walks_allowed: 'p_w',
  batters_hit: 'p_hbp',
  batters_struck_out: 'p_k',
};
const pitching = {
  games_started: 'gs',
  outs_recorded: 'outs',
  batters_faced: 'bfp',
  pitches_thrown: 'np',
  batters_struck_out: 'so',
  walks_allowed: 'bb',
  intentional_walks_allowed: 'ibb',
  batters_hit: 'hbp',
  home_runs_allowed: 'hr',
};

function counts(record: Line, columns: Readonly<Record<string, string>>): Row {
  return Object.fromEntries(
    Object.entries(columns).map(([name, from]) => [name, Number(record[from] ?? 0)]),
  );
}

function linearWeights(record: Line): number {
  const n = (name: string): number => Number(record[`b_${name}`]);
  const [singles, outs] = [
    n('h') - n('d') - n('t') - n('hr'),
    n('pa') - n('h') - n('w') - n('hbp'),
  ];
  return (
    0.47 * singles +
    0.77 * n('d') +
    1.05 * n('t') +
    1.4 * n('hr') +
    0.31 * n('w') +
    0.33 * n('hbp') +
    0.2 * n('sb') -
    0.42 * n('cs') -
    0.27 * outs
  );
}

const date = (compact: string): string => compact.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

export async function readSeasons(from: number, to: number, loadedAt: string): Promise<Seasons> {
  const seasons: Seasons = {
    games_historical: [],
    team_stats_historical: [],
    player_stats_historical: [],
  };
  for (let season = from; season <= to; season++) {
    const [games, teamGames, lines] = await Promise.all(
      ['games', 'team_games', 'pitching'].map((table) => read(season, table)),
    );
    const byGame = new Map<string, Row>();
    for (const game of games ?? []) {
      if (game.type === 'A') continue;
      const [home, away] = [Number(game.hruns), Number(game.vruns)];
      const shared = {
        game_pk: Number(game.game_pk),
        season,
        game_type: game.type ?? null,
        game_date: game.date ?? null,
        completed_date: game.suspend ? date(game.suspend) : (game.date ?? null),
        loaded_at: loadedAt,
      };
      byGame.set(game.gid ?? '', shared);
      seasons.games_historical.push({
        ...shared,
        status_code: 'F',
        home_team_id: idOf(game.home ?? ''),
        away_team_id: idOf(game.away ?? ''),
        home_score: home,
        away_score: away,
        venue_id: idOf(game.site ?? ''),
        is_final: true,
        is_tie: home === away,
        home_won: home === away ? null : home > away,
      });
    }
    const opponents = new Map(
      (teamGames ?? []).map((side) => [`${side.gid ?? ''} ${side.vishome ?? ''}`, side]),
    );
    for (const side of teamGames ?? []) {
      const shared = byGame.get(side.gid ?? '');
      const other = opponents.get(`${side.gid ?? ''} ${side.vishome === 'h' ? 'v' : 'h'}`);
      if (shared === undefined || other === undefined) continue;
      const [scored, conceded] = [Number(side.b_r), Number(other.b_r)];
      seasons.team_stats_historical.push({
        ...shared,
        team_id: idOf(side.team ?? ''),
        opponent_team_id: idOf(other.team ?? ''),
        is_home: side.vishome === 'h',
        is_win: scored === conceded ? null : scored > conceded,
        runs_scored: scored,
        runs_conceded: conceded,
        ...counts(side, batting),
        batting_runs: linearWeights(side),
        batting_runs_conceded: linearWeights(other),
      });
    }
    for (const line of lines ?? []) {
      const shared = byGame.get(line.gid ?? '');
      if (shared === undefined) continue;
      seasons.player_stats_historical.push({
        ...shared,
        team_id: idOf(line.team ?? ''),
        player_id: idOf(line.id ?? ''),
        has_pitching: true,
        ...counts(line, pitching),
      });
    }
  }
  return seasons;
}

export async function writeJsonLines(file: string, rows: readonly Row[]): Promise<void> {
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
}
