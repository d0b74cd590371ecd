/**
 * `npm run -s compare-s14 -- --file WAREHOUSE`: correlates the features of the game model with those of the study that chose
 * them (`benchmarks/s14` of the shared folder), game by game over 2018 to 2021, and fails where one is at 0.98 or below.
 * The warehouse must hold the features of those seasons.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { rows } from '../../ml/context.ts';
import { openSession } from '../../pipeline/session.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { projectRoot } from '../../warehouse/dataform.ts';

/** The study's name of a feature, home less away, and ours. */
const names = {
  elo: 'elo_rating_diff',
  spx0: 'starter_fip_share_diff',
  bpx0: 'bullpen_fip_share_diff',
  tk: 'starter_strikeout_skill_diff',
  tbb: 'starter_free_pass_skill_diff',
  thr: 'starter_home_run_skill_diff',
  eo0: 'starter_expected_outs_diff',
  n1: 'starter_inexperience_100_diff',
  n8: 'starter_inexperience_800_diff',
  lw80: 'batting_value_diff',
  la80: 'batting_value_conceded_diff',
  m200: 'run_margin_diff',
  lu_new: 'lineup_inexperience_diff',
  lage: 'lineup_age_diff',
} as const;
const least = 0.98;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

const { values: flags } = parseArgs({ options: { file: { type: 'string' } } });
if (flags.file === undefined) fail('compare-s14: name the warehouse with --file');
const folder = path.join(
  process.env.TANK_SHARED ?? path.resolve(projectRoot, '../shared'),
  'benchmarks/s14',
);
const study = readdirSync(folder)
  .filter((file) => file.endsWith('.csv'))
  .flatMap((file) =>
    parse<Record<string, string>>(readFileSync(path.join(folder, file), 'utf8'), { columns: true }),
  );
const session = await openSession(loadConfig(process.env, { file: flags.file }));
try {
  const ours = new Map(
    (
      await rows<Record<string, number | null>>(
        session,
        `SELECT game_pk, ${Object.values(names).join(', ')} FROM mlb_models.game_outcome_training WHERE season BETWEEN 2018 AND 2021`,
      )
    ).map((row) => [row.game_pk, row]),
  );
  let low = 0;
  for (const [theirs, name] of Object.entries(names)) {
    const pairs = study.flatMap((game): [number, number][] => {
      const value = ours.get(Number(game.game_pk))?.[name];
      const other = game[theirs];
      return value === undefined || value === null || other === undefined
        ? []
        : [[Number(other), value]];
    });
    const r = correlation(pairs);
    if (!(r > least)) low++;
    console.log(
      `${theirs.padEnd(7)} ${name.padEnd(32)} ${String(pairs.length).padStart(5)} games  correlation ${r.toFixed(4)}${r > least ? '' : '  LOW'}`,
    );
  }
  if (low > 0) process.exitCode = 1;
} finally {
  await session.close();
}
