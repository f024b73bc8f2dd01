import { z } from 'zod';
import type { Result } from '../../domain/result.js';

/** Turns a parser of the domain into a transform of a schema: its fault becomes the field's. */
export function parsedBy<From, To>(parse: (value: From) => Result<To>) {
  return (value: From, context: z.RefinementCtx): To => {
    const result = parse(value);
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.fault });
    return z.NEVER;
  };
}
