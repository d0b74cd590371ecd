import { writeFileSync } from 'node:fs';
import { copyWarehouse } from '../tests/bench/sql/built-warehouse.ts';
import { landDay } from '../tests/bench/sql/raw-days.ts';
import { addDays } from '../pipeline/dates.ts';
import { startServer } from '../embedded/bench/server-process.ts';
import { createModelTables } from '../ml/index.ts';
import { createClient } from '../warehouse/client.ts';
import { loadConfig } from '../warehouse/config.ts';
import { compileProject, nameOf } from '../tests/definitions/compile.ts';
import { buildGraph } from '../tests/definitions/harness/run-graph.ts';
import { builtTags } from '../tests/bench/sql/built-warehouse.ts';
import { compileVars, dailyInputs } from '../pipeline/runs/inputs.ts';
import { mkdirSync } from 'node:fs';
const dates = process.env.DATES!.split(',');
const out: any = {};
const names=['whole','last'];
const open: any[]=[];
for (const n of names){ const f=`/tmp/eight/${n}-run.duckdb`; copyWarehouse(`/tmp/eight/${n}.duckdb`, f); const st=f.replace('.duckdb','-storage'); mkdirSync(st,{recursive:true}); const s=await startServer(f,st,{project:'hankstank'}); open.push({s,client:createClient(loadConfig({}, {endpoint:s.url, project:'hankstank'}))}); out[n]=[]; }
for (const d of dates) for (const [i,n] of names.entries()) {
  const {client}=open[i]; await landDay(client,d); const asOf=addDays(d,1);
  const [c]=await client.query('SELECT CAST(CURRENT_TIMESTAMP() AS STRING) AS now'); const since=(c as any)[0].now;
  await createModelTables({client});
  const graph=await compileProject({as_of_date:asOf, ...compileVars(dailyInputs({date:asOf,source:'replay'}))});
  const t=new Map<string,number>(); let finish=()=>{};
  await buildGraph(client,graph,{tags:builtTags,fullRefresh:false,onStatement:({type,target}:any)=>{finish();const s=performance.now();const k=(type==='assertion'?'A ':'M ')+nameOf(target);finish=()=>{t.set(k,(t.get(k)??0)+(performance.now()-s)/1000)}}});
  finish();
  const [b]=await client.query(`SELECT SUM(total_bytes_processed)/1e9 AS p, SUM(total_bytes_billed)/1e9 AS b FROM \`region-us\`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE creation_time >= TIMESTAMP '${since}' AND job_type='QUERY' AND COALESCE(statement_type,'')!='SCRIPT'`);
  const [bj]=await client.query(`SELECT query, total_bytes_billed/1e6 AS b, statement_type, TIMESTAMP_DIFF(end_time, start_time, MICROSECOND)/1e6 AS s FROM \`region-us\`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE creation_time >= TIMESTAMP '${since}' AND job_type='QUERY' AND COALESCE(statement_type,'')!='SCRIPT' ORDER BY b DESC`);
  const sum=(p:string)=>[...t].filter(([k])=>k.startsWith(p)).reduce((a,[,v])=>a+v,0);
  console.log(n,d,'models',sum('M').toFixed(2),'assertions',sum('A').toFixed(2),JSON.stringify((b as any)[0]));
  out[n].push(Object.fromEntries(t)); out[n+'_jobs']=bj;
}
for (const {s} of open) await s.end();
writeFileSync('/tmp/s6/grow2.json',JSON.stringify(out));
const med=(n:string,k:string)=>{const v=out[n].map((x:any)=>x[k]??0).sort((a:number,b:number)=>a-b);return v[Math.floor(v.length/2)];};
const keys=[...new Set(out.whole.flatMap((x:any)=>Object.keys(x)))] as string[];
for (const k of keys.map(k=>[k,med('whole',k),med('last',k)] as const).sort((a,b)=>(b[1]-b[2])-(a[1]-a[2])).slice(0,40)) console.log(k[0],k[1].toFixed(2),k[2].toFixed(2));
