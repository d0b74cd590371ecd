/** `npm run prove-answers -- --file FILE [--days N]`: asks every route for the last dates of a warehouse, before, during and after their games, and checks each answer against /openapi.json. */
import { parseArgs } from 'node:util';
import { openSession } from '../../pipeline/session.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { describedAnswers } from './described-answers.ts';
import { askOfDate } from './every-answer.ts';
import { openServer } from './open-server.ts';

const { values } = parseArgs({
  options: { file: { type: 'string' }, days: { type: 'string', default: '7' } },
});
const session = await openSession(loadConfig(process.env, { file: values.file }));
let moment = new Date();
const server = await openServer(session.client, () => moment);
try {
  const described = await describedAnswers(server);
  const dates = server.store.current().index.dates.slice(-Number(values.days));
  for (const date of dates) {
    for (const hours of [12, 23.5, 34]) {
      moment = new Date(Date.parse(date) + hours * 3_600_000);
      const { asked, faults } = await askOfDate(described, server.store, date);
      console.log(`${date} at ${moment.toISOString()}: ${asked} answers, ${faults.length} faults`);
      for (const fault of faults) console.log(JSON.stringify(fault));
      if (faults.length > 0) process.exitCode = 1;
    }
  }
} finally {
  await server.close();
  await session.close();
}
