/** A strong ETag (RFC 9110 §8.8.3) that changes with every change of the expense. */
export const entityTag = (version: number) => `"${String(version)}"`;

/** Whether `If-Match` allows a change of this version: absent and `*` do; weak tags never match (§13.1.1). */
export function permits(ifMatch: string | undefined, version: number): boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return true;
  return ifMatch.split(',').some((tag) => tag.trim() === entityTag(version));
}
