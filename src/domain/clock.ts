/** Where the time comes from. Everything that needs the time is given a clock, so that tests can hold it still. */
export interface Clock {
  now(): Date;
}

/** The clock of this machine. */
export const systemClock: Clock = { now: () => new Date() };
