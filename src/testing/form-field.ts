import type { Page } from './browser.js';

export interface FieldState {
  readonly value: string;
  /** The sentence that is tied to the field, when it is marked as invalid. */
  readonly fault: string | undefined;
}

/** What a field of a form holds; read from the text, because building a document takes a hundred times as long. */
export function fieldState({ html }: Pick<Page, 'html'>, id: string): FieldState {
  const start = new RegExp(`<(input|select) id="${id}"[^>]*>`).exec(html);
  if (!start) throw new Error(`There is no field ${id}`);
  const [tag, kind] = start;
  const rest = html.slice(start.index + tag.length);
  const options = kind === 'select' ? rest.slice(0, rest.indexOf('</select>')) : '';
  const value = kind === 'select' ? /value="([^"]*)"\s+selected/.exec(options)?.[1] : attribute(tag, 'value');
  const described =
    attribute(tag, 'aria-invalid') === 'true' ? attribute(tag, 'aria-describedby') : undefined;
  const faultId = described?.split(' ').find((name) => name.endsWith('-fault'));
  const fault =
    faultId === undefined ? undefined : new RegExp(`<p[^>]* id="${faultId}">(.*?)</p>`, 's').exec(html)?.[1];
  return { value: plain(value ?? ''), fault: fault === undefined ? undefined : plain(fault).trim() };
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#34': '"',
  '#39': "'",
};

function plain(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (whole, name: string) => NAMED[name] ?? whole);
}
