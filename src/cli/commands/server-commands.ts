import { openUpToDate } from '../../ground.js';
import type { Command } from '../command.js';

export const serverCommands: readonly Command[] = [
  {
    name: 'serve',
    summary: 'serve pages and API until stopped; makes and migrates the database',
    more: 'Settings come from the environment or from a file .env: see outlay config.',
    async run({ config }) {
      await import('../../observability/heap.js');
      const { serve } = await import('../../serve.js');
      await serve(config());
      return {};
    },
  },
  {
    name: 'migrate',
    summary: 'bring the database up to date, or make it; an older server on SQLite must be stopped before',
    json: true,
    async run({ config }) {
      const { database, applied } = await openUpToDate(config());
      await database.close();
      const steps = `Brought the database up to date: ${applied.join(', ')}.`;
      return { text: applied.length > 0 ? steps : 'The database is up to date.', json: { applied } };
    },
  },
];
