import type { Request, Response } from 'express';
import { notFound } from '../../domain/errors.js';
import type { FlashMessage, Pages } from '../../http/page-context.js';
import type { FormModel } from '../../http/part-models.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { textOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { WAIT_MS } from './change-controller.js';
import { expensesHref } from './links.js';
import { trying } from './trying.js';
import { countOf } from './words.js';

interface Open {
  readonly id: number;
  readonly form?: FormModel<'name'>;
}

/** The tags page. */
export class TagController {
  constructor(
    private readonly services: { readonly tags: TagService; readonly reports: ReportService },
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const edited = textOf(req.query, 'edit');
    await this.show(req, res, principal, edited === '' ? undefined : { id: parseId(edited, 'tag') });
  };

  change = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { name, id } = await this.services.tags.find(principal, parseId(req.params.id, 'tag'));
    const typed = textOf(req.body, 'name');
    await trying(
      async () => {
        const renamed = await this.services.tags.rename(principal, id, typed, { waitMs: WAIT_MS });
        const target = renamed.tag.name;
        if (renamed.outcome === 'renamed') {
          return this.done(res, { kind: 'status', text: message('tags.renamed', { name: target }) });
        }
        const { changed: count, changeId } = renamed.change;
        const text = message('tags.merged', { name, target, count });
        this.done(res, { kind: 'status', text, undo: undoing(changeId, name) });
      },
      (faults) => this.show(req, res, principal, { id, form: { values: { name: typed }, faults } }),
    );
  };

  confirmRemoval = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, name, expenseCount } = await this.services.tags.find(
      principal,
      parseId(req.params.id, 'tag'),
    );
    const title = message('tags.delete_title', { name });
    this.pages.send(req, res, { page: 'tags/delete', title, model: { id, name, count: expenseCount } });
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, name } = await this.services.tags.find(principal, parseId(req.params.id, 'tag'));
    const { changed: count, changeId } = await this.services.tags.remove(principal, id, { waitMs: WAIT_MS });
    const text = message('tags.deleted', { name, count });
    this.done(res, { kind: 'status', text, undo: undoing(changeId, name) });
  };

  private async show(req: Request, res: Response, principal: Principal, open?: Open): Promise<void> {
    const tags = await this.services.tags.listWithUse(principal);
    if (open && !tags.some(({ id }) => id === open.id)) throw notFound('tag');
    const spent = await this.services.reports.byTag(principal, { range: {} });
    const totals = new Map(spent.map(({ tagId, totalMinor }) => [tagId, totalMinor]));
    const locale = this.pages.locales.of(req);
    this.pages.send(req, res, {
      page: 'tags/index',
      title: message('tags.title'),
      status: open?.form ? 422 : 200,
      model: {
        rows: tags.map(({ id, name, expenseCount }) => ({
          id,
          name,
          count: countOf(expenseCount, locale),
          expensesHref: expensesHref({ tag: name }),
          total: locale.money(totals.get(id) ?? 0n, principal.currency),
          form: open?.id === id ? (open.form ?? { values: { name }, faults: {} }) : undefined,
        })),
      },
    });
  }

  private done(res: Response, flash: FlashMessage): void {
    this.pages.redirect(res, '/tags', flash);
  }
}

const undoing = (changeId: number, name: string) => ({
  href: `/changes/${String(changeId)}/undo`,
  label: message('frame.quoted', { text: name }),
});
