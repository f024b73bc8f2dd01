import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Settings = Readonly<Record<string, string>>;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Outlay as a process of its own, as `npm start` runs it. */
export interface Program {
  /** Where it listens, on 127.0.0.1. */
  readonly url: string;
  readonly pid: number;
  /** All that it printed, but for the lines about requests. */
  readonly lines: readonly string[];
  readonly ended: Promise<Exit>;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Exit>;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY = /Outlay is ready: http:\/\/[^"]*:(\d+)/;
const ABOUT_REQUEST = /"req":\{/;

/** What tests rely on is said here, so that a developer's own .env changes nothing. */
const QUICK: Settings = {
  PORT: '0',
  HOST: '127.0.0.1',
  APP_SECRET: 'a secret for tests, thirty-two bytes or more',
  BCRYPT_COST: '4',
  LOG_LEVEL: 'info',
  ACCESS_TOKEN_TTL: '15m',
  REFRESH_TOKEN_TTL: '30d',
  REFRESH_GRACE: '20s',
  REGISTRATION: 'open',
  COOKIE_SECURE: 'auto',
  BACKUP_EVERY: 'off',
};

const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts the program and waits until it says that it is ready. Settings are its environment variables. */
export async function startProgram(settings: Settings): Promise<Program> {
  const child = launch(settings);
  const lines: string[] = [];
  const ended = endOf(child);
  const port = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (!ABOUT_REQUEST.test(line)) lines.push(line);
        const ready = READY.exec(line)?.[1];
        if (ready !== undefined) resolve(ready);
      });
    }
    void ended.then(({ code, signal }) => {
      reject(new Error(`Outlay ended (${String(signal ?? code)}) before it was ready:\n${lines.join('\n')}`));
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    lines,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** A start that is meant to fail: what it printed, and how it ended. */
export async function refusedStart(
  settings: Settings,
  as?: { uid: number },
): Promise<Exit & { printed: string }> {
  const child = launch(settings, as);
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (READY.test(printed)) child.kill('SIGKILL');
    });
  }
  return { ...(await endOf(child)), printed };
}

/** From the sources, or what `npm run build` made of them where OUTLAY_TEST_PROGRAM=dist. */
function launch(settings: Settings, as: { uid?: number } = {}): ChildProcess {
  const program =
    process.env['OUTLAY_TEST_PROGRAM'] === 'dist' ? ['dist/main.js'] : ['--import', 'tsx', 'src/main.ts'];
  const child = spawn(process.execPath, program, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...QUICK, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/** Resolves when the process has ended and all that it printed has arrived. */
async function endOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}
