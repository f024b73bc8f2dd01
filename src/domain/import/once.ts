/**
 * Something large that is let go by whoever uses it last: what a variable of a waiting function holds is not let go
 * before that function ends.
 */
export class Once<T> {
  #value: T | undefined;

  constructor(value: T) {
    this.#value = value;
  }

  /** @throws Error once it was taken */
  look(): T {
    if (this.#value === undefined) throw new Error('This was taken already.');
    return this.#value;
  }

  /** Gives it away. @throws Error once it was taken */
  take(): T {
    const value = this.look();
    this.#value = undefined;
    return value;
  }
}
