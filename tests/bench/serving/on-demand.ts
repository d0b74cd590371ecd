import type { Benchmark } from '../../../embedded/bench/index.ts';
import { servedDay } from './mixed-requests.ts';
import { copyOf, startServing, startWarehouse } from './served-process.ts';

/** Forecasts for other starters, each computed for the first time. */
export const onDemand: Benchmark = {
  name: 'on-demand',
  run: async ({ smoke, file, directory, report, skip }) => {
    if (file === undefined) {
      skip('forecasts on demand', 'give a warehouse with forecasts and models: --file FILE');
      return;
    }
    const copy = copyOf(directory, file);
    const warehouse = await startWarehouse(directory, copy);
    const server = await startServing(directory, copy);
    try {
      const { url, headers } = server;
      const { games, date } = await servedDay(url, headers);
      const starters = games.flatMap(({ home }) =>
        home.starter === null ? [] : [home.starter.id],
      );
      const pairs = games
        .flatMap((game) => starters.map((starter) => ({ game, starter })))
        .filter(({ game, starter }) => game.home.starter?.id !== starter)
        .slice(0, smoke ? 5 : 200);
      const times: number[] = [];
      const ask = async ({ game, starter }: (typeof pairs)[number]): Promise<number> => {
        const started = performance.now();
        const answer = await fetch(`${url}/predict/game`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({
            home_team: game.home.team_id,
            away_team: game.away.team_id,
            game_date: date,
            starting_pitchers: { home: starter },
          }),
        });
        if (!answer.ok) throw new Error(await answer.text());
        await answer.arrayBuffer();
        return performance.now() - started;
      };
      for (const pair of pairs) times.push(await ask(pair));
      times.sort((a, b) => a - b);
      const at = (share: number): number =>
        times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN;
      const what = `${pairs.length} forecasts for other starters, computed one after the other`;
      report({ what: `${what}: p50`, value: at(0.5), unit: 'ms' });
      report({
        what: `${what}: p99`,
        value: at(0.99),
        unit: 'ms',
        target: { of: 'value', atMost: 1000 },
      });
      const cached: number[] = [];
      for (const pair of pairs) cached.push(await ask(pair));
      cached.sort((a, b) => a - b);
      report({ what: 'the same again: p50', value: cached[cached.length >> 1] ?? NaN, unit: 'ms' });
    } finally {
      await server.stop();
      await warehouse.stop();
    }
  },
};
