import type { Clock } from '../../../domain/clock.js';
import type { Database } from '../../../storage/engine/database.js';
import type { QueuedMail } from '../../../storage/identity/mail-queue-repository.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Sealer } from '../sealer.js';
import type { Mail } from './mail.js';
import { MailFailed, type MailSender } from './smtp-sender.js';

const PURPOSE = 'mail';
/** How long to wait after each failure; after the last one nobody tries again. */
const BACKOFF_MS = [1, 5, 30, 120, 360, 720].map((minutes) => minutes * 60_000);
const LOOK_EVERY_MS = 10_000;
/** Long enough for the answer to have gone out, and the transaction to have ended; and once more, in case it had not. */
const SOON_MS = [50, 500];

export interface MailQueueOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sealer: Sealer;
  /** undefined: no mail is set up, and nothing is queued. */
  readonly sender: MailSender | undefined;
  readonly onError: (error: unknown) => void;
}

/**
 * Letters wait in the database, so that they are part of the transaction that tells of them, go out after the answer,
 * and survive a restart. Each is claimed before it is sent: whatever breaks, nobody gets one twice.
 */
export class MailQueue {
  private rounds: NodeJS.Timeout | undefined;
  /** Looks soon after a letter was posted: none takes the place of another. */
  private readonly timers = new Set<NodeJS.Timeout>();
  private running: Promise<void> = Promise.resolve();
  /** One that begins when the one under way has ended sees all that came meanwhile. */
  private isLookWaiting = false;
  private state: 'idle' | 'started' | 'stopped' = 'idle';

  constructor(private readonly options: MailQueueOptions) {}

  get isSetUp(): boolean {
    return this.options.sender !== undefined;
  }

  /** Within the transaction that the letter tells of. Sealed, because links that act are in some. */
  async post(within: Repositories, userId: number | null, mail: Mail): Promise<void> {
    if (!this.isSetUp) return;
    const sealed = this.options.sealer.seal(JSON.stringify(mail), PURPOSE);
    await within.mailQueue.insert({ userId, sealed, now: this.now() });
    for (const ms of SOON_MS) this.lookIn(ms);
  }

  /** Sends what is due, now and from now on. */
  start(): void {
    if (!this.isSetUp) return;
    this.state = 'started';
    this.lookIn(0);
    this.rounds = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  /** Waits for the letter under way. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    clearInterval(this.rounds);
    for (const timer of this.timers) clearTimeout(timer);
    await this.running;
    this.options.sender?.close();
  }

  /** Sends everything that is due, one after the other. Gives how many went out. */
  async sendDue(): Promise<number> {
    let sent = 0;
    while (this.state !== 'stopped') {
      const mail = await repositories(this.options.database).mailQueue.claim(this.now());
      if (!mail) break;
      if (await this.send(mail)) sent += 1;
    }
    return sent;
  }

  private async send({ id, sealed, attempts }: QueuedMail): Promise<boolean> {
    const { database, sealer, sender, clock, onError } = this.options;
    const { mailQueue } = repositories(database);
    const text = sealer.open(sealed, PURPOSE);
    if (text === undefined || !sender) {
      await mailQueue.giveUp(id, this.now());
      onError(new Error('A letter was given up: the secret that sealed it, or SMTP_URL, is no longer set.'));
      return false;
    }
    try {
      await sender.send(JSON.parse(text) as Mail);
    } catch (error) {
      const wait = BACKOFF_MS[attempts - 1];
      const isOver = !(error instanceof MailFailed) || error.failure === 'never' || wait === undefined;
      if (isOver) await mailQueue.giveUp(id, this.now());
      else await mailQueue.putBack(id, new Date(clock.now().getTime() + wait).toISOString());
      onError(error);
      return false;
    }
    await mailQueue.markSent(id, this.now());
    return true;
  }

  private lookIn(ms: number): void {
    if (this.state !== 'started') return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.look();
    }, ms).unref();
    this.timers.add(timer);
  }

  private look(): void {
    if (this.isLookWaiting) return;
    this.isLookWaiting = true;
    this.running = this.running
      .then(() => {
        this.isLookWaiting = false;
        return this.sendDue();
      })
      .then(() => undefined, this.options.onError);
  }

  private now(): string {
    return this.options.clock.now().toISOString();
  }
}
