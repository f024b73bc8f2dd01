import type { Page } from '../../services/ledger/page.js';

interface Place {
  readonly towards: 'older' | 'newer';
  readonly id: number;
}

/**
 * The page at a place. Where nothing lies beyond it any more, as after the last row of the last page was deleted, the
 * page that ends there: an empty one would say that nothing is there at all, and lead nowhere.
 */
export async function nearestPage<Item, At extends Place>(
  place: At | undefined,
  browse: (place: At | undefined) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const page = await browse(place);
  if (place === undefined || page.items.length > 0) return page;
  // A place lies between two rows: one id further it takes in the row that it was named after.
  if (place.towards === 'older') {
    return { ...(await browse({ ...place, towards: 'newer', id: place.id - 1 })), hasOlder: false };
  }
  return { ...(await browse({ ...place, towards: 'older', id: place.id + 1 })), hasNewer: false };
}
