const SPECIAL = /[&<>"'\0]/;
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  // As browsers read it (HTML, 13.2.5). Templates mark by it what was drawn before.
  '\0': '\uFFFD',
};

/**
 * Makes a value harmless in HTML text and in quoted attributes; nothing for undefined. Most values need no change,
 * so they are looked at before they are copied.
 */
export function escapeHtml(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string')
    throw new TypeError(`A template can show text and numbers, not ${typeof value}.`);
  if (!SPECIAL.test(value)) return value;
  return value.replace(/[&<>"'\0]/g, (character) => REPLACEMENTS[character] ?? '');
}
