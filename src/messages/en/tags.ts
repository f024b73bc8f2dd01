/** Tags: their field, their page, their faults. */
export const tags = {
  'fault.tag.empty': 'Enter a tag.',
  'fault.tag.too_long': 'A tag is too long: {max} characters at most.',
  'fault.tag.unseen': 'A tag contains a character that cannot be seen ({character}). Please type it again.',
  'fault.tag.comma': 'A tag has no comma in it.',
  'fault.tag.too_many': 'A book holds {max} tags at most.',
  'fault.tag.too_many_of_one': 'An expense has {max} tags at most.',
  'fault.tag.list': 'Send a list of names.',
  'fault.tag.unknown': 'There is no such tag.',
  'frame.tag': 'Tag',
  'frame.tags': 'Tags',
  'frame.hash': '#{tag}',
  'frame.refund': 'Refund',
  'refund.word': 'Refund',
  'expenses.repeat': 'Repeat',
  'expenses.more_places': 'More about your expenses',

  'tags.title': 'Tags',
  'tags.lead': 'Words of your own that run across categories: a trip, a project, a person.',
  'tags.empty': '<b>No tags yet.</b> Write some, separated by commas, when you add or edit an expense.',
  'tags.list': 'Tags',
  'tags.edit': 'Edit tag',
  'tags.rename_hint': 'The name of another tag merges the two.',
  'tags.delete': 'Delete tag',
  'tags.delete_title': 'Delete “{name}”?',
  'tags.delete_lead':
    '{count, plural, one {<b># expense</b> will lose this tag. It is not deleted.} other {<b># expenses</b> will lose this tag. None of them is deleted.}}',
  'tags.delete_unused': 'No expense carries it.',
  'tags.keep': 'Keep it',
  'tags.renamed': 'Saved the tag “{name}”.',
  'tags.merged':
    '{count, plural, one {Merged “{name}” into “{target}”: # expense.} other {Merged “{name}” into “{target}”: # expenses.}}',
  'tags.deleted':
    '{count, plural, one {Deleted the tag “{name}”. # expense lost it.} other {Deleted the tag “{name}”. # expenses lost it.}}',

  'categories.merge_title': 'Merge “{name}” into “{target}”?',
  'categories.merge_lead':
    '{count, plural, one {<b># expense</b> moves to “{target}”, and “{name}” goes. It can be undone.} other {<b># expenses</b> move to “{target}”, and “{name}” goes. It can be undone.}}',
  'categories.merge_unused': 'No expense uses “{name}”: it just goes. It can be undone.',
  'categories.archive': 'Archive category',
  'categories.unarchive': 'Use again',
  'categories.archived': 'Archived',
  'categories.was_archived': 'Archived “{name}”: it is out of the forms, and stays in the past.',
  'categories.was_unarchived': '“{name}” is in the forms again.',

  'trash.search': 'Search the trash',
  'trash.delete_for_good': 'Delete for good',
  'trash.empty_it': 'Empty',
  'trash.empty_title': 'Empty the trash?',
  'trash.empty_lead': 'Everything in it is gone for good. This cannot be undone.',
  'trash.deleted_for_good': '“{expense}” is gone for good.',
  'trash.emptied':
    '{count, plural, one {The trash is empty: # expense is gone.} other {The trash is empty: # expenses are gone.}}',
  'trash.nothing_found': '<b>Nothing in the trash matches.</b> <link>See all of it</link>.',

  'error.no_such.tag': 'There is no such tag.',
} as const;
