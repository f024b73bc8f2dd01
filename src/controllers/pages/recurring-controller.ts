import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Day, endOfMonth, parseDay } from '../../domain/calendar.js';
import { AppError, notFound } from '../../domain/errors.js';
import { localPath } from '../../http/local-path.js';
import type { FlashMessage, Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { AddedRecurring, RecurringService } from '../../services/ledger/recurring/recurring-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { textOf, textsOf } from '../forms/fields.js';
import { formKeyOf } from '../forms/form-key.js';
import { parseId } from '../forms/id.js';
import { parseRecurring, parseRhythm, RECURRING_FIELDS } from '../forms/recurring-form.js';
import {
  freshValues,
  recurringForm,
  type RecurringFormParts,
  type RecurringFormValues,
  recurringModel,
  storedValues,
} from './recurring-model.js';
import { statusOf, trying } from './trying.js';

interface Services {
  readonly recurring: RecurringService;
  readonly categories: CategoryService;
  readonly tags: TagService;
}

/** The page of recurring expenses: listed, begun, changed, skipped, paused and ended. */
export class RecurringController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.services.recurring.addDue(principal);
    await this.show(req, res, principal, { values: freshValues(this.today(principal)), faults: {} });
  };

  add = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = textsOf(req.body, RECURRING_FIELDS);
    if (textOf(req.body, 'preview') !== '')
      return this.show(req, res, principal, { values, ...previewing(values) });
    const meant = textOf(req.body, 'meant_day');
    const parsed = parseRecurring(values, { ...principal, today: this.today(principal), meant });
    if (!parsed.ok) return this.show(req, res, principal, { values, faults: parsed.fault });
    await trying(
      async () => {
        const added = await this.services.recurring.add(principal, parsed.value, formKeyOf(req.body));
        this.done(res, saidOf(added));
      },
      (faults) => this.show(req, res, principal, { values, faults }),
    );
  };

  edit = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const recurring = await this.services.recurring.find(principal, idOf(req));
    const values = storedValues(recurring, principal);
    await this.showEdit(req, res, principal, recurring.id, { values, faults: {} });
  };

  save = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, startsOn } = await this.services.recurring.find(principal, idOf(req));
    const values = textsOf(req.body, RECURRING_FIELDS);
    if (textOf(req.body, 'preview') !== '')
      return this.showEdit(req, res, principal, id, { values, ...previewing(values) });
    const meant = values.starts_on === startsOn ? startsOn : textOf(req.body, 'meant_day');
    const parsed = parseRecurring(values, { ...principal, today: this.today(principal), meant });
    if (!parsed.ok) return this.showEdit(req, res, principal, id, { values, faults: parsed.fault });
    await trying(
      async () => {
        const { description: name } = await this.services.recurring.change(principal, id, parsed.value);
        this.done(res, { kind: 'status', text: message('recurring.saved', { name }) });
      },
      (faults) => this.showEdit(req, res, principal, id, { values, faults }),
    );
  };

  skip = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, description: name } = await this.services.recurring.find(principal, idOf(req));
    await this.answering(req, res, async () => {
      const day = await this.services.recurring.skip(principal, id, dateOf(req));
      const undo = {
        href: `/recurring/${String(id)}/skipped/${day}/undo`,
        label: message('frame.quoted', { text: name }),
      };
      return { kind: 'status', text: message('recurring.skipped', { name, day: { day } }), undo };
    });
  };

  /** Takes a skip back. */
  unskip = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, description: name } = await this.services.recurring.find(principal, idOf(req));
    const day = parseDay(String(req.params.date));
    if (!day) throw notFound('recurring');
    const text = (await this.services.recurring.unskip(principal, id, day))
      ? message('recurring.unskipped', { name, day: { day } })
      : message('recurring.answered');
    this.done(res, { kind: 'status', text });
  };

  /** Adds the expense of a day that waits. */
  addWaiting = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, description: name } = await this.services.recurring.find(principal, idOf(req));
    const day = dateOf(req);
    const changeId = day && (await this.services.recurring.addWaiting(principal, id, day));
    const back = localPath(textOf(req.body, 'return_to') || '/recurring');
    if (!changeId) return this.pages.redirect(res, back, answered);
    const text = message('recurring.occurrence_added', { name, day: { day } });
    const label = message('frame.quoted', { text: name });
    const undo = { href: `/changes/${String(changeId)}/undo`, label };
    this.pages.redirect(res, back, { kind: 'status', text, undo });
  };

  pause = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { description: name } = await this.services.recurring.change(principal, idOf(req), {
      isPaused: true,
    });
    this.done(res, { kind: 'status', text: message('recurring.was_paused', { name }) });
  };

  resume = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { description: name } = await this.services.recurring.change(principal, idOf(req), {
      isPaused: false,
    });
    this.done(res, { kind: 'status', text: message('recurring.was_resumed', { name }) });
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, description: name } = await this.services.recurring.remove(principal, idOf(req));
    const undo = {
      href: `/recurring/${String(id)}/restore`,
      label: message('frame.quoted', { text: name }),
    };
    this.done(res, { kind: 'status', text: message('recurring.deleted', { name }), undo });
  };

  restore = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { description: name } = await this.services.recurring.restore(principal, idOf(req));
    this.done(res, { kind: 'status', text: message('recurring.restored', { name }) });
  };

  /** What was added late was read about. */
  seen = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.services.recurring.markRead(principal);
    this.pages.redirect(res, localPath(textOf(req.body, 'return_to')));
  };

  /** A day that was answered meanwhile, in another window, is no fault of this one. */
  private async answering(req: Request, res: Response, work: () => Promise<FlashMessage>): Promise<void> {
    const back = localPath(textOf(req.body, 'return_to') || '/recurring');
    try {
      this.pages.redirect(res, back, await work());
    } catch (error) {
      if (!(error instanceof AppError) || !['invalid', 'conflict'].includes(error.code)) throw error;
      this.pages.redirect(res, back, answered);
    }
  }

  private async show(
    req: Request,
    res: Response,
    principal: Principal,
    typed: Pick<RecurringFormParts, 'values' | 'faults'> & { isPreview?: boolean },
  ): Promise<void> {
    const { recurring } = this.services;
    const around = await this.around(req, principal);
    this.pages.send(req, res, {
      page: 'recurring/index',
      title: message('recurring.title'),
      status: statusOf(typed.faults),
      idempotencyKey: randomUUID(),
      model: recurringModel(around, {
        all: await recurring.list(principal),
        upcoming: await recurring.upcoming(principal, endOfMonth(around.today)),
        waiting: await recurring.waiting(principal),
        form: { isPreview: false, ...typed, rhythm: rhythmOf(typed.values), isNew: true },
      }),
    });
  }

  private async showEdit(
    req: Request,
    res: Response,
    principal: Principal,
    id: number,
    typed: Pick<RecurringFormParts, 'values' | 'faults'> & { isPreview?: boolean },
  ): Promise<void> {
    const around = await this.around(req, principal);
    const parts = { isPreview: false, ...typed, rhythm: rhythmOf(typed.values), isNew: false };
    this.pages.send(req, res, {
      page: 'recurring/edit',
      title: message('recurring.edit'),
      status: statusOf(typed.faults),
      model: { id, form: recurringForm(around, parts) },
    });
  }

  private async around(req: Request, principal: Principal) {
    return {
      locale: this.pages.locales.of(req),
      currency: principal.currency,
      today: this.today(principal),
      categories: await this.services.categories.list(principal),
      tags: (await this.services.tags.list(principal)).map(({ name }) => name),
    };
  }

  private today(principal: Principal): Day {
    return this.services.recurring.today(principal);
  }

  private done(res: Response, flash: FlashMessage): void {
    this.pages.redirect(res, '/recurring', flash);
  }
}

/** What was begun, and the button that takes it back; or takes its deletion back where it was deleted since. */
function saidOf({ id, description: name, due, isDeleted }: AddedRecurring): FlashMessage {
  const label = message('frame.quoted', { text: name });
  if (isDeleted) {
    const undo = { href: `/recurring/${String(id)}/restore`, label };
    return { kind: 'status', text: message('recurring.added_and_deleted', { name }), undo };
  }
  const text =
    due.added === 0
      ? message('recurring.added', { name })
      : message('recurring.added_due', { name, count: due.added });
  const undo = due.changeId && { href: `/changes/${String(due.changeId)}/undo`, isNext: false, label };
  return { kind: 'status', text, ...(undo && { undo }) };
}

const answered: FlashMessage = { kind: 'alert', text: message('recurring.answered') };
const idOf = (req: Request) => parseId(req.params.id, 'recurring');

/** @throws AppError not_found for what is no day */
function dateOf(req: Request): Day | undefined {
  const text = textOf(req.body, 'date');
  if (text === '') return undefined;
  const day = parseDay(text);
  if (!day) throw notFound('recurring');
  return day;
}

/** Only the faults of the rhythm: whoever looks at its days need not have an amount yet. */
function previewing(values: RecurringFormValues) {
  const read = parseRhythm(values);
  return { faults: read.ok ? {} : read.fault, isPreview: true };
}

function rhythmOf(values: RecurringFormValues) {
  const read = parseRhythm(values);
  return read.ok ? read.value : undefined;
}
