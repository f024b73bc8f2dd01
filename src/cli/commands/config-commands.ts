import { describeConfig } from '../../config/describe.js';
import type { Command } from '../command.js';
import { table } from '../table.js';

export const configCommands: readonly Command[] = [
  {
    name: 'config',
    summary: 'show the settings in force and where each comes from; no secret is shown',
    json: true,
    async run({ config, environment }) {
      const settings = config();
      const lines = describeConfig(settings, environment(settings.home));
      const rows = lines.map(({ name, value, isSet }) => [name, value, isSet ? '' : '(default)']);
      const json = Object.fromEntries(lines.map(({ name, value }) => [name, value]));
      return { text: table(['variable', 'value', ''], rows), json };
    },
  },
];
