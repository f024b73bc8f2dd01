import { z } from 'zod';
import { isTimeZone } from '../../domain/calendar.js';
import { unauthenticated } from '../../domain/errors.js';
import type { RefreshRefusal, TokenPair } from '../../services/identity/session-service.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

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

const text = (message: string) => z.string({ error: message });
const email = text('Enter an email address.').meta({
  format: 'email',
  maxLength: 254,
  examples: ['mira@example.com'],
});
const password = text('Enter a password.').meta({ format: 'password', examples: ['correct horse battery'] });
const refreshToken = text('Send a refresh token.').meta({
  examples: ['eyJhbGciOiJIUzI1NiIsInR5cCI6InJ0K2p3dCJ9.e30.c2ln'],
});

const registration = z.strictObject({
  username: text('Enter a username.').meta({ minLength: 1, maxLength: 40, examples: ['mira'] }),
  email,
  password: password.meta({
    description: 'Not one of the passwords that are guessed first.',
    maxLength: 1024,
  }),
  time_zone: text('Send a time zone.')
    .refine(isTimeZone, 'Choose a time zone from the list, such as Europe/Berlin.')
    .optional()
    .meta({ description: 'Of the IANA list; the server’s own when left out.', examples: ['Europe/Berlin'] }),
});

const holder = z.strictObject({ refresh_token: refreshToken });

const WHY: Record<RefreshRefusal, string> = {
  invalid: 'This is no refresh token of ours.',
  ended: 'This session has ended. Log in again.',
  expired: 'This session has expired. Log in again.',
  reuse: 'This refresh token was used before, so its session was ended for your safety. Log in again.',
};

export function authRoutes(services: ApiServices): ApiRoute[] {
  return [...signIn(services), refresh(services), logout(services)];
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
      body: registration,
      bodyName: 'Registration',
      refusals: [403, 429],
      answer: {
        status: 201,
        description: 'Registered and signed in',
        schema: tokens,
        headers: { Location: 'Path of the account' },
      },
      async handle({ body: { time_zone: timeZone, ...rest }, device }) {
        const pair = await accounts.register({ ...rest, timeZone }, device);
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
      description: 'Opens a session. It appears in `/sessions` and can be ended there.',
      body: z.strictObject({ email, password }),
      bodyName: 'Credentials',
      refusals: [401, 429],
      answer: { status: 200, description: 'Signed in', schema: tokens },
      handle: async ({ body, device }) => ({ body: presentTokens(await accounts.signIn(body, device)) }),
    }),
  ];
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
    async handle({ body }) {
      const refreshToken = body.refresh_token;
      const known = await sessions.recognise({ accessToken: undefined, refreshToken });
      if (known) await limits.beforeRefresh(known.sessionId);
      const rotation = await sessions.rotate(refreshToken);
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
