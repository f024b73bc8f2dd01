import { z } from 'zod';
import type { Session, SessionService } from '../../services/identity/session-service.js';
import type { Principal } from '../../services/identity/principal.js';
import { parseId } from '../forms/id.js';
import { id, instant } from './answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Sessions';

const sessionSchema = z
  .strictObject({
    id,
    user_agent: z.string().meta({ description: 'As the device named itself.', examples: ['curl/8.5.0'] }),
    ip_prefix: z
      .string()
      .meta({ description: 'Where it signed in, without the last part.', examples: ['192.0.2.0/24'] }),
    created_at: instant,
    last_used_at: instant.meta({ description: 'When its tokens were last renewed.' }),
    expires_at: instant.meta({ description: 'When it ends in any case.' }),
    current: z.boolean().meta({ description: 'Whether it is the one that asks.' }),
  })
  .meta({ id: 'Session' });

export const sessionRoutes = ({ sessions }: ApiServices): ApiRoute[] => [
  ...allSessions(sessions),
  ...oneSession(sessions),
];

function allSessions(sessions: SessionService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/sessions',
      guard: 'session',
      name: 'listSessions',
      tag,
      summary: 'Where you are signed in',
      description:
        'Each sign-in that is still alive is one session, with its device and when it was last used. The one that asks is `current`.',
      answer: {
        status: 200,
        description: 'Live sessions, last used first',
        schema: z.strictObject({ data: z.array(sessionSchema) }),
      },
      handle: async ({ principal }) => ({
        body: { data: (await sessions.list(principal)).map((each) => present(each, principal)) },
      }),
    }),
    route({
      method: 'delete',
      path: '/sessions',
      guard: 'session',
      name: 'endOtherSessions',
      tag,
      summary: 'Sign out everywhere else',
      description: 'All sessions but the one that asks end at once. Personal access tokens stay.',
      answer: { status: 204, description: 'Only the session that asked is left' },
      async handle({ principal, device }) {
        await sessions.endOthers(principal, device);
        return {};
      },
    }),
  ];
}

function oneSession(sessions: SessionService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/sessions/{id}',
      guard: 'session',
      name: 'readSession',
      tag,
      summary: 'One session',
      description: 'One sign-in on one device, while it is alive.',
      answer: { status: 200, description: 'The session', schema: sessionSchema },
      handle: async ({ principal, pathId }) => ({
        body: present(await sessions.find(principal, parseId(pathId, 'session')), principal),
      }),
    }),
    route({
      method: 'delete',
      path: '/sessions/{id}',
      guard: 'session',
      name: 'endSession',
      tag,
      summary: 'Sign out one device',
      description: 'It takes effect with the next request of that device.',
      answer: { status: 204, description: 'Signed out' },
      async handle({ principal, pathId, device }) {
        await sessions.endOne(principal, parseId(pathId, 'session'), device);
        return {};
      },
    }),
  ];
}

function present(session: Session, principal: Principal): z.output<typeof sessionSchema> {
  return {
    id: session.id,
    user_agent: session.userAgent,
    ip_prefix: session.ipPrefix,
    created_at: session.createdAt,
    last_used_at: session.lastUsedAt,
    expires_at: session.absoluteExpiresAt,
    current: session.id === principal.sessionId,
  };
}
