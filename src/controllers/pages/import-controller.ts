import type { Request, Response } from 'express';
import { AppError, type FieldFaults, notFound } from '../../domain/errors.js';
import type { ReadingValues } from '../../domain/import/reading.js';
import { localPath } from '../../http/local-path.js';
import { fileOf } from '../../http/multipart.js';
import type { Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';
import type { ImportService, RowChoice } from '../../services/exchange/import-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import { textOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { readingFields, saidOf } from '../forms/reading-form.js';
import { checkModel, pastImport } from './import-model.js';
import { statusOf } from './trying.js';
import { undoWords } from './undo-words.js';

const PAST = 50;
const WAIT_MS = 5_000;
const REFRESH_SECONDS = '2';

/** Import: a file is chosen, checked and added. */
export class ImportController {
  constructor(
    private readonly services: {
      readonly imports: ImportService;
      readonly categories: CategoryService;
      readonly expenses: ExpenseService;
    },
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.show(req, res, principal);
  };

  open = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const file = fileOf(req);
    if (!file || (file.name === '' && file.bytes.length === 0))
      return this.show(req, res, principal, { file: message('fault.import.no_file') });
    try {
      const id = await this.services.imports.open(principal, file, readingFields(req.body));
      this.pages.redirect(res, `/imports/${String(id)}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      await this.show(req, res, principal, error.fields);
    }
  };

  check = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const page = Number(/^\d{1,6}$/.exec(textOf(req.query, 'page'))?.[0] ?? '1') - 1;
    await this.draw(req, res, principal, { page });
  };

  readAgain = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'import');
    const { reading, said } = await this.services.imports.find(principal, id);
    const sent = readingFields(req.body);
    try {
      await this.services.imports.readAgain(principal, id, saidOf(sent, reading.values, said));
      this.pages.redirect(res, `/imports/${String(id)}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      await this.draw(req, res, principal, { page: 0, faults: error.fields, typed: sent });
    }
  };

  choose = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'import');
    await this.services.imports.find(principal, id);
    await this.keepChoices(req, principal, id);
    const go = /^\d{1,6}$/.test(textOf(req.body, 'go')) ? textOf(req.body, 'go') : textOf(req.body, 'page');
    this.pages.redirect(res, localPath(`/imports/${String(id)}?page=${go}`));
  };

  commit = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'import');
    const back = `/imports/${String(id)}`;
    const { status } = await this.services.imports.find(principal, id);
    if (status === 'open') await this.keepChoices(req, principal, id);
    try {
      const done = await this.services.imports.commit(principal, id, false, { waitMs: WAIT_MS });
      // The page of the import says how far it is.
      if (done.isUnderWay) return this.pages.redirect(res, back);
      const { addedCount: count, fileName } = done;
      const undo = { href: `${back}/undo`, label: message('frame.quoted', { text: fileName }) };
      const text = message('imports.added', { count });
      this.pages.redirect(res, '/expenses', { kind: 'status', text, ...(count > 0 && { undo }) });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict' || !('key' in error.said)) throw error;
      this.pages.redirect(res, back, { kind: 'alert', text: error.said });
    }
  };

  undo = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'import');
    const outcome = await this.services.imports.undo(principal, id, { waitMs: WAIT_MS });
    this.pages.redirect(res, '/import', await undoWords(this.services.expenses, principal, outcome));
  };

  discard = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.services.imports.discard(principal, parseId(req.params.id, 'import'));
    this.pages.redirect(res, '/import', { kind: 'status', text: message('imports.discarded') });
  };

  private async show(
    req: Request,
    res: Response,
    principal: Principal,
    faults: FieldFaults = {},
  ): Promise<void> {
    const past = await this.services.imports.list(principal, { limit: PAST });
    const locale = this.pages.locales.of(req);
    this.pages.send(req, res, {
      page: 'imports/index',
      title: message('imports.title'),
      status: statusOf(faults),
      model: {
        fault: faults['file'] ?? Object.values(faults)[0],
        past: past.map((one) => pastImport(one, principal, locale)),
      },
    });
  }

  private async draw(
    req: Request,
    res: Response,
    principal: Principal,
    { page, faults = {}, typed = {} }: { page: number; faults?: FieldFaults; typed?: ReadingValues },
  ): Promise<void> {
    const found = await this.services.imports.find(principal, parseId(req.params.id, 'import'));
    const rows = await this.services.imports.rows(principal, found.id, page);
    if (!rows && page > 0) throw notFound('page');
    const categories = await this.services.categories.list(principal);
    // The browser asks again by itself, also without our script.
    if (found.isUnderWay) res.set('Refresh', REFRESH_SECONDS);
    this.pages.send(req, res, {
      page: 'imports/check',
      title: message('imports.check'),
      status: statusOf(faults),
      model: checkModel({
        found,
        rows: rows ?? [],
        page,
        faults,
        typed,
        categories,
        principal,
        locale: this.pages.locales.of(req),
      }),
    });
  }

  /** What stands in the form of a page of rows, if the form was sent. */
  private async keepChoices(req: Request, principal: Principal, id: number): Promise<void> {
    const page = textOf(req.body, 'page');
    if (!/^[1-9]\d{0,5}$/.test(page)) return;
    const rows = await this.services.imports.rows(principal, id, Number(page) - 1);
    const choices = (rows ?? []).flatMap(({ line }): RowChoice[] => {
      const category = textOf(req.body, `category_${String(line)}`);
      // A row that can be added has a field for its category; without one it was not in the form.
      if (category === '') return [];
      return [
        { line, include: textOf(req.body, `add_${String(line)}`) !== '', categoryId: categoryOf(category) },
      ];
    });
    if (choices.length > 0) await this.services.imports.choose(principal, id, Number(page) - 1, choices);
  }
}

function categoryOf(text: string): number | null | 'file' {
  if (text === 'file') return 'file';
  return text === 'none' ? null : parseId(text, 'category');
}
