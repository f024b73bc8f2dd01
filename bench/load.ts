import autocannon from 'autocannon';
import { fireTogether } from './crowd.js';
import { percentile } from './percentile.js';

export interface Shot {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  /** Another path for each request, so that no two are the same. */
  readonly nextPath?: () => string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body for each request, so that no two are the same. */
  readonly body?: () => string;
  /** What answers must have; 200 when not given. */
  readonly status?: number;
}

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
  /** Answers that were not what they should have been, and errors of the connection. */
  readonly faults: number;
}

/** The same, with what each answer has cost in processor time. */
export interface Round extends Measured {
  /** Of the program itself, which is all where it runs SQLite. */
  readonly cpuMs: number;
  /** Of the server of its database; 0 where there is none. */
  readonly databaseMs: number;
}

export interface Pressure {
  readonly connections: number;
  readonly seconds: number;
}

/** More connections than these are a crowd. */
const FEW = 16;

/** Sends one kind of request over and over for some seconds. */
export async function fire(url: string, shot: Shot, pressure: Pressure): Promise<Measured> {
  return pressure.connections > FEW ? fireTogether(url, shot, pressure) : fireOften(url, shot, pressure);
}

async function fireOften(url: string, shot: Shot, { connections, seconds }: Pressure): Promise<Measured> {
  const times: number[] = [];
  let [faults, answers] = [0, 0];
  const { body, nextPath } = shot;
  const instance = autocannon(
    {
      url: url + shot.path,
      method: shot.method ?? 'GET',
      headers: { ...shot.headers },
      connections,
      duration: seconds,
      timeout: 30,
      ...((body ?? nextPath) && {
        requests: [
          {
            setupRequest: (request) => ({
              ...request,
              ...(body && { body: body() }),
              ...(nextPath && { path: nextPath() }),
            }),
          },
        ],
      }),
    },
    () => undefined,
  );
  const begun = new Set<unknown>();
  instance.on('response', (client, status, _bytes, ms) => {
    answers += 1;
    // The first answer of a connection waited until the program had accepted all of them, one a turn.
    if (begun.has(client)) times.push(ms);
    else begun.add(client);
    if (status !== (shot.status ?? 200)) faults += 1;
  });
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    instance.on('done', resolve);
    instance.on('reqError', () => (faults += 1));
    (instance as unknown as NodeJS.EventEmitter).on('error', reject);
  });
  times.sort((a, b) => a - b);
  return {
    perSecond: answers / result.duration,
    p50Ms: percentile(times, 50),
    p99Ms: percentile(times, 99),
    requests: answers,
    faults,
  };
}

/** The middle one, figure by figure: a round in which something else ran counts no more than any other. */
export function median(rounds: readonly Round[]): Round {
  const middle = (pick: (round: Round) => number) => {
    const sorted = rounds.map(pick).sort((a, b) => a - b);
    const half = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  };
  return {
    perSecond: middle(({ perSecond }) => perSecond),
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    cpuMs: middle(({ cpuMs }) => cpuMs),
    databaseMs: middle(({ databaseMs }) => databaseMs),
    requests: rounds.reduce((sum, { requests }) => sum + requests, 0),
    faults: rounds.reduce((sum, { faults }) => sum + faults, 0),
  };
}
