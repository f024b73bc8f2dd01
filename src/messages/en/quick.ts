/** One line that tells of an expense. */
export const quick = {
  'fault.quick.empty': 'Write the expense as one line.',
  'fault.quick.too_long': 'One line has {max} characters at most.',
  'quick.title': 'Quick add',
  'quick.one_line': 'One line',
  'quick.read': 'Read',
  'quick.example': '{amount} lunch #food yesterday',
  'quick.help': 'What one line may say',
  'quick.understood': 'Understood',
  'quick.put_right': 'Anything that is wrong, put it right below. Nothing is saved yet.',
  'quick.back': 'Back to your expenses',
} as const;
