import type { Request, Response } from 'express';
import { dayIn } from '../../domain/calendar.js';
import { AppError } from '../../domain/errors.js';
import { localPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import type { HistoryModel } from '../../http/change-models.js';
import type { Locale } from '../../locale/locale.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ChangeService } from '../../services/ledger/changes/change-service.js';
import type { HistoryEntry, HistoryService } from '../../services/ledger/changes/history-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import { textOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { lookOf } from './category-words.js';
import { changeWords } from './change-words.js';
import { undoWords } from './undo-words.js';
import { countOf } from './words.js';

const PAGE = 50;
/** Longer than this nobody waits for a page; the rest goes on behind it. */
export const WAIT_MS = 3_000;

interface Services {
  readonly changes: ChangeService;
  readonly history: HistoryService;
  readonly expenses: ExpenseService;
  readonly categories: CategoryService;
}

/** What happened to the book and to one expense, and undoing it. */
export class ChangeController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const before = textOf(req.query, 'before');
    const { items, hasOlder } = await this.services.changes.list(principal, {
      ...(/^[1-9]\d{0,14}$/.test(before) && { before: Number(before) }),
      limit: PAGE,
    });
    const locale = this.pages.locales.of(req);
    this.pages.send(req, res, {
      page: 'changes/index',
      title: message('changes.title'),
      model: {
        rows: items.map((change) => ({
          id: change.id,
          text: locale.say(changeWords(change)),
          count: countOf(change.expenseCount, locale),
          when: momentOf(change.createdAt, principal, locale),
          note: change.isUnderWay
            ? locale.text('changes.under_way')
            : change.undoneAt === null
              ? undefined
              : locale.text('changes.was_undone'),
        })),
        olderHref: hasOlder ? `/changes?before=${String(items.at(-1)!.id)}` : undefined,
      },
    });
  };

  undo = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'change');
    const returnTo = localPath(textOf(req.body, 'return_to'));
    try {
      const outcome = await this.services.changes.undo(principal, id, { waitMs: WAIT_MS });
      this.pages.redirect(res, returnTo, await undoWords(this.services.expenses, principal, outcome));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict' || !('key' in error.said)) throw error;
      this.pages.redirect(res, returnTo, { kind: 'alert', text: error.said });
    }
  };

  history = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'expense');
    const entries = await this.services.history.of(principal, id);
    const locale = this.pages.locales.of(req);
    const [newest] = entries;
    const name = newest?.values.description ?? '';
    const model: HistoryModel = {
      description: name,
      editHref: newest?.values.deletedAt === null ? `/expenses/${String(id)}/edit` : undefined,
      entries: await this.entries(principal, entries, locale),
    };
    this.pages.send(req, res, {
      page: 'expenses/history',
      title: message('history.title', { name }),
      model,
    });
  };

  private async entries(
    principal: Principal,
    entries: readonly HistoryEntry[],
    locale: Locale,
  ): Promise<HistoryModel['entries']> {
    const categories = new Map(
      (await this.services.categories.list(principal)).map((category) => [category.id, category]),
    );
    const shown = ({ values, tags }: HistoryEntry) => [
      [locale.text('frame.amount'), locale.money(values.amountMinor, principal.currency)],
      [locale.text('frame.description'), values.description],
      [
        locale.text('frame.category'),
        lookOf(values.categoryId === null ? undefined : categories.get(values.categoryId), locale).name,
      ],
      [locale.text('frame.date'), locale.day(values.spentOn)],
      [locale.text('frame.tags'), tags.join(', ')],
      [
        locale.text('history.state'),
        locale.text(values.deletedAt === null ? 'history.there' : 'history.deleted'),
      ],
    ];
    return entries.map((entry, at) => {
      const earlier = entries[at + 1];
      const before = earlier && shown(earlier);
      const fields = shown(entry).map(([label = '', after = ''], field) => ({
        label,
        before: before?.[field]?.[1] ?? '',
        after,
      }));
      const { change } = entry;
      return {
        text: locale.say(change ? changeWords(change) : message('changes.kind.add')),
        when: momentOf(entry.at, principal, locale),
        undoId: change && change.undoneAt === null && !change.isUnderWay ? change.id : undefined,
        fields: fields.filter((field) => (before ? field.before !== field.after : field.after !== '')),
      };
    });
  }
}

/** "Nov 21, 2026, 2:05 PM" in the person's own time zone. */
function momentOf(instant: string, { timeZone }: Principal, locale: Locale): string {
  const at = new Date(instant);
  return locale.text('changes.at', {
    day: { day: dayIn(timeZone, at) },
    time: locale.time(at, timeZone),
  });
}
