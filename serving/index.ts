export {
  addKey,
  listKeys,
  openKeyring,
  revokeKey,
  rotateKey,
  type StoredKey,
} from './access/keyring.ts';
export { openPredictionLog, type PredictionLog } from './prediction-log.ts';
export { openRedis } from './redis.ts';
export { createServer, type ServerOptions } from './server.ts';
export { openStore, type ForecastStore, type StoreOptions } from './store.ts';
