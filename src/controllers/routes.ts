import { type RequestHandler, Router } from 'express';
import { freshlyProved, freshlyProvedWithFactor, signedIn, type SignedInHandler } from '../http/guard.js';
import type { Parking } from '../http/parking.js';
import type { SecondFactorService } from '../services/identity/second-factor-service.js';
import type { ProofService } from '../services/identity/proof-service.js';
import type { AccountController } from './pages/account-controller.js';
import type { AddController } from './pages/add-controller.js';
import type { AuthController } from './pages/auth-controller.js';
import type { BudgetController } from './pages/budget-controller.js';
import type { BulkController } from './pages/bulk-controller.js';
import type { CategoryController } from './pages/category-controller.js';
import type { ChangeController } from './pages/change-controller.js';
import type { DashboardController } from './pages/dashboard-controller.js';
import type { DocsController } from './pages/docs-controller.js';
import type { ExpenseController } from './pages/expense-controller.js';
import type { LanguageController } from './pages/language-controller.js';
import type { ExportController } from './pages/export-controller.js';
import type { HelpController } from './pages/help-controller.js';
import type { HomeController } from './pages/home-controller.js';
import type { ImportController } from './pages/import-controller.js';
import type { OfflineController } from './pages/offline-controller.js';
import type { RecurringController } from './pages/recurring-controller.js';
import type { RuleController } from './pages/rule-controller.js';
import type { ReportController } from './pages/report-controller.js';
import type { ConfirmController } from './pages/confirm-controller.js';
import type { PasskeyController } from './pages/passkey-controller.js';
import type { SecondStepController } from './pages/second-step-controller.js';
import type { SecurityController } from './pages/security-controller.js';
import type { ResetController } from './pages/reset-controller.js';
import type { SessionController } from './pages/session-controller.js';
import type { SuggestionController } from './pages/suggestion-controller.js';
import type { TagController } from './pages/tag-controller.js';
import type { TokenController } from './pages/token-controller.js';

export interface PageControllers {
  readonly home: HomeController;
  readonly auth: AuthController;
  readonly dashboard: DashboardController;
  readonly expenses: ExpenseController;
  readonly add: AddController;
  readonly suggestions: SuggestionController;
  readonly categories: CategoryController;
  readonly reports: ReportController;
  readonly exports: ExportController;
  readonly imports: ImportController;
  readonly tags: TagController;
  readonly recurring: RecurringController;
  readonly budgets: BudgetController;
  readonly rules: RuleController;
  readonly bulk: BulkController;
  readonly changes: ChangeController;
  readonly account: AccountController;
  readonly sessions: SessionController;
  readonly tokens: TokenController;
  readonly reset: ResetController;
  readonly passkeys: PasskeyController;
  readonly secondStep: SecondStepController;
  readonly confirm: ConfirmController;
  readonly security: SecurityController;
  readonly docs: DocsController;
  readonly help: HelpController;
  readonly offline: OfflineController;
  readonly language: LanguageController;
}

export type PageRoute =
  | {
      readonly method: 'get' | 'post';
      readonly path: string;
      readonly guard: 'open';
      readonly handler: RequestHandler;
    }
  | {
      readonly method: 'get' | 'post';
      readonly path: string;
      readonly guard: 'signed-in';
      /** Only with a fresh proof of who it is. */
      readonly fresh?: true | 'with-factor';
      readonly handler: SignedInHandler;
    };

const open = (method: 'get' | 'post', path: string, handler: RequestHandler) =>
  ({ method, path, guard: 'open', handler }) as const;
const own = (method: 'get' | 'post', path: string, handler: SignedInHandler) =>
  ({ method, path, guard: 'signed-in', handler }) as const;

const fresh = (method: 'get' | 'post', path: string, handler: SignedInHandler) =>
  ({ method, path, guard: 'signed-in', fresh: true, handler }) as const;

const freshWithFactor = (method: 'get' | 'post', path: string, handler: SignedInHandler) =>
  ({ method, path, guard: 'signed-in', fresh: 'with-factor', handler }) as const;

/** Every page and form, and who may reach it. */
export function pageRoutes(to: PageControllers): readonly PageRoute[] {
  return [
    ...openRoutes(to),
    ...expenseRoutes(to),
    ...labelRoutes(to),
    ...planRoutes(to),
    ...bookRoutes(to),
    ...accountRoutes(to),
  ];
}

/** Expenses: listed, added, changed, deleted and taken back. */
function expenseRoutes(to: PageControllers): readonly PageRoute[] {
  return [
    own('get', '/expenses', to.dashboard.index),
    own('post', '/expenses', to.dashboard.add),
    own('get', '/add', to.add.show),
    own('get', '/expenses/descriptions', to.suggestions.list),
    own('get', '/expenses/trash', to.expenses.trash),
    own('get', '/expenses/trash/empty', to.expenses.confirmEmptying),
    own('post', '/expenses/trash/empty', to.expenses.emptyTrash),
    own('post', '/expenses/:id/erase', to.expenses.erase),
    own('post', '/expenses/bulk', to.bulk.change),
    own('get', '/expenses/export', to.exports.expenses),
    own('get', '/expenses/:id/history', to.changes.history),
    own('get', '/expenses/:id/edit', to.expenses.edit),
    own('post', '/expenses/:id', to.expenses.save),
    own('post', '/expenses/:id/delete', to.expenses.remove),
    own('post', '/expenses/:id/restore', to.expenses.restore),
  ];
}

/** What expenses are filed under: categories and tags. */
function labelRoutes(to: PageControllers): readonly PageRoute[] {
  return [
    own('get', '/categories', to.categories.index),
    own('post', '/categories', to.categories.add),
    own('post', '/categories/:id', to.categories.change),
    own('post', '/categories/:id/merge', to.categories.merge),
    own('get', '/categories/:id/delete', to.categories.confirmRemoval),
    own('post', '/categories/:id/delete', to.categories.remove),
    own('post', '/categories/:id/archive', to.categories.archive),

    own('get', '/tags', to.tags.index),
    own('post', '/tags/:id', to.tags.change),
    own('get', '/tags/:id/delete', to.tags.confirmRemoval),
    own('post', '/tags/:id/delete', to.tags.remove),
  ];
}

/** What is to happen by itself: recurring expenses, rules, budgets. */
function planRoutes(to: PageControllers): readonly PageRoute[] {
  return [
    own('get', '/recurring', to.recurring.index),
    own('post', '/recurring', to.recurring.add),
    own('post', '/recurring/seen', to.recurring.seen),
    own('get', '/recurring/:id/edit', to.recurring.edit),
    own('post', '/recurring/:id', to.recurring.save),
    own('post', '/recurring/:id/skip', to.recurring.skip),
    own('post', '/recurring/:id/skipped/:date/undo', to.recurring.unskip),
    own('post', '/recurring/:id/add', to.recurring.addWaiting),
    own('post', '/recurring/:id/pause', to.recurring.pause),
    own('post', '/recurring/:id/resume', to.recurring.resume),
    own('post', '/recurring/:id/delete', to.recurring.remove),
    own('post', '/recurring/:id/restore', to.recurring.restore),

    own('get', '/rules', to.rules.index),
    own('post', '/rules', to.rules.add),
    own('get', '/rules/:id/edit', to.rules.edit),
    own('post', '/rules/:id', to.rules.save),
    own('post', '/rules/:id/apply', to.rules.apply),
    own('post', '/rules/:id/move', to.rules.move),
    own('post', '/rules/:id/delete', to.rules.remove),
    own('post', '/rules/:id/restore', to.rules.restore),

    own('get', '/budgets', to.budgets.index),
    own('post', '/budgets', to.budgets.set),
    own('post', '/budgets/copy', to.budgets.copy),
    own('post', '/budgets/undo', to.budgets.unset),
    own('post', '/budgets/:id/remove', to.budgets.remove),
    own('post', '/budgets/:id/restore', to.budgets.restore),
  ];
}

/** A book as a whole: its changes, its reports, what comes in and what goes out. */
function bookRoutes(to: PageControllers): readonly PageRoute[] {
  return [
    own('get', '/changes', to.changes.index),
    own('post', '/changes/:id/undo', to.changes.undo),

    own('get', '/reports', to.reports.year),

    own('get', '/import', to.imports.index),
    own('post', '/import', to.imports.open),
    own('get', '/imports/:id', to.imports.check),
    own('post', '/imports/:id', to.imports.readAgain),
    own('post', '/imports/:id/rows', to.imports.choose),
    own('post', '/imports/:id/commit', to.imports.commit),
    own('post', '/imports/:id/undo', to.imports.undo),
    own('post', '/imports/:id/discard', to.imports.discard),

    own('get', '/export', to.exports.index),
    fresh('get', '/export/all', to.exports.everything),
  ];
}

/** What strangers may reach: the ways in and out. */
function openRoutes(to: PageControllers): readonly PageRoute[] {
  return [
    open('get', '/', to.home.show),
    open('get', '/register', to.auth.showRegister),
    open('post', '/register', to.auth.register),
    open('get', '/login', to.auth.showLogin),
    open('post', '/login', to.auth.login),
    open('post', '/login/passkey', to.passkeys.signIn),
    open('post', '/login/code/passkey', to.passkeys.secondStep),
    open('get', '/login/code', to.secondStep.show),
    open('post', '/login/code', to.secondStep.answer),
    open('get', '/forgot', to.reset.showForgot),
    open('post', '/forgot', to.reset.forgot),
    open('get', '/reset/:token', to.reset.showReset),
    open('post', '/reset/:token', to.reset.reset),
    open('get', '/account/email/:token', to.reset.showEmail),
    open('post', '/account/email/:token', to.reset.confirmEmail),
    open('get', '/refresh', to.auth.showRefresh),
    open('post', '/refresh', to.auth.refresh),
    open('post', '/logout', to.auth.logout),
    open('post', '/language', to.language.choose),
    open('get', '/docs', to.docs.show),
    open('get', '/help', to.help.show),
    open('get', '/offline', to.offline.show),
  ];
}

/** The account, and what keeps others out of it. */
function accountRoutes(to: PageControllers): readonly PageRoute[] {
  return [
    own('get', '/account', to.account.index),
    own('post', '/account', to.account.saveProfile),
    freshWithFactor('post', '/account/email', to.account.saveEmail),
    freshWithFactor('post', '/account/password', to.account.savePassword),
    own('get', '/account/delete', to.account.confirmDeletion),
    freshWithFactor('post', '/account/delete', to.account.remove),
    own('get', '/account/confirm', to.confirm.show),
    own('post', '/account/confirm', to.confirm.prove),
    own('post', '/account/confirm/passkey', to.passkeys.prove),
    fresh('post', '/account/passkeys', to.passkeys.add),
    fresh('post', '/account/passkeys/:id/remove', to.passkeys.remove),
    own('get', '/account/security', to.security.index),
    fresh('post', '/account/security/authenticator/offer', to.security.offerAuthenticator),
    fresh('get', '/account/security/authenticator', to.security.showAuthenticator),
    fresh('post', '/account/security/authenticator', to.security.turnOn),
    fresh('post', '/account/security/authenticator/off', to.security.turnOff),
    fresh('post', '/account/security/recovery-codes', to.security.renewCodes),
    own('get', '/account/sessions', to.sessions.index),
    own('post', '/account/sessions/revoke-others', to.sessions.revokeOthers),
    own('post', '/account/sessions/acknowledge', to.sessions.acknowledge),
    own('post', '/account/sessions/:id/revoke', to.sessions.revoke),
    own('post', '/account/sessions/:id/ask-again', to.sessions.askAgain),
    own('get', '/account/tokens', to.tokens.index),
    fresh('post', '/account/tokens', to.tokens.make),
    own('post', '/account/tokens/:id/revoke', to.tokens.revoke),
  ];
}

interface GuardServices {
  readonly parking: Parking;
  readonly proofs: ProofService;
  readonly factors: SecondFactorService;
}

/** A router over the table; a known path asked by another method answers 405. */
export function pageRouter(routes: readonly PageRoute[], services: GuardServices): Router {
  const router = Router();
  for (const route of routes) {
    router[route.method](route.path, guarded(route, services));
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    router.all(path, methodNotAllowed(methods.includes('GET') ? [...methods, 'HEAD'] : methods));
  }
  return router;
}

function guarded(route: PageRoute, services: GuardServices): RequestHandler {
  if (route.guard === 'open') return route.handler;
  return signedIn(services.parking, provedFor(route.fresh)(services, route.handler));
}

const provedFor = (fresh: true | 'with-factor' | undefined) => {
  if (fresh === undefined) return (_services: GuardServices, handler: SignedInHandler) => handler;
  return fresh === true ? freshlyProved : freshlyProvedWithFactor;
};

function methodNotAllowed(methods: readonly string[]): RequestHandler {
  return (_req, res, next) => {
    res.set('Allow', methods.join(', '));
    next(Object.assign(new Error('Method not allowed'), { status: 405 }));
  };
}
