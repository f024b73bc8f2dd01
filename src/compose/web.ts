import { join } from 'node:path';
import type { Express } from 'express';
import { createApi } from '../controllers/api/api.js';
import { AccountController } from '../controllers/pages/account-controller.js';
import { AddController } from '../controllers/pages/add-controller.js';
import { AuthController } from '../controllers/pages/auth-controller.js';
import { BudgetController } from '../controllers/pages/budget-controller.js';
import { BulkController } from '../controllers/pages/bulk-controller.js';
import { CategoryController } from '../controllers/pages/category-controller.js';
import { ChangeController } from '../controllers/pages/change-controller.js';
import { DashboardController } from '../controllers/pages/dashboard-controller.js';
import { DocsController } from '../controllers/pages/docs-controller.js';
import { ExpenseController } from '../controllers/pages/expense-controller.js';
import { ExportController } from '../controllers/pages/export-controller.js';
import { HelpController } from '../controllers/pages/help-controller.js';
import { OfflineController } from '../controllers/pages/offline-controller.js';
import { HomeController } from '../controllers/pages/home-controller.js';
import { LanguageController } from '../controllers/pages/language-controller.js';
import { ImportController } from '../controllers/pages/import-controller.js';
import { RecurringController } from '../controllers/pages/recurring-controller.js';
import { RuleController } from '../controllers/pages/rule-controller.js';
import { ReportController } from '../controllers/pages/report-controller.js';
import { SessionController } from '../controllers/pages/session-controller.js';
import { SuggestionController } from '../controllers/pages/suggestion-controller.js';
import { TagController } from '../controllers/pages/tag-controller.js';
import { TokenController } from '../controllers/pages/token-controller.js';
import { ConfirmController } from '../controllers/pages/confirm-controller.js';
import { Entrance } from '../controllers/pages/entrance.js';
import { ParkedFormWords } from '../controllers/pages/parked-form-words.js';
import { PasskeyController } from '../controllers/pages/passkey-controller.js';
import { ResetController } from '../controllers/pages/reset-controller.js';
import { SecondStepController } from '../controllers/pages/second-step-controller.js';
import { SecurityController } from '../controllers/pages/security-controller.js';
import { pageRouter, pageRoutes } from '../controllers/routes.js';
import { createApp } from '../http/app.js';
import { basePathOf } from '../http/base-path.js';
import { Cookies } from '../http/cookies.js';
import { FlashCookie } from '../http/flash-cookie.js';
import { healthRoutes } from '../http/health.js';
import { Locales } from '../http/locale.js';
import { Parking } from '../http/parking.js';
import { Pages } from '../http/page-context.js';
import { createRenderer } from '../http/render.js';
import type { Keys } from '../services/identity/keys.js';
import type { Ground } from '../ground.js';
import type { Services } from './services.js';

/** The app that answers: pages, API and health. */
export function createWeb(ground: Ground, keys: Keys, services: Services): Express {
  const { config, assets, clock } = ground;
  const basePath = basePathOf(config.baseUrl);
  const cookies = new Cookies(config.cookieSecure, basePath);
  const renderer = createRenderer({ assets, viewsDir: join(config.packageRoot, 'views'), basePath });
  const flashes = new FlashCookie(cookies, services.sealer);
  const pages = new Pages(renderer, cookies, flashes, new Locales(cookies, ground.words));
  const parking = new Parking(services.parkedForms, cookies);
  const entrance = new Entrance({ ...services, parking }, pages, (req, res, next) => router(req, res, next));
  const parkedWords = new ParkedFormWords({ ...services, parking }, pages.locales);
  const security = new SecurityController(services, pages, clock, config.baseUrl);
  const routes = pageRoutes({
    home: new HomeController(pages, config.registration === 'open'),
    reset: new ResetController(services, pages, config.passwordMin),
    auth: new AuthController({ ...services, parkedWords }, pages, config, entrance),
    secondStep: new SecondStepController({ ...services, parkedWords }, pages, entrance),
    confirm: new ConfirmController({ ...services, parkedWords }, pages, entrance),
    security,
    passkeys: new PasskeyController(services, pages, entrance, security),
    dashboard: new DashboardController(services, pages),
    expenses: new ExpenseController(services, pages),
    add: new AddController(services, pages),
    suggestions: new SuggestionController(services.suggestions, pages.locales),
    categories: new CategoryController(services, pages),
    reports: new ReportController(services, pages),
    exports: new ExportController(services, pages),
    imports: new ImportController(services, pages),
    tags: new TagController(services, pages),
    recurring: new RecurringController(services, pages),
    budgets: new BudgetController(services, pages),
    rules: new RuleController(services, pages),
    bulk: new BulkController(services, pages),
    changes: new ChangeController(services, pages),
    account: new AccountController(services, pages, config.passwordMin),
    sessions: new SessionController(services.sessions, pages, clock),
    tokens: new TokenController(services.accessTokens, pages, clock, config.baseUrl),
    docs: new DocsController(pages),
    help: new HelpController(pages),
    offline: new OfflineController(pages),
    language: new LanguageController(pages),
  });
  const router = pageRouter(routes, { ...services, parking });
  return createApp({
    ...ground,
    cookies,
    pages,
    sessions: services.sessions,
    limits: services.limits,
    watch: services.watch,
    csrfKey: keys.csrf[0],
    health: healthRoutes(() => services.readiness.look()),
    api: createApi({ services, baseUrl: config.baseUrl }),
    pageRouter: router,
  });
}
