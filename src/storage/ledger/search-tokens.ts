import { searchKey } from '../../domain/text.js';

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

/**
 * What to ask `expense_search` for: tokens that every description with this text in it has, no more of them than cover
 * the text, for each costs a walk through the index. A description that has them all may still hold the parts in other
 * places, so the text itself must be compared too.
 */
export function searchTokens(bookId: number, text: string, level: SearchLevel): string {
  const lead = `${SEARCH_LEVELS[level].letter}${String(bookId)}x`;
  const characters = [...searchKey(text)];
  if (characters.length < GRAM) return `${lead}${hex(characters)}*`;
  const last = characters.length - GRAM;
  const starts = Array.from({ length: Math.ceil(last / GRAM) + 1 }, (_, part) => Math.min(part * GRAM, last));
  const grams = starts.map((at) => hex(characters.slice(at, at + GRAM)));
  return [...new Set(grams)].map((gram) => `${lead}${gram}`).join(' ');
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

/** A LIKE pattern for text anywhere; the wildcards in it are taken literally. */
export function containing(text: string): string {
  return `%${searchKey(text).replace(/[\\%_]/g, '\\$&')}%`;
}

const hex = (characters: readonly string[]) => Buffer.from(characters.join('')).toString('hex');
