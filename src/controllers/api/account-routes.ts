import { z } from 'zod';
import { type Currency, findCurrency } from '../../domain/currency.js';
import type { ProfileService } from '../../services/identity/profile-service.js';
import type { Device, Principal } from '../../services/identity/principal.js';
import type { TokenPair } from '../../services/identity/token-pairs.js';
import { currencyCode, id, instant, proofCode } from './answers.js';
import { presentTokens, tokens } from './auth-routes.js';
import { type ApiRoute, type ApiServices, route } from './route.js';
import { LANGUAGES } from '../../messages/language.js';
import { readPreferences, THEMES } from '../../services/identity/preferences.js';

const tag = 'Account';

type Account = Awaited<ReturnType<ProfileService['find']>>;

const fields = {
  id,
  username: z.string().meta({ examples: ['mira'] }),
  email: z.string().meta({ examples: ['mira@example.com'] }),
  time_zone: z.string().meta({ examples: ['Europe/Berlin'] }),
  currency: currencyCode,
  language: z.enum(LANGUAGES).meta({ examples: ['en'] }),
  locale: z.string().meta({ description: 'The region, as BCP 47.', examples: ['en-US'] }),
  theme: z.enum(THEMES).meta({ examples: ['system'] }),
  week_starts_on: z
    .int()
    .nullable()
    .meta({ description: '1 Monday … 7 Sunday; null: as usual in the region.', examples: [null] }),
  created_at: instant,
};
const user = z.strictObject(fields).meta({ id: 'User' });
const changedUser = z
  .strictObject({
    ...fields,
    tokens: tokens.optional().meta({
      description:
        'Only after a change of the password, which ends every session: the tokens of the new one.',
    }),
  })
  .meta({ id: 'ChangedUser' });

const ALONE = 'Change this in a request of its own.';
const string = z.string({ error: 'Send a text.' });
const currentPassword = string.meta({
  format: 'password',
  description: 'Needed for `email` and `new_password`.',
});

/** Everything that changes with one request is stored together, so what needs the password goes alone. */
const change = z
  .strictObject({
    username: string.optional().meta({ maxLength: 40 }),
    time_zone: string.optional().meta({ examples: ['Europe/Berlin'] }),
    currency: string.optional().meta({
      description: 'ISO 4217. With expenses in the book, only one with as many decimals.',
      examples: ['EUR'],
    }),
    language: string.optional().meta({ enum: LANGUAGES, examples: ['de'] }),
    locale: string.optional().meta({ description: 'A region, as BCP 47.', examples: ['de-AT'] }),
    theme: string.optional().meta({ enum: THEMES, examples: ['dark'] }),
    week_starts_on: z
      .number({ error: 'fault.week_start.unknown' })
      .nullable()
      .optional()
      .meta({ description: '1 Monday … 7 Sunday; null: as usual in the region.', examples: [1] }),
    email: string.optional().meta({
      description:
        'Goes alone, with `current_password`. Where the server sends mail, it counts once the letter to it was answered.',
      format: 'email',
    }),
    new_password: string
      .optional()
      .meta({ description: 'Goes alone, with `current_password`.', format: 'password' }),
    current_password: currentPassword.optional(),
    code: proofCode,
  })
  .superRefine((body, context) => {
    const { email, new_password, current_password, code: _code, ...profile } = body;
    const guarded = Object.entries({ email, new_password }).filter(([, value]) => value !== undefined);
    const fault = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (guarded.length > 0 && current_password === undefined)
      fault('current_password', 'fault.password.own_empty');
    const others = guarded.length + Object.values(profile).filter((value) => value !== undefined).length;
    if (others > 1) for (const [field] of guarded) fault(field, ALONE);
  });

export function accountRoutes(services: ApiServices): ApiRoute[] {
  return [readAccount(services.profiles), changeAccount(services), deleteAccount(services)];
}

function readAccount(profiles: ProfileService): ApiRoute {
  return route({
    method: 'get',
    path: '/users/me',
    guard: 'read',
    name: 'readAccount',
    tag,
    summary: 'Who you are',
    description:
      'The account of the token: the name, the currency of the book, the time zone that decides which day today is, language, region and theme.',
    answer: { status: 200, description: 'Your account', schema: user },
    handle: async ({ principal }) => ({
      body: present(await profiles.find(principal), principal.currency),
    }),
  });
}

type Changing = Pick<ApiServices, 'accounts' | 'profiles' | 'emailChanges' | 'proofs'>;

function changeAccount(services: Changing): ApiRoute {
  const { profiles } = services;
  return route({
    method: 'patch',
    path: '/users/me',
    guard: 'session',
    name: 'changeAccount',
    tag,
    summary: 'Change your profile, email or password',
    description:
      'Either `username`, `time_zone`, `currency`, `language`, `locale`, `theme` and `week_starts_on`, or `email` alone, or `new_password` alone. A new password ends every session; the answer then holds the tokens of a new one. Email and password ask whoever has a second factor set up for a sign-in or `/auth/proof` within the last five minutes, or else a `code`: 403 `proof_needed`.',
    body: change,
    bodyName: 'AccountChange',
    example: { time_zone: 'Europe/Berlin', currency: 'EUR' },
    refusals: [429],
    answer: { status: 200, description: 'Changed', schema: changedUser },
    async handle({ principal, body, device }) {
      const pair = await carryOut(services, principal, body, device);
      const currency = findCurrency(body.currency ?? '') ?? principal.currency;
      const account = present(await profiles.find(principal), currency);
      return { body: { ...account, ...(pair && { tokens: presentTokens(pair) }) } };
    },
  });
}

/** The service that a change needs; tokens where it ended the session that asked. */
async function carryOut(
  { accounts, profiles, emailChanges, proofs }: Changing,
  principal: Principal,
  body: z.output<typeof change>,
  device: Device,
): Promise<TokenPair | undefined> {
  const { username, time_zone: timeZone, currency, email, new_password: newPassword } = body;
  const { language, locale, theme, week_starts_on: weekStartsOn } = body;
  const currentPassword = body.current_password ?? '';
  if (newPassword !== undefined || email !== undefined)
    await proofs.require(principal, { from: 'with-factor', code: body.code }, device);
  if (newPassword !== undefined)
    return accounts.changePassword(principal, { currentPassword, newPassword }, device);
  if (email !== undefined) await emailChanges.ask(principal, { email, currentPassword }, device);
  else
    await profiles.change(principal, {
      username,
      timeZone,
      currency,
      language,
      locale,
      theme,
      weekStartsOn,
    });
  return undefined;
}

function deleteAccount({ accounts, proofs }: Changing): ApiRoute {
  return route({
    method: 'delete',
    path: '/users/me',
    guard: 'session',
    name: 'deleteAccount',
    tag,
    summary: 'Delete your account and everything in it',
    description:
      'Ends every session and token at once. It cannot be taken back. Asks for a fresh proof like a new password.',
    body: z.strictObject({
      password: z
        .string({ error: 'fault.password.own_empty' })
        .meta({ format: 'password', examples: ['correct horse battery'] }),
      code: proofCode,
    }),
    bodyName: 'AccountDeletion',
    example: { password: 'correct horse battery' },
    refusals: [429],
    answer: { status: 204, description: 'Deleted' },
    async handle({ principal, body, device }) {
      await proofs.require(principal, { from: 'with-factor', code: body.code }, device);
      await accounts.deleteAccount(principal, body.password, device);
      return {};
    },
  });
}

function present(account: Account, currency: Currency): z.output<typeof user> {
  const { id, username, email, timeZone, createdAt } = account;
  const { language, region, theme, weekStartsOn } = readPreferences(account.preferences);
  return {
    id,
    username,
    email,
    time_zone: timeZone,
    currency: currency.code,
    language,
    locale: region,
    theme,
    week_starts_on: weekStartsOn,
    created_at: createdAt,
  };
}
