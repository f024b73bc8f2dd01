import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface SeedArguments {
  readonly email: string;
  readonly password: string;
  readonly expenses: number;
  readonly years: number;
  readonly seed: string;
}

export const SEED_USAGE =
  'npm run seed -- --email E --password P --expenses N --years Y [--seed S]\n' +
  '  makes the user E (or takes the one that is there), gives them the password P, and adds N plausible expenses\n' +
  '  over the Y years up to today. N up to 10000000, Y up to 60. The same S gives the same expenses.';

const EXPENSES_MAX = 10_000_000;
const YEARS_MAX = 60;

/** What is wrong with a command line, for the person who typed it. */
export class UsageError extends Error {}

/** Reads the command line of `npm run seed`. Throws UsageError. */
export function readSeedArguments(argv: readonly string[]): SeedArguments {
  const { email, password, expenses, years, seed } = parse(argv);
  const missing = Object.entries({ email, password, expenses, years }).flatMap(([name, value]) =>
    value === undefined || value === '' ? [`--${name}`] : [],
  );
  if (missing.length > 0) throw new UsageError(`Missing: ${missing.join(', ')}`);
  return {
    email: email!,
    password: password!,
    expenses: wholeNumber('--expenses', expenses!, EXPENSES_MAX),
    years: wholeNumber('--years', years!, YEARS_MAX),
    seed: seed ?? randomBytes(4).toString('hex'),
  };
}

function parse(argv: readonly string[]) {
  const option = { type: 'string' } as const;
  const options = { email: option, password: option, expenses: option, years: option, seed: option };
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = /^\d{1,8}$/.test(text.replaceAll('_', '')) ? Number(text.replaceAll('_', '')) : 0;
  if (number >= 1 && number <= most) return number;
  throw new UsageError(`${name} must be a whole number from 1 to ${String(most)}, not "${text}".`);
}
