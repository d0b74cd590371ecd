// A worker thread does not inherit the loader that lets its process run TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
