import type { z } from 'zod';
import type { FieldFaults } from '../../domain/errors.js';
import { fault, ok, type Result } from '../../domain/result.js';

/** The text of one field of a form or a query; of one that was sent twice, the first. Missing is empty. */
export function textOf(source: unknown, name: string): string {
  const value: unknown =
    typeof source === 'object' && source !== null && Object.hasOwn(source, name)
      ? (source as Record<string, unknown>)[name]
      : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/** The named fields and no others: whatever else was sent does not exist for us. */
export function textsOf<Name extends string>(source: unknown, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, textOf(source, name)])) as Record<Name, string>;
}

/** Checks a value against a schema; faults come by field, the first of each. Nested fields are joined by dots. */
export function check<T extends z.ZodType>(schema: T, value: unknown): Result<z.output<T>, FieldFaults> {
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : fault(faultsOf(parsed.error));
}

function faultsOf(error: z.ZodError): FieldFaults {
  const faults: Record<string, string> = {};
  for (const issue of error.issues) {
    const names =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key].join('.'))
        : [issue.path.join('.') || 'body'];
    const message = issue.code === 'unrecognized_keys' ? 'There is no such field here.' : issue.message;
    for (const name of names)
      if (!Object.hasOwn(faults, name)) Object.defineProperty(faults, name, own(message));
  }
  return faults;
}

/** A plain property also where its name is `__proto__`. */
const own = (value: string) => ({ value, enumerable: true, configurable: true, writable: true });
