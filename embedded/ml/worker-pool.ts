import { Worker } from 'node:worker_threads';
import type { ModelArtifact } from './artifact.ts';
import type { Column } from './column.ts';
import { ModelError } from './errors.ts';
import type { TrainingAnswer, TrainingRequest } from './worker-messages.ts';

interface Task {
  request: TrainingRequest;
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
export function trainModel(request: TrainingRequest): Promise<ModelArtifact> {
  return new Promise((resolve, reject) => {
    waiting.push({ request, resolve, reject });
    startNext();
  });
}

function startNext(): void {
  if (waiting.length === 0) return;
  const worker = idle.pop() ?? (workers < mostWorkers ? startWorker() : undefined);
  if (worker === undefined) return;
  const task = waiting.shift();
  if (task !== undefined) runTask(worker, task);
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./worker-bootstrap.js', import.meta.url), { execArgv: [] });
  workers++;
  worker.unref();
  return worker;
}

/** A worker at work keeps the process alive; an idle one does not. */
function runTask(worker: Worker, task: Task): void {
  const onMessage = (answer: TrainingAnswer) => {
    release();
    idle.push(worker);
    if ('artifact' in answer) task.resolve(answer.artifact);
    else if ('failed' in answer) task.reject(answer.failed);
    else task.reject(new ModelError(answer.refused.code, answer.refused.message));
    startNext();
  };
  const onError = (error: Error) => {
    release();
    workers--;
    void worker.terminate();
    task.reject(error);
    startNext();
  };
  const onExit = (code: number) => {
    onError(new Error(`The training thread ended with exit code ${code}.`));
  };
  const release = () => {
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    worker.unref();
  };
  worker.ref();
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  try {
    worker.postMessage(task.request, buffersOf(task.request.columns));
  } catch (error) {
    release();
    idle.push(worker);
    task.reject(error instanceof Error ? error : new Error(String(error)));
    startNext();
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
