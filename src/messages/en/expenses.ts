/** The dashboard, the edit page and the trash. */
export const expenses = {
  'expenses.title': 'My expenses',
  'expenses.all_spent': 'All that you spent',
  'expenses.trash': 'Trash',
  'expenses.add': 'Add expense',
  'expenses.edit': 'Edit expense',
  'expenses.list': 'Expenses',
  'expenses.description_and_category': 'Description and category',
  'expenses.action': 'Action',
  'expenses.day_total': 'Day’s total',
  'expenses.added': 'Added “{expense}”.',
  'expenses.added_outside': 'Added “{expense}”. It is outside of this filter.',
  'expenses.show_it': 'Show it',
  'expenses.added_and_deleted': 'You added “{description}” with this form before, and deleted it since.',
  'expenses.open_trash': 'Open the trash',
  'expenses.saved': 'Saved “{expense}”.',
  'expenses.deleted': 'Deleted “{expense}”.',
  'expenses.restored': '“{expense}” is back.',

  'filter.form': 'Filter expenses',
  'filter.button': 'Filter',
  'filter.quick': 'Quick filters',
  'filter.active': 'Active filters',
  'filter.remove': 'Remove filter {name}:',
  'filter.search': 'Search',
  'filter.month': 'Month',
  'filter.year': 'Year',
  'filter.from': 'From',
  'filter.to': 'To',
  'filter.period': 'Period',
  'filter.all': 'All',
  'filter.this_month': 'This month',
  'filter.last_month': 'Last month',
  'filter.three_months': '3 months',
  'filter.any_time': 'Any time',
  'filter.past_week': 'Past week',
  'filter.past_month': 'Past month',
  'filter.past_three_months': 'Past 3 months',
  'filter.in_descriptions': 'In descriptions',
  'filter.any': 'Any',
  'filter.day_shape': 'YYYY-MM-DD',
  'filter.month_shape': 'YYYY-MM',
  'filter.from_day': 'from {day}',
  'filter.to_day': 'to {day}',

  'nothing.filter_fault':
    '<b>Put the filter right to see your expenses.</b> Or look at <link>all expenses</link>.',
  'nothing.found':
    '<b>Nothing matches this filter.</b> Take a filter away, or look at <link>all expenses</link>.',
  'nothing.yet': '<b>Your expenses will be listed here,</b> newest first, with the total of every day.',
  'welcome.title': 'Start with the last thing you paid for',
  'welcome.amount': '<b>Type the amount,</b> say {example}, and what it was for.',
  'welcome.category':
    '<b>Pick a category.</b> Eleven are ready; <link>make them your own</link> whenever you like.',
  'welcome.press':
    '<b>Press “Add expense”</b> or Enter while you type. Your total, your months and your categories grow from there.',

  'summary.title': 'Summary',
  'summary.all': 'All expenses',
  'summary.by_month': 'By month',
  'summary.by_category': 'By category',
  'summary.filter_fault': 'Your figures appear here once the filter is right.',
  'summary.about': '≈ {amount}',
  'summary.against': '<b>{change}</b> against {what}',
  'summary.bar': '{month}: {amount}',
  'summary.less_than_one': '< {percent}',
  'summary.estimated_all':
    'About: so many expenses match that these figures are estimated from a part of them. The list is complete.',
  'summary.estimated_months':
    'The total is exact; some of what it is compared with is estimated from a part of the expenses.',

  'conflict.title': 'This expense was changed meanwhile',
  'conflict.lead':
    'Somebody, perhaps you in another tab, saved it after you opened it. Nothing was overwritten. Here are both:',
  'conflict.field': 'Field',
  'conflict.yours': 'Yours',
  'conflict.theirs': 'Saved meanwhile',
  'conflict.different': '(different)',
  'conflict.choice':
    'Your version is in the form below: saving it replaces the other. Or <link>keep what was saved meanwhile</link>.',
  'edit.deleted_title': 'This expense was deleted meanwhile',
  'edit.deleted_lead':
    'Perhaps by you, in another tab. What you typed is still below: “Undo” brings the expense back, as you have it here. Nothing is saved until then.',
  'edit.leave_deleted': 'Leave it deleted',

  'trash.title': 'Trash',
  'trash.lead':
    '{days, plural, one {What you delete stays here for # day, in case you change your mind.} other {What you delete stays here for # days, in case you change your mind.}}',
  'trash.empty':
    '{days, plural, one {<b>The trash is empty.</b> Nothing was deleted in the last # day.} other {<b>The trash is empty.</b> Nothing was deleted in the last # days.}}',
  'trash.list': 'Deleted expenses',
  'trash.deleted_today': 'Deleted today',
  'trash.deleted_on': 'Deleted {day}',
} as const;
