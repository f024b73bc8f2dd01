import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import { hashToken } from './token-signer.js';

const LIFE_MS = 7 * 86_400_000;

/** Invitations to make an account, each good for one person within a week. */
export class InviteService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly baseUrl: string,
  ) {}

  /** The address of a registration page for one person. */
  async make(): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LIFE_MS).toISOString();
    await repositories(this.database).invites.insert({
      tokenHash: hashToken(token),
      now: now.toISOString(),
      expiresAt,
    });
    return `${this.baseUrl}/register?invite=${token}`;
  }

  /** Whether somebody may still register with it; asking changes nothing. */
  async isOpen(token: string): Promise<boolean> {
    return (
      token !== '' &&
      (await repositories(this.database).invites.isOpen(hashToken(token), this.clock.now().toISOString()))
    );
  }

  /** Within the registration's transaction. True for exactly one of several who come with it. */
  async take(within: Repositories, token: string, userId: number): Promise<boolean> {
    return within.invites.take(hashToken(token), { userId, now: this.clock.now().toISOString() });
  }
}
