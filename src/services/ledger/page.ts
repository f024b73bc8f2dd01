/** A part of a list, next to a place in it. */
export interface Page<T> {
  /** Newest first. */
  readonly items: readonly T[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Cuts the one row too many that tells whether there is more on the far side. */
export function toPage<T>(
  found: readonly T[],
  { place, limit }: { place?: { readonly towards: 'older' | 'newer' } | undefined; limit: number },
): Page<T> {
  const more = found.length > limit;
  if (place?.towards === 'newer') {
    return { items: more ? found.slice(1) : found, hasNewer: more, hasOlder: true };
  }
  return { items: more ? found.slice(0, limit) : found, hasOlder: more, hasNewer: place !== undefined };
}
