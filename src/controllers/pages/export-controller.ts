import type { Request, Response } from 'express';
import { invalid } from '../../domain/errors.js';
import { EXPORT_FORMATS } from '../../domain/export/export-format.js';
import { sendDownload } from '../../http/download.js';
import type { Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';
import type { ExportService } from '../../services/exchange/export-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { parseExportFormat } from '../forms/export-format.js';
import { textOf } from '../forms/fields.js';
import { parseFilter } from '../forms/filter-form.js';
import { filterValues } from './filter-values.js';
import { exportHref, expensesHref } from './links.js';

interface Services {
  readonly exports: ExportService;
  readonly expenses: ExpenseService;
  readonly categories: CategoryService;
  readonly tags: TagService;
  readonly reports: ReportService;
}

const WORDS = {
  csv: { name: 'exports.csv', about: 'exports.csv_about' },
  json: { name: 'exports.json', about: 'exports.json_about' },
  hledger: { name: 'exports.hledger', about: 'exports.hledger_about' },
  beancount: { name: 'exports.beancount', about: 'exports.beancount_about' },
} as const;

/** The export page, and the files that it leads to. */
export class ExportController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response): Promise<void> => {
    const values = filterValues(req.query);
    const list = expensesHref(values);
    const locale = this.pages.locales.of(req);
    this.pages.send(req, res, {
      page: 'exports/index',
      title: message('exports.title'),
      model: {
        filteredHref: list === '/expenses' ? undefined : list,
        formats: EXPORT_FORMATS.map((format) => ({
          format,
          href: exportHref(values, format),
          name: locale.say({ key: WORDS[format].name }),
          about: locale.say({ key: WORDS[format].about }),
        })),
      },
    });
  };

  /** What the dashboard shows under the same filter. */
  expenses = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const format = parseExportFormat(textOf(req.query, 'format'));
    const { categories, tags, reports, expenses, exports } = this.services;
    const own = await categories.list(principal);
    const parsed = parseFilter(filterValues(req.query), {
      today: reports.today(principal),
      currency: principal.currency,
      region: principal.region,
      person: principal,
      categoryIds: new Set(own.map(({ id }) => id)),
      tags: await tags.list(principal),
    });
    if (!parsed.ok) throw invalid(parsed.fault);
    const filter = await expenses.understand(principal, parsed.value);
    await sendDownload(req, res, await exports.write(principal, format, filter));
  };

  everything = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await sendDownload(req, res, await this.services.exports.writeEverything(principal));
  };
}
