import { randomBytes } from 'node:crypto';
import { LANGUAGES } from '../../messages/language.js';
import type { AccountRow } from '../../services/identity/host-service.js';
import type { Command, Invocation } from '../command.js';
import { withServices } from '../installation.js';
import { CommandRefused } from '../refusals.js';
import { table } from '../table.js';

const EMAIL = ['--email <address>', 'the address of the account'] as const;
const PASSWORDS =
  'The password is asked for on a terminal. Elsewhere one is made up and printed, unless --password-stdin is given;\n' +
  '--password is for tries: other users of this machine can see it.';

export const userCommands: readonly Command[] = [
  {
    name: 'user add',
    summary: 'make an account, also where registration is closed',
    operands: ['[email]'],
    options: [
      EMAIL,
      ['--username <name>', 'else what stands before the @'],
      ['--password <password>', 'for tries only'],
      ['--password-stdin', 'read the password from standard input'],
      ['--currency <code>', 'of their book, such as EUR; else DEFAULT_CURRENCY, else that of the region'],
      ['--language <tag>', LANGUAGES.join(', ')],
      ['--region <tag>', 'how numbers and days are written, such as de-AT'],
      ['--time-zone <name>', 'such as Europe/Vienna; else that of this machine'],
    ],
    json: true,
    more: PASSWORDS,
    run: addUser,
  },
  {
    name: 'user list',
    summary: 'list the accounts, the oldest first',
    json: true,
    run: listUsers,
  },
  {
    name: 'user delete',
    summary: 'delete an account: signed out at once, its expenses erased within the hour by the server',
    operands: ['[email]'],
    options: [EMAIL, ['--yes', 'do not ask']],
    run: deleteUser,
  },
];

async function addUser(invocation: Invocation) {
  const { given, terminal, config } = invocation;
  const email = given.required('email');
  const { password, isMadeUp } = await choosePassword(invocation);
  const user = await withServices(config(), terminal, ({ host }) =>
    host.add({
      email,
      password,
      username: given.text('username'),
      currency: given.text('currency'),
      language: given.text('language'),
      locale: given.text('region'),
      timeZone: given.text('time-zone'),
    }),
  );
  if (!isMadeUp) return { text: `Added ${user.email} (user ${String(user.id)}).`, json: user };
  terminal.note(`Added ${user.email} (user ${String(user.id)}). The password that was made up for it:`);
  return { text: password, json: { ...user, password } };
}

async function choosePassword({ given, terminal }: Invocation) {
  const typed = given.text('password');
  if (typed !== undefined) return { password: typed, isMadeUp: false };
  if (given.flag('password-stdin'))
    return { password: (await terminal.readInput()).replace(/\r?\n$/, ''), isMadeUp: false };
  if (!terminal.isInteractive) return { password: randomBytes(15).toString('base64url'), isMadeUp: true };
  const password = await terminal.askSecretly('Password: ');
  if (password !== (await terminal.askSecretly('The same again: ')))
    throw new CommandRefused('These were two different passwords.');
  return { password, isMadeUp: false };
}

async function listUsers({ given, terminal, config }: Invocation) {
  const accounts: AccountRow[] = [];
  await withServices(config(), terminal, async ({ host }) => {
    for await (const account of host.list()) accounts.push(account);
  });
  if (given.flag('json')) return { json: accounts.map(toJson) };
  const rows = accounts.map(({ id, email, username, createdAt, sessions, lastUsedAt, disabledAt }) => [
    String(id),
    email,
    username,
    createdAt.slice(0, 10),
    String(sessions),
    lastUsedAt?.slice(0, 10) ?? 'never',
    disabledAt === null ? '' : 'disabled',
  ]);
  return { text: table(['id', 'email', 'username', 'since', 'devices', 'last seen', ''], rows) };
}

const toJson = ({ id, email, username, createdAt, sessions, lastUsedAt, disabledAt }: AccountRow) => ({
  id,
  email,
  username,
  created_at: createdAt,
  sessions,
  last_used_at: lastUsedAt,
  disabled_at: disabledAt,
});

async function deleteUser({ given, terminal, config }: Invocation) {
  const email = given.required('email');
  const question = `Delete ${email} with all expenses? This cannot be undone. Type the address again: `;
  if (!given.flag('yes')) {
    if (!terminal.isInteractive) throw new CommandRefused('Nobody can be asked here: add --yes to go on.');
    if ((await terminal.ask(question)).trim() !== email) throw new CommandRefused('Nothing was deleted.');
  }
  await withServices(config(), terminal, ({ host }) => host.remove(email));
  return { text: `Deleted ${email}.` };
}
