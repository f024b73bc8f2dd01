interface Waiter {
  readonly go: () => void;
  readonly timer: NodeJS.Timeout;
}

/** One at a time, in the order of asking: the queue in front of a connection that all share. */
export class Turns {
  #isTaken = false;
  readonly #waiting = new Set<Waiter>();

  get isFree(): boolean {
    return !this.#isTaken;
  }

  /** Resolves with true when it is our turn, with false when it was not within `limitMs`. */
  take(limitMs: number): Promise<boolean> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        go: () => resolve(true),
        timer: setTimeout(() => {
          this.#waiting.delete(waiter);
          resolve(false);
        }, limitMs),
      };
      this.#waiting.add(waiter);
    });
  }

  /** Ends our turn; the next in line has it at once, so that nobody slips in between. */
  release(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      clearTimeout(next.timer);
      next.go();
      return;
    }
    this.#isTaken = false;
  }
}
