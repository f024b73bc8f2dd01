import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startRoundRobin } from '../src/testing/processes/round-robin.js';
import { createDatabase } from './database.js';
import { BASE_PATH } from './within.js';

/** Environment variables of the server, on top of those that make tests quick. */
export type Knobs = Readonly<Record<string, string>>;

export interface Server {
  /** BASE_URL. */
  readonly url: string;
  /** All that it has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

/** What the tests rely on is said here, so that a developer's own .env changes nothing. */
const quick: Knobs = {
  ACCESS_TOKEN_TTL: '15m',
  REFRESH_TOKEN_TTL: '30d',
  REFRESH_GRACE: '20s',
  BCRYPT_COST: '4',
  BACKUP_EVERY: 'off',
  PASSWORD_MIN: '12',
  REGISTRATION: 'open',
  DEFAULT_CURRENCY: 'USD',
  COOKIE_SECURE: 'auto',
  TRUST_PROXY: '0',
};

const startsWithin = 30_000;

/** More than one: with PostgreSQL every request then meets another process than the one before. */
const processes = Number(process.env.OUTLAY_TEST_PROCESSES ?? 1);

/** Starts the built app on a free port and a database of its own, and waits until it is ready. */
export async function startServer(knobs: Knobs): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'outlay-e2e-'));
  const database = await createDatabase(folder);
  const balancer = processes > 1 ? await startRoundRobin() : undefined;
  const ports = await Promise.all(Array.from({ length: processes }, freePort));
  const url = `http://localhost:${balancer ? new URL(balancer.url).port : String(ports[0])}${BASE_PATH}`;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    BASE_URL: url,
    DATA_DIR: folder,
    APP_SECRET: 'a secret of the tests, 32 bytes or more',
    ...quick,
    ...(balancer && { TRUST_PROXY: '1' }),
    ...database.knobs,
    ...knobs,
  };
  let printed = '';
  const children = ports.map((port) => {
    const child = spawn(process.execPath, ['dist/main.js'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, PORT: String(port) },
    });
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return child;
  });
  try {
    const targets = ports.map((port) => `http://127.0.0.1:${port}`);
    await Promise.all(children.map((child, index) => ready(targets[index] ?? '', child)));
    if (balancer) balancer.targets = targets;
  } catch (error) {
    for (const child of children) child.kill('SIGKILL');
    throw new Error(`The app did not start. It printed:\n${printed}`, { cause: error });
  }
  return {
    url,
    log: () => printed,
    async stop() {
      await Promise.all(children.map(end));
      await balancer?.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + startsWithin;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(50);
  }
  throw new Error(`/readyz did not answer within ${startsWithin / 1000} s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(killer);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
