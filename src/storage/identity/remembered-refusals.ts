import { LRUCache } from 'lru-cache';
import {
  type IRateLimiterStoreOptions,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';
import type { Clock } from '../../domain/clock.js';
import { DatabaseUnavailable } from '../engine/storage-errors.js';
import type { AttemptLimiter, LimiterPolicy } from './attempt-limiters.js';

/** The table of both engines. */
export const TABLE = 'rate_limits';
const REFUSALS_KEPT = 10_000;
const TRUSTED_MS = 5_000;

/** A policy as the package wants it. */
export function optionsOf(policy: LimiterPolicy): Omit<IRateLimiterStoreOptions, 'storeClient'> {
  return {
    keyPrefix: policy.name,
    points: policy.points,
    duration: policy.durationSeconds,
    blockDuration: policy.blockSeconds,
  };
}

interface Refusal {
  /** When the wait is over, and until when it is told without asking the store again; in ms since 1970. */
  readonly overAt: number;
  readonly trustedUntil: number;
}

/**
 * Remembers refusals for some seconds: under a flood, telling somebody again to wait must cost next to nothing. Nothing
 * is lost by not counting them, for a refusal ends when it ends, however often one asks meanwhile. Not longer, because
 * another process may have forgotten it: the owner signed in there.
 */
export function rememberingRefusals(limiter: RateLimiterStoreAbstract, clock: Clock): AttemptLimiter {
  const nowMs = () => clock.now().getTime();
  const refusals = new LRUCache<string, Refusal>({ max: REFUSALS_KEPT });
  const waitOf = (key: string): number => {
    const { overAt, trustedUntil } = refusals.get(key) ?? { overAt: 0, trustedUntil: 0 };
    return nowMs() < trustedUntil ? Math.ceil((overAt - nowMs()) / 1000) : 0;
  };
  return {
    waitOf,
    async take(key) {
      const known = waitOf(key);
      if (known > 0) return known;
      try {
        await limiter.consume(key);
        return 0;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw new DatabaseUnavailable(refusal);
        const overAt = nowMs() + refusal.msBeforeNext;
        refusals.set(key, { overAt, trustedUntil: Math.min(overAt, nowMs() + TRUSTED_MS) });
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
    // Others that are refused meanwhile are told so from memory a while longer: asking for them would count them.
    giveBack: (key) => orUnavailable(limiter.reward(key)),
    forget: async (key) => {
      await orUnavailable(limiter.delete(key));
      // A refusal that was under way meanwhile must not be remembered either.
      refusals.delete(key);
    },
  };
}

async function orUnavailable(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw new DatabaseUnavailable(error);
  }
}
