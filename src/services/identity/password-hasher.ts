import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { FairQueue, type Ticket } from './fair-queue.js';

/** Not a secret: it keeps hashes that leaked elsewhere from being tried here as they are. */
const PREHASH_KEY = 'outlay password v1';
const WAITING_MAX = { waiting: 48, ofPlace: 16, ofNetwork: 24 };
/** Of the program itself, and of whoever holds a proof already. */
const OURS: Ticket = { place: '', network: '', isKnown: true };

/**
 * bcrypt over base64(HMAC-SHA-384(NFKC(password))), 64 ASCII characters: bcrypt alone ignores everything after
 * 72 bytes. Few hashes run at once, so that a flood of sign-ins leaves the machine to the pages; a short queue is shared
 * fairly, and the rest are asked to come back.
 */
export class PasswordHasher {
  private readonly queue = new FairQueue({
    atOnce: Math.max(1, availableParallelism() - 1),
    ...WAITING_MAX,
  });
  private readonly dummyHash: Promise<string>;

  /** @param cost bcrypt's cost, log2 of the rounds */
  constructor(private readonly cost: number) {
    this.dummyHash = bcrypt.hash(prehash('nobody has this password'), cost);
  }

  /** @throws AppError unavailable when too many are waiting */
  async hash(password: string, ticket = OURS): Promise<string> {
    return this.queue.run(ticket, () => bcrypt.hash(prehash(password), this.cost));
  }

  /**
   * Whether the password belongs to the hash. Without a hash (no such user) it takes as long and is false.
   * @throws AppError unavailable when too many are waiting
   */
  async matches(password: string, hash: string | undefined, ticket = OURS): Promise<boolean> {
    const against = hash ?? (await this.dummyHash);
    const equal = await this.queue.run(ticket, () => bcrypt.compare(prehash(password), against));
    return equal && hash !== undefined;
  }

  /** Whether a stored hash was made with other settings and should be made again at the next sign-in. */
  isOutdated(hash: string): boolean {
    return bcrypt.getRounds(hash) !== this.cost;
  }
}

function prehash(password: string): string {
  return createHmac('sha384', PREHASH_KEY).update(password.normalize('NFKC')).digest('base64');
}
