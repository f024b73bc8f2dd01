import { describe, expect, it } from 'vitest';
import { message } from '../messages/message.js';
import { parseTagList, parseTagName, parseTags } from './tag.js';
import { fromTagIds, NO_TAGS, toTagIds } from './tag-ids.js';

describe('The name of a tag', () => {
  it.each([
    [' #trip ', 'trip'],
    ['##trip', 'trip'],
    ['c#', 'c#'],
    ['two words', 'two words'],
    ['x'.repeat(40), 'x'.repeat(40)],
  ])('%j is read as %j', (text, name) => {
    expect(parseTagName(text)).toEqual({ ok: true, value: name });
  });

  it.each([
    ['', message('fault.tag.empty')],
    ['#', message('fault.tag.empty')],
    ['x'.repeat(41), message('fault.tag.too_long', { max: 40 })],
    ['a,b', message('fault.tag.comma')],
  ])('%j is refused', (text, fault) => {
    expect(parseTagName(text)).toEqual({ ok: false, fault });
  });
});

describe('Tags in one field', () => {
  it('are parted by the commas of any script, and empty ones are left out', () => {
    expect(parseTags('a, #b ،c、d，e,, ')).toEqual({ ok: true, value: ['a', 'b', 'c', 'd', 'e'] });
    expect(parseTags(' ')).toEqual({ ok: true, value: [] });
    expect(parseTagList(['a', ' ', 'b'])).toEqual({ ok: true, value: ['a', 'b'] });
    expect(parseTagList(['a', 'b,c'])).toEqual({ ok: false, fault: message('fault.tag.comma') });
  });

  it('are at most twenty', () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => `t${String(at)}`);
    expect(parseTagList(names(20)).ok).toBe(true);
    expect(parseTagList(names(21))).toEqual({
      ok: false,
      fault: message('fault.tag.too_many_of_one', { max: 20 }),
    });
  });
});

it('the same tags are stored as the same text', () => {
  expect(toTagIds([10, 9, 10, 100])).toBe('[9,10,100]');
  expect(toTagIds([])).toBe(NO_TAGS);
  expect([fromTagIds('[9,10]'), fromTagIds(NO_TAGS)]).toEqual([[9, 10], []]);
});
