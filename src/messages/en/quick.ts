/** One line that tells of an expense. */
export const quick = {
  'fault.quick.empty': 'Write the expense as one line.',
  'fault.quick.too_long': 'One line has {max} characters at most.',
} as const;
