import { READING_ABOUT } from '../../controllers/forms/reading-form.js';
import { FILTER_FIELDS } from '../../controllers/forms/filter-form.js';
import { PERIODS } from '../../domain/calendar.js';
import { EXPORT_FORMATS } from '../../domain/export/export-format.js';
import { READING_FIELDS } from '../../domain/import/reading.js';
import type { Command, Option } from '../command.js';
import { optionOf } from '../refusals.js';
import { exportExpenses } from './export-command.js';
import { importFile } from './import-command.js';
import { restoreUser } from './restore-user-command.js';

const USER = ['--user <email>', 'the address of the account'] as const;

const reading = READING_FIELDS.map((field): Option => [
  `${optionOf(field)} <value>`,
  READING_ABOUT[field].replaceAll('`', ''),
]);

const FILTER_ABOUT: Readonly<Record<(typeof FILTER_FIELDS)[number], string>> = {
  category: 'the name of a category; none: those without one',
  month: 'YYYY-MM',
  year: 'YYYY',
  from: 'the first day, YYYY-MM-DD',
  to: 'the last day, YYYY-MM-DD',
  q: 'words of the description or tags',
  period: `${PERIODS.join(', ')}: up to today`,
  tag: 'the names of tags, separated by commas: all of them',
  min: 'the smallest amount',
  max: 'the largest amount',
};

export const exchangeCommands: readonly Command[] = [
  {
    name: 'import',
    summary: 'add the expenses of a file of a bank or another program; what is there already is left out',
    operands: ['<file>'],
    options: [
      USER,
      ['--dry-run', 'only say what would be added'],
      ['--yes', 'do not ask before adding'],
      ...reading,
    ],
    json: true,
    more: 'CSV, OFX, QFX, QIF, CAMT, and exports of other trackers. What the file cannot tell is asked: answer with the option that is named.',
    run: importFile,
  },
  {
    name: 'export',
    summary: 'print expenses as a file, sorted by day',
    options: [
      USER,
      [
        '--format <format>',
        `${EXPORT_FORMATS.join(', ')}, or all: everything of the account as one JSON file`,
      ],
      ...FILTER_FIELDS.map((field): Option => [`--${field} <value>`, FILTER_ABOUT[field]]),
    ],
    more: 'Without a filter, all expenses. restore-user takes the file of --format all back.',
    run: exportExpenses,
  },
  {
    name: 'restore-user',
    summary: 'put back what "Everything of mine" or export --format all wrote, all of it or nothing',
    operands: ['<file>'],
    options: [USER],
    json: true,
    more: 'What the account has already stays as it is and is not added twice.',
    run: restoreUser,
  },
];
