import { Worker } from 'node:worker_threads';
import type { Options } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import type { Column } from './column.ts';
import { ModelError } from './errors.ts';
import type { TrainingAnswer } from './worker-messages.ts';

interface Task {
  columns: readonly Column[];
  options: Options;
  resolve: (artifact: ModelArtifact) => void;
  reject: (error: Error) => void;
}

/** Trainings at once, each in a thread of its own that later trainings use again. */
const mostWorkers = 2;
const idle: Worker[] = [];
const waiting: Task[] = [];
let workers = 0;

/**
 * Trains a model in a worker thread, so that the event loop stays free.
 * The buffers of typed arrays in `columns` move to the worker: do not use them afterwards.
 * @throws ModelError for options, columns or rows that BigQuery ML would refuse or that are not honoured here.
 */
export function trainModel({
  columns,
  options,
}: {
  columns: readonly Column[];
  options: Options;
}): Promise<ModelArtifact> {
  return new Promise((resolve, reject) => {
    waiting.push({ columns, options, resolve, reject });
    startNext();
  });
}

function startNext(): void {
  const worker = idle.pop() ?? (workers < mostWorkers ? startWorker() : undefined);
  if (worker === undefined) return;
  const task = waiting.shift();
  if (task === undefined) idle.push(worker);
  else runTask(worker, task);
}

/** TypeScript workers need the loader that this process runs under; it is found from this file. */
function startWorker(): Worker {
  workers++;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  worker.unref();
  return worker;
}

/** A worker at work keeps the process alive; an idle one does not. */
function runTask(worker: Worker, task: Task): void {
  const settle = (finish: () => void) => {
    worker.removeAllListeners();
    worker.unref();
    finish();
    startNext();
  };
  const lost = (error: Error) => {
    workers--;
    void worker.terminate();
    settle(() => {
      task.reject(error);
    });
  };
  worker.ref();
  worker.on('error', lost);
  worker.on('exit', (code) => {
    lost(new Error(`The training thread ended with exit code ${code}.`));
  });
  worker.on('message', (answer: TrainingAnswer) => {
    idle.push(worker);
    settle(() => {
      if ('artifact' in answer) task.resolve(answer.artifact);
      else if ('failed' in answer) task.reject(answer.failed);
      else task.reject(new ModelError(answer.refused.code, answer.refused.message));
    });
  });
  try {
    worker.postMessage({ columns: task.columns, options: task.options }, buffersOf(task.columns));
  } catch (error) {
    idle.push(worker);
    settle(() => {
      task.reject(error instanceof Error ? error : new Error(String(error)));
    });
  }
}

function buffersOf(columns: readonly Column[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { values } of columns) {
    if (ArrayBuffer.isView(values) && values.buffer instanceof ArrayBuffer) {
      buffers.add(values.buffer);
    }
  }
  return [...buffers];
}
