import { randomInt, randomUUID } from 'node:crypto';
import type { Member, Reply } from './member.js';

/** What a writer was told about one of its expenses. */
export interface Told {
  /** Undefined where a page does not tell it. */
  readonly id: number | undefined;
  amount: string;
  removed: boolean;
}

/** What many writers were answered, counted. */
export class Answers {
  /** Changes that were acknowledged: added, corrected or removed. */
  acknowledged = 0;
  /** How often each status was answered; 0: no answer at all. */
  readonly statuses = new Map<number, number>();
  /** What was wrong with an answer. */
  readonly faults: string[] = [];
  private readonly waiting = new Set<{ isReached: () => boolean; resolve: () => void }>();

  count(status: number, isGood: boolean, faults: readonly string[] = []): void {
    this.statuses.set(status, this.times(status) + 1);
    if (isGood) this.acknowledged += 1;
    this.faults.push(...faults);
    for (const one of this.waiting) {
      if (!one.isReached()) continue;
      this.waiting.delete(one);
      one.resolve();
    }
  }

  times(status: number): number {
    return this.statuses.get(status) ?? 0;
  }

  /** Resolves when so many more changes have been acknowledged. */
  async acknowledgedMore(count: number): Promise<void> {
    const goal = this.acknowledged + count;
    await this.until(() => this.acknowledged >= goal);
  }

  /** Resolves when an answer has made this true. */
  until(isReached: () => boolean): Promise<void> {
    return new Promise((resolve) => this.waiting.add({ isReached, resolve }));
  }
}

/**
 * Somebody who writes without pause and believes only what they are told: each change is sent until it is
 * acknowledged, an addition always with the same idempotency key.
 */
export class Writer {
  readonly told = new Map<string, Told>();
  private isOver = false;

  constructor(
    private readonly member: Member,
    readonly answers: Answers,
    /** Awaited after an attempt that was not acknowledged. */
    private readonly recovered: () => Promise<unknown>,
  ) {}

  async run(): Promise<void> {
    for (let turn = 1; !this.isOver; turn += 1) {
      await this.add();
      if (turn % 4 === 0) await this.correct();
      if (turn % 6 === 0) await this.remove();
      if (turn % 25 === 0) await this.refresh();
    }
  }

  /** Ends `run` after the change under way is acknowledged. */
  finish(): void {
    this.isOver = true;
  }

  private async add(): Promise<void> {
    const description = randomUUID();
    const amount = someAmount();
    const month = String(randomInt(1, 13)).padStart(2, '0');
    const reply = await this.untilTold([201], () =>
      this.member.send('POST', '/expenses', {
        body: { description, amount, spent_on: `2026-${month}-15` },
        headers: { 'idempotency-key': description },
      }),
    );
    this.told.set(description, { id: Number(reply.body['id']), amount, removed: false });
  }

  private async correct(): Promise<void> {
    const expense = this.anyLiving();
    const amount = someAmount();
    await this.untilTold([200], () =>
      this.member.send('PATCH', `/expenses/${String(expense.id)}`, { body: { amount } }),
    );
    expense.amount = amount;
  }

  private async remove(): Promise<void> {
    const expense = this.anyLiving();
    // 404: an earlier attempt, whose answer was lost, had removed it.
    await this.untilTold([204, 404], () => this.member.send('DELETE', `/expenses/${String(expense.id)}`));
    expense.removed = true;
  }

  private async refresh(): Promise<void> {
    await this.untilTold([200], () => this.member.refresh());
  }

  private async untilTold(good: readonly number[], attempt: () => Promise<Reply>): Promise<Reply> {
    for (;;) {
      const reply = await attempt().catch(() => undefined);
      const isGood = reply !== undefined && good.includes(reply.status);
      this.answers.count(reply?.status ?? 0, isGood, reply && !isGood ? faultsOf(reply) : []);
      if (isGood) return reply;
      await this.recovered();
    }
  }

  private anyLiving(): Told {
    const living = [...this.told.values()].filter((expense) => !expense.removed);
    return living[randomInt(living.length)]!;
  }
}

/** An answer that is not the wanted one may only be a 503 in good form, or the load balancer's 502. */
export function faultsOf(
  { status, headers }: { status: number; headers: Headers },
  type = 'application/problem+json',
): string[] {
  if (status === 502) return [];
  if (status !== 503) return [`status ${String(status)}`];
  return [
    ...(Number(headers.get('retry-after')) >= 1 ? [] : ['503 without Retry-After']),
    ...(headers.get('content-type')?.startsWith(type) ? [] : [`503 that is not ${type}`]),
  ];
}

const someAmount = () => `${String(randomInt(1, 500))}.${String(randomInt(10, 100))}`;
