/** Expenses that come back: their page, their faults. */
export const recurring = {
  'error.no_such.recurring': 'There is no such recurring expense.',
  'error.recurring_rests': 'There is no day to skip: it is paused, or its last day is over.',
  'fault.recurring.interval': 'Enter a whole number from 1 to {max}.',
  'fault.recurring.every': 'Choose day, week, month or year.',
  'fault.recurring.mode': 'Choose what is done on the day.',
  'fault.recurring.ends_before': 'That is before the first day.',
  'fault.recurring.too_many': 'A book holds {max} recurring expenses at most.',
  'fault.recurring.too_many_due': 'That is too long ago: {max} expenses at most can be added at once.',
  'fault.recurring.too_far': 'Choose a day within the next {max} days.',
  'fault.recurring.no_such_day': 'This is no day that can be skipped.',
  'changes.kind.recurring': 'Added “{name}”, which comes back',
} as const;
