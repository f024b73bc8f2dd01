import { expect, test } from 'vitest';
import { readFile } from './read-file.js';

test.each([
  'say "a"',
  'C:\\',
  'C:\\"',
  '\\\\"]}',
  '"',
  '}, {"amount": "9"}',
  '[{]}',
  '"expenses": [',
  'two\nlines',
  '\u2028 💶',
])('an expense of our own file that is called %j is read whole, and so is the next', (text) => {
  const expense = (description: string) => ({
    spent_on: '2026-03-01',
    amount: '3.20',
    description,
    tags: [text],
  });
  const file = {
    ...{ format: 'outlay', currency: 'EUR', note: text, [text]: [text] },
    expenses: [expense(text), expense('Tea')],
    categories: [],
  };
  for (const indent of [undefined, 2]) {
    const found = readFile(new TextEncoder().encode(JSON.stringify(file, null, indent)));
    if (!found.ok) throw new Error(found.code);
    const said = found.rows.map(({ description, amount }) => [description, amount]);
    expect(said).toEqual([
      [text.replace(/\s+/g, ' ').trim(), '-3.2'],
      ['Tea', '-3.2'],
    ]);
  }
});
