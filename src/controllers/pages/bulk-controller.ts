import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { parseTags } from '../../domain/tag.js';
import { localPath } from '../../http/local-path.js';
import type { FlashMessage, Pages } from '../../http/page-context.js';
import { message, type Message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { BulkRevision, BulkService, Chosen } from '../../services/ledger/bulk-service.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { textOf } from '../forms/fields.js';
import { parseFilter } from '../forms/filter-form.js';
import { WAIT_MS } from './change-controller.js';
import { queryOf } from './links.js';

interface Services {
  readonly bulk: BulkService;
  readonly categories: CategoryService;
  readonly expenses: ExpenseService;
  readonly tags: TagService;
  readonly reports: ReportService;
}

/** Many expenses at once: those that were ticked (`row_<id>`), or all that the filter shows. */
export class BulkController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  change = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const returnTo = localPath(textOf(req.body, 'return_to'));
    const refuse = (text: Message) => this.pages.redirect(res, returnTo, { kind: 'alert', text });
    const chosen = await this.chosen(principal, req.body);
    if (!chosen) return refuse(message('bulk.nothing_ticked'));
    const wanted = wantedOf(req.body);
    if ('key' in wanted) return refuse(wanted);
    try {
      const outcome = await this.services.bulk.change(principal, chosen, wanted, { waitMs: WAIT_MS });
      const { changed: count, changeId } = outcome;
      const done = message(wanted.isDeleted ? 'bulk.deleted' : 'bulk.changed', { count });
      const flash: FlashMessage = outcome.isUnderWay
        ? {
            kind: 'status',
            text: message('changes.goes_on'),
            link: { href: '/changes', text: message('changes.see') },
          }
        : {
            kind: 'status',
            text: done,
            undo: { href: `/changes/${String(changeId)}/undo`, label: message('bulk.label', { count }) },
          };
      this.pages.redirect(res, returnTo, flash);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'not_found') throw error;
      const said = Object.values(error.fields)[0] ?? error.said;
      if (!('key' in said)) throw error;
      refuse(said);
    }
  };

  private async chosen(principal: Principal, body: unknown): Promise<Chosen | undefined> {
    if (textOf(body, 'which') !== 'all') {
      const ids = Object.keys(body as object).flatMap((name) => {
        const id = /^row_([1-9]\d{0,14})$/.exec(name)?.[1];
        return id === undefined ? [] : [Number(id)];
      });
      return ids.length === 0 ? undefined : { ids };
    }
    const categories = await this.services.categories.list(principal);
    const parsed = parseFilter(queryOf(localPath(textOf(body, 'filter'))), {
      today: this.services.reports.today(principal),
      currency: principal.currency,
      region: principal.region,
      person: principal,
      categoryIds: new Set(categories.map(({ id }) => id)),
      tags: await this.services.tags.list(principal),
    });
    if (!parsed.ok) return undefined;
    return { filter: await this.services.expenses.understand(principal, parsed.value) };
  }
}

/** What is wanted; a message when that is nothing, or tags that cannot be. */
function wantedOf(body: unknown): BulkRevision | Message {
  if (textOf(body, 'action') === 'delete') return { isDeleted: true };
  const category = textOf(body, 'category_id');
  const addTags = parseTags(textOf(body, 'add_tags'));
  const removeTags = parseTags(textOf(body, 'remove_tags'));
  if (!addTags.ok) return addTags.fault;
  if (!removeTags.ok) return removeTags.fault;
  const categoryId =
    category === ''
      ? undefined
      : category === 'none'
        ? null
        : /^\d{1,15}$/.test(category)
          ? Number(category)
          : 0;
  if (categoryId === undefined && addTags.value.length === 0 && removeTags.value.length === 0) {
    return message('bulk.nothing_to_do');
  }
  return { categoryId, addTags: addTags.value, removeTags: removeTags.value };
}
