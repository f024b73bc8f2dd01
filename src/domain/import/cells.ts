import { foldText } from '../folded-text.js';
import { cleanLine, JOINERS_IN_PLACE } from '../text.js';

const DESCRIPTION_LIMIT = 200;
const UNSEEN = new RegExp(`(${JOINERS_IN_PLACE.source})|[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+`, 'gu');
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** One line of text that an expense may have: runs of blanks and what cannot be seen are one blank. */
export function cleanText(text: string): string {
  const line = PLAIN.test(text)
    ? text
    : text
        .replace(UNSEEN, (_, joiner?: string) => joiner ?? ' ')
        .trim()
        .normalize('NFC');
  if (line.length <= DESCRIPTION_LIMIT) return line;
  return [...line.slice(0, DESCRIPTION_LIMIT * 4)].slice(0, DESCRIPTION_LIMIT).join('').trim();
}

/** A text that Outlay wrote itself: as it stands, where an expense may have it. */
export function ownText(text: string): string {
  const line = cleanLine(text, { max: DESCRIPTION_LIMIT, noun: 'description' });
  return line.ok ? line.value : cleanText(text);
}

/** Texts joined, without those that another holds already. */
export function joinTexts(texts: readonly string[]): string {
  const kept: string[] = [];
  for (const text of texts.map(cleanText)) {
    if (text === '' || kept.some((other) => other.includes(text))) continue;
    for (let at = kept.length - 1; at >= 0; at--) if (text.includes(kept[at]!)) kept.splice(at, 1);
    kept.push(text);
  }
  return cleanText(kept.join(' – '));
}

/** A header's words, for looking them up: folded, everything but letters and digits is one blank. */
export function foldHeader(header: string): string {
  return foldText(header.replace(/([a-z])([A-Z])/g, '$1 $2'))
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Tags of a cell, separated as the program separates them; each once. */
export function splitTags(cell: string, separator: RegExp = /[,;|]/): string[] {
  return eachOnce(cell.split(separator).map((tag) => cleanText(tag.replace(/^\s*#/, ''))));
}

/** Tags as Outlay's own CSV has them: only the comma is in none. */
export function splitOwnTags(cell: string): string[] {
  return eachOnce(cell.split(',').map((tag) => ownText(tag.replace(/^\s*#+/, ''))));
}

const eachOnce = (tags: readonly string[]) => [...new Set(tags.filter((tag) => tag !== ''))];
