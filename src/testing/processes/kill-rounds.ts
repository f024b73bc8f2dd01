import { randomInt } from 'node:crypto';
import { once, EventEmitter } from 'node:events';
import { brokenInvariants, compareWithLedger } from './ledger.js';
import { Member } from './member.js';
import { type Program, startProgram } from './program.js';
import { startRoundRobin } from './round-robin.js';
import type { Target } from './target.js';
import { Answers, Writer } from './writer.js';

export interface KillOptions {
  readonly rounds: number;
  readonly writers: number;
  /** How many processes serve at the same time; one with SQLite. */
  readonly processes: number;
  readonly onRound?: (round: number, answers: Answers) => void;
}

export interface KillReport {
  readonly answers: Answers;
  /** Sentences about what was lost, doubled or wrong; none when all is well. */
  readonly wrong: readonly string[];
}

/**
 * Kills a process with SIGKILL while writers write through it, starts another in its place, and does that again
 * and again. Writers send what was not acknowledged again, with the same keys. In the end all is compared.
 */
export async function killRounds(target: Target, options: KillOptions): Promise<KillReport> {
  const balancer = await startRoundRobin();
  const start = () => startProgram({ ...target.settings, BASE_URL: balancer.url, TRUST_PROXY: '1' });
  const programs: Program[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  const refill = async () => {
    while (programs.length < options.processes) programs.push(await start());
    balancer.targets = programs.map(({ url }) => url);
    changes.emit('started');
  };
  await refill();
  const answers = new Answers();
  const someoneServes = async () => {
    if (balancer.targets.length === 0) await once(changes, 'started');
  };
  const writers = await Promise.all(
    Array.from({ length: options.writers }, async () => {
      return new Writer(await Member.register(() => balancer.url), answers, someoneServes);
    }),
  );
  const writing = writers.map((writer) => writer.run());
  for (let round = 1; round <= options.rounds; round += 1) {
    await answers.acknowledgedMore(randomInt(10, 100));
    const [victim] = programs.splice(randomInt(programs.length), 1);
    const killed = victim!.end('SIGKILL');
    balancer.targets = programs.map(({ url }) => url);
    await killed;
    // Where there is another one, it goes on by itself.
    if (programs.length > 0) await answers.acknowledgedMore(options.writers);
    await refill();
    options.onRound?.(round, answers);
  }
  await answers.acknowledgedMore(options.writers);
  for (const writer of writers) writer.finish();
  await Promise.all(writing);
  const wrong = await target.read(async (db) => [
    ...(await compareWithLedger(
      db,
      writers.map(({ told }) => told),
    )),
    ...(await brokenInvariants(db)),
    ...(target.dialect === 'sqlite' ? await damage(db) : []),
  ]);
  await Promise.all(programs.map((program) => program.end('SIGTERM')));
  await balancer.close();
  return { answers, wrong: [...answers.faults, ...wrong] };
}

async function damage(db: Parameters<Parameters<Target['read']>[0]>[0]): Promise<string[]> {
  const rows = await db.all<{ integrity_check: string }>('PRAGMA integrity_check');
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
}
