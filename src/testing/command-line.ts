import { fileURLToPath } from 'node:url';
import { runCli } from '../cli/run.js';
import type { Terminal } from '../cli/terminal.js';
import { readConfig } from '../config.js';
import { TEST_SECRET } from './test-app.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly code: number;
  /** Standard output, and its last line: the result. */
  readonly out: string;
  readonly last: string;
  /** What went to standard error. */
  readonly notes: string;
}

export interface Surroundings {
  readonly settings: Readonly<Record<string, string>>;
  /** What comes from standard input. */
  readonly input?: string;
  /** What a person at the terminal answers, one after the other; without it nobody sits there. */
  readonly answers?: readonly string[];
}

/** Runs `outlay ARGV` in this process. */
export async function outlay(
  argv: readonly string[],
  { settings, input = '', answers }: Surroundings,
): Promise<Ran> {
  const [out, notes] = [[] as string[], [] as string[]];
  const left = [...(answers ?? [])];
  const ask = (question: string) => {
    notes.push(question);
    return Promise.resolve(left.shift() ?? '');
  };
  const terminal: Terminal = {
    isInteractive: answers !== undefined,
    print: (line) => void out.push(`${line}\n`),
    write: (chunk) => Promise.resolve(void out.push(Buffer.from(chunk as Uint8Array).toString())),
    note: (line) => void notes.push(line),
    progress: () => undefined,
    ask,
    askSecretly: ask,
    readInput: () => Promise.resolve(input),
  };
  const env = { BCRYPT_COST: '4', APP_SECRET: TEST_SECRET, ...settings };
  const code = await runCli(argv, {
    terminal,
    config: () => readConfig(env, ROOT),
    environment: () => env,
    version: '1.2.3',
  });
  const text = out.join('');
  return { code, out: text, last: text.trimEnd().split('\n').at(-1) ?? '', notes: notes.join('\n') };
}
