import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Topic } from '../../pipeline/events/envelope.ts';
import { createProgress } from '../../pipeline/progress.ts';
import { openSession, type Session } from '../../pipeline/session.ts';
import { openSource, type Source } from '../../pipeline/source.ts';
import type { Emission, Step, StepResult, Steps } from '../../pipeline/steps/step.ts';
import { createPipelineTables } from '../../pipeline/tables.ts';
import { loadConfig } from '../../warehouse/config.ts';

export const quiet = createProgress(undefined, true);

export interface SmallPipeline {
  session: Session;
  source: Source;
  query: <Row>(sql: string) => Promise<Row[]>;
  close: () => Promise<void>;
}

/** A warehouse in memory with the tables of the pipeline, and a source that nothing is asked of. */
export async function openSmallPipeline(
  env: Readonly<Record<string, string>> = {},
): Promise<SmallPipeline> {
  const state = await mkdtemp(path.join(tmpdir(), 'tank-pipeline-'));
  const session = await openSession(
    loadConfig({ ...env, TANK_STATE: state }, { file: ':memory:' }),
  );
  await createPipelineTables(session);
  const source = await openSource('http://127.0.0.1:9', session.config, '2026-04-15T06:00:00Z');
  return {
    session,
    source,
    query: async <Row>(sql: string) => (await session.client.query(sql))[0] as Row[],
    close: async () => {
      await session.close();
      await rm(state, { recursive: true, force: true });
    },
  };
}

/** The events of a night in which nothing happens. */
const chain: Readonly<Record<string, Emission | undefined>> = {
  collect: {
    topic: 'data.collected',
    payload: { round: 1, outcome: 'complete', changed_rows: 1 },
  },
  build: { topic: 'data.validated', payload: { round: 1, failed_features: [] } },
  grade: {
    topic: 'data.loaded',
    payload: { round: 1, games_final: 0, games_held_back: 0, failed_features: [] },
  },
  features: { topic: 'features.created', payload: { is_fallback: false } },
  train: {
    topic: 'model.deployed',
    payload: { model_version: 'v1.0.0', previous_version: null },
  },
  predict: {
    topic: 'predictions.created',
    payload: { date: '2026-04-15', games: 0, failed_reports: [] },
  },
};

const named: Readonly<Record<Topic, string>> = {
  'run.requested': 'collect',
  'data.collected': 'build',
  'data.validated': 'grade',
  'data.retry': 'recollect',
  'data.loaded': 'features',
  'features.created': 'train',
  'model.deployed': 'predict',
  'predictions.created': 'report',
};

/** Steps that only write down that they were done; each may be replaced. */
export function countedSteps(
  done: string[],
  changes: Readonly<Record<string, Partial<Pick<Step, 'retries' | 'work' | 'fallBack'>>>> = {},
): Steps {
  const entries = Object.entries(named).map(([topic, name]) => {
    const emits = chain[name];
    const work = (): Promise<StepResult> => {
      done.push(name);
      return Promise.resolve({ says: `${name} is done`, facts: {}, ...(emits && { emits }) });
    };
    return [topic, { name, topic, retries: 0, work, ...changes[name] }];
  });
  return Object.fromEntries(entries) as Steps;
}

export const allSteps = ['collect', 'build', 'grade', 'features', 'train', 'predict', 'report'];
