import { DuckDBInstance } from '@duckdb/node-api';
const i=await DuckDBInstance.create('/tmp/eight/whole.duckdb',{access_mode:'READ_ONLY'}); const c=await i.connect();
await c.run(`SET VARIABLE d = [DATE '2021-09-28', DATE '2021-09-29']`);
const s0=performance.now(); await c.run("SELECT 1 FROM mlb_staging.stg_games LIMIT 1"); console.log('open', (performance.now()-s0).toFixed(0));
await c.run(`SET VARIABLE g = [632287, 632295, 632298, 632300]`);
await c.run(`CREATE TEMP MACRO bq_in_unnest(x, items) AS CASE WHEN len(items) = 0 OR items IS NULL THEN FALSE WHEN x IS NULL THEN NULL WHEN list_contains(items, x) THEN TRUE WHEN list_count(items) < len(items) THEN NULL ELSE FALSE END`);
const conds: Record<string,string>={
 macro:`bq_in_unnest(official_date, getvariable('d')) AND bq_in_unnest(game_pk, getvariable('g'))`,
 contains:`list_contains(getvariable('d'), official_date) AND list_contains(getvariable('g'), game_pk)`,
 range:`(list_count(getvariable('d')) < len(getvariable('d')) OR official_date BETWEEN list_min(getvariable('d')) AND list_max(getvariable('d'))) AND bq_in_unnest(official_date, getvariable('d')) AND bq_in_unnest(game_pk, getvariable('g'))`,
 between:`official_date BETWEEN list_min(getvariable('d')) AND list_max(getvariable('d')) AND bq_in_unnest(official_date, getvariable('d')) AND bq_in_unnest(game_pk, getvariable('g'))`,
 in:`official_date IN (DATE '2021-09-28', DATE '2021-09-29') AND bq_in_unnest(game_pk, getvariable('g'))`,
};
const kk=process.argv[2]!; for (const t of ['raw_plays','raw_pitches','raw_boxscores']) { const s=performance.now(); await c.runAndReadAll(`SELECT count(*), sum(length(payload)) FROM mlb_raw.${t} WHERE ${conds[kk]}`); console.log(kk,t,(performance.now()-s).toFixed(0)); }

