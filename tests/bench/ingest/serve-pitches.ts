/**
 * Serves Savant's export of many seasons until its input ends: the first argument says how many different games of the
 * simulated league they are made of, each under the key and date of its own.
 */
import Fastify from 'fastify';
import { savantHeader } from '../../../sim/api/savant-columns.ts';
import { savantLines } from '../../../sim/api/savant-rows.ts';
import { createWorld } from '../../../sim/api/world.ts';
import { toDate } from '../../../sim/calendar.ts';
import { daysOfDates, gameOfKey, gamesOfDays, type ScheduledGame } from './season-of-games.ts';

const count = Number(process.argv[2]);
const world = createWorld('volume', [2025], () => Date.parse('2026-01-01T00:00:00Z'));
const made = world
  .season(2025)
  .games.filter(({ fixture }) => fixture.gameType === 'R')
  .slice(0, count)
  .map((game) => ({
    key: `,${game.fixture.gamePk},`,
    date: `"${toDate(game.fixture.day)}"`,
    lines: `${savantLines(world, game, () => true).join('\n')}\n`,
  }));

function linesOf({ gamePk, date, index }: ScheduledGame): string {
  const game = made[index % made.length];
  if (!game) throw new RangeError('no games were made');
  return game.lines.replaceAll(game.date, `"${date}"`).replaceAll(game.key, `,${gamePk},`);
}

interface Query {
  game_pk?: string;
  game_date_gt?: string;
  game_date_lt?: string;
}

const server = Fastify({ forceCloseConnections: true });
server.get<{ Querystring: Query }>('/statcast_search/csv', (request, reply) => {
  const { game_pk: gamePk, game_date_gt: from = '', game_date_lt: to = from } = request.query;
  const { firstDay, days } = daysOfDates(from, to);
  const games = gamePk === undefined ? gamesOfDays(firstDay, days) : [gameOfKey(Number(gamePk))];
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .send(`\uFEFF${savantHeader}\n${games.map(linesOf).join('')}`);
});
process.stdout.write(`${await server.listen({ port: 0, host: '127.0.0.1' })}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  void server.close().then(() => process.exit(0));
});
