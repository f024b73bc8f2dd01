/**
 * The tags of an expense as they are stored: a JSON list of ids in ascending order, each once, so that two expenses
 * with the same tags have the same text.
 */
export function toTagIds(ids: Iterable<number>): string {
  return JSON.stringify([...new Set(ids)].sort((a, b) => a - b));
}

/** The ids in a stored list. */
export function fromTagIds(text: string): number[] {
  return text === NO_TAGS ? [] : (JSON.parse(text) as number[]);
}

export const NO_TAGS = '[]';
