import { expect, it } from 'vitest';
import { isBalanceRow, isNotBooked, isYes, isYesOrNo } from './booked.js';

it.each([
  [true, ['Pending', 'DECLINED', 'Umsatz vorgemerkt', 'Refusé', '処理中', 'в обработке']],
  [false, ['', 'Completed', 'Pending review by Ana', `pending${' '.repeat(40)}`]],
])('that nothing moved is %s of these states', (expected, states) => {
  expect(states.map(isNotBooked)).toEqual(states.map(() => expected));
});

it('yes and no are told in several languages, and only by the whole cell', () => {
  const yes = ['1', 'TRUE', 'Ja', 'oui', 'SÍ', 'はい'];
  const no = ['0', 'false', 'Nein', 'não', 'いいえ'];
  const other = ['', 'yesterday', 'taxi no', 'xx', 'no show', '10'];
  expect(yes.map(isYes)).toEqual(yes.map(() => true));
  expect([...no, ...other].map(isYes)).toEqual([...no, ...other].map(() => false));
  expect([...yes, ...no].map(isYesOrNo)).toEqual([...yes, ...no].map(() => true));
  expect(other.map(isYesOrNo)).toEqual(other.map(() => false));
});

it.each([
  [true, ['Opening balance', '*** Saldo vom 31.03.2026', 'Balance brought forward', '# Kontostand:', '繰越']],
  [false, ['', 'S', 'Saldo der Kaffeekasse', 'New balance shoes', '-Saldo', `Saldo${' '.repeat(60)}`]],
])('that a row is a balance is %s of these cells', (expected, cells) => {
  expect(cells.map((cell) => isBalanceRow(['2026-03-31', cell, '12.50']))).toEqual(cells.map(() => expected));
});
