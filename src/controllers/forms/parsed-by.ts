import { z } from 'zod';
import type { Result } from '../../domain/result.js';
import type { Said } from '../../messages/said.js';

/** A fault as an issue of a schema; `check` takes it out again. */
export function issueOf(said: Said) {
  return { code: 'custom' as const, message: 'key' in said ? said.key : said.english, params: { said } };
}

/** Turns a parser of the domain into a transform of a schema: its fault becomes the field's. */
export function parsedBy<From, To>(parse: (value: From) => Result<To>) {
  return (value: From, context: z.RefinementCtx): To => {
    const result = parse(value);
    if (result.ok) return result.value;
    context.addIssue(issueOf(result.fault));
    return z.NEVER;
  };
}
