const order = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** For sorting names of categories and tags: the same order for every reader, whatever their language. */
export const compareNames = (a: string, b: string): number => order.compare(a, b);
