import { parentPort } from 'node:worker_threads';
import { ModelError } from './errors.ts';
import { fitModel } from './training.ts';
import type { TrainingAnswer, TrainingRequest } from './worker-messages.ts';

/** Trains what the main thread asks for, one request after the other. */
parentPort?.on('message', ({ columns, options, replaced }: TrainingRequest) => {
  parentPort?.postMessage(answer(() => fitModel(columns, options, replaced)));
});

function answer(train: () => ReturnType<typeof fitModel>): TrainingAnswer {
  try {
    return { artifact: train() };
  } catch (error) {
    if (error instanceof ModelError)
      return { refused: { code: error.code, message: error.message } };
    return { failed: error instanceof Error ? error : new Error(String(error)) };
  }
}
