import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../postgres-server.js';
import { brokenInvariants, compareWithLedger } from './ledger.js';
import { Member } from './member.js';
import { PageWriter } from './page-writer.js';
import { startProgram } from './program.js';
import { startRoundRobin } from './round-robin.js';
import { newTarget } from './target.js';
import { Answers, Writer } from './writer.js';

export interface OutageReport {
  /** Of the API and of the pages. */
  readonly answers: readonly Answers[];
  /** Milliseconds from the server's return to the first change that was acknowledged. */
  readonly recoveryMs: number;
  /** What the probes answered while the server was stopped. */
  readonly probes: { readonly live: number; readonly ready: number };
  /** Sentences about what was lost, doubled, wrong or signed out; none when all is well. */
  readonly wrong: readonly string[];
}

const WRITERS = 6;
/** What a client of ours waits after a 503; one that heeds Retry-After waits longer. */
const BACK_OFF_MS = 25;

/** Stops PostgreSQL for a while under two processes that serve writers of the API and of the pages. */
export async function outage(server: PostgresServer, stoppedMs: number): Promise<OutageReport> {
  const target = await newTarget('postgres', server.url);
  const balancer = await startRoundRobin();
  const settings = { ...target.settings, BASE_URL: balancer.url, TRUST_PROXY: '1' };
  const programs = await Promise.all([startProgram(settings), startProgram(settings)]);
  balancer.targets = programs.map(({ url }) => url);
  const backOff = () => sleep(BACK_OFF_MS);
  const [api, pages] = [new Answers(), new Answers()];
  const apiWriter = async () => new Writer(await Member.register(() => balancer.url), api, backOff);
  const writers = [
    ...(await Promise.all(Array.from({ length: WRITERS }, apiWriter))),
    ...(await Promise.all([1, 2].map(() => PageWriter.register(balancer.url, pages, backOff)))),
  ];
  const writing = writers.map((writer) => writer.run());
  const bothWork = () => Promise.all([api.acknowledgedMore(100), pages.acknowledgedMore(10)]);
  await bothWork();

  const stopped = sleep(stoppedMs);
  await server.pause();
  await Promise.all([api, pages].map((answers) => answers.until(() => answers.times(503) >= 10)));
  const probe = async (path: string) => (await fetch(`${balancer.url}${path}`)).status;
  const probes = { live: await probe('/healthz'), ready: await probe('/readyz') };
  await stopped;
  await server.resume();
  const backAt = performance.now();
  await api.acknowledgedMore(1);
  const recoveryMs = Math.round(performance.now() - backAt);
  await bothWork();
  for (const writer of writers) writer.finish();
  await Promise.all(writing);

  const wrong = await target.read(async (db) => [
    ...(await compareWithLedger(
      db,
      writers.map(({ told }) => told),
    )),
    ...(await brokenInvariants(db)),
  ]);
  await Promise.all(programs.map((program) => program.end('SIGTERM')));
  await balancer.close();
  await target.remove();
  return { answers: [api, pages], recoveryMs, probes, wrong: [...api.faults, ...pages.faults, ...wrong] };
}
