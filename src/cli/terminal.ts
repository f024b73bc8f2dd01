import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { text as readText } from 'node:stream/consumers';

/** What a command says and hears. Results go to standard output, everything else to standard error. */
export interface Terminal {
  /** Whether a person sits there, who can be asked. */
  readonly isInteractive: boolean;
  /** One line of the result. */
  print(line: string): void;
  /** Bytes of the result, at the pace of whoever takes them. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Something that a person should know and a script need not. */
  note(line: string): void;
  /** How far it has come: drawn over on a terminal, nothing in a pipe. An empty text ends it. */
  progress(line: string): void;
  ask(question: string): Promise<string>;
  /** Asks without showing what is typed. */
  askSecretly(question: string): Promise<string>;
  /** All of standard input. */
  readInput(): Promise<string>;
}

/** The terminal or the pipes of this process. */
export const processTerminal: Terminal = {
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  print: (line) => void process.stdout.write(`${line}\n`),
  async write(chunk) {
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
  },
  note: (line) => void process.stderr.write(`${line}\n`),
  progress(line) {
    if (process.stderr.isTTY) process.stderr.write(line === '' ? '\n' : `\r\x1b[K${line}`);
  },
  ask: (question) => askOn(question, true),
  askSecretly: (question) => askOn(question, false),
  readInput: () => readText(process.stdin),
};

async function askOn(question: string, isShown: boolean): Promise<string> {
  process.stderr.write(question);
  const { input, output } = { input: process.stdin, output: isShown ? process.stderr : undefined };
  const lines = createInterface({ input, ...(output && { output }), terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    if (!isShown) process.stderr.write('\n');
  }
}
