import type { Request, Response } from 'express';
import {
  CATEGORY_COLORS,
  CATEGORY_ICONS,
  type CategoryColor,
  type CategoryIcon,
} from '../../domain/category.js';
import { invalid, notFound } from '../../domain/errors.js';
import type { Pages } from '../../http/page-context.js';
import type { CategoryField, CategoryRow, Choice, FormModel } from '../../http/page-models.js';
import type { CategoryService, CategoryUse } from '../../services/ledger/category-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import { sum } from '../../services/ledger/report-service.js';
import { textOf, textsOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { expensesHref } from './links.js';
import { trying } from './trying.js';
import { countOf } from './words.js';

const FIELDS = ['name', 'color', 'icon'] as const;
const NEW: Record<CategoryField, string> = { name: '', color: 'others', icon: 'tag' };

/** Colours by how they look: any category may have any. */
const COLOR_NAMES: Readonly<Record<CategoryColor, string>> = {
  bills: 'Blue',
  clothing: 'Olive',
  electronics: 'Slate',
  food: 'Orange',
  groceries: 'Green',
  health: 'Pink',
  leisure: 'Purple',
  savings: 'Sea green',
  transport: 'Teal',
  utilities: 'Ochre',
  others: 'Grey',
};
/** Icons by what they show, where the name of the drawing does not say it. */
const ICON_NAMES: ReadonlyMap<CategoryIcon, string> = new Map([
  ['cup-hot', 'Cup'],
  ['heart-pulse', 'Heart'],
  ['controller', 'Game'],
  ['bus-front', 'Bus'],
  ['lightning-charge', 'Lightning'],
  ['three-dots', 'Dots'],
  ['box-seam', 'Parcel'],
  ['car-front', 'Car'],
  ['droplet', 'Drop'],
  ['egg-fried', 'Egg'],
  ['flower1', 'Flower'],
  ['fork-knife', 'Fork and knife'],
  ['house-door', 'House'],
  ['mortarboard', 'Graduation cap'],
  ['music-note-beamed', 'Music'],
  ['shield-check', 'Shield'],
  ['train-front', 'Train'],
  ['tv', 'Television'],
  ['wifi', 'Wi-Fi'],
]);
const COLORS: readonly Choice[] = CATEGORY_COLORS.map((value) => ({ value, text: COLOR_NAMES[value] }));
const ICONS: readonly Choice[] = CATEGORY_ICONS.map((value) => ({
  value,
  text: ICON_NAMES.get(value) ?? capitalised(value.replaceAll('-', ' ')),
}));

interface Open {
  readonly id: number;
  readonly form?: FormModel<CategoryField | 'into'>;
}

interface Shown {
  readonly addForm?: FormModel<CategoryField>;
  readonly open?: Open | undefined;
  readonly status?: number;
}

/** The categories page. */
export class CategoryController {
  constructor(
    private readonly services: { readonly categories: CategoryService; readonly reports: ReportService },
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const edited = textOf(req.query, 'edit');
    await this.show(req, res, principal, edited === '' ? {} : { open: { id: parseId(edited, 'category') } });
  };

  add = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = textsOf(req.body, FIELDS);
    const input = { name: values.name, color: values.color || undefined, icon: values.icon || undefined };
    await trying(
      async () => {
        const category = await this.services.categories.add(principal, input);
        this.done(res, `Added the category “${category.name}”.`);
      },
      (faults) =>
        this.show(req, res, principal, { addForm: { values: { ...NEW, ...values }, faults }, status: 422 }),
    );
  };

  change = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'category');
    const values = textsOf(req.body, FIELDS);
    const input = { name: values.name, color: values.color || undefined, icon: values.icon || undefined };
    await trying(
      async () => {
        const category = await this.services.categories.change(principal, id, input);
        this.done(res, `Saved the category “${category.name}”.`);
      },
      (faults) =>
        this.show(req, res, principal, {
          open: { id, form: { values: { ...values, into: '' }, faults } },
          status: 422,
        }),
    );
  };

  merge = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const category = await this.services.categories.find(principal, parseId(req.params.id, 'category'));
    const into = textOf(req.body, 'into');
    await trying(
      async () => {
        if (into === '') throw invalid({ into: 'Choose a category.' });
        const target = (await this.services.categories.list(principal)).find(({ id }) => String(id) === into);
        const moved = await this.services.categories.merge(principal, category.id, target?.id ?? 0);
        this.done(res, `Merged “${category.name}” into “${target?.name ?? ''}”: ${countOf(moved)} moved.`);
      },
      (faults) => {
        const { id, name, color, icon } = category;
        const form = { values: { name, color, icon, into }, faults };
        return this.show(req, res, principal, { open: { id, form }, status: 422 });
      },
    );
  };

  confirmRemoval = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'category');
    const category = (await this.services.categories.listWithUse(principal)).find(
      (candidate) => candidate.id === id,
    );
    if (!category) throw notFound('category');
    const count = category.expenseCount === 0 ? '' : countOf(category.expenseCount);
    const model = { id, name: category.name, count };
    this.pages.send(req, res, { page: 'categories/delete', title: `Delete ${category.name}`, model });
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const category = await this.services.categories.find(principal, parseId(req.params.id, 'category'));
    const freed = await this.services.categories.remove(principal, category.id);
    const rest = freed === 0 ? '' : ` ${countOf(freed)} ${freed === 1 ? 'has' : 'have'} no category now.`;
    this.done(res, `Deleted the category “${category.name}”.${rest}`);
  };

  private async show(req: Request, res: Response, principal: Principal, shown: Shown): Promise<void> {
    const categories = await this.services.categories.listWithUse(principal);
    if (shown.open && !categories.some(({ id }) => id === shown.open?.id)) throw notFound('category');
    const bare = sum(await this.services.reports.cells(principal, { range: {}, categoryId: 'none' }));
    this.pages.send(req, res, {
      page: 'categories/index',
      title: 'Categories',
      status: shown.status ?? 200,
      model: {
        addForm: shown.addForm ?? { values: NEW, faults: {} },
        rows: categories.map((category) => rowOf(category, shown.open)),
        colors: COLORS,
        icons: ICONS,
        uncategorised:
          bare.count === 0
            ? undefined
            : { count: countOf(bare.count), href: expensesHref({ category: 'none' }) },
      },
    });
  }

  private done(res: Response, text: string): void {
    this.pages.redirect(res, '/categories', { kind: 'status', text });
  }
}

function rowOf({ id, name, color, icon, expenseCount }: CategoryUse, open: Open | undefined): CategoryRow {
  const form =
    open?.id === id ? (open.form ?? { values: { name, color, icon, into: '' }, faults: {} }) : undefined;
  return {
    id,
    name,
    color,
    icon,
    count: countOf(expenseCount),
    expensesHref: expensesHref({ category: String(id) }),
    form,
  };
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
