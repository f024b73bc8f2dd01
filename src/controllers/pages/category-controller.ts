import type { Request, Response } from 'express';
import { invalid, notFound } from '../../domain/errors.js';
import type { Pages } from '../../http/page-context.js';
import type { CategoryField, CategoryRow } from '../../http/category-models.js';
import type { FormModel } from '../../http/part-models.js';
import type { Category, CategoryService, CategoryUse } from '../../services/ledger/category-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import { sum } from '../../services/ledger/sums.js';
import { textOf, textsOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { WAIT_MS } from './change-controller.js';
import { expensesHref } from './links.js';
import { trying } from './trying.js';
import { countOf } from './words.js';
import type { Locale } from '../../locale/locale.js';
import { message, type Message } from '../../messages/message.js';
import { colorChoices, iconChoices } from './category-words.js';

const FIELDS = ['name', 'color', 'icon'] as const;
const NEW: Record<CategoryField, string> = { name: '', color: 'others', icon: 'tag' };

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
        this.done(res, message('categories.added', { name: category.name }));
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
        this.done(res, message('categories.saved', { name: category.name }));
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
        if (into === '') throw invalid({ into: message('fault.category.choose') });
        const target = (await this.services.categories.list(principal)).find(({ id }) => String(id) === into);
        if (textOf(req.body, 'sure') !== 'yes' && target && target.id !== category.id) {
          return this.askMerge(req, res, principal, { category, target });
        }
        const { changed, changeId } = await this.services.categories.merge(
          principal,
          category.id,
          target?.id ?? 0,
          { waitMs: WAIT_MS },
        );
        const names = { name: category.name, target: target?.name ?? '' };
        this.done(res, message('categories.merged', { ...names, count: changed }), {
          changeId,
          name: category.name,
        });
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
    const { name, expenseCount: count } = category;
    const title = message('categories.delete_title', { name });
    this.pages.send(req, res, { page: 'categories/delete', title, model: { id, name, count } });
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const category = await this.services.categories.find(principal, parseId(req.params.id, 'category'));
    const { changed: freed, changeId } = await this.services.categories.remove(principal, category.id, {
      waitMs: WAIT_MS,
    });
    const { name } = category;
    this.done(
      res,
      freed === 0
        ? message('categories.deleted', { name })
        : message('categories.deleted_freeing', { name, count: freed }),
      { changeId, name },
    );
  };

  private async show(req: Request, res: Response, principal: Principal, shown: Shown): Promise<void> {
    const categories = await this.services.categories.listWithUse(principal);
    if (shown.open && !categories.some(({ id }) => id === shown.open?.id)) throw notFound('category');
    const bare = sum(await this.services.reports.cells(principal, { range: {}, categoryId: 'none' }));
    const locale = this.pages.locales.of(req);
    this.pages.send(req, res, {
      page: 'categories/index',
      title: message('categories.title'),
      status: shown.status ?? 200,
      model: {
        addForm: shown.addForm ?? { values: NEW, faults: {} },
        rows: categories.map((category) => rowOf(category, shown.open, locale)),
        colors: colorChoices(locale),
        icons: iconChoices(locale),
        uncategorised:
          bare.count === 0
            ? undefined
            : { count: countOf(bare.count, locale), href: expensesHref({ category: 'none' }) },
      },
    });
  }

  archive = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'category');
    const isArchived = textOf(req.body, 'archived') !== 'no';
    const { name } = await this.services.categories.archive(principal, id, isArchived);
    this.done(res, message(isArchived ? 'categories.was_archived' : 'categories.was_unarchived', { name }));
  };

  /** Asks first, and says how many expenses move. */
  private async askMerge(
    req: Request,
    res: Response,
    principal: Principal,
    { category, target }: { category: Category; target: Category },
  ): Promise<void> {
    const use = await this.services.categories.listWithUse(principal);
    const count = use.find(({ id }) => id === category.id)?.expenseCount ?? 0;
    const names = { name: category.name, target: target.name };
    this.pages.send(req, res, {
      page: 'categories/merge',
      title: message('categories.merge_title', names),
      model: { id: category.id, into: target.id, ...names, count },
    });
  }

  private done(res: Response, text: Message, undo?: { changeId: number; name: string }): void {
    this.pages.redirect(res, '/categories', {
      kind: 'status',
      text,
      undo: undo && {
        href: `/changes/${String(undo.changeId)}/undo`,
        label: message('frame.quoted', { text: undo.name }),
      },
    });
  }
}

function rowOf(
  { id, name, color, icon, expenseCount, archivedAt }: CategoryUse,
  open: Open | undefined,
  locale: Locale,
): CategoryRow {
  const form =
    open?.id === id ? (open.form ?? { values: { name, color, icon, into: '' }, faults: {} }) : undefined;
  return {
    id,
    name,
    color,
    icon,
    count: countOf(expenseCount, locale),
    expensesHref: expensesHref({ category: String(id) }),
    isArchived: archivedAt !== null,
    form,
  };
}
