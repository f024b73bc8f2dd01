import type { Clock } from '../domain/clock.js';

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  private instant: number;

  /** @param start an ISO instant; the present when not given */
  constructor(start = new Date().toISOString()) {
    this.instant = Date.parse(start);
  }

  now(): Date {
    return new Date(this.instant);
  }

  /** Moves on by that many milliseconds. */
  advance(ms: number): void {
    this.instant += ms;
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
