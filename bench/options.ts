import { parseArgs } from 'node:util';
import type { Dialect } from '../src/storage/engine/database.js';

export interface BenchOptions {
  readonly sizes: readonly number[];
  readonly engines: readonly Dialect[];
  /** Parts of names of what is measured; everything when empty. */
  readonly only: readonly string[];
  /** Seconds that each thing is loaded for in each round. */
  readonly seconds: number;
  readonly rounds: number;
  /** Where the results go as JSON, too. */
  readonly json?: string | undefined;
  /** Put the tables into README.md and docs/performance.md. */
  readonly publish: boolean;
  readonly pin: boolean;
}

export const BENCH_USAGE = `npm run bench -- [options]
  --quick             short: 1 000 and 100 000 expenses, one round of two seconds
  --sizes 1000,…      how many expenses; 1000,1000000 unless given
  --engines a,b       sqlite,postgres unless given
  --only words,…      only what has one of these words in its name: dashboard, search, report, API, add, log in, paging, import, backup
  --seconds N         for each thing in each round; 4 unless given
  --rounds N          medians of so many rounds are shown; 5 unless given
  --json FILE         writes the results to a file, too
  --publish           puts the tables into README.md and docs/performance.md
  --no-pin            do not tie programs and load generator to processor cores of their own`;

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readBenchOptions(argv: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      'no-pin': { type: 'boolean', default: false },
      sizes: text,
      engines: text,
      only: text,
      seconds: text,
      rounds: text,
      json: text,
    },
  });
  const usual = values.quick
    ? { sizes: '1000,100000', seconds: '2', rounds: '1' }
    : { sizes: '1000,1000000', seconds: '4', rounds: '5' };
  return {
    sizes: list(values.sizes ?? usual.sizes).map((size) => wholeNumber('--sizes', size)),
    engines: list(values.engines ?? 'sqlite,postgres').map(readEngine),
    only: list(values.only ?? '').map((word) => word.toLowerCase()),
    seconds: wholeNumber('--seconds', values.seconds ?? usual.seconds),
    rounds: wholeNumber('--rounds', values.rounds ?? usual.rounds),
    json: values.json,
    publish: values.publish,
    pin: !values['no-pin'],
  };
}

function list(text: string): string[] {
  return text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  throw new Error(`${name} must be a whole number, not "${text}".`);
}

function readEngine(name: string): Dialect {
  if (name === 'sqlite' || name === 'postgres') return name;
  throw new Error(`--engines must be sqlite or postgres, not "${name}".`);
}
