/** Export: its page, its link, its faults. */
export const exports = {
  'exports.title': 'Export',
  'exports.export_everything': 'Export everything',
  'exports.lead': 'Your expenses as a file, for a spreadsheet, another program, or to keep.',
  'exports.filtered': 'Only what <link>this filter</link> shows is exported.',
  'exports.all': 'Every expense is exported. Filter “My expenses” first to export a part.',
  'exports.formats': 'Formats',
  'exports.csv': 'CSV',
  'exports.csv_about': 'For spreadsheets. Outlay can read it back.',
  'exports.json': 'JSON',
  'exports.json_about': 'For programs. Outlay can read it back.',
  'exports.hledger': 'hledger',
  'exports.hledger_about': 'A journal for plain text accounting with hledger.',
  'exports.beancount': 'Beancount',
  'exports.beancount_about': 'A ledger for plain text accounting with Beancount.',
  'exports.everything': 'Everything of mine',
  'exports.everything_about':
    'Categories, tags, budgets, recurring expenses, rules and all expenses in one JSON file.',
  'exports.everything_limits':
    '“Import” takes up to 20 MB and 200,000 expenses of it back. Whoever runs this Outlay can put back a larger file, with: {command}',
  'expenses.export': 'Export',
  'expenses.export_formats': 'Other formats',
  'fault.export.format': 'Choose one of: {choices}.',
} as const;
