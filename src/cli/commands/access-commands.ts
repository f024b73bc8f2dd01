import type { Services } from '../../compose.js';
import type { Command, Invocation, Outcome } from '../command.js';
import { withServices } from '../installation.js';

const EMAIL = ['--email <address>', 'the address of the account'] as const;

type Work = (services: Services, email: string) => Promise<Outcome>;

/** A command about the access of one account. */
function about(verb: string, summary: string, work: Work): Command {
  const run = ({ given, terminal, config }: Invocation) => {
    const email = given.required('email');
    return withServices(config(), terminal, (services) => work(services, email));
  };
  return { name: `user ${verb}`, summary, operands: ['[email]'], options: [EMAIL], json: true, run };
}

/** Who gets in, as far as whoever runs the installation decides. */
export const accessCommands: readonly Command[] = [
  about(
    'reset-password',
    'print a link, for 30 minutes and one use, under which a new password is set; it does not pass a second factor by',
    async ({ hostAccess }, email) => {
      const link = await hostAccess.resetLink(email);
      return { text: link, json: { email, link } };
    },
  ),
  about(
    'disable',
    'let nobody in: every session ends at once, tokens rest, the book stays',
    async (services, email) => {
      await services.hostAccess.disable(email);
      return { text: `Disabled ${email}.`, json: { email, disabled: true } };
    },
  ),
  about('enable', 'let somebody in again', async ({ hostAccess }, email) => {
    await hostAccess.enable(email);
    return { text: `Enabled ${email}.`, json: { email, disabled: false } };
  }),
  about(
    'disable-second-factor',
    'take the authenticator app, passkeys and recovery codes from somebody who lost theirs',
    async ({ hostAccess }, email) => {
      const removed = await hostAccess.disableSecondFactor(email);
      const text = removed
        ? `Removed the second factor of ${email}: the password alone signs in.`
        : `${email} has no second factor.`;
      return { text, json: { email, removed } };
    },
  ),
  {
    name: 'user invite',
    summary: 'print a link, for 7 days and one person, to make an account with REGISTRATION=invite',
    json: true,
    async run({ terminal, config }) {
      const settings = config();
      const link = await withServices(settings, terminal, ({ invites }) => invites.make());
      if (settings.registration === 'open')
        terminal.note('REGISTRATION is open: anybody can register anyway.');
      if (settings.registration === 'closed')
        terminal.note('REGISTRATION is closed: the link works once it is set to invite.');
      return { text: link, json: { link } };
    },
  },
];
