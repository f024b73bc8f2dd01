import type { FieldFaults } from '../domain/errors.js';
import { ENGLISH } from '../locale/locale.js';

/** The command line itself is wrong: exit code 2. `message` says what, for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options whose values cannot be, each named. */
export function wrongOptions(faults: FieldFaults): UsageError {
  const lines = Object.entries(faults).map(([field, said]) => `${optionOf(field)}: ${ENGLISH.say(said)}`);
  return new UsageError(lines.join('\n'));
}

/** `date_order` is `--date-order`. */
export const optionOf = (field: string) => `--${field.replaceAll('_', '-')}`;

/** What was asked for cannot be done: exit code 1. `message` is one sentence that says why. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}
