import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import { invalid, notFound } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import { english } from '../../messages/said.js';
import { cleanLine } from '../../domain/text.js';
import type { AccessScope, AccessToken } from '../../storage/identity/access-token-repository.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Idempotency, IdempotencyKey } from '../ledger/idempotency.js';
import type { Notices } from './notices.js';
import { type Device, type Principal, principalOfToken } from './principal.js';
import type { Sealer } from './sealer.js';
import { hashToken } from './token-signer.js';

export type { AccessToken };

export interface AccessTokenInput {
  readonly name: string;
  readonly scope: AccessScope;
  /** null: never. */
  readonly expiresInDays: number | null;
}

const PREFIX = 'outlay_pat_';
const TOKENS_MAX = 50;
const DAY_MS = 86_400_000;
/** Last use is written down at most this often, so that reading does not become writing. */
const TOUCH_EVERY_MS = 60_000;
const PURPOSE = 'access token';

/** Personal access tokens: long-lived keys that a person makes for their scripts. */
export class AccessTokenService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
    private readonly sealer: Sealer,
    private readonly notices: Notices,
  ) {}

  /**
   * Makes a token; its text is given here and never again, except to a repetition with the same key: for that it is
   * kept sealed as long as the key.
   * @throws AppError invalid (name), invalid (Idempotency-Key)
   */
  async make(
    principal: Principal,
    input: AccessTokenInput,
    device: Device,
    key?: IdempotencyKey,
  ): Promise<{ token: string; record: AccessToken }> {
    const name = cleanLine(input.name, { max: 60, noun: 'token_name' });
    if (!name.ok) throw invalid({ name: name.fault });
    const request = { key, operation: 'access_token.make', input: { ...input, userId: principal.userId } };
    const made = await this.idempotency.once(principal, request, async (within) => {
      const token = PREFIX + randomBytes(32).toString('base64url');
      const record = await this.store(within, principal, { ...input, name: name.value, token }, device);
      return { record, sealed: this.sealer.seal(token, PURPOSE) };
    });
    const token = this.sealer.open(made.sealed, PURPOSE);
    // A repetition after the token was revoked must not tell it once more.
    const { accessTokens } = repositories(this.database);
    const isThere = await accessTokens.find(principal.userId, principal.bookId, made.record.id);
    if (token === undefined || !isThere)
      throw invalid({
        'Idempotency-Key': english('idempotency_key.reused', 'This token was made before. Take a new key.'),
      });
    return { token, record: made.record };
  }

  /** Whether a bearer token claims to be a personal access token. */
  recognises(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  /** The person behind a live token; notes its use. */
  async authenticate(token: string): Promise<Principal | undefined> {
    const now = this.clock.now();
    const { accessTokens } = repositories(this.database);
    const readAt = performance.now();
    const row = await accessTokens.findBearer(hashToken(token), now.toISOString());
    if (!row) return undefined;
    if (row.lastUsedAt === null || now.getTime() - Date.parse(row.lastUsedAt) > TOUCH_EVERY_MS) {
      await accessTokens.touch(row.tokenId, now.toISOString());
    }
    return principalOfToken(row, readAt);
  }

  /** Newest first. */
  async list(principal: Principal): Promise<AccessToken[]> {
    return repositories(this.database).accessTokens.list(principal.userId, principal.bookId);
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<AccessToken> {
    const token = await repositories(this.database).accessTokens.find(principal.userId, principal.bookId, id);
    if (!token) throw notFound('access_token');
    return token;
  }

  /** @throws AppError not_found */
  async revoke(principal: Principal, id: number, device: Device): Promise<void> {
    const now = this.clock.now().toISOString();
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      if ((await within.accessTokens.remove(principal.userId, principal.bookId, id)) === 0) {
        throw notFound('access_token');
      }
      const event = { userId: principal.userId, kind: 'access_token_revoked', now } as const;
      await within.securityEvents.insert({ ...event, device: device.userAgent, ipPrefix: device.ipPrefix });
    });
  }

  private async store(
    within: Repositories,
    { userId, bookId }: Principal,
    { name, scope, expiresInDays, token }: AccessTokenInput & { token: string },
    device: Device,
  ): Promise<AccessToken> {
    if ((await within.accessTokens.list(userId, bookId)).length >= TOKENS_MAX) {
      throw invalid({ name: message('fault.token.too_many', { max: TOKENS_MAX }) });
    }
    const now = this.clock.now();
    await this.notices.tell(within, userId, 'access_token_made', device);
    const expiresAt =
      expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * DAY_MS).toISOString();
    const values = { userId, bookId, name, scope, expiresAt, now: now.toISOString() };
    return within.accessTokens.insert({ ...values, tokenHash: hashToken(token) });
  }
}
