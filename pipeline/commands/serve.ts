import path from 'node:path';
import type { Command } from 'commander';
import { pino } from 'pino';
import { createClient, withLabels } from '../../warehouse/client.ts';
import { createDatabase } from '../../warehouse/database.ts';
import {
  runCommand,
  untilStopped,
  withCommonOptions,
  type CommandContext,
  type CommonOptions,
} from '../run-command.ts';
import { portOf } from './access.ts';

const keysRereadMs = 30_000;

interface ServeOptions extends CommonOptions {
  port: number;
  host: string;
}

async function serve({ session, print }: CommandContext, options: ServeOptions): Promise<void> {
  // Loaded only here: no other command wants a server and its pages.
  const { createServer, openKeyring, openPredictionLog, openRedis, openStore } =
    await import('../../serving/index.ts');
  const client = createClient(withLabels(session.config, { step: 'serve' }), {
    autoRetry: false,
  });
  const log = pino();
  const { serving } = session.config;
  const keyring = openKeyring(serving.keysFile);
  const redis = serving.redisUrl === undefined ? undefined : openRedis(serving.redisUrl, log);
  const store = await openStore({ client, log });
  const predictionLog = openPredictionLog({
    client,
    log,
    directory: path.join(session.config.stateDirectory, 'prediction-log'),
  });
  const server = createServer({
    store,
    database: createDatabase(client),
    log,
    predictionLog,
    challengerShare: serving.challengerShare,
    access: { ...serving, keyring },
    ...(redis && { redis }),
    corsOrigins: serving.corsOrigins,
    trustedProxies: serving.trustedProxies,
  });
  const rereadKeys = (): void => {
    try {
      keyring.refresh();
    } catch (error) {
      log.error(error, 'the keys cannot be read again; those read before hold');
    }
  };
  const reload = (): void => {
    rereadKeys();
    void store.reload();
    void predictionLog.flush();
  };
  process.on('SIGHUP', reload);
  const keysTimer = setInterval(rereadKeys, keysRereadMs).unref();
  const stopped = untilStopped();
  const url = await server.listen({ port: options.port, host: options.host });
  print({ url }, [
    `Serving forecasts at ${url}; Ctrl-C stops it.`,
    `  curl '${url}/predictions?date=YYYY-MM-DD'`,
  ]);
  await stopped;
  clearInterval(keysTimer);
  process.off('SIGHUP', reload);
  store.close();
  await server.close();
  await predictionLog.close();
  redis?.disconnect();
}

/** `serve`: the HTTP API and its pages, until it is stopped. */
export function registerServe(program: Command): void {
  withCommonOptions(program.command('serve').description('serve stored forecasts over HTTP'))
    .option('--port <port>', 'port to listen on', portOf, 8080)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .action((options: ServeOptions) => runCommand(options, (context) => serve(context, options)));
}
