import type { Message } from '../messages/message.js';

/** Either a value or a fault. Expected faults of input are values of this type; broken rules are thrown. */
export type Result<T, F = Message> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F };

/** Wraps a value that was found good. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps what was wrong, usually a message that a person can act on. */
export function fault<F = Message>(fault: F): { readonly ok: false; readonly fault: F } {
  return { ok: false, fault };
}
