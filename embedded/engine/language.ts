import type { Statement } from '../sql/statement.ts';
import { notImplemented } from './errors.ts';
import type { Outcome } from './outcome.ts';
import type { QueryRequest } from './query-job.ts';
import type { Session } from './session.ts';

export const prelude: readonly string[] = [];

export interface ScriptHooks {
  before(sql: string): void;
}

export function runScript(_s: Session, _r: QueryRequest, _h: ScriptHooks): Promise<Outcome> {
  return Promise.reject(notImplemented('GoogleSQL'));
}

export function translateOne(_s: Session, _sql: string): Promise<Statement> {
  return Promise.reject(notImplemented('GoogleSQL'));
}
