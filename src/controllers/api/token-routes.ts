import { z } from 'zod';
import type { AccessToken, AccessTokenService } from '../../services/identity/access-token-service.js';
import { parseId } from '../forms/id.js';
import { tokenSchema } from '../forms/token-form.js';
import { id, instant, proofCode } from './answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Personal access tokens';

const fields = {
  id,
  name: z.string().meta({ examples: ['Phone shortcut'] }),
  scope: z.enum(['read', 'write']),
  created_at: instant,
  expires_at: instant.nullable().meta({ description: 'null: never.' }),
  last_used_at: instant.nullable().meta({ description: 'To the minute; null: not yet.' }),
};
const token = z.strictObject(fields).meta({ id: 'AccessToken' });
const madeToken = z
  .strictObject({
    ...fields,
    token: z.string().meta({
      description: 'For `Authorization: Bearer …`. Shown this once: only its hash is kept.',
      examples: ['outlay_pat_2Q9rmuFVyFhO2bCkVPUZb5BsO1x1m9b5ynPEhMXfW8c'],
    }),
  })
  .meta({ id: 'MadeAccessToken' });

const newToken = tokenSchema.extend({ code: proofCode });

export function tokenRoutes(services: ApiServices): ApiRoute[] {
  const { accessTokens } = services;
  return [listTokens(accessTokens), makeToken(services), ...oneToken(accessTokens)];
}

function listTokens(accessTokens: AccessTokenService): ApiRoute {
  return route({
    method: 'get',
    path: '/tokens',
    guard: 'session',
    name: 'listTokens',
    tag,
    summary: 'Your personal access tokens',
    description:
      'What they may do, until when, and when they were last used. Their texts are shown once, when they are made.',
    answer: { status: 200, description: 'Newest first', schema: z.strictObject({ data: z.array(token) }) },
    handle: async ({ principal }) => ({
      body: { data: (await accessTokens.list(principal)).map(present) },
    }),
  });
}

function makeToken({ accessTokens, proofs }: ApiServices): ApiRoute {
  return route({
    method: 'post',
    path: '/tokens',
    guard: 'session',
    name: 'makeToken',
    tag,
    summary: 'Make a personal access token',
    description:
      'For scripts and shortcuts. It can reach expenses, categories and reports, never the account itself. Asks for a sign-in, or `/auth/proof`, within the last five minutes, or else a `code`.',
    body: newToken,
    bodyName: 'NewAccessToken',
    example: { name: 'Phone shortcut', scope: 'write', expires_in_days: 90 },
    idempotent: true,
    refusals: [429],
    answer: {
      status: 201,
      description: 'Made',
      schema: madeToken,
      headers: { Location: 'Path of the token' },
    },
    async handle({ principal, body, device, idempotencyKey }) {
      const { name, scope, expires_in_days: expiresInDays, code } = body;
      await proofs.require(principal, { from: 'all', code }, device);
      const { record, token } = await accessTokens.make(
        principal,
        { name, scope, expiresInDays },
        device,
        idempotencyKey,
      );
      return {
        body: { ...present(record), token },
        headers: { Location: `/api/v1/tokens/${String(record.id)}` },
      };
    },
  });
}

function oneToken(accessTokens: AccessTokenService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/tokens/{id}',
      guard: 'session',
      name: 'readToken',
      tag,
      summary: 'One personal access token',
      description: 'What it may do, until when, and when it was last used.',
      answer: { status: 200, description: 'The token, without its text', schema: token },
      handle: async ({ principal, pathId }) => ({
        body: present(await accessTokens.find(principal, parseId(pathId, 'access_token'))),
      }),
    }),
    route({
      method: 'delete',
      path: '/tokens/{id}',
      guard: 'session',
      name: 'revokeToken',
      tag,
      summary: 'Revoke a personal access token',
      description: 'It is refused with its next request, and cannot be brought back.',
      answer: { status: 204, description: 'Revoked: it is refused from now on' },
      async handle({ principal, pathId, device }) {
        await accessTokens.revoke(principal, parseId(pathId, 'access_token'), device);
        return {};
      },
    }),
  ];
}

function present(record: AccessToken): z.output<typeof token> {
  const { id, name, scope, createdAt, expiresAt, lastUsedAt } = record;
  return { id, name, scope, created_at: createdAt, expires_at: expiresAt, last_used_at: lastUsedAt };
}
