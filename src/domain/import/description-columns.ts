import { foldHeader } from './cells.js';
import type { ColumnContent } from './columns.js';
import { meaningOfFlags, type Role } from './header-words.js';
import type { Layout } from './layout.js';

type Named = readonly (readonly { readonly role: Role; readonly rank: number }[])[];

/** The column `label` of a file that has no other text: there it holds the text, elsewhere tags. Else -1. */
export function labelForText(
  header: readonly string[] | undefined,
  named: Named,
  content: readonly ColumnContent[],
): number {
  const label = header?.findIndex((name) => foldHeader(name) === 'label') ?? -1;
  const isText = (at: number) =>
    content[at]!.filled > 0 &&
    named[at]!.some(({ role, rank }) => rank < 600 && (role === 'description' || role === 'payee'));
  return named.some((_, at) => at !== label && isText(at)) ? -1 : label;
}

/** Columns without a name beside the last one with text go on with it. */
function withUnnamed(
  columns: readonly number[],
  header: readonly string[] | undefined,
  content: readonly ColumnContent[],
): number[] {
  const all = [...columns];
  const last = Math.max(...columns);
  for (let at = last + 1; columns.length > 0 && at < content.length && header?.[at]?.trim() === ''; at++)
    if (content[at]!.words > 0.3 && content[at]!.days < 0.5) all.push(at);
  return all;
}

/** Finds the columns that say what a row is for: by their names, else by what stands in them. */
export function findDescriptions(
  layout: Layout,
  header: readonly string[] | undefined,
  named: Named,
  content: readonly ColumnContent[],
  taken: Set<number>,
): void {
  const folded = header?.map(foldHeader) ?? [];
  const ranked = (role: Role) =>
    named
      .map((roles, at) => ({ at, rank: roles.find((word) => word.role === role)?.rank }))
      .filter((found): found is { at: number; rank: number } => found.rank !== undefined)
      .filter(
        ({ at }) =>
          !taken.has(at) && content[at]!.filled > 0 && content[at]!.days < 0.9 && content[at]!.amounts < 0.9,
      )
      .filter(({ at }) => !(named[at] ?? []).some((word) => word.role === 'none' && word.rank < 600))
      .filter(({ at }) => !folded.includes(`${folded[at]} 1`));
  const sure = (found: { at: number; rank: number }[]) =>
    found.some(({ rank }) => rank < 600) ? found.filter(({ rank }) => rank < 600) : found;
  const payees = sure(ranked('payee'))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 1);
  const described = sure(ranked('description'))
    .filter(({ at }) => at !== payees[0]?.at)
    .slice(0, 16);
  layout.description = withUnnamed(
    [...payees, ...described].map(({ at }) => at),
    header,
    content,
  );
  layout.spare = ranked('kind')
    .map(({ at }) => at)
    .filter((at) => !layout.description.includes(at) && content[at]!.words > 0);
  if (layout.description.length > 0) return;
  const isText = ({ filled, words, days, amounts }: ColumnContent) =>
    filled > 0 && words > 0.3 && days < 0.5 && amounts < 0.5;
  const isVaried = ({ filled, values }: ColumnContent) =>
    values.size > 1 || filled < 1 || header !== undefined;
  const texts = content
    .map((_, at) => at)
    .filter((at) => !taken.has(at) && isText(content[at]!))
    .filter((at) => !(named[at] ?? []).some((word) => word.role === 'none'));
  const telling = texts.filter((at) => isVaried(content[at]!) && !isShort(content[at]!));
  const free = telling.length > 0 ? telling : texts.filter((at) => !isCode(content[at]!));
  layout.description = free.slice(0, 4);
  if (free.length === 0) layout.description = layout.spare.slice(0, 1);
  if (layout.description.length === 0 && layout.category >= 0) layout.description = [layout.category];
}

/** A few short values again and again are flags or codes, no descriptions. */
function isShort({ values, codes }: ColumnContent): boolean {
  return codes > 0.9 || (values.size <= 5 && [...values].every((value) => value.length <= 3));
}

/** Short words, or one again and again, are better than no description; D and C, or EUR and USD, are none. */
function isCode({ values }: ColumnContent): boolean {
  return meaningOfFlags(values) !== undefined || [...values].every((value) => value === value.toUpperCase());
}
