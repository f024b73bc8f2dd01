import { expect, test } from 'vitest';
import type { Day } from './calendar.js';
import { dayFault, farDayQuestion } from './far-day.js';

const TODAY = '2026-11-27' as Day;

test.each([
  ['2026-11-27', undefined],
  ['2027-11-27', undefined],
  ['2027-11-28', ['fault.day.far_ahead', 1]],
  ['2199-01-01', ['fault.day.far_ahead', 172]],
  ['1976-11-27', undefined],
  ['1976-11-26', ['fault.day.long_ago', 50]],
  ['1900-12-01', ['fault.day.long_ago', 125]],
])('asks back about %s: %j', (day, expected) => {
  const question = farDayQuestion(day as Day, TODAY);
  expect(question && [question.key, question.params?.years]).toEqual(expected);
});

test('on 29 February a year is as long as on other days', () => {
  const leap = '2028-02-29' as Day;
  expect(farDayQuestion('2029-02-28' as Day, leap)).toBeUndefined();
  expect(farDayQuestion('2029-03-01' as Day, leap)).toMatchObject({ params: { years: 1 } });
});

test.each([
  ['', 'fault.day.empty'],
  ['1899-12-31', 'fault.day.out_of_range'],
  ['2200-01-01', 'fault.day.out_of_range'],
  ['0004-02-29', 'fault.day.out_of_range'],
  ['9999-12-31', 'fault.day.out_of_range'],
  ['1899-02-29', 'fault.day.malformed'],
  ['2026-02-30', 'fault.day.malformed'],
  ['0000-00-00', 'fault.day.malformed'],
  ['01.03.2026', 'fault.day.malformed'],
])('says of %j: %s', (text, key) => {
  expect(dayFault(text).key).toBe(key);
});
