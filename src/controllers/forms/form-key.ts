import type { IdempotencyKey } from '../../services/ledger/idempotency.js';
import { textOf } from './fields.js';

const LONGEST = 100;

/** By which a form is known that is sent once more, and carried out once; undefined where it came without. */
export function formKeyOf(body: unknown): IdempotencyKey | undefined {
  const value = textOf(body, 'idempotency_key').slice(0, LONGEST);
  return value === '' ? undefined : { value, whenReused: 'distinguish' };
}
