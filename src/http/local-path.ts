const BASE = 'http://outlay.invalid';
const MAX_LENGTH = 2000;

/** Pages that would lead in a circle, or that change something. */
const NOT_A_GOAL = /^\/(login|register|refresh|logout|static|api)(\/|$|\?)/;

/**
 * The path of ours that a `next` or `return_to` names, in its normal form; `fallback` for anything that could lead
 * to another site.
 */
export function localPath(value: unknown, fallback = '/expenses'): string {
  const path = ownPath(value) ?? fallback;
  return NOT_A_GOAL.test(path) ? fallback : path;
}

/** Any path of ours, also of a page that leads elsewhere by itself; undefined for another site's. */
export function ownPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value))
    return undefined;
  const url = URL.canParse(value, BASE) ? new URL(value, BASE) : undefined;
  if (url?.origin !== BASE || url.pathname.startsWith('//')) return undefined;
  return url.pathname + url.search + url.hash;
}
