import { AccessTokenRepository } from './access-token-repository.js';
import { BookRepository } from './book-repository.js';
import { CategoryRepository } from './category-repository.js';
import type { Queryable } from './database.js';
import { ExpenseRepository } from './expense-repository.js';
import { IdempotencyKeyRepository } from './idempotency-key-repository.js';
import { ParkedFormRepository } from './parked-form-repository.js';
import { RefreshTokenRepository } from './refresh-token-repository.js';
import { ReportQueries } from './report-queries.js';
import { SearchQueries } from './search-queries.js';
import { SecurityEventRepository } from './security-event-repository.js';
import { SessionRepository } from './session-repository.js';
import { UpkeepRepository } from './upkeep-repository.js';
import { UserRepository } from './user-repository.js';

/** Every repository over one database or one transaction. */
export function repositories(db: Queryable) {
  return {
    users: new UserRepository(db),
    books: new BookRepository(db),
    categories: new CategoryRepository(db),
    expenses: new ExpenseRepository(db),
    reports: new ReportQueries(db),
    search: new SearchQueries(db),
    sessions: new SessionRepository(db),
    refreshTokens: new RefreshTokenRepository(db),
    securityEvents: new SecurityEventRepository(db),
    parkedForms: new ParkedFormRepository(db),
    idempotencyKeys: new IdempotencyKeyRepository(db),
    accessTokens: new AccessTokenRepository(db),
    upkeep: new UpkeepRepository(db),
  };
}

export type Repositories = ReturnType<typeof repositories>;
