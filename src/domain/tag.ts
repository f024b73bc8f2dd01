import { message } from '../messages/message.js';
import { fault, ok, type Result } from './result.js';
import { cleanLine } from './text.js';

/** So many tags an expense can have. */
export const TAGS_OF_ONE_MAX = 20;

/** Reads the name of a tag: 1 to 40 characters on one line, without commas; a # before it is not part of it. */
export function parseTagName(text: string): Result<string> {
  const name = cleanLine(text.trim().replace(/^#+/, ''), { max: 40, noun: 'tag' });
  if (!name.ok) return name;
  return name.value.includes(',') ? fault(message('fault.tag.comma')) : name;
}

/** Reads tags separated by commas, as they are typed into one field; empty parts are left out. */
export function parseTags(text: string): Result<readonly string[]> {
  return parseTagList(text.split(/[,،、，]/));
}

/** Reads a list of names; empty ones are left out. */
export function parseTagList(names: readonly string[]): Result<readonly string[]> {
  const tags: string[] = [];
  for (const part of names) {
    if (part.trim() === '') continue;
    const name = parseTagName(part);
    if (!name.ok) return name;
    tags.push(name.value);
  }
  if (tags.length > TAGS_OF_ONE_MAX)
    return fault(message('fault.tag.too_many_of_one', { max: TAGS_OF_ONE_MAX }));
  return ok(tags);
}
