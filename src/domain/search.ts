import { foldText } from './folded-text.js';
import type { Minor } from './money.js';

/** One word of a search, or words in quotes, folded; and what else it may mean. */
export interface SearchWord {
  readonly text: string;
  /** It reads as this amount, whatever its sign. */
  readonly amountMinor?: Minor | undefined;
  /** Tags that have it in their names. */
  readonly tagIds?: readonly number[] | undefined;
}

/**
 * The parts of a search as they were typed: words, with spaces in them that do not break, and what stands in quotes, as
 * one. An open quote is a sign like any other.
 */
export function searchParts(typed: string): { readonly text: string; readonly isQuoted: boolean }[] {
  const parts = typed.matchAll(
    /"([^"]+)"|\u201C([^\u201D]+)\u201D|\u201E([^\u201C]+)\u201C|\u00AB([^\u00BB]+)\u00BB|(\S+(?:[\u00A0\u202F]\S+)*)/gu,
  );
  return [...parts].map(([, ...found]) => {
    const quoted = found.slice(0, -1).find((each) => each !== undefined);
    return { text: quoted ?? found.at(-1) ?? '', isQuoted: quoted !== undefined };
  });
}

/** The words that all have to be there. */
export function searchWords(
  typed: string,
  readAmount: (word: string) => Minor | undefined = () => undefined,
): SearchWord[] {
  const parts = searchParts(typed).flatMap((part) => {
    // 1 234,50 € as a page writes it is one word; other words are words on both sides of such a space.
    const isOne = part.isQuoted || !/\s/u.test(part.text) || readAmount(part.text) !== undefined;
    return isOne ? [part] : part.text.split(/\s+/u).map((text) => ({ text, isQuoted: false }));
  });
  return parts.flatMap(({ text, isQuoted }) => {
    const folded = foldText(text.replace(MARKS, ''));
    if (folded === '') return [];
    const read = isQuoted ? undefined : readAmount(text);
    return [{ text: folded, ...(read !== undefined && { amountMinor: read }) }];
  });
}

/**
 * What a search of an expense compares: its description folded, its amount and its tags as marks that nobody types, so
 * that one index answers for all three.
 */
export function searchTextOf({
  description,
  amountMinor,
  tagIds,
}: {
  readonly description: string;
  readonly amountMinor: Minor;
  readonly tagIds: readonly number[];
}): string {
  return foldText(description.replace(MARKS, '')) + amountMark(amountMinor) + tagIds.map(tagMark).join('');
}

/** A text as one word of a search, as it stands. */
export function phraseOf(text: string): SearchWord {
  return { text: foldText(text.replace(MARKS, '')) };
}

/** Whether an expense has all words. */
export function hasWords(searchText: string, words: readonly SearchWord[]): boolean {
  return words.every((word) => alternativesOf(word).some((text) => searchText.includes(text)));
}

/** The texts of which one has to be there. */
export function alternativesOf({ text, amountMinor, tagIds = [] }: SearchWord): string[] {
  return [text, ...(amountMinor === undefined ? [] : [amountMark(amountMinor)]), ...tagIds.map(tagMark)];
}

// Characters for private use: taken out of what people type, so that no word is found in a mark.
const MARKS = /[\uE000-\uF8FF]/gu;
const [AMOUNT, END, TAG] = ['\uE000', '\uE001', '\uE002'];
const FIRST_DIGIT = 0xe100;
const BASE = 4096n;

function amountMark(minor: Minor): string {
  return AMOUNT + inMarks(minor < 0n ? -minor : minor) + END;
}

function tagMark(id: number): string {
  return TAG + inMarks(BigInt(id)) + END;
}

/** A number as digits of base 4096, the least first: amounts of everyday take one character, or two. */
function inMarks(value: bigint): string {
  const digit = String.fromCharCode(FIRST_DIGIT + Number(value % BASE));
  return value < BASE ? digit : digit + inMarks(value / BASE);
}
