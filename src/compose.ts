import { dirname, join } from 'node:path';
import type { Express } from 'express';
import { type Config, readVersion } from './config.js';
import { createApi } from './controllers/api/api.js';
import { AccountController } from './controllers/pages/account-controller.js';
import { AddController } from './controllers/pages/add-controller.js';
import { AuthController } from './controllers/pages/auth-controller.js';
import { BudgetController } from './controllers/pages/budget-controller.js';
import { BulkController } from './controllers/pages/bulk-controller.js';
import { CategoryController } from './controllers/pages/category-controller.js';
import { ChangeController } from './controllers/pages/change-controller.js';
import { DashboardController } from './controllers/pages/dashboard-controller.js';
import { DocsController } from './controllers/pages/docs-controller.js';
import { ExpenseController } from './controllers/pages/expense-controller.js';
import { ExportController } from './controllers/pages/export-controller.js';
import { HelpController } from './controllers/pages/help-controller.js';
import { OfflineController } from './controllers/pages/offline-controller.js';
import { HomeController } from './controllers/pages/home-controller.js';
import { LanguageController } from './controllers/pages/language-controller.js';
import { ImportController } from './controllers/pages/import-controller.js';
import { RecurringController } from './controllers/pages/recurring-controller.js';
import { RuleController } from './controllers/pages/rule-controller.js';
import { ReportController } from './controllers/pages/report-controller.js';
import { SessionController } from './controllers/pages/session-controller.js';
import { SuggestionController } from './controllers/pages/suggestion-controller.js';
import { TagController } from './controllers/pages/tag-controller.js';
import { TokenController } from './controllers/pages/token-controller.js';
import { ConfirmController } from './controllers/pages/confirm-controller.js';
import { Entrance } from './controllers/pages/entrance.js';
import { ParkedFormWords } from './controllers/pages/parked-form-words.js';
import { PasskeyController } from './controllers/pages/passkey-controller.js';
import { ResetController } from './controllers/pages/reset-controller.js';
import { SecondStepController } from './controllers/pages/second-step-controller.js';
import { SecurityController } from './controllers/pages/security-controller.js';
import { pageRouter, pageRoutes } from './controllers/routes.js';
import type { Clock } from './domain/clock.js';
import { migrationsOf, urlOf } from './ground.js';
import { createApp } from './http/app.js';
import type { Assets } from './http/assets.js';
import { basePathOf } from './http/base-path.js';
import { Cookies } from './http/cookies.js';
import { FlashCookie } from './http/flash-cookie.js';
import { healthRoutes } from './http/health.js';
import type { Locale, Preference } from './locale/locale.js';
import { Locales } from './http/locale.js';
import { Parking } from './http/parking.js';
import { Pages } from './http/page-context.js';
import { createRenderer } from './http/render.js';
import type { Metrics } from './observability/metrics.js';
import type { Logger } from './observability/log.js';
import { AccessTokenService } from './services/identity/access-token-service.js';
import { AccountService } from './services/identity/account-service.js';
import { BulkService } from './services/ledger/bulk-service.js';
import { BudgetService } from './services/ledger/budgets/budget-service.js';
import { CategoryService } from './services/ledger/category-service.js';
import { loadCommonPasswords } from './services/identity/common-passwords.js';
import { ChangeService } from './services/ledger/changes/change-service.js';
import { HistoryService } from './services/ledger/changes/history-service.js';
import { ImportService } from './services/exchange/import-service.js';
import { RestoreUserService } from './services/exchange/restore-user-service.js';
import { stepOfAdding } from './services/exchange/adding.js';
import { ExportService } from './services/exchange/export-service.js';
import { ExpenseService } from './services/ledger/expense-service.js';
import { EmailChangeService } from './services/identity/email-change-service.js';
import { MailQueue } from './services/identity/mail/mail-queue.js';
import { smtpSender } from './services/identity/mail/smtp-sender.js';
import { HostAccessService } from './services/identity/host-access-service.js';
import { HostService } from './services/identity/host-service.js';
import { Idempotency } from './services/ledger/idempotency.js';
import { InviteService } from './services/identity/invite-service.js';
import { deriveKeys, type Keys } from './services/identity/keys.js';
import { Notices } from './services/identity/notices.js';
import { ParkedFormService } from './services/identity/parked-form-service.js';
import { PasskeyChallenges } from './services/identity/passkey-challenges.js';
import { PasskeyService } from './services/identity/passkey-service.js';
import { relyingPartyOf } from './services/identity/relying-party.js';
import { PasswordHasher } from './services/identity/password-hasher.js';
import { PasswordResetService } from './services/identity/password-reset-service.js';
import { ProfileService } from './services/identity/profile-service.js';
import { ProofService } from './services/identity/proof-service.js';
import { PasswordRules } from './services/identity/password-rules.js';
import { DueRound } from './services/ledger/recurring/due-round.js';
import { RecurringService } from './services/ledger/recurring/recurring-service.js';
import { RuleService } from './services/ledger/rules/rule-service.js';
import { ReportService } from './services/ledger/report-service.js';
import { Sealer } from './services/identity/sealer.js';
import { SecondFactorService } from './services/identity/second-factor-service.js';
import { SessionService } from './services/identity/session-service.js';
import { SignInChallenges } from './services/identity/sign-in-challenges.js';
import { SignInLimits } from './services/identity/sign-in-limits.js';
import { SuggestionService } from './services/ledger/suggestion-service.js';
import { TagService } from './services/ledger/tag-service.js';
import { TrashService } from './services/ledger/trash-service.js';
import { Watch } from './services/identity/watch.js';
import { TokenSigner } from './services/identity/token-signer.js';
import { RefoldingService } from './services/upkeep/refolding-service.js';
import { BackupFolder } from './services/upkeep/backup/backup-folder.js';
import { backupInWorker } from './services/upkeep/backup/backup-in-worker.js';
import { BackupSchedule } from './services/upkeep/backup/backup-schedule.js';
import { ReadinessService } from './services/upkeep/readiness.js';
import { UpkeepService } from './services/upkeep/upkeep-service.js';
import type { AttemptLimiterFactory } from './storage/identity/attempt-limiters.js';
import type { Database } from './storage/engine/database.js';

/** What the program stands on: opened by `main`, or by a test. */
export interface Ground {
  readonly config: Config;
  readonly secrets: readonly [Buffer, ...Buffer[]];
  readonly database: Database;
  readonly limiters: AttemptLimiterFactory;
  readonly assets: Assets;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where METRICS_PORT is set. */
  readonly metrics?: Metrics | undefined;
  /** Puts pages into words; tests give another. */
  readonly words?: (preference: Preference) => Locale;
}

export type Services = ReturnType<typeof createServices>;

/** The one place that says `new`. */
export function compose(ground: Ground): { app: Express; services: Services } {
  const keys = deriveKeys(ground.secrets);
  const services = createServices(ground, keys);
  return { app: createWeb(ground, keys, services), services };
}

/** Without the pages: what commands use. */
export function createServices(ground: Omit<Ground, 'assets'>, keys: Keys) {
  const { database, clock, log } = ground;
  const identity = createIdentity(ground, keys);
  const idempotency = new Idempotency(database, clock);
  const changes = new ChangeService(
    database,
    clock,
    (error) => log.error({ err: error }, 'a change failed'),
    stepOfAdding,
  );
  const imports = new ImportService(database, clock, changes);
  const ledger = {
    categories: new CategoryService(database, clock, idempotency, changes),
    expenses: new ExpenseService(database, clock, idempotency, changes),
    trash: new TrashService(database, clock),
    tags: new TagService(database, clock, changes),
    suggestions: new SuggestionService(database),
    recurring: new RecurringService(database, clock, idempotency, changes),
    budgets: new BudgetService(database, clock),
    rules: new RuleService(database, clock, idempotency, changes),
  };
  return {
    ...identity,
    ...ledger,
    exports: new ExportService(ledger, clock),
    imports,
    restoring: new RestoreUserService(imports),
    changes,
    history: new HistoryService(database),
    dueRound: new DueRound(database, clock, changes, (error) =>
      log.error({ err: error }, 'adding recurring expenses failed'),
    ),
    bulk: new BulkService(database, clock, changes),
    reports: new ReportService(database, clock),
    refolding: new RefoldingService(
      database,
      clock,
      (line) => log.info(line),
      (error) => log.error({ err: error }, 'refolding failed'),
    ),
    accessTokens: new AccessTokenService(database, clock, idempotency, identity.sealer, identity.notices),
    ...createUpkeep(ground, [() => identity.factors.resealAll(), () => imports.purge()]),
  };
}

/**
 * What keeps the installation going, and tells how it is.
 * @param chores what other services want done hourly
 */
function createUpkeep(
  { config, database, clock, log }: Omit<Ground, 'assets'>,
  chores: readonly (() => Promise<number>)[],
) {
  const backups = new BackupFolder(config.backup.dir);
  const { everyMs, keep } = config.backup;
  const job = {
    databaseUrl: urlOf(config.database),
    dir: config.backup.dir,
    program: readVersion(config.packageRoot),
    migrations: migrationsOf(config),
  };
  // A database in memory is nobody's records, and no other connection sees it.
  const backupEveryMs = job.databaseUrl === 'sqlite::memory:' ? null : everyMs;
  const dataDir = config.database.dialect === 'sqlite' ? folderOf(config.database.path) : undefined;
  return {
    backups,
    upkeep: new UpkeepService(
      database,
      clock,
      (error) => log.error({ err: error }, 'upkeep failed'),
      chores,
      (line) => log.info(line),
    ),
    readiness: new ReadinessService({ database, clock, backups, backupEveryMs, dataDir }),
    backupSchedule: new BackupSchedule({
      ...{ database, clock, folder: backups, everyMs: backupEveryMs, keep },
      make: () => backupInWorker(job),
      onDone: ({ path, rows, removed }) =>
        log.info(
          `Made and verified a backup of ${String(rows)} rows: ${path}; removed ${String(removed)} older ones`,
        ),
      onError: (error) => log.error({ err: error }, 'The backup failed'),
    }),
  };
}

const folderOf = (path: string) => (path === ':memory:' ? undefined : dirname(path));

/** Users, how they come in, and what keeps others out. */
function createIdentity({ config, database, limiters, clock, log }: Omit<Ground, 'assets'>, keys: Keys) {
  const { baseUrl, accessTokenTtlMs } = config;
  const signer = new TokenSigner({ keys: keys.tokens, issuer: baseUrl, accessTokenTtlMs, clock });
  const sealer = new Sealer(keys.sealing);
  const watch = new Watch(keys.lookups, (line, words) => log.warn(line, words));
  const limits = new SignInLimits(limiters, keys.lookups, watch);
  const passwords = new PasswordHasher(config.bcryptCost);
  const rules = new PasswordRules(config.passwordMin, loadCommonPasswords());
  const onError = (error: unknown) => log.warn({ err: error }, 'a letter was not sent');
  const sender = config.mail && smtpSender(config.mail);
  const mail = new MailQueue({ database, clock, sealer, sender, onError });
  const notices = new Notices(clock, mail, baseUrl);
  const sessions = new SessionService({ ...config, database, signer, clock, notices, watch });
  const factors = new SecondFactorService(database, clock, sealer, notices);
  const shared = { database, clock, sessions, limits, passwords, rules, notices, factors, watch };
  const challenges = new SignInChallenges(shared);
  const invites = new InviteService(database, clock, baseUrl);
  const resets = new PasswordResetService({ ...shared, mail, baseUrl, onError });
  const { registration, defaultCurrency } = config;
  const profiles = new ProfileService(database, clock);
  const accounts = new AccountService({
    ...shared,
    profiles,
    challenges,
    invites,
    registration,
    defaultCurrency,
  });
  return {
    sealer,
    watch,
    sessions,
    limits,
    factors,
    challenges,
    invites,
    resets,
    accounts,
    profiles,
    mail,
    notices,
    emailChanges: new EmailChangeService({ ...shared, accounts, mail, baseUrl }),
    passkeys: new PasskeyService({
      ...shared,
      challenges: new PasskeyChallenges(keys.passkeys, clock),
      relyingParty: relyingPartyOf(baseUrl),
    }),
    proofs: new ProofService({ ...shared, accounts }),
    hostAccess: new HostAccessService({ ...shared, resets }),
    parkedForms: new ParkedFormService(database, clock, sealer),
    host: new HostService({ ...shared, defaultCurrency }),
  };
}

function createWeb(ground: Ground, keys: Keys, services: Services): Express {
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
