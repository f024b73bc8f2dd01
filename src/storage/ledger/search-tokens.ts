import { alternativesOf, type SearchWord } from '../../domain/search.js';

/**
 * The levels of the search index, as db/migrations/0004-search writes them: the first holds every live expense, each
 * further one a fixed part, those whose CHANCE is below its limit.
 */
export const SEARCH_LEVELS = [
  { letter: 'a', below: 1_048_573, share: 1 },
  { letter: 'b', below: 131_071, share: 8 },
  { letter: 'c', below: 16_383, share: 64 },
  { letter: 'd', below: 2_047, share: 512 },
] as const;

export type SearchLevel = 0 | 1 | 2 | 3;

/** A number from 0 to 1 048 572 that scatters ids which follow each other: the square of the id modulo a prime. */
export const CHANCE = '(((expenses.id + 611953) % 1048573) * ((expenses.id + 611953) % 1048573) % 1048573)';

const GRAM = 3;
const PRIME = 1_048_573;

/** What an expense must have, of a search: tokens without level and book; one of them, or several of which some suffice. */
export type SearchUnit = string & { readonly searchUnit: true };

/**
 * What every expense with these words has, no more parts than cover each text, for each costs a walk through the index.
 * An expense that has them all may still hold the parts in other places, so the texts themselves must be compared too:
 * then any of the units may be left out.
 */
export function searchUnits(words: readonly SearchWord[]): SearchUnit[] {
  if (words.length === 0) return [NOTHING as SearchUnit];
  const units = words.flatMap((word) => {
    const texts = alternativesOf(word).map((text) => tokensOf(text).map((token) => LEAD + token));
    return texts.length === 1 ? texts[0]! : `(${texts.map((all) => `(${all.join(' AND ')})`).join(' OR ')})`;
  });
  return [...new Set(units)] as SearchUnit[];
}

/** What to ask `expense_search` for. Only AND, OR and parentheses: both engines read them alike. */
export function unitsQuery(bookId: number, units: readonly SearchUnit[], level: SearchLevel): string {
  return units.join(' AND ').replaceAll(LEAD, `${SEARCH_LEVELS[level].letter}${String(bookId)}x`);
}

/** All units of the words. */
export function searchQuery(bookId: number, words: readonly SearchWord[], level: SearchLevel): string {
  return unitsQuery(bookId, searchUnits(words), level);
}

/** Stands in a unit where level and book come: no letter of a token. */
const LEAD = '@';

/** A token that no expense has: letters beyond hexadecimal digits. */
const NOTHING = 'zzz';

function tokensOf(text: string): string[] {
  const characters = [...text];
  if (characters.length < GRAM) return [`${hex(characters)}*`];
  const last = characters.length - GRAM;
  const starts = Array.from({ length: Math.ceil(last / GRAM) + 1 }, (_, part) => Math.min(part * GRAM, last));
  return [...new Set(starts.map((at) => hex(characters.slice(at, at + GRAM))))];
}

/** Every token that the index holds of an expense: what the migration's triggers write. */
export function indexedTokens(expense: {
  readonly bookId: number;
  readonly id: number;
  readonly searchText: string;
}): Set<string> {
  const scattered = ((expense.id + 611_953) % PRIME) ** 2 % PRIME;
  const characters = [...expense.searchText];
  const grams = characters.map((_first, at) => hex(characters.slice(at, at + GRAM)));
  const tokens = SEARCH_LEVELS.filter(({ below }) => scattered < below).flatMap(({ letter }) =>
    grams.map((gram) => `${letter}${String(expense.bookId)}x${gram}`),
  );
  return new Set(tokens);
}

/** A LIKE pattern for a folded text anywhere; the wildcards in it are taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

const hex = (characters: readonly string[]) => Buffer.from(characters.join('')).toString('hex');
