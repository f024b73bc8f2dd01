import type { Request } from 'express';
import { AppError } from '../../domain/errors.js';
import type { ParkedForm as ParkedFormModel } from '../../http/page-models.js';
import type { Parking } from '../../http/parking.js';
import { visitorOf } from '../../http/visitor.js';
import { deviceName } from '../../locale/device-name.js';
import type { Locale } from '../../locale/locale.js';
import type { Locales } from '../../http/locale.js';
import { message, type Message } from '../../messages/message.js';
import type { AccessTokenService } from '../../services/identity/access-token-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SessionService } from '../../services/identity/session-service.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { expenseName } from './expense-name.js';

interface Services {
  readonly parking: Parking;
  readonly sessions: SessionService;
  readonly expenses: ExpenseService;
  readonly categories: CategoryService;
  readonly tags: TagService;
  readonly accessTokens: AccessTokenService;
}

type Fields = Readonly<Record<string, string>>;
type Name = string | Message;

/** A kind of form: its path with the id of what it is about, what it does, and how that is called. */
interface Kind {
  readonly path: RegExp;
  readonly says: (what: Name, fields: Fields) => Message;
  readonly nameOf: (
    principal: Principal,
    id: number,
    more: { fields: Fields; locale: Locale },
  ) => Promise<Name>;
}

/** Says what a form that waits will do. */
export class ParkedFormWords {
  private readonly kinds: readonly Kind[];

  constructor(
    private readonly services: Services,
    private readonly locales: Locales,
  ) {
    this.kinds = kindsOf(services);
  }

  /**
   * In full, with the name of what it changes, for its owner while signed in or about to go on; from what was typed where
   * nobody is, and in general where somebody else is. Undefined when nothing waits in this browser.
   */
  async describe(req: Request, id: string): Promise<ParkedFormModel | undefined> {
    const form = await this.services.parking.peek(req, id);
    if (!form) return undefined;
    const path = form.path.split('?', 1)[0] ?? '';
    const viewer = await this.viewerOf(req);
    if (viewer && viewer.userId !== form.userId) return { id, says: message('parked.other') };
    const full =
      viewer && (await this.inFull({ viewer, path, fields: form.fields, locale: this.locales.of(req) }));
    return { id, says: full ?? inGeneral(path, form.fields) };
  }

  private async viewerOf(req: Request): Promise<Principal | undefined> {
    const { principal, acquaintance } = visitorOf(req);
    return principal ?? (acquaintance && (await this.services.sessions.pausedPrincipal(acquaintance)));
  }

  private async inFull({
    viewer,
    path,
    fields,
    locale,
  }: {
    viewer: Principal;
    path: string;
    fields: Fields;
    locale: Locale;
  }): Promise<Message | undefined> {
    for (const kind of this.kinds) {
      const found = kind.path.exec(path);
      if (!found) continue;
      try {
        return kind.says(await kind.nameOf(viewer, Number(found[1] ?? 0), { fields, locale }), fields);
      } catch (error) {
        // It is gone meanwhile: carrying the form out will say so.
        if (error instanceof AppError && error.code === 'not_found') return undefined;
        throw error;
      }
    }
    return undefined;
  }
}

function kindsOf({ expenses, categories, tags, accessTokens, sessions }: Services): readonly Kind[] {
  const expense = async (principal: Principal, id: number) =>
    expenseName(await expenses.findAlsoDeleted(principal, id), principal);
  const category = async (principal: Principal, id: number) => (await categories.find(principal, id)).name;
  const tag = async (principal: Principal, id: number) => (await tags.find(principal, id)).name;
  const token = async (principal: Principal, id: number) => (await accessTokens.find(principal, id)).name;
  const session = async (principal: Principal, id: number, { locale }: { locale: Locale }) =>
    deviceName((await sessions.find(principal, id)).userAgent, locale);
  const typed = (_principal: Principal, _id: number, { fields }: { fields: Fields }) =>
    Promise.resolve(typedName(fields));
  const changed = (what: Name, fields: Fields) =>
    message('parked.change_of', { what, to: typedName(fields) });
  const deleted = (what: Name) => message('parked.deletion_of', { what });
  const restored = (what: Name) => message('parked.restore_of', { what });
  return [
    { path: /^\/expenses\/(\d+)$/, says: changed, nameOf: expense },
    { path: /^\/expenses\/(\d+)\/delete$/, says: deleted, nameOf: expense },
    { path: /^\/expenses\/(\d+)\/restore$/, says: restored, nameOf: expense },
    {
      path: /^\/expenses\/(\d+)\/erase$/,
      says: (what) => message('parked.erase_of', { what }),
      nameOf: expense,
    },
    { path: /^\/expenses\/trash\/empty$/, says: () => message('parked.empty_trash'), nameOf: typed },
    { path: /^\/expenses\/bulk$/, says: () => message('parked.many'), nameOf: typed },
    { path: /^\/categories\/(\d+)$/, says: changed, nameOf: category },
    { path: /^\/categories\/(\d+)\/delete$/, says: deleted, nameOf: category },
    {
      path: /^\/categories\/(\d+)\/merge$/,
      says: (what) => message('parked.merge_of', { what }),
      nameOf: category,
    },
    { path: /^\/tags\/(\d+)$/, says: changed, nameOf: tag },
    { path: /^\/tags\/(\d+)\/delete$/, says: deleted, nameOf: tag },
    {
      path: /^\/(?:categories|account\/tokens)$/,
      says: (what) => message('parked.add_of', { what }),
      nameOf: typed,
    },
    { path: /^\/account\/tokens\/(\d+)\/revoke$/, says: deleted, nameOf: token },
    {
      path: /^\/account\/sessions\/(\d+)\/revoke$/,
      says: (what) => message('parked.sign_out_of', { what }),
      nameOf: session,
    },
    {
      path: /^\/account\/sessions\/revoke-others$/,
      says: () => message('parked.sign_out_others'),
      nameOf: typed,
    },
  ];
}

/** From what was typed alone. */
function inGeneral(path: string, fields: Fields): Message {
  if (path === '/expenses') return message('parked.expense', { what: typedName(fields) });
  if (/^\/expenses\/\d+$/.test(path)) return message('parked.change', { what: typedName(fields) });
  return message(/\/(delete|erase|empty)$/.test(path) ? 'parked.deletion' : 'parked.other');
}

function typedName({ description, amount, name }: Fields): Name {
  if (description && amount) return message('frame.named_amount', { name: description, amount });
  return description || amount || name || message('parked.as_typed');
}
