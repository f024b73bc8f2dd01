import { z } from 'zod';
import { isTimeZone } from '../../domain/calendar.js';
import { unauthenticated } from '../../domain/errors.js';
import type { RefreshRefusal } from '../../services/identity/rotation.js';
import type { TokenPair } from '../../services/identity/token-pairs.js';
import { type ApiRoute, type ApiServices, route } from './route.js';
import { parseRegion, USUAL, usualRegionOf } from '../../locale/region.js';
import { LANGUAGES } from '../../messages/language.js';
import type { MessageKey } from '../../messages/message.js';
import { english, type PlainEnglish } from '../../messages/said.js';

const tag = 'Signing in';

export const tokens = z
  .strictObject({
    access_token: z.string().meta({ description: 'For the header `Authorization: Bearer …`.' }),
    refresh_token: z.string().meta({ description: 'Good for one call of `/auth/refresh`. Keep it secret.' }),
    token_type: z.literal('Bearer'),
    expires_in: z
      .int()
      .positive()
      .meta({ description: 'Seconds until the access token expires.', examples: [900] }),
  })
  .meta({ id: 'Tokens' });

const text = (key: MessageKey) => z.string({ error: key });
const email = text('fault.email.empty').meta({
  format: 'email',
  maxLength: 254,
  examples: ['mira@example.com'],
});
const password = text('fault.password.empty').meta({
  format: 'password',
  examples: ['correct horse battery'],
});
const refreshToken = z.string({ error: 'Send a refresh token.' }).meta({
  examples: ['eyJhbGciOiJIUzI1NiIsInR5cCI6InJ0K2p3dCJ9.e30.c2ln'],
});

const registration = z.strictObject({
  username: text('fault.username.empty').meta({ minLength: 1, maxLength: 40, examples: ['mira'] }),
  email,
  password: password.meta({
    description: 'Not one of the passwords that are guessed first.',
    maxLength: 1024,
  }),
  invite: text('fault.invite.empty')
    .optional()
    .meta({ description: 'The secret of an invitation, where registration needs one.' }),
  time_zone: text('fault.time_zone.unknown')
    .refine(isTimeZone, 'fault.time_zone.unknown' satisfies MessageKey)
    .optional()
    .meta({ description: 'Of the IANA list; the server’s own when left out.', examples: ['Europe/Berlin'] }),
  language: z
    .enum(LANGUAGES, { error: 'fault.language.unknown' satisfies MessageKey })
    .optional()
    .meta({
      description: 'Of pages, mails and starting categories; English when left out.',
      examples: ['de'],
    }),
  locale: z
    .string({ error: 'fault.region.unknown' satisfies MessageKey })
    .refine((tag) => parseRegion(tag) !== undefined, 'fault.region.unknown' satisfies MessageKey)
    .optional()
    .meta({
      description: 'The region, as BCP 47: how pages write numbers and days, and the currency.',
      examples: ['de-AT'],
    }),
});

const holder = z.strictObject({ refresh_token: refreshToken });

const WHY: Record<RefreshRefusal, PlainEnglish> = {
  invalid: english('refresh_token.unknown', 'This is no refresh token of ours.'),
  ended: english('session.ended', 'This session has ended. Log in again.'),
  expired: english('session.expired', 'This session has expired. Log in again.'),
  reuse: english(
    'refresh_token.reused',
    'This refresh token was used before, so its session was ended for your safety. Log in again.',
  ),
};

export function authRoutes(services: ApiServices): ApiRoute[] {
  return [...signIn(services), secondFactor(services), proof(services), refresh(services), logout(services)];
}

function signIn({ accounts }: ApiServices): ApiRoute[] {
  return [
    route({
      method: 'post',
      path: '/auth/register',
      guard: 'open',
      name: 'register',
      tag,
      summary: 'Make an account and sign in',
      description:
        'A book with the starting categories and a session come with it. Where the host wants invitations, send the one you have as `invite`.',
      body: registration,
      bodyName: 'Registration',
      refusals: [403, 429],
      answer: {
        status: 201,
        description: 'Registered and signed in',
        schema: tokens,
        headers: { Location: 'Path of the account' },
      },
      async handle({ body: { time_zone: timeZone, language = USUAL.language, locale, ...rest }, device }) {
        const region = parseRegion(locale ?? usualRegionOf(language)) ?? USUAL.region;
        const preference = { language, region };
        const pair = await accounts.register({ ...rest, timeZone, preference }, device);
        return { body: presentTokens(pair), headers: { Location: '/api/v1/users/me' } };
      },
    }),
    route({
      method: 'post',
      path: '/auth/login',
      guard: 'open',
      name: 'login',
      tag,
      summary: 'Sign in with email and password',
      description:
        'Opens a session. It appears in `/sessions` and can be ended there. Where a second factor is set up, the answer to the right password is 401 with a `challenge` for `/auth/login/second-factor`.',
      body: z.strictObject({ email, password }),
      bodyName: 'Credentials',
      refusals: [401, 429],
      answer: { status: 200, description: 'Signed in', schema: tokens },
      handle: async ({ body, device }) => ({ body: presentTokens(await accounts.signIn(body, device)) }),
    }),
  ];
}

function secondFactor({ challenges }: ApiServices): ApiRoute {
  return route({
    method: 'post',
    path: '/auth/login/second-factor',
    guard: 'open',
    name: 'answerSecondFactor',
    tag,
    summary: 'Sign in with the code of an authenticator app, or a recovery code',
    description: 'A challenge lives five minutes and takes five codes. A code counts once.',
    body: z.strictObject({
      challenge: text('fault.code.empty').meta({ examples: ['x0FzI8wV0Zs2fH3lWc1Yk7u4mJ6q9tB5rN8pD2eGhAo'] }),
      code: text('fault.code.empty').meta({ examples: ['492039'] }),
    }),
    bodyName: 'SecondFactor',
    refusals: [401, 429],
    answer: { status: 200, description: 'Signed in', schema: tokens },
    handle: async ({ body, device }) => ({ body: presentTokens(await challenges.answer(body, device)) }),
  });
}

function proof({ proofs }: ApiServices): ApiRoute {
  return route({
    method: 'post',
    path: '/auth/proof',
    guard: 'session',
    name: 'proveAgain',
    tag,
    summary: 'Prove again who you are',
    description:
      'With the password, or with a code of the authenticator app or a recovery code. For the next five minutes this session may do what asks for it, such as making a personal access token.',
    body: z.strictObject({
      password: password.optional(),
      code: text('fault.code.empty')
        .optional()
        .meta({ examples: ['492039'] }),
    }),
    bodyName: 'Proof',
    example: { password: 'correct horse battery' },
    refusals: [429],
    answer: { status: 204, description: 'Proved' },
    async handle({ principal, body, device }) {
      await proofs.prove(principal, { password: body.password ?? '', code: body.code ?? '' }, device);
      return {};
    },
  });
}

function refresh({ sessions, limits }: ApiServices): ApiRoute {
  return route({
    method: 'post',
    path: '/auth/refresh',
    guard: 'open',
    name: 'refresh',
    tag,
    summary: 'Exchange a refresh token for a new pair',
    description:
      'A refresh token is good once; the same answer is given again for a few seconds, for a caller whose first answer was lost. Used later than that it counts as stolen, and its whole session ends.',
    body: holder,
    bodyName: 'RefreshRequest',
    refusals: [401, 429],
    answer: { status: 200, description: 'A new pair', schema: tokens },
    async handle({ body, device }) {
      const refreshToken = body.refresh_token;
      const known = await sessions.recognise({ accessToken: undefined, refreshToken });
      if (known) await limits.beforeRefresh(known.sessionId);
      const rotation = await sessions.rotate(refreshToken, device.ip);
      if (rotation.outcome !== 'rotated') throw unauthenticated(WHY[rotation.outcome]);
      return { body: presentTokens(rotation.tokens) };
    },
  });
}

function logout({ sessions }: ApiServices): ApiRoute {
  return route({
    method: 'post',
    path: '/auth/logout',
    guard: 'open',
    name: 'logout',
    tag,
    summary: 'End the session of a refresh token',
    description:
      'Its access tokens end with it, at once. A token that is no longer known is no fault (RFC 7009).',
    body: holder,
    bodyName: 'LogoutRequest',
    answer: { status: 204, description: 'Signed out' },
    async handle({ body }) {
      await sessions.signOut({ accessToken: undefined, refreshToken: body.refresh_token });
      return {};
    },
  });
}

export function presentTokens(pair: TokenPair): z.output<typeof tokens> {
  return {
    access_token: pair.accessToken,
    refresh_token: pair.refreshToken,
    token_type: 'Bearer',
    expires_in: pair.expiresInSeconds,
  };
}
