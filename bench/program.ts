import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../src/testing/postgres-server.js';
import { PROGRAM_CORE } from './machine.js';

export interface Program {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ProgramStart {
  /** Arguments of node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly pin: boolean;
}

const READY_LIMIT_MS = 60_000;

/** Starts a server on a free port, which it is told as PORT, and waits until GET /readyz answers. */
export async function startProgram({ args, env, pin }: ProgramStart): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const command = [...(pin ? ['taskset', '-c', String(PROGRAM_CORE)] : []), process.execPath, ...args];
  const child = spawn(command[0]!, command.slice(1), {
    // What the program logs costs what it costs; where it goes is not our subject.
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...withoutOurOwn(process.env), PORT: String(port), BASE_URL: url, BACKUP_EVERY: 'off', ...env },
  });
  const said: string[] = [];
  child.stderr.on('data', (data: Buffer) => void said.push(data.toString()));
  await untilReady(url, child, said);
  return { url, pid: child.pid!, stop: () => stop(child) };
}

/** The developer's settings must not change what is measured. */
function withoutOurOwn(env: NodeJS.ProcessEnv): Record<string, string> {
  const foreign = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'];
  return Object.fromEntries(foreign.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

async function untilReady(url: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  const giveUpAt = performance.now() + READY_LIMIT_MS;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) break;
    try {
      if ((await fetch(`${url}/readyz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(`A server did not start: ${said.join('')}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
