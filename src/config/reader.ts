import { describeDuration, parseDuration } from '../domain/duration.js';

/** Everything that is wrong with the configuration, one line each. Never contains the value of a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/** Reads variables one by one and keeps what is wrong with them, so that all of it can be told at once. */
export class ConfigReader {
  readonly problems: string[] = [];

  constructor(private readonly env: Readonly<Record<string, string | undefined>>) {}

  /** The trimmed value; an empty one counts as unset. */
  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === '' ? undefined : value;
  }

  refuse(name: string, problem: string): void {
    this.problems.push(`${name} ${problem}`);
  }

  integer(name: string, { min, max, unset }: { min: number; max: number; unset: number }): number {
    const text = this.text(name);
    if (text === undefined) return unset;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (number >= min && number <= max) return number;
    this.refuse(name, `is ${quote(text)}; expected a whole number from ${min} to ${max}.`);
    return unset;
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[], unset: Choice): Choice {
    const text = this.text(name);
    const chosen = choices.find((choice) => choice === (text ?? unset).toLowerCase());
    if (chosen !== undefined) return chosen;
    this.refuse(name, `is ${quote(text ?? '')}; expected ${oneOf(choices)}.`);
    return unset;
  }

  /** In milliseconds. */
  duration(name: string, { min, max, unset }: { min: string; max: string; unset: string }): number {
    const text = this.text(name) ?? unset;
    const ms = parseDuration(text);
    const [minMs = 0, maxMs = 0] = [parseDuration(min), parseDuration(max)];
    if (ms !== undefined && ms >= minMs && ms <= maxMs) return ms;
    const limits = `from ${describeDuration(minMs)} to ${describeDuration(maxMs)}`;
    this.refuse(
      name,
      `is ${quote(text)}; expected a duration ${limits}, such as ${unset} (units: ms, s, m, h, d).`,
    );
    return parseDuration(unset) ?? 0;
  }
}

/** The folders that paths start from. */
export interface Places {
  readonly home: string;
  readonly dataDir: string;
}

/** A value inside a message: on one line, and never longer than a line. */
export function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function oneOf(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1) ?? ''}`;
}

/** Why a file could not be read: ENOENT, EACCES … */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
