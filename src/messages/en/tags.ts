/** Tags: their field, their page, their faults. */
export const tags = {
  'fault.tag.empty': 'Enter a tag.',
  'fault.tag.too_long': 'A tag is too long: {max} characters at most.',
  'fault.tag.unseen': 'A tag contains a character that cannot be seen ({character}). Please type it again.',
  'fault.tag.comma': 'A tag has no comma in it.',
  'fault.tag.too_many': 'A book holds {max} tags at most.',
  'fault.tag.too_many_of_one': 'An expense has {max} tags at most.',
  'error.no_such.tag': 'There is no such tag.',
} as const;
