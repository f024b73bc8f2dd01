import type { z } from 'zod';
import type { FieldFaults } from '../../domain/errors.js';
import { isMessageKey } from '../../messages/catalog.js';
import { english, type Said } from '../../messages/said.js';
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

/** Like `textsOf`, without the fields that were not sent: a form may know fewer. */
export function sentOf<Name extends string>(
  source: unknown,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const isSent = (name: Name) => typeof source === 'object' && source !== null && Object.hasOwn(source, name);
  return textsOf(source, names.filter(isSent));
}

/** Checks a value against a schema; faults come by field, the first of each. Nested fields are joined by dots. */
export function check<T extends z.ZodType>(schema: T, value: unknown): Result<z.output<T>, FieldFaults> {
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : fault(faultsOf(parsed.error));
}

function faultsOf(error: z.ZodError): FieldFaults {
  const faults: Record<string, Said> = {};
  for (const issue of error.issues) {
    const names =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key].join('.'))
        : [issue.path.join('.') || 'body'];
    const said = saidOf(issue);
    for (const name of names)
      if (!Object.hasOwn(faults, name)) Object.defineProperty(faults, name, own(said));
  }
  return faults;
}

/** A schema's own words are keys of messages, or plain English where only programs can meet them. */
function saidOf(issue: z.core.$ZodIssue): Said {
  if (issue.code === 'unrecognized_keys') return english('unknown_field', 'There is no such field here.');
  if (issue.code === 'custom' && issue.params?.said) return issue.params.said as Said;
  if (isMessageKey(issue.message)) return { key: issue.message };
  return english(issue.code === 'custom' ? 'invalid' : issue.code, issue.message);
}

/** A plain property also where its name is `__proto__`. */
const own = (value: Said) => ({ value, enumerable: true, configurable: true, writable: true });
