import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TEST_SECRET } from '../test-app.js';
import type { Settings } from './program.js';

const LONG_WORK = fileURLToPath(new URL('long-work.ts', import.meta.url));

/** How long each kind of work took when it was not killed, at most; the first guess is made at its first time. */
const tookMs = new Map<string, number>();
const FIRST_GUESS_MS = 400;

/**
 * Starts a process that does the work (see long-work.ts), and kills it at a random moment of it with SIGKILL.
 * @returns whether it was killed before its end
 */
export async function killAtWork(work: readonly string[], settings: Settings): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', LONG_WORK, ...work], {
    env: { PATH: process.env['PATH'], BCRYPT_COST: '4', APP_SECRET: TEST_SECRET, ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([once(child.stdout, 'data'), ended]);
  const [kind = ''] = work;
  const started = performance.now();
  child.stdin.write('go\n');
  const waiting = sleep(randomInt(1 + Math.round(tookMs.get(kind) ?? FIRST_GUESS_MS)), undefined, {
    ref: false,
  });
  await Promise.race([waiting, ended]);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal === null) tookMs.set(kind, performance.now() - started);
  if (signal === null && code !== 0)
    throw new Error(`${work.join(' ')} ended with ${String(code)}:\n${said}`);
  return signal !== null;
}
