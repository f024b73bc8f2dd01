// Statements over some ids have room for one of few numbers of them, so that each is prepared once.

const ROOMS = [1, 20, 200, 1_000];

/** The ids in portions that fill a room each; what is left of a room is 0, which is no id. */
export function* portionsOf(ids: readonly number[]): Generator<number[]> {
  for (const { portion, room } of inRooms(ids))
    yield Array.from({ length: room }, (_, at) => portion[at] ?? 0);
}

/** Large rooms only while they are full: places that are empty cost as much as others. */
export function* inRooms<T>(items: readonly T[]): Generator<{ portion: readonly T[]; room: number }> {
  const [most, next] = [ROOMS.at(-1)!, ROOMS.at(-2)!];
  for (let start = 0; start < items.length;) {
    const left = items.length - start;
    const room = left >= most ? most : (ROOMS.find((size) => size >= left && size < most) ?? next);
    yield { portion: items.slice(start, start + room), room };
    start += room;
  }
}

/**
 * `VALUES (book, id), …` of parameters: the book's is $1, the ids' follow. Pairs, because SQLite would walk the whole
 * book for `book_id = $1 AND id IN (…)`.
 */
export function pairs(book: number, count: number): string {
  const rows = Array.from(
    { length: count },
    (_, at) => `(CAST($${String(book)} AS BIGINT), CAST($${String(book + 1 + at)} AS BIGINT))`,
  );
  return `VALUES ${rows.join(', ')}`;
}
