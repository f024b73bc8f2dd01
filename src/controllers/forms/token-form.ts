import { z } from 'zod';

const DAYS_MAX = 3650;
const DAYS_USUAL = 365;
const WRONG_DAYS = `Choose 1 to ${String(DAYS_MAX)} days, or null for a token that never expires.`;

/** A personal access token as it is asked for. Its name is read by the service. */
export const tokenSchema = z.strictObject({
  name: z.string({ error: 'Enter a name.' }).meta({
    description: 'Where it will be used.',
    minLength: 1,
    maxLength: 60,
    examples: ['Phone shortcut'],
  }),
  scope: z
    .enum(['read', 'write'], { error: 'Choose read or write.' })
    .meta({ description: '`write` may read, too.', examples: ['write'] }),
  expires_in_days: z
    .int({ error: WRONG_DAYS })
    .min(1, WRONG_DAYS)
    .max(DAYS_MAX, WRONG_DAYS)
    .nullable()
    .default(DAYS_USUAL)
    .meta({ description: `null: never. ${String(DAYS_USUAL)} when left out.`, examples: [90] }),
});
