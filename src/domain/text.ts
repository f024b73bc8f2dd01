import type { Message, MessageKey } from '../messages/message.js';
import { foldText } from './folded-text.js';
import { fault, ok, type Result } from './result.js';

/** What a line is, as its faults name it: `fault.description.empty`, `.too_long`, `.unseen`. */
export type LineNoun =
  Extract<MessageKey, `fault.${string}.unseen`> extends `fault.${infer Noun}.unseen` ? Noun : never;

/** The form under which names are unique: "Food ", "FOOD" and "Fóod" are one category. */
export function nameKey(name: string): string {
  // A name of nothing but marks folds to nothing: it stays as it is.
  return foldText(name) || name.normalize('NFKC').toLowerCase().trim();
}

/** The number of characters as people count them, near enough: code points, so that an emoji is not two. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * Cleans one typed line: NFC, no white space around it. Refuses nothing to see, more than `max` code points, line
 * breaks, control characters and characters that cannot be seen but change how the text reads.
 */
export function cleanLine(
  text: string,
  { max, noun }: { readonly max: number; readonly noun: LineNoun },
): Result<string> {
  // Normalising takes time that grows with the text, so what is surely too long is refused first.
  if (text.length > max * 8) return fault(tooLong(noun, max));
  const line = text.normalize('NFC').trim();
  if (line.replace(UNSEEN, '') === '') return fault({ key: `fault.${noun}.empty` });
  if (codePoints(line) > max) return fault(tooLong(noun, max));
  const refused = REFUSED.exec(line.replace(JOINERS_IN_PLACE, ''))?.[0];
  if (refused === undefined) return ok(line);
  const code = refused.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return fault({ key: `fault.${noun}.unseen`, params: { character: `U+${code}` } });
}

const tooLong = (noun: LineNoun, max: number): Message => ({
  key: `fault.${noun}.too_long`,
  params: { max },
});

/** White space, and what looks like it: fillers, joiners, the empty Braille pattern. */
const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Controls, formats (bidi overrides, zero widths), lone surrogates, line and paragraph separators. */
const REFUSED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A zero-width joiner inside an emoji (a family), and the non-joiner inside a Persian word, are spelling. */
export const JOINERS_IN_PLACE =
  /(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic})/gu;
