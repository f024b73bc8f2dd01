/** The command line itself is wrong: exit code 2. `message` says what, for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for cannot be done: exit code 1. `message` is one sentence that says why. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}
