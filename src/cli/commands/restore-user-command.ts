import { basename } from 'node:path';
import type { Command } from '../command.js';
import { openText } from '../given-file.js';
import { withServices } from '../installation.js';

export const restoreUser: Command['run'] = ({ given, terminal, config }) => {
  const { user } = given.all('user');
  const path = given.required('file');
  return withServices(config(), terminal, async ({ host, restoring }) => {
    const principal = await host.principal(user);
    const file = { name: basename(path), text: await openText(path) };
    const { added, existing, categories, tags } = await restoring.restore(principal, file, (step, count) =>
      terminal.progress(`${step === 'reading' ? 'Reading' : 'Adding'}: ${String(count)} expenses`),
    );
    terminal.progress('');
    const text = `Restored ${String(added)} expenses; ${String(existing)} were there already. The file has ${String(categories)} categories and ${String(tags)} tags.`;
    return { text, json: { added, existing, categories, tags } };
  });
};
