import { AccessTokenRepository } from './identity/access-token-repository.js';
import { BookRepository } from './ledger/book-repository.js';
import { BudgetRepository } from './ledger/budget-repository.js';
import { CategoryRepository } from './ledger/category-repository.js';
import { ChangeRepository } from './ledger/change-repository.js';
import type { Queryable } from './engine/database.js';
import { DescriptionQueries } from './ledger/description-queries.js';
import { ExpenseListQueries } from './ledger/expense-list-queries.js';
import { ExpenseRepository } from './ledger/expense-repository.js';
import { ExpenseStateQueries } from './ledger/expense-state-queries.js';
import { ExpenseVersionRepository } from './ledger/expense-version-repository.js';
import { IdempotencyKeyRepository } from './ledger/idempotency-key-repository.js';
import { ParkedFormRepository } from './identity/parked-form-repository.js';
import { RecurringOccurrenceRepository } from './ledger/recurring-occurrence-repository.js';
import { RecurringRepository } from './ledger/recurring-repository.js';
import { RuleRepository } from './ledger/rule-repository.js';
import { RefreshTokenRepository } from './identity/refresh-token-repository.js';
import { ReportQueries } from './ledger/report-queries.js';
import { SearchQueries } from './ledger/search-queries.js';
import { SecurityEventRepository } from './identity/security-event-repository.js';
import { SessionRepository } from './identity/session-repository.js';
import { TagRepository } from './ledger/tag-repository.js';
import { TrashRepository } from './ledger/trash-repository.js';
import { UndoQueries } from './ledger/undo-queries.js';
import { EmailChangeRepository } from './identity/email-change-repository.js';
import { ImportRepository } from './exchange/import-repository.js';
import { InviteRepository } from './identity/invite-repository.js';
import { MailQueueRepository } from './identity/mail-queue-repository.js';
import { PasskeyRepository } from './identity/passkey-repository.js';
import { PasswordResetRepository } from './identity/password-reset-repository.js';
import { RecoveryCodeRepository } from './identity/recovery-code-repository.js';
import { SignInChallengeRepository } from './identity/sign-in-challenge-repository.js';
import { TotpSecretRepository } from './identity/totp-secret-repository.js';
import { UpkeepRepository } from './upkeep/upkeep-repository.js';
import { RefoldingRepository } from './upkeep/refolding-repository.js';
import { UserRepository } from './identity/user-repository.js';

/** Every repository over one database or one transaction. */
export function repositories(db: Queryable): Repositories {
  const known = made.get(db);
  if (known) return known;
  const repositories = allOver(db);
  made.set(db, repositories);
  return repositories;
}

function allOver(db: Queryable) {
  return {
    users: new UserRepository(db),
    books: new BookRepository(db),
    categories: new CategoryRepository(db),
    tags: new TagRepository(db),
    expenses: new ExpenseRepository(db),
    expenseLists: new ExpenseListQueries(db),
    trash: new TrashRepository(db),
    expenseStates: new ExpenseStateQueries(db),
    expenseVersions: new ExpenseVersionRepository(db),
    undo: new UndoQueries(db),
    changes: new ChangeRepository(db),
    budgets: new BudgetRepository(db),
    recurring: new RecurringRepository(db),
    rules: new RuleRepository(db),
    recurringOccurrences: new RecurringOccurrenceRepository(db),
    reports: new ReportQueries(db),
    search: new SearchQueries(db),
    descriptions: new DescriptionQueries(db),
    sessions: new SessionRepository(db),
    refreshTokens: new RefreshTokenRepository(db),
    securityEvents: new SecurityEventRepository(db),
    parkedForms: new ParkedFormRepository(db),
    idempotencyKeys: new IdempotencyKeyRepository(db),
    accessTokens: new AccessTokenRepository(db),
    totpSecrets: new TotpSecretRepository(db),
    recoveryCodes: new RecoveryCodeRepository(db),
    passkeys: new PasskeyRepository(db),
    signInChallenges: new SignInChallengeRepository(db),
    passwordResets: new PasswordResetRepository(db),
    emailChanges: new EmailChangeRepository(db),
    invites: new InviteRepository(db),
    imports: new ImportRepository(db),
    mailQueue: new MailQueueRepository(db),
    upkeep: new UpkeepRepository(db),
    refolding: new RefoldingRepository(db),
  };
}

export type Repositories = ReturnType<typeof allOver>;

/** A request asks for them several times. */
const made = new WeakMap<Queryable, Repositories>();
