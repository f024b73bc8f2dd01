import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import type { Database } from '../../storage/engine/database.js';
import { repositories } from '../../storage/repositories.js';
import type { Sealer } from './sealer.js';
import { hashToken } from './token-signer.js';

/** A form that arrived with an expired session, as it was sent. */
export interface ParkedForm {
  readonly userId: number;
  /** Path and query of the POST. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

export type Claim =
  | { readonly outcome: 'claimed'; readonly form: ParkedForm }
  /** Carried out before, by an earlier click. */
  | { readonly outcome: 'done' }
  /** Unknown, too old, or of another person. */
  | { readonly outcome: 'none' };

const PURPOSE = 'parked form';

/** Keeps forms, sealed, until their owner has signed in again, and hands each out once. */
export class ParkedFormService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** Gives the id under which the form waits; whoever holds it can see, but only its owner can carry it out. */
  async park(form: ParkedForm): Promise<string> {
    const id = randomBytes(18).toString('base64url');
    const { userId, ...content } = form;
    const sealed = this.sealer.seal(JSON.stringify(content), PURPOSE);
    await this.repository().insert({ idHash: hashToken(id), userId, sealed, now: this.now() });
    return id;
  }

  /** The form, if it still waits. */
  async peek(id: string): Promise<ParkedForm | undefined> {
    const row = await this.repository().find(hashToken(id));
    return row && row.claimedAt === null ? this.open(row) : undefined;
  }

  /** Takes the form for carrying it out: `claimed` for exactly one of several who ask. */
  async claim(id: string, userId: number): Promise<Claim> {
    const row = await this.repository().find(hashToken(id));
    const form = row && this.open(row);
    if (!form || form.userId !== userId) return { outcome: 'none' };
    const claimed = await this.repository().claim(hashToken(id), userId, this.now());
    return claimed ? { outcome: 'claimed', form } : { outcome: 'done' };
  }

  /** Puts a claimed form back, because the program could not carry it out. */
  async release(id: string): Promise<void> {
    await this.repository().release(hashToken(id));
  }

  private open(row: { userId: number; sealed: string }): ParkedForm | undefined {
    const text = this.sealer.open(row.sealed, PURPOSE);
    return text === undefined
      ? undefined
      : { userId: row.userId, ...(JSON.parse(text) as Omit<ParkedForm, 'userId'>) };
  }

  private repository() {
    return repositories(this.database).parkedForms;
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
