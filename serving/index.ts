export { createServer, type ServerOptions } from './server.ts';
export { openStore, type ForecastStore, type StoreOptions } from './store.ts';
