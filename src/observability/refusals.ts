import type { Clock } from '../domain/clock.js';
import { reasonOf } from '../domain/refusal.js';
import type { Logger } from './log.js';

const PAUSE_MS = 60_000;

/** Logs why the database refuses, each reason once a minute at most: a full disk is told, and fills no log. */
export class Refusals {
  private readonly toldAt = new Map<string, number>();
  private readonly untold = new Map<string, number>();

  constructor(
    private readonly log: Logger,
    private readonly clock: Clock,
  ) {}

  note(refusal: { readonly cause?: unknown }): void {
    const reason = reasonOf(refusal.cause);
    const now = this.clock.now().getTime();
    if (now - (this.toldAt.get(reason) ?? -Infinity) < PAUSE_MS) {
      this.untold.set(reason, (this.untold.get(reason) ?? 0) + 1);
      return;
    }
    const since = this.untold.get(reason) ?? 0;
    this.toldAt.set(reason, now);
    this.untold.delete(reason);
    const more = since > 0 ? ` (and ${String(since)} times since this was last told)` : '';
    this.log.error({ err: refusal.cause }, `Refused by the database: ${reason}${more}`);
  }
}
