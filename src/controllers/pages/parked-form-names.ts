import { parseDay } from '../../domain/calendar.js';
import { deviceName } from '../../locale/device-name.js';
import type { Locale } from '../../locale/locale.js';
import { message, type Message, type Param } from '../../messages/message.js';
import type { ImportService } from '../../services/exchange/import-service.js';
import type { AccessTokenService } from '../../services/identity/access-token-service.js';
import type { PasskeyService } from '../../services/identity/passkey-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SessionService } from '../../services/identity/session-service.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ChangeService } from '../../services/ledger/changes/change-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import type { RecurringService } from '../../services/ledger/recurring/recurring-service.js';
import type { RuleService } from '../../services/ledger/rules/rule-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { ALL } from '../forms/budget-form.js';
import { changeWords } from './change-words.js';
import { expenseName } from './expense-name.js';

export interface NamedServices {
  readonly sessions: SessionService;
  readonly expenses: ExpenseService;
  readonly categories: CategoryService;
  readonly tags: TagService;
  readonly recurring: RecurringService;
  readonly rules: RuleService;
  readonly changes: ChangeService;
  readonly imports: ImportService;
  readonly accessTokens: AccessTokenService;
  readonly passkeys: PasskeyService;
}

export type Fields = Readonly<Record<string, string>>;

/** A form of its owner: the id and the day of its path, and what was typed. */
export interface About {
  readonly principal: Principal;
  readonly id: string;
  readonly day: string;
  readonly fields: Fields;
  readonly locale: Locale;
}

/** What forms that wait are about, by name. Each throws AppError not_found where it is gone, or somebody else's. */
export class ParkedFormNames {
  constructor(private readonly services: NamedServices) {}

  expense = async ({ principal, id }: About): Promise<Param> =>
    expenseName(await this.services.expenses.findAlsoDeleted(principal, Number(id)), principal);

  category = async ({ principal, id }: About): Promise<Param> =>
    (await this.services.categories.find(principal, Number(id))).name;

  /** What a budget is for. */
  budget = async (about: About): Promise<Param> =>
    about.id === ALL ? message('budgets.everything') : this.category(about);

  /** A category, and the one that takes its expenses. */
  merged = async (about: About): Promise<Param> =>
    message('history.from_to', {
      before: await this.category(about),
      after: await this.chosen(about, 'into'),
    });

  tag = async ({ principal, id }: About): Promise<Param> =>
    (await this.services.tags.find(principal, Number(id))).name;

  /** With the day that is meant, where one is. */
  recurring = async ({ principal, id, day, fields }: About): Promise<Param> => {
    const found = await this.services.recurring.findAlsoDeleted(principal, Number(id));
    const meant = parseDay(day || (fields.date ?? ''));
    return listed([expenseName(found, principal), ...(meant ? [{ day: meant }] : [])])!;
  };

  rule = async ({ principal, id }: About): Promise<Param> =>
    (await this.services.rules.findAlsoDeleted(principal, Number(id))).text;

  change = async ({ principal, id }: About): Promise<Param> =>
    changeWords(await this.services.changes.find(principal, Number(id)));

  importedFile = async ({ principal, id }: About): Promise<Param> =>
    (await this.services.imports.find(principal, Number(id))).fileName;

  token = async ({ principal, id }: About): Promise<Param> =>
    (await this.services.accessTokens.find(principal, Number(id))).name;

  device = async ({ principal, id, locale }: About): Promise<Param> =>
    deviceName((await this.services.sessions.find(principal, Number(id))).userAgent, locale);

  passkey = async ({ principal, id }: About): Promise<Param | undefined> =>
    (await this.services.passkeys.list(principal.userId)).find((one) => one.id === Number(id))?.name;

  /** What a form would store: what was typed, and the category that was chosen. */
  typed = async (about: About): Promise<Param | undefined> => {
    const { fields } = about;
    const category = fields.category_id && (await this.chosen(about, 'category_id'));
    return listed([typedName(fields), category, fields.add_tags]);
  };

  /** The category that a field chooses. */
  chosen = (about: About, field: string): Promise<Param> => {
    const id = about.fields[field] ?? '';
    if (id === 'none') return Promise.resolve(message('frame.no_category'));
    return this.budget({ ...about, id });
  };

  profile = ({ fields: { username, time_zone, currency } }: About): Promise<Param | undefined> =>
    Promise.resolve(listed([username, time_zone, currency]));

  /** Which expenses are changed at once, and how. */
  many = async (about: About): Promise<Param | undefined> => {
    const { fields } = about;
    const count = Object.keys(fields).filter((name) => name.startsWith('row_')).length;
    const which = fields.which === 'all' ? message('parked.all_shown') : message('bulk.label', { count });
    if (fields.action === 'delete') return which;
    const category = fields.category_id && (await this.chosen(about, 'category_id'));
    return listed([
      which,
      category && pair(message('bulk.set_category'), category),
      fields.add_tags && pair(message('bulk.add_tags'), fields.add_tags),
      fields.remove_tags && pair(message('bulk.remove_tags'), fields.remove_tags),
    ]);
  };
}

/** "Delete expense: Rent, $800.00" */
export const pair = (action: Param, what: Param): Message => message('parked.pair', { action, what });

/** From what was typed alone; undefined where that names nothing. */
export function typedName({ description, amount, name, text, username }: Fields): Param | undefined {
  return listed([text || name || username || description, amount]);
}

function listed(parts: readonly (Param | undefined)[]): Param | undefined {
  const named = parts.filter((part): part is Param => part !== undefined && part !== '');
  return named.length === 0
    ? undefined
    : named.reduce((first, second) => message('frame.list_pair', { first, second }));
}
