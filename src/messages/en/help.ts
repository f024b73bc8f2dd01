/** What the help page says. */
export const help = {
  'help.title': 'Help',
  'help.lead': 'What Outlay understands, and how to be quick.',
  'help.keys': 'Keys',
  'help.key_enter':
    '<kbd>Enter</kbd> in any field of the form adds the expense. The amount of the next one then has the focus.',
  'help.key_tab': '<kbd>Tab</kbd> goes on to the next field, <kbd>Shift</kbd> and <kbd>Tab</kbd> back.',
  'help.key_rows': '<kbd>Tab</kbd>, <kbd>↓</kbd> and <kbd>↑</kbd> go from row to row of the list.',
  'help.key_row':
    '<kbd>→</kbd> goes on to the buttons of a row, <kbd>←</kbd> to its box. <kbd>F2</kbd> enters the row, so that <kbd>Tab</kbd> goes through all of it, and <kbd>Esc</kbd> leaves it.',
  'help.key_escape':
    '<kbd>Esc</kbd> closes a message. What it offered to undo stays under <link>Changes</link>.',
  'help.key_single':
    '<kbd>n</kbd> adds an expense, <kbd>/</kbd> searches, <kbd>?</kbd> shows this list: where no field has the focus.',
  'help.single_keys': 'Single keys (n, / and ?) work on this device',
  'help.line': 'One line',
  'help.line_lead': '“Quick add” reads an expense from one line, in your language. Try one:',
  'help.example_trip': 'train to Graz {amount} #trip friday',
  'help.example_refund': 'refund shoes {amount}',
  'help.example_day': '{amount} cinema 3 Nov',
  'help.line_amount':
    'The <b>amount</b> is the number with decimals or the sign of a currency, else the first whole number.',
  'help.line_category':
    '<kbd>#word</kbd> is the <b>category</b> of that name, or the only one that begins so; else it is a tag.',
  'help.line_day':
    'The <b>day</b> is today, yesterday, a weekday (the last one), 3 Nov or 2026-11-03. Without one it is today.',
  'help.line_refund': 'A minus before the amount, or the word refund, makes it a <b>refund</b>.',
  'help.line_rest': 'Everything else, in its order, is the <b>description</b>. Nothing is lost.',
  'help.amounts': 'Amounts',
  'help.sums': 'Sums are worked out exactly: <kbd>{sum}</kbd>, <kbd>{product}</kbd>, <kbd>{part}</kbd>.',
  'help.region':
    'Numbers are read as in your region: {example}. The sign of your currency may stand on either side.',
  'help.search': 'Search',
  'help.search_words':
    'It finds all words, in any order, anywhere in a word, in descriptions and tags. Capitals and accents do not matter.',
  'help.search_quoted': '<kbd>"two words"</kbd> in quotes are found as they stand.',
  'help.search_amount': 'A word that reads as an amount also finds that amount: <kbd>{example}</kbd>.',
  'help.phone': 'On your phone',
  'help.phone_text':
    'Add Outlay to the home screen from the menu of the browser: a long press on its icon offers “Add expense”, and other apps can share text to it. With an <link>access token</link> a shortcut adds a line without opening anything.',
} as const;
