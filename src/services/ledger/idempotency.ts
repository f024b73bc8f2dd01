import { createHash } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import { invalid } from '../../domain/errors.js';
import { english } from '../../messages/said.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import { decode, encode } from './plain-json.js';

export interface IdempotencyKey {
  readonly value: string;
  /**
   * What the same key with another request means: a slip of the caller (API), or simply another request, because
   * somebody went back in their browser and typed something else into the same form.
   */
  readonly whenReused: 'refuse' | 'distinguish';
}

interface Request {
  readonly key: IdempotencyKey | undefined;
  readonly operation: string;
  readonly input: unknown;
}

export interface Once<T> {
  readonly answer: T;
  /** It was carried out before: this is the answer of then. */
  readonly isRepeated: boolean;
}

/** Carries a change out once for each key, however often and however simultaneously it is asked for. */
export class Idempotency {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in a transaction, together with the note that it ran; a repetition gives the first answer again.
   * Answers are stored as JSON (bigint included).
   * @throws AppError invalid (Idempotency-Key) when the key came before with another request
   */
  async once<T>(
    principal: Principal,
    request: Request,
    work: (within: Repositories) => Promise<T>,
  ): Promise<T> {
    return (await this.onceTold(principal, request, work)).answer;
  }

  /** As `once`, with whether `work` ran. @throws AppError invalid (Idempotency-Key) */
  async onceTold<T>(
    principal: Principal,
    request: Request,
    work: (within: Repositories) => Promise<T>,
  ): Promise<Once<T>> {
    const { key } = request;
    if (!key) {
      const answer = await this.database.transaction((tx) => work(repositories(tx)));
      return { answer, isRepeated: false };
    }
    const requestHash = fingerprintOf([request.operation, request.input]);
    const stored = {
      bookId: principal.bookId,
      key: key.whenReused === 'refuse' ? key.value : `${key.value}:${requestHash}`,
    };
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      const now = this.clock.now().toISOString();
      if (!(await within.idempotencyKeys.claim({ ...stored, requestHash, now }))) {
        const earlier = await within.idempotencyKeys.find(stored.bookId, stored.key);
        if (earlier?.requestHash !== requestHash) {
          throw invalid({
            'Idempotency-Key': english(
              'idempotency_key.reused',
              'This key was used for another request. Take a new one.',
            ),
          });
        }
        return { answer: decode<T>(earlier.answer), isRepeated: true };
      }
      const answer = await work(within);
      await within.idempotencyKeys.complete({ ...stored, status: 1, answer: encode(answer) });
      return { answer, isRepeated: false };
    });
  }
}

/** The same for the same value (bigint included), and for no other: 43 characters. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(encode(value)).digest('base64url');
}
