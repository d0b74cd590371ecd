import { DuckDBInstance } from '@duckdb/node-api';
const [f,t,n]=process.argv.slice(2);
const i=await DuckDBInstance.create(`/tmp/eight/${f}-run.duckdb`,{access_mode:'READ_ONLY'}); const c=await i.connect();
const rows=Number((await c.runAndReadAll(`SELECT count(*) FROM mlb_raw.${t}`)).getRows()[0]![0]);
for (let k=0;k<2;k++){ const s=performance.now(); const r=await c.runAndReadAll(`SELECT count(*), sum(strlen(payload)) FROM mlb_raw.${t} TABLESAMPLE SYSTEM(${(100*Number(n)/rows).toFixed(6)}%)`); console.log(f,t,n,'of',rows,(performance.now()-s).toFixed(0),r.getRows()[0]!.join(' ')); }
