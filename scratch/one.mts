import { startServer } from '../embedded/bench/server-process.ts';
import { createClient } from '../warehouse/client.ts';
import { loadConfig } from '../warehouse/config.ts';
import { compileProject } from '../tests/definitions/compile.ts';
const g=await compileProject({as_of_date:'2021-10-02', rows_checked_from:'2021-01-01'});
for (const n of ['whole','last']) {
 const f=`/tmp/eight/${n}-run.duckdb`; const s=await startServer(f,f.replace('.duckdb','-storage'),{project:'hankstank'}); const client=createClient(loadConfig({}, {endpoint:s.url, project:'hankstank'}));
 for (const m of (process.env.M??'stg_plays,stg_pitches,stg_team_games,stg_game_details').split(',')) {
  const t=g.tables.find(x=>x.target.name===m)!; 
  const q=`DECLARE changed_dates ARRAY<DATE> DEFAULT [DATE '2021-09-28', DATE '2021-09-29'];
DECLARE changed_games ARRAY<INT64> DEFAULT (SELECT ARRAY_AGG(DISTINCT game_pk) FROM mlb_staging.stg_games WHERE game_date BETWEEN DATE '2021-09-28' AND DATE '2021-09-29');
BEGIN TRANSACTION;
CREATE TEMP TABLE x AS ${t.incrementalQuery};
ROLLBACK TRANSACTION;`;
  const ts=[]; for (let i=0;i<4;i++){const a=performance.now(); await client.query(q); ts.push(Math.round(performance.now()-a));}
  console.log(n,m,ts.join(' '));
 }
 await s.end();
}
