import { HOST } from '../../services/identity/host-service.js';
import type { Command, Invocation } from '../command.js';
import { withServices } from '../installation.js';
import { UsageError } from '../refusals.js';
import { table } from '../table.js';

const USER = ['--user <email>', 'the address of the account'] as const;
const DAYS_MAX = 3_660;

export const sessionCommands: readonly Command[] = [
  {
    name: 'session list',
    summary: 'list the devices that are signed in',
    options: [USER],
    json: true,
    run: listSessions,
  },
  {
    name: 'session close',
    summary: 'sign a device out, or all devices of an account',
    operands: ['[session]'],
    options: [USER, ['--all', 'every device of the account']],
    json: true,
    run: closeSessions,
  },
  {
    name: 'token add',
    summary: 'make a personal token for scripts; printed once, as the last line',
    options: [
      USER,
      ['--name <name>', 'what it is for; else "command line"'],
      ['--read-only', 'it may look at everything and change nothing'],
      ['--days <number>', 'for how long it works; else for ever'],
    ],
    json: true,
    run: addToken,
  },
];

async function listSessions({ given, terminal, config }: Invocation) {
  const email = given.required('user');
  const sessions = await withServices(config(), terminal, ({ host }) => host.sessions(email));
  const rows = sessions.map(({ id, lastUsedAt, ipPrefix, userAgent }) => [
    String(id),
    lastUsedAt.slice(0, 16).replace('T', ' '),
    ipPrefix,
    userAgent,
  ]);
  return {
    text: table(['session', 'last used', 'from', 'device'], rows),
    json: sessions.map(({ id, createdAt, lastUsedAt, ipPrefix, userAgent }) => ({
      id,
      created_at: createdAt,
      last_used_at: lastUsedAt,
      ip_prefix: ipPrefix,
      user_agent: userAgent,
    })),
  };
}

async function closeSessions({ given, terminal, config }: Invocation) {
  const email = given.required('user');
  const session = given.whole('session', { min: 1, max: 999_999_999 });
  if ((session === undefined) === !given.flag('all'))
    throw new UsageError('Say which: the number of a session, or --all.');
  const closed = await withServices(config(), terminal, ({ host }) => host.closeSessions(email, session));
  const text = closed === 1 ? 'Signed out 1 device.' : `Signed out ${String(closed)} devices.`;
  return { text, json: { closed } };
}

async function addToken({ given, terminal, config }: Invocation) {
  const email = given.required('user');
  const expiresInDays = given.whole('days', { min: 1, max: DAYS_MAX }) ?? null;
  const scope = given.flag('read-only') ? ('read' as const) : ('write' as const);
  const input = { name: given.text('name') ?? 'command line', scope, expiresInDays };
  const { token, record } = await withServices(config(), terminal, async ({ host, accessTokens }) =>
    accessTokens.make(await host.principal(email), input, HOST),
  );
  const { id, name, expiresAt } = record;
  return { text: token, json: { id, name, scope, expires_at: expiresAt, token } };
}
