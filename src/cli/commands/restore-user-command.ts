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
    const restored = await restoring.restore(principal, file, (step, count) =>
      terminal.progress(`${step === 'reading' ? 'Reading' : 'Adding'}: ${String(count)} expenses`),
    );
    terminal.progress('');
    const { added, existing, categories, tags, budgets, recurring, rules } = restored;
    const parts = [
      ...[count(categories, 'category', 'categories'), count(tags, 'tag'), count(budgets, 'budget')],
      count(recurring, 'recurring expense'),
    ];
    const text = `Restored ${String(added)} expenses; ${String(existing)} were there already. The file has ${parts.join(', ')} and ${count(rules, 'rule')}.`;
    return { text, json: restored };
  });
};

const count = (number: number, one: string, many = `${one}s`) =>
  `${String(number)} ${number === 1 ? one : many}`;
