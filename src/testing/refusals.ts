import type { FieldFaults } from '../domain/errors.js';
import type { Result } from '../domain/result.js';
import { ENGLISH } from '../locale/locale.js';

/** What a form says beside its fields, in English; nothing where it took what was sent. */
export function refusals(read: Result<unknown, FieldFaults>): Record<string, string> {
  if (read.ok) return {};
  return Object.fromEntries(Object.entries(read.fault).map(([field, said]) => [field, ENGLISH.say(said)]));
}
