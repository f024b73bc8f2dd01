import { unavailable } from '../../domain/errors.js';
import { message } from '../../messages/message.js';

/** Who waits. */
export interface Ticket {
  /** Where they come from, as narrow as one household: /24 of IPv4, /64 of IPv6. */
  readonly place: string;
  /** The network around it that one customer may hold: /24, /48. */
  readonly network: string;
  /** Whether they were signed in before: these go first. */
  readonly isKnown: boolean;
}

interface Waiting {
  readonly ticket: Ticket;
  readonly start: () => void;
  readonly refuse: () => void;
}

export interface QueueLimits {
  readonly atOnce: number;
  /** How many wait at most: in all, and of them from one place and from one network. Those who are known wait apart. */
  readonly waiting: number;
  readonly ofPlace: number;
  readonly ofNetwork: number;
}

const RETRY_MAX_SECONDS = 30;

/**
 * Lets few things run at once, and places wait in turns: one place that sends a hundred waits for itself. When there is
 * no room, whoever is the first of their place takes that of the place with most.
 */
export class FairQueue {
  private readonly known = new Line();
  private readonly strangers = new Line();
  private running = 0;
  /** How long one took lately, in ms. */
  private usualMs = 250;

  constructor(private readonly limits: QueueLimits) {}

  /** @throws AppError unavailable, with the time to wait, when there is no room */
  async run<T>(ticket: Ticket, work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.atOnce) await this.turn(ticket);
    else this.running += 1;
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.usualMs = (3 * this.usualMs + performance.now() - startedAt) / 4;
      this.next();
    }
  }

  /** Waits until it may run; its place among the running is handed over by the one before. */
  private async turn(ticket: Ticket): Promise<void> {
    const line = ticket.isKnown ? this.known : this.strangers;
    const { waiting, ofPlace, ofNetwork } = this.limits;
    if (line.countOf(ticket) >= ofPlace || line.countOfNetwork(ticket) >= ofNetwork) throw this.refusal();
    if (line.size >= waiting) {
      const last = line.countOf(ticket) === 0 ? line.takeLastOfLongest() : undefined;
      if (!last) throw this.refusal();
      last.refuse();
    }
    await new Promise<void>((resolve, reject) => {
      line.add({ ticket, start: resolve, refuse: () => reject(this.refusal()) });
    });
  }

  private next(): void {
    const waiting = this.known.takeNext() ?? this.strangers.takeNext();
    if (waiting) waiting.start();
    else this.running -= 1;
  }

  private refusal() {
    const ahead = this.known.size + this.strangers.size + 1;
    const seconds = Math.ceil((ahead * this.usualMs) / this.limits.atOnce / 1000);
    return unavailable(message('error.sign_ins_queue'), Math.min(RETRY_MAX_SECONDS, Math.max(1, seconds)));
  }
}

/** Those who wait, by their place; the place whose turn is next stands first. */
class Line {
  private readonly places = new Map<string, Waiting[]>();
  size = 0;

  countOf({ place }: Ticket): number {
    return this.places.get(place)?.length ?? 0;
  }

  countOfNetwork({ network }: Ticket): number {
    let count = 0;
    for (const list of this.places.values()) if (list[0]?.ticket.network === network) count += list.length;
    return count;
  }

  add(waiting: Waiting): void {
    const { place } = waiting.ticket;
    const list = this.places.get(place);
    if (list) list.push(waiting);
    else this.places.set(place, [waiting]);
    this.size += 1;
  }

  /** The first of the place whose turn it is, which then goes to the end. */
  takeNext(): Waiting | undefined {
    for (const [place, list] of this.places) {
      this.places.delete(place);
      const waiting = list.shift();
      if (list.length > 0) this.places.set(place, list);
      this.size -= 1;
      return waiting;
    }
    return undefined;
  }

  /** The last of the place with most, unless each has but one. */
  takeLastOfLongest(): Waiting | undefined {
    let longest: Waiting[] = [];
    for (const list of this.places.values()) if (list.length > longest.length) longest = list;
    if (longest.length < 2) return undefined;
    this.size -= 1;
    return longest.pop();
  }
}
