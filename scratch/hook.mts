import { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { openWarehouse } from '../embedded/index.ts';
import { createClient } from '../warehouse/client.ts';
import { loadConfig } from '../warehouse/config.ts';
import { compileProject, nameOf } from '../tests/definitions/compile.ts';
import { buildGraph } from '../tests/definitions/harness/run-graph.ts';
import { builtTags } from '../tests/bench/sql/built-warehouse.ts';
import { createModelTables } from '../ml/index.ts';
import { landDay } from '../tests/bench/sql/raw-days.ts';
import { addDays } from '../pipeline/dates.ts';
import { copyFileSync } from 'node:fs';
const [n,d]=process.argv.slice(2); const f=`/tmp/eight/${n}-run.duckdb`; copyFileSync(`/tmp/eight/${n}.duckdb`,f);
let log: {m:string,sql:string,ms:number,at:string}[]=[]; let at='';
for (const P of [DuckDBConnection.prototype, DuckDBPreparedStatement.prototype] as any[]) for (const m of ['run','runAndRead','runAndReadAll','runAndReadUntil','stream','prepare','start','extractStatements']) { const o=P[m]; if(!o) continue; P[m]=async function(...a:any[]){ const s=performance.now(); try { return await o.apply(this,a);} finally { log.push({m:P.constructor.name+'.'+m,sql:typeof a[0]==='string'?a[0]:'',ms:performance.now()-s,at}); } }; }
const w=await openWarehouse({file:f,project:'hankstank'}); const client=createClient(loadConfig({}, {endpoint:w.url, project:'hankstank'}));
await landDay(client,d!);
await createModelTables({client});
const graph=await compileProject({as_of_date:addDays(d!,1), rows_checked_from:d!.slice(0,4)+'-01-01'});
log=[]; const t0=performance.now();
await buildGraph(client,graph,{tags:builtTags,fullRefresh:false,onStatement:({type,target}:any)=>{at=type[0]+' '+nameOf(target);}});
log=log.filter(l=>!/runAndRead$|run$/.test(l.m)||l.m.includes('run')&&!l.m.includes('AndRead')); const before=log.filter(l=>l.at===''); console.log('before first: ',before.length, (Math.max(...before.map(l=>l.ms))/1000).toFixed(2)); log=log.filter(l=>l.at!==''&&!/disable_optimizer|enable_optimizer/.test(l.sql)); console.log('total',((performance.now()-t0)/1000).toFixed(1));
const kind=(s:string)=>{const q=s.trim().replace(/\s+/g,' '); if(/^EXPLAIN/i.test(q)) return 'EXPLAIN'; if(/^SELECT coalesce\(sum\(n\)/.test(q)||/^SELECT count\(\*\) FROM "hankstank"/.test(q)) return 'share'; if(/^SELECT count\(\*\), /.test(q)) return 'measure'; return q.split(' ').slice(0,2).join(' ').slice(0,24); };
const by=new Map<string,[number,number]>(); for (const l of log) { if(l.m.includes('runAndRead')&&l.m!=='runAndReadAll'){} const k=l.m+' | '+kind(l.sql); const v=by.get(k)??[0,0]; v[0]+=l.ms; v[1]++; by.set(k,v);} 
for (const [k,v] of [...by].sort((a,b)=>b[1][0]-a[1][0]).slice(0,28)) console.log(v[0].toFixed(0),v[1],k);
console.log('---'); for (const l of log.sort((a,b)=>b.ms-a.ms).slice(0,40)) console.log(l.ms.toFixed(0),l.at,l.m,l.sql.replace(/\s+/g,' ').slice(0,150));
await w.close(); process.exit();
