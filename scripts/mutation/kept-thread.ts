import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ThreadsPoolWorker, type PoolOptions, type PoolWorker, type WorkerRequest } from 'vitest/node';

type Listener = (arg: unknown) => void;
type Event = 'message' | 'error' | 'exit';

const program = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => resolve('src', file));

let thread: ThreadsPoolWorker | undefined;
let ready = false;

/**
 * A Vitest worker whose thread outlives the run. Vitest ends its threads after each run, and each planted fault is a
 * run: starting Vitest and loading the packages again would take longer than the tests. Our own modules are evaluated
 * anew each time: what one planted fault left in a memo would otherwise count for the next.
 */
export class KeptThread implements PoolWorker {
  readonly name = 'kept-thread';
  readonly #listeners: (readonly [Event, Listener])[] = [];

  constructor(readonly options: PoolOptions) {}

  on(event: string, listener: Listener): void {
    this.#listeners.push([event as Event, listener]);
    thread?.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    thread?.off(event, listener);
  }

  send(request: WorkerRequest): void {
    if (request.type === 'stop') return this.#answer('stopped');
    if (request.type === 'start' && ready) return this.#answer('started');
    ready = true;
    thread?.send(this.#ofThisRun(request));
  }

  /**
   * The thread keeps the options with which it was started, so the names of the tests that a fault is tried with go
   * along with each run: else those of the first one counted for all.
   */
  #ofThisRun(request: WorkerRequest): WorkerRequest {
    if (request.type === 'start') {
      const config = { ...request.context.config, testNamePattern: undefined };
      return { ...request, context: { ...request.context, config } };
    }
    if (request.type !== 'run') return request;
    const { testNamePattern } = this.options.project.config;
    const files = request.context.files.map((file) => ({ ...file, testNamePattern }));
    return { ...request, context: { ...request.context, files, invalidates: program } };
  }

  async start(): Promise<void> {
    if (thread !== undefined) return;
    thread = new ThreadsPoolWorker(this.options);
    await thread.start();
  }

  stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) thread?.off(event, listener);
    return Promise.resolve();
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  #answer(type: 'started' | 'stopped'): void {
    const answer = { type, __vitest_worker_response__: true };
    queueMicrotask(() => {
      for (const [event, listener] of this.#listeners) if (event === 'message') listener(answer);
    });
  }
}
