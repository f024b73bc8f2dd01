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

/** How many wait at most, each up to 100 kB. What was carried out does not count. */
const WAITING_MAX = { ofPerson: 5, ofPlace: 50, ofAll: 2_000 };

/** Sealed for one browser: with another's secret it does not open. */
const purposeFor = (browser: string) => `parked form|${hashToken(browser)}`;

/** Keeps forms, sealed, until their owner has signed in again, and hands each out once. */
export class ParkedFormService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly waitingMax = WAITING_MAX,
  ) {}

  /**
   * Gives the id under which the form waits. Only the browser that sent it sees it again, and only its owner, signed in
   * there, carries it out: a link to it is worth nothing elsewhere. Five wait for a person, and so many from one place and
   * in all; of more the oldest goes.
   * @param browser a secret of that browser
   * @param place the address without its last part
   */
  async park(form: ParkedForm, browser: string, place: string): Promise<string> {
    const id = randomBytes(18).toString('base64url');
    const { userId, ...content } = form;
    const sealed = this.sealer.seal(JSON.stringify(content), purposeFor(browser));
    const forms = this.repository();
    await forms.insert({ idHash: hashToken(id), userId, place, sealed, now: this.now() });
    await forms.keepNewestOfUser(userId, this.waitingMax.ofPerson);
    await forms.keepNewestOfPlace(place, this.waitingMax.ofPlace);
    await forms.keepNewest(this.waitingMax.ofAll);
    return id;
  }

  /** The form, if it still waits, for the browser that sent it. */
  async peek(id: string, browser: string): Promise<ParkedForm | undefined> {
    const row = await this.repository().find(hashToken(id));
    return row && row.claimedAt === null ? this.open(row, browser) : undefined;
  }

  /** Takes the form for carrying it out: `claimed` for exactly one of several who ask. */
  async claim(id: string, userId: number, browser: string): Promise<Claim> {
    const row = await this.repository().find(hashToken(id));
    const form = row && this.open(row, browser);
    if (!form || form.userId !== userId) return { outcome: 'none' };
    const claimed = await this.repository().claim(hashToken(id), userId, this.now());
    return claimed ? { outcome: 'claimed', form } : { outcome: 'done' };
  }

  /** Puts a claimed form back, because the program could not carry it out. */
  async release(id: string): Promise<void> {
    await this.repository().release(hashToken(id));
  }

  private open(row: { userId: number; sealed: string }, browser: string): ParkedForm | undefined {
    const text = this.sealer.open(row.sealed, purposeFor(browser));
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
