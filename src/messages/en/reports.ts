/** The report of a year. */
export const reports = {
  'reports.title': 'Reports',
  'reports.title_of': 'Report {year}',
  'reports.years': 'Years',
  'reports.empty':
    '<b>Nothing in {year} yet.</b> Once you <link>add an expense</link>, its month and its category appear here.',
  'reports.table': 'Months and categories',
  'reports.scroll': 'The table scrolls sideways.',
  'reports.year': 'Year',
  'reports.all': 'All',
  'reports.where': 'Where it went',
  'reports.weeks': 'By week',
  'reports.tags': 'By tag',
  'reports.average': '{amount} a month, on average',
  'reports.no_year': '“{text}” is no year such as 2026.',
  'reports.scale': 'The tallest bar is {amount}.',
  'reports.side_by_side': 'Years side by side',
  'reports.form': 'Choose a report',
  'reports.show': 'Show',
  'reports.total': 'Total',
} as const;
