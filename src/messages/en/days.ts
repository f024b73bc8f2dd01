/** Days that deserve a word. */
export const days = {
  'fault.day.out_of_range': 'Days from {first} to {last} can be kept.',
  'fault.day.far_ahead':
    'Do you mean {day}, {years, plural, one {in # year} other {in # years}}? Then press the button once more.',
  'fault.day.long_ago':
    'Do you mean {day}, {years, plural, one {# year ago} other {# years ago}}? Then press the button once more.',
  'frame.named_amount_day': '{name}, {amount}, {day}',
} as const;
