import { z } from 'zod';
import type { MessageKey } from '../../messages/message.js';

/** Parts of answers. Strict: what is not described here is never sent. */

export const id = z
  .int()
  .positive()
  .meta({ examples: [42] });

export const instant = z.string().meta({ format: 'date-time', examples: ['2026-03-14T18:05:12.345Z'] });

export const day = z.string().meta({ format: 'date', examples: ['2026-03-14'] });

export const month = z.string().meta({ pattern: '^[0-9]{4}-[0-9]{2}$', examples: ['2026-03'] });

export const currencyCode = z.string().meta({
  description: 'ISO 4217. All amounts of a book are in one currency.',
  pattern: '^[A-Z]{3}$',
  examples: ['USD'],
});

export const amount = z.string().meta({
  description:
    'An exact decimal with all digits of the currency, never a float. Negative: money that came back.',
  pattern: '^-?[0-9]+(\\.[0-9]{2,3})?$',
  examples: ['12.50'],
});

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'For `cursor` of the next request; null on the last page.', examples: [null] });

/** What a request may carry where a fresh proof is asked for. */
export const proofCode = z
  .string({ error: 'fault.code.empty' satisfies MessageKey })
  .optional()
  .meta({
    description:
      'Of the authenticator app, or a recovery code. Only read, and used up, where the last proof is older than five minutes and one is needed.',
    examples: ['492039'],
  });

/** Any refusal under /api (RFC 9457). */
export const problem = z
  .strictObject({
    title: z.string(),
    code: z.string().meta({ description: 'Names the problem; it never changes.', examples: ['invalid'] }),
    status: z.int(),
    detail: z.string(),
    challenge: z
      .string()
      .optional()
      .meta({ description: 'Only of `/auth/login` with 401: for `/auth/login/second-factor`.' }),
    request_id: z.string().meta({ description: 'Also in the log of the server.' }),
    errors: z
      .array(
        z.strictObject({
          field: z.string(),
          code: z
            .string()
            .meta({ description: 'Names the fault; it never changes.', examples: ['amount.zero'] }),
          message: z.string(),
        }),
      )
      .optional()
      .meta({
        description: 'With 422: what is wrong, field by field. Items of lists by index: `expenses.3.amount`.',
      }),
  })
  .meta({ id: 'Problem' });
