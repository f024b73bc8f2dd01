import type { SqlValue } from './database.js';

/**
 * Collects the conditions of one statement together with their values, so that a number and its value cannot
 * drift apart. It joins conditions with AND and does nothing else.
 */
export class Clauses {
  readonly params: SqlValue[] = [];
  private readonly conditions: string[] = [];

  /** Takes a value in and gives its placeholder. */
  bind(value: SqlValue): string {
    return `$${String(this.params.push(value))}`;
  }

  and(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  toString(): string {
    return this.conditions.join(' AND ');
  }
}
