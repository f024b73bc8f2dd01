/** What happened to expenses, and undoing it. */
export const changes = {
  'error.no_such.change': 'There is no such change.',
  'error.change_under_way':
    'A change of many expenses is still under way in this book. Try again when it is done.',
  'error.undone_already': 'This was undone already.',
} as const;
