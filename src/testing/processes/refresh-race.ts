import { brokenInvariants } from './ledger.js';
import { Member } from './member.js';
import type { Target } from './target.js';

export interface RaceOptions {
  readonly tokens: number;
  /** How often each token is presented at the same time. */
  readonly presentations: number;
}

export interface RaceReport {
  /** Sessions that went on by exactly one generation. */
  readonly rotations: number;
  /** Tokens for which not everybody got one and the same successor. */
  readonly forks: number;
  /** How often each status was answered. */
  readonly statuses: ReadonlyMap<number, number>;
  /** What does not hold in the database afterwards: sessions ended, alarms, two active tokens. */
  readonly broken: readonly string[];
}

/** How many tokens are presented at the same time: enough to keep every process busy. */
const AT_ONCE = 8;

/** Makes sessions and presents the refresh token of each many times at once, to all of `addresses` in turn. */
export async function refreshRace(
  target: Target,
  addresses: readonly string[],
  { tokens, presentations }: RaceOptions,
): Promise<RaceReport> {
  const statuses = new Map<number, number>();
  let forks = 0;
  let number = 0;
  const raceOne = async (index: number) => {
    // A home of their own for each, so that the limit on registrations is not what is tested.
    const ip = `10.0.${String(index >> 8)}.${String(index & 255)}`;
    const { refreshToken } = await Member.register(() => addresses[index % addresses.length]!, ip);
    const body = { refresh_token: refreshToken };
    const replies = await Promise.all(
      Array.from({ length: presentations }, (_, each) => {
        const guest = new Member(() => addresses[each % addresses.length]!);
        return guest.send('POST', '/auth/refresh', { body });
      }),
    );
    for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (new Set(replies.map((reply) => reply.body['refresh_token'])).size !== 1) forks += 1;
  };
  const racer = async () => {
    while (number < tokens) await raceOne((number += 1));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, racer));
  return target.read(async (db) => {
    const rows = await db.get<{ found: number }>(
      `SELECT COUNT(*) AS found FROM sessions WHERE generation = 2
       AND (SELECT COUNT(*) FROM refresh_tokens WHERE refresh_tokens.session_id = sessions.id) = 2`,
    );
    return { rotations: rows!.found, forks, statuses, broken: await brokenInvariants(db) };
  });
}
