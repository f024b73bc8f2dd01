import { z } from 'zod';
import { message, type MessageKey } from '../../messages/message.js';
import { issueOf } from './parsed-by.js';

const DAYS_MAX = 3650;
const DAYS_USUAL = 365;
const WRONG_DAYS = message('fault.token.days', { max: DAYS_MAX });

/** A personal access token as it is asked for. Its name is read by the service. */
export const tokenSchema = z.strictObject({
  name: z.string({ error: 'fault.token_name.empty' satisfies MessageKey }).meta({
    description: 'Where it will be used.',
    minLength: 1,
    maxLength: 60,
    examples: ['Phone shortcut'],
  }),
  scope: z
    .enum(['read', 'write'], { error: 'fault.token.scope' satisfies MessageKey })
    .meta({ description: '`write` may read, too.', examples: ['write'] }),
  expires_in_days: z
    .number()
    .or(z.unknown())
    .transform((value, context) => {
      if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= DAYS_MAX) return Number(value);
      context.addIssue(issueOf(WRONG_DAYS));
      return z.NEVER;
    })
    .nullable()
    .default(DAYS_USUAL)
    .meta({
      ...{ type: ['integer', 'null'], minimum: 1, maximum: DAYS_MAX },
      ...{ description: `null: never. ${String(DAYS_USUAL)} when left out.`, examples: [90] },
    }),
});
