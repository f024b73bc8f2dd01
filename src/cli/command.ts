import type { Config, Environment } from '../config.js';
import type { Given } from './given.js';
import type { Terminal } from './terminal.js';

/** What a command gives back: its last line on standard output, or the same for programs with `--json`. */
export interface Outcome {
  /** Printed as it is; the last line is the result. Nothing is printed when it is not there. */
  readonly text?: string;
  /** Printed instead with `--json`. */
  readonly json?: unknown;
  /** Something was found wrong: exit code 1 instead of 0. */
  readonly isWrong?: boolean;
}

export interface Invocation {
  readonly given: Given;
  readonly terminal: Terminal;
  /** Read when it is asked for, so that `--help` works with a configuration that does not. Throws ConfigError. */
  readonly config: () => Config;
  /** What is set, in the environment or in the file `.env` of that folder. */
  readonly environment: (home: string) => Environment;
  readonly version: string;
}

/** `['--email <address>', 'what it is']`, in the notation of commander. */
export type Option = readonly [flags: string, meaning: string];

/** A row of the table of commands. */
export interface Command {
  /** One word, or a noun and a verb: `serve`, `user add`. */
  readonly name: string;
  readonly summary: string;
  /** `[email]` or `<file>`, read with `given.text('email')` like an option of that name. */
  readonly operands?: readonly string[];
  readonly options?: readonly Option[];
  /** Whether `--json` makes sense. */
  readonly json?: boolean;
  /** Shown beneath the options by `--help`. */
  readonly more?: string;
  readonly run: (invocation: Invocation) => Promise<Outcome>;
}
