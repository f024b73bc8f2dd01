import { isCategoryColor, isCategoryIcon, parseCategoryName } from '../category.js';
import { parseTagName } from '../tag.js';
import { type BudgetPart, readBudgetPart } from './budget-part.js';
import { Refused } from './reading.js';
import { readRecurringPart, type RecurringPart } from './recurring-part.js';
import { readRulePart, type RulePart } from './rule-part.js';

/** What a file of "Everything of mine" holds besides expenses. */
export interface BookParts {
  readonly categories: readonly CategoryPart[];
  readonly tags: readonly string[];
  readonly recurring: readonly RecurringPart[];
  readonly budgets: readonly BudgetPart[];
  readonly rules?: readonly RulePart[];
}

export interface CategoryPart {
  readonly name: string;
  readonly color: string;
  readonly icon: string;
  readonly isArchived: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const PARTS_MAX = 2_000;

/** Takes the parts that a file has; throws Refused where one does not fit. */
export function readBookParts(file: Fields): BookParts {
  return {
    categories: listOf(file, 'categories').map(categoryOf),
    tags: listOf(file, 'tags').map((tag, at) => {
      const name = parseTagName(textOf(tag, 'name', `tags.${String(at)}`));
      return name.ok ? name.value : misfit(`tags.${String(at)}.name`);
    }),
    recurring: listOf(file, 'recurring').map((fields, at) => {
      const part = readRecurringPart(fields);
      return 'misfit' in part ? misfit(`recurring.${String(at)}.${part.misfit}`) : part;
    }),
    budgets: listOf(file, 'budgets').map((fields, at) => {
      const part = readBudgetPart(fields);
      return 'misfit' in part ? misfit(`budgets.${String(at)}.${part.misfit}`) : part;
    }),
    rules: listOf(file, 'rules').map((fields, at) => {
      const part = readRulePart(fields);
      return 'misfit' in part ? misfit(`rules.${String(at)}.${part.misfit}`) : part;
    }),
  };
}

function categoryOf(category: Fields, at: number): CategoryPart {
  const place = `categories.${String(at)}`;
  const name = parseCategoryName(textOf(category, 'name', place));
  const { color = 'others', icon = 'tag', archived = false } = category;
  if (!name.ok) return misfit(`${place}.name`);
  if (typeof color !== 'string' || !isCategoryColor(color)) return misfit(`${place}.color`);
  if (typeof icon !== 'string' || !isCategoryIcon(icon)) return misfit(`${place}.icon`);
  if (typeof archived !== 'boolean') return misfit(`${place}.archived`);
  return { name: name.value, color, icon, isArchived: archived };
}

/** A list that may be missing. */
function listOf(file: Fields, part: string): Fields[] {
  const list = file[part] ?? [];
  if (!Array.isArray(list) || list.length > PARTS_MAX) return misfit(part);
  return list.map((one: unknown, at) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? (one as Fields)
      : misfit(`${part}.${String(at)}`),
  );
}

function textOf(fields: Fields, name: string, place: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : misfit(`${place}.${name}`);
}

function misfit(part: string): never {
  throw new Refused('bad_part', { part });
}
